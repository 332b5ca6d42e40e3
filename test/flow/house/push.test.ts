/** An institution delivers by itself: by GraphQL and by the doors of OEAPI, in its own name, to who lets it. On real servers. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { takesUpInboxes } from './push/inbox.js';
import { association, byTitle, delivers, resultsOf } from './push/steps.js';
import { systemOf } from './push/token.js';
import { letsRocWrite, rocDeWaterlanden } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let roc: typeof fetch;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000 });
  roc = await systemOf(house, 'roc');
  await letsRocWrite(house);
  const { data } = await delivers(house, association(), { dryRun: true });
  samira = data.deliverResults.learner;
  return () => house.stop();
}, 300_000);
beforeEach(() => revokesAll(house));

const title = 'Koken voor grote groepen';
const mine = async () => byTitle(await resultsOf(house), title);
/** Samira, as the school knows her in addresses. */
let samira: string;
const doorTo = (path: string): string => `${house.origin}/oeapi/${samira}/${path}`;
const asks = (path: string, method: string, body?: unknown, headers: object = {}) =>
  roc(doorTo(path), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const at = ({ associationId }: { associationId: string }) => `associations/${associationId}`;
const takesBack = (associationId: string, reason: string) => {
  const learner = house.account('samira').webId;
  return house.ask('roc', 'WithdrawResults', { input: { learner, associationId, reason } });
};
const patchType = { 'content-type': 'application/merge-patch+json' };

describe('an institution that delivers by GraphQL', () => {
  it('J5.2: is let in by a grant, and its word is there once however often it is sent', async () => {
    await letsRocWrite(house);
    const sent = association();
    const first = await delivers(house, sent);
    expect(first.data?.deliverResults).toEqual({
      learner: samira,
      records: 2,
      changed: 2,
      pod: 'CONFIRMED',
      fault: null,
    });
    const again = await delivers(house, sent);
    expect(again.data.deliverResults).toMatchObject({ records: 2, changed: 0, fault: null });
    const [record, ...others] = await mine();
    expect(others).toEqual([]);
    expect(record).toMatchObject({ assertedBy: 'INSTITUTION', issuedOn: '2026-06-30' });
    expect(record.credits.load).toMatchObject({ unit: 'SBU', value: '240' });
  });

  it('J5.5: gets one answer where it was never let, where it was stopped, and for nobody', async () => {
    const { id } = await letsRocWrite(house);
    await revokes(house, id);
    const stopped = await delivers(house, association());
    const nobody = await delivers(house, association(), {
      learner: `${house.pods}/niemand/card#me`,
    });
    const never = await delivers(house, association(), { who: 'university' });
    expect(stopped.codes).toEqual(['FORBIDDEN']);
    expect(nobody.text).toBe(stopped.text);
    expect(never.text).toBe(stopped.text);
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 20 });
    const sentences = data.myAccessLog.nodes.map(({ sentence }: any) => sentence);
    expect(sentences).toContainEqual(
      expect.stringContaining('wilde iets toevoegen en mocht dat niet'),
    );
  });

  it('J5.3: takes all of a message or nothing, with a pointer to what is wrong', async () => {
    await letsRocWrite(house);
    const before = await resultsOf(house);
    const wrong = association({
      result: { state: 'completed', pass: 'passed', resultDate: 'gisteren' },
    });
    const { data } = await delivers(house, { items: [association(), wrong] });
    expect(data.deliverResults).toMatchObject({
      records: 0,
      fault: { code: 'DATE_UNREADABLE', pointer: '/items/1/result/resultDate' },
    });
    expect(await resultsOf(house)).toHaveLength(before.length);
  });

  it('J5.1: speaks in its own name only', async () => {
    await letsRocWrite(house);
    const organization = { primaryCode: { codeType: 'schacHome', code: 'andere-school.example' } };
    const { offering } = association();
    const { data } = await delivers(
      house,
      association({ offering: { ...offering, organization } }),
    );
    expect(data.deliverResults.fault).toMatchObject({
      code: 'ANOTHERS_NAME',
      pointer: '/offering/organization',
    });
  });

  it('tries it out first, and nothing is kept', async () => {
    await letsRocWrite(house);
    const before = await resultsOf(house);
    const { data } = await delivers(house, association(), { dryRun: true });
    expect(data.deliverResults).toMatchObject({ records: 2, changed: 0, fault: null });
    expect(await resultsOf(house)).toHaveLength(before.length);
  });

  it('J5.4: sees what became of its own, and of nothing else', async () => {
    await letsRocWrite(house);
    await delivers(house, association());
    await delivers(house, '{"geen":');
    const { data } = await house.ask('roc', 'Deliveries', { first: 10 });
    const [refused, delivered] = data.deliveries.nodes;
    expect(refused).toMatchObject({ state: 'REFUSED', reason: 'UNREADABLE', learner: null });
    expect(delivered).toMatchObject({ state: 'DELIVERED', channel: 'PUSH', records: 2 });
    const others = await house.ask('university', 'Deliveries', { first: 100 });
    expect(others.data.deliveries.nodes.length).toBeGreaterThan(0);
    expect(others.data.deliveries.nodes.every(({ channel }: any) => channel === 'PULL')).toBe(true);
    expect((await house.ask('adviser', 'Deliveries', {})).codes).toEqual(['FORBIDDEN']);
  });
});

describe('an institution that takes back what it delivered', () => {
  const reason = 'Dit hoorde bij een andere Samira; "12" stond er <b>verkeerd</b>.';

  it('J5.4: says why, and it counts no more, stays in her history, and is there again when it is sent again', async () => {
    await letsRocWrite(house);
    const before = new Set((await mine()).map(({ id }: any) => id));
    const sent = association();
    await delivers(house, sent);
    const [made] = (await mine()).filter(({ id }: any) => !before.has(id));
    const record = async () =>
      (await house.ask('samira', 'RecordById', { id: made.id })).data?.node ?? undefined;
    const once = await takesBack(sent.associationId, ` ${reason}\u202e `);
    expect(once.data.withdrawResults).toEqual({ records: 2, changed: 2, pod: 'CONFIRMED' });
    expect(await record()).toMatchObject({ status: 'WITHDRAWN', withdrawalReason: reason });
    const again = await takesBack(sent.associationId, 'om een andere reden');
    expect(again.data.withdrawResults).toMatchObject({ records: 2, changed: 0 });
    expect(await record()).toMatchObject({ withdrawalReason: reason });
    expect((await asks(at(sent), 'GET')).status).toBe(404);
    await delivers(house, sent);
    expect(await record()).toMatchObject({ status: 'CURRENT', withdrawalReason: null });
    const { deliveries } = house.running.house.ledger;
    const known = vi.spyOn(deliveries, 'known').mockImplementationOnce(async (who) => {
      known.mockRestore();
      const asOf = await deliveries.known(who);
      await takesBack(sent.associationId, reason);
      return asOf;
    });
    const patched = await asks(at(sent), 'PATCH', { remoteState: 'associated' }, patchType);
    expect(patched.status).toBe(404);
    expect(await record()).toMatchObject({ status: 'WITHDRAWN', withdrawalReason: reason });
    expect(await house.running.house.ledger.outbox.parked()).toEqual([]);
    await delivers(house, sent);
    expect(await record()).toMatchObject({ status: 'CURRENT', withdrawalReason: null });
    const { data } = await house.ask('samira', 'RecordHistory', { id: made.id });
    const versions = data.recordHistory.map((one: any) => [one.status, one.withdrawalReason]);
    expect(versions).toEqual([
      ['SUPERSEDED', reason],
      ['SUPERSEDED', reason],
      ['CURRENT', null],
    ]);
  });

  it('J5.4: can do so with nothing else, and not without a reason', async () => {
    await letsRocWrite(house);
    const sent = association();
    await delivers(house, sent);
    expect((await takesBack(randomUUID(), reason)).codes).toEqual(['NOT_FOUND']);
    for (const none of ['', ' \u202e\n', 'x'.repeat(501)]) {
      expect((await takesBack(sent.associationId, none)).codes).toEqual(['BAD_INPUT']);
    }
    await revokesAll(house);
    expect((await takesBack(sent.associationId, reason)).codes).toEqual(['FORBIDDEN']);
    const nobody = { learner: 'https://kluis.example/people/niemand#me' };
    const input = { ...nobody, associationId: sent.associationId, reason };
    expect((await house.ask('roc', 'WithdrawResults', { input })).codes).toEqual(['FORBIDDEN']);
    expect((await house.ask('samira', 'WithdrawResults', { input })).codes).toEqual(['FORBIDDEN']);
  });
});

describe('the doors of OEAPI', () => {
  it('J5.4: take an association, change it by a merge patch, and give back what was delivered', async () => {
    await letsRocWrite(house);
    const sent = association({ associationId: randomUUID() });
    const path = `associations/${sent.associationId}`;
    expect((await asks(path, 'PUT', sent)).status).toBe(200);
    const change = { result: { score: '8', comment: null } };
    const patched = await asks(path, 'PATCH', change, patchType);
    expect(patched.status).toBe(200);
    expect(await patched.json()).toEqual({ ...sent, result: { ...sent.result, score: '8' } });
    expect(await (await asks(path, 'GET')).json()).toMatchObject({ result: { score: '8' } });
    expect((await asks(path, 'PATCH', change, patchType)).status).toBe(200);
    const found = (await mine()).filter((one: any) => one.assessment.grade === '8');
    expect(found).toHaveLength(1);
    expect(found[0].credits.load).toMatchObject({ unit: 'SBU', value: '240' });
    const { data } = await house.ask('samira', 'RecordHistory', { id: found[0].id });
    expect(JSON.stringify(data).match(/"version":\d/g)).toHaveLength(2);
  });

  it('J3.8: take a result away by a patch with null, give it back no more, and go on from there', async () => {
    await letsRocWrite(house);
    const sent = association();
    const { result, ...rest } = sent;
    const before = new Set((await mine()).map(({ id }: any) => id));
    expect((await asks(at(sent), 'PUT', sent)).status).toBe(200);
    const [made] = (await mine()).filter(({ id }: any) => !before.has(id));
    const status = async () =>
      (await house.ask('samira', 'RecordById', { id: made.id })).data?.node?.status;
    expect(await status()).toBe('CURRENT');
    const gone = await asks(at(sent), 'PATCH', { result: null }, patchType);
    expect([gone.status, await gone.json()]).toEqual([200, rest]);
    expect(await status()).toBe('WITHDRAWN');
    // Nothing of this one is anything that a record shows; it is no less said.
    const unmapped = { ext: { lokaal: 'B2.14' } };
    await asks(at(sent), 'PATCH', unmapped, patchType);
    expect(await (await asks(at(sent), 'GET')).json()).toEqual({ ...rest, ...unmapped });
    await asks(at(sent), 'PATCH', { result: { ...result, score: '9' } }, patchType);
    expect(await status()).toBe('CURRENT');
    const back = { ...rest, ...unmapped, result: { ...result, score: '9' } };
    expect(await (await asks(at(sent), 'GET')).json()).toEqual(back);
    const { data } = await house.ask('samira', 'RecordHistory', { id: made.id });
    expect(JSON.stringify(data)).toContain('"grade":"9"');
  });

  it('lose nothing where results are sent and read back at once', async () => {
    await letsRocWrite(house);
    const all = Array.from({ length: 4 }, () => association());
    const answers = await Promise.all(
      all.flatMap((one) => [
        asks(at(one), 'PUT', one),
        asks(at(one), 'GET'),
        asks(at(all[0] ?? one), 'GET'),
      ]),
    );
    expect(answers.map(({ status }) => status).every((status) => [200, 404].includes(status))).toBe(
      true,
    );
    for (const one of all) expect((await asks(at(one), 'GET')).status).toBe(200);
    const { data } = await house.ask('samira', 'MyRecords', {
      first: 250,
      filter: { institutions: [rocDeWaterlanden], recordTypes: ['RESULT'] },
    });
    const ids = new Set(data.myRecords.nodes.map((one: any) => one.id));
    expect(ids.size).toBeGreaterThanOrEqual(all.length);
  });

  it('make an association of a request from elsewhere, once', async () => {
    await letsRocWrite(house);
    const { associationId: _none, ...sent } = association();
    const [one, two] = [
      await asks('associations/external/me', 'POST', sent),
      await asks('associations/external/me', 'POST', sent),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    const answer: any = await one.json();
    expect(answer).toEqual(await two.json());
    const read = await asks(`associations/${answer.associationId}`, 'GET');
    expect(await read.json()).toMatchObject({ role: 'student' });
  });

  it('J3.8: know no association that was not delivered, and store no change of it', async () => {
    await letsRocWrite(house);
    const path = `associations/${randomUUID()}`;
    const answer = await asks(path, 'PATCH', { result: { score: '10' } }, patchType);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: '404' });
    expect((await asks(path, 'GET')).status).toBe(404);
  });

  it('J5.3: refuse a version they do not speak with those they do', async () => {
    await letsRocWrite(house);
    const accept = { accept: 'application/vnd.oeapi+json;version=7.0' };
    const answer = await asks('associations/external/me', 'POST', association(), accept);
    expect(answer.status).toBe(406);
    expect(await answer.json()).toMatchObject({
      requestedVersion: '7',
      supportedVersions: ['5.0', '6.0'],
    });
  });

  it('J5.3: say what is wrong with a pointer, as each version has it', async () => {
    await letsRocWrite(house);
    const wrong = association({ role: 'lecturer' });
    const path = `associations/${wrong.associationId}`;
    const v5 = await asks(path, 'PUT', wrong);
    expect([v5.status, await v5.json()]).toMatchObject([
      400,
      { status: '400', code: 'ROLE_NOT_STUDENT', pointer: '/role' },
    ]);
    const accept = { accept: 'application/vnd.oeapi+json;version=6.0' };
    const v6 = await asks(path, 'PUT', wrong, accept);
    expect(await v6.json()).toMatchObject({ status: 400, type: 'about:blank' });
  });

  it('let nobody in without a token, nor a school that was not let', async () => {
    const bare = await fetch(doorTo(`associations/${randomUUID()}`));
    expect(bare.status).toBe(401);
    const answer = await asks(`associations/${randomUUID()}`, 'GET');
    expect(answer.status).toBe(403);
    await letsRocWrite(house);
    const named = encodeURIComponent(house.account('samira').webId);
    const byName = await roc(`${house.origin}/oeapi/${named}/associations/${randomUUID()}`);
    expect(byName.status).toBe(403);
  });
});

describe('what an institution puts in a pod by itself', () => {
  takesUpInboxes(() => house);
});
