import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientId, clientId, Fault, webId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import { sweep } from '../../../src/flows/index.js';
import type { GrantRow } from '../../../src/ledger/index.js';
import { layoutOf, rulesOf } from '../../../src/pod/index.js';
import { merenveld, readsSamira, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { type GraphAnswer, openHouse, type TestHouse } from '../../fixtures/house.js';

/** Another app of the adviser’s. */
const app = clientId('https://advies.example/app.json');
const { roc, university } = demoPeople;

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 90_000 });
  return () => house.stop();
}, 300_000);
beforeEach(async () => {
  house.proxy.setDown(false);
  await pauses(false);
  await revokesAll(house);
}, 120_000);

const page = (): ClientId => house.running.house.pageClient;

/** Samira shares all results with Noor, grades included, through the page and an app of hers. */
async function shares(change: object = {}): Promise<string> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{ types: ['RESULT'] }],
    facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
    clients: [page(), app],
    ...change,
  };
  const { data } = await house.ask('samira', 'GrantAccess', { input });
  expect(data.grantAccess).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'ACTIVE' } });
  return data.grantAccess.grant.id;
}
const narrows = (grantId: string, less: object): Promise<GraphAnswer> =>
  house.ask('samira', 'NarrowGrant', { input: { grantId, ...less } });
const pauses = (paused: boolean): Promise<GraphAnswer> =>
  house.ask('samira', 'PauseAll', { paused });

/** The newest grant as the ledger knows it. */
async function newest(): Promise<GrantRow> {
  const { ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
  const [grant] = samira === undefined ? [] : await ledger.grants.ofLearner(samira.id);
  if (grant === undefined) throw new Error('no grant');
  return grant;
}
const followed = (): Promise<void> =>
  expect.poll(async () => (await newest()).pod, { timeout: 60_000 }).toBe('CONFIRMED');

/** What the pod says to the grantee’s delegate for this app. */
async function podSaysTo(client: ClientId): Promise<number> {
  const { id, grantee, purpose, view } = await newest();
  return house.running.workshop.probe(
    { grantId: id, grantee: granteeKey(grantee), client, purpose },
    view,
  );
}
/** A document as the builder reads it. */
async function inPod(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await house.running.workshop.build.fetch(url);
  return { status: response.status, text: await response.text() };
}
async function receiptOf(event: string) {
  return inPod(layoutOf(house.account('samira').podRoot).receipt(await newest(), event));
}
const isGone = async (): Promise<void> => {
  const { view } = await newest();
  const found = [await inPod(view), await inPod(rulesOf(view))];
  expect(found.map(({ status }) => status)).toEqual([404, 404]);
};

const messagesIn = ({ text }: GraphAnswer): readonly string[] =>
  (JSON.parse(text).errors ?? []).map(({ message }: { message: string }) => message);
const shownIn = ({ data }: GraphAnswer) => ({
  count: data.learner.records.count,
  schools: new Set(data.learner.records.nodes.map(({ institution }: any) => institution.id)),
  grades: new Set(
    data.learner.records.nodes.map(({ assessment }: any) => assessment['__typename']),
  ),
});
const allResults = roc.samira.withResult + university.samira.withResult;

/** The newest line of her log about this, in both languages. */
async function sentencesOf(event: string): Promise<readonly string[]> {
  const languages = ['nl-NL,nl;q=0.9', 'en-GB,en;q=0.9'];
  const lines = languages.map(async (language) => {
    const headers = { 'accept-language': language };
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 20 }, { headers });
    return data.myAccessLog.nodes.find((line: any) => line.event === event)?.sentence;
  });
  return Promise.all(lines);
}

const fails = (error: unknown) => {
  throw error;
};

describe('narrowing a grant', () => {
  const less = {
    facets: ['CORE', 'CREDITS'],
    scope: [{ types: ['RESULT'], institutions: [merenveld] }],
  };
  const onlyThere = {
    count: university.samira.withResult,
    schools: new Set([merenveld]),
    grades: new Set(['NotShared']),
  };

  it('shows less from the answer on, and the place in the list of before is none any more', async () => {
    const grant = await shares();
    const before = await readsSamira(house, { first: 2 });
    expect(shownIn(before)).toMatchObject({ count: allResults, grades: new Set(['Assessment']) });
    const { data } = await narrows(grant, { ...less, clients: [page()] });
    expect(data.narrowGrant).toMatchObject({
      pod: 'CONFIRMED',
      grant: { id: grant, state: 'ACTIVE', facets: ['CORE', 'CREDITS'], clients: [page()] },
    });
    expect(shownIn(await readsSamira(house))).toEqual(onlyThere);
    const { endCursor } = before.data.learner.records.pageInfo;
    const next = await readsSamira(house, { first: 2, after: endCursor });
    expect(next.codes).toEqual(['CONFLICT']);
  });

  it('takes it out of the pod too: less in the view, one app shut out, the next version and a receipt kept', async () => {
    const grant = await shares();
    expect([await podSaysTo(page()), await podSaysTo(app)]).toEqual([200, 200]);
    await narrows(grant, { ...less, clients: [page()] });
    expect([await podSaysTo(page()), await podSaysTo(app)]).toEqual([200, 403]);
    const { view, id } = await newest();
    const stored = JSON.parse((await inPod(view)).text);
    const facets = stored.records.flatMap((record: any) => Object.keys(record.facets));
    expect(new Set(facets)).toEqual(new Set(['core', 'credits']));
    const schools = stored.records.map((record: any) => record.facets.core.institution.id);
    expect(new Set(schools)).toEqual(new Set([merenveld]));
    const layout = layoutOf(house.account('samira').podRoot);
    const versions = [await inPod(layout.grant(id, 1)), await inPod(layout.grant(id, 2))];
    expect(versions.map(({ status }) => status)).toEqual([200, 200]);
    expect(versions[1]?.text).not.toContain(app);
    expect((await receiptOf('NARROWED')).status).toBe(200);
    expect(await sentencesOf('NARROWED')).toEqual([
      'Je gaf Noor Hendriks minder toegang dan eerst.',
      'You shared less with Noor Hendriks than before.',
    ]);
  });

  it('counts although the pod is down: the wider view is read as the narrower grant', async () => {
    const grant = await shares();
    const stored = (await inPod((await newest()).view)).text;
    expect(stored).toContain('assessment');
    house.proxy.setDown(true);
    const narrowing = narrows(grant, less);
    await expect.poll(async () => (await newest()).version).toBe(2);
    house.proxy.setDown(false);
    expect(shownIn(await readsSamira(house))).toEqual(onlyThere);
    await narrowing;
    await followed();
    expect((await inPod((await newest()).view)).text).not.toContain('"assessment"');
    expect(shownIn(await readsSamira(house))).toEqual(onlyThere);
  });

  const more = [
    ['a facet', { facets: ['CORE', 'CREDITS', 'ASSESSMENT', 'FEEDBACK'] }],
    ['an app', { clients: ['https://elders.example/app.json'] }],
    ['records', { scope: [{ types: ['RESULT'] }, { types: ['ENROLMENT'] }] }],
    ['time', { until: new Date(Date.now() + 300 * 86_400_000).toISOString() }],
    ['the future', { includeFuture: true }],
  ] as const;
  it('never gives more, and changes nothing then', async () => {
    const grant = await shares();
    for (const [what, terms] of more) {
      const answer = await narrows(grant, terms);
      expect([what, answer.codes, messagesIn(answer)]).toEqual([
        what,
        ['BAD_INPUT'],
        ['You can make this less, not more: for more, share anew.'],
      ]);
    }
    expect((await newest()).version).toBe(1);
    const ended = (await revokes(house, grant)).data.revokeGrant.grant.state;
    expect([ended, (await narrows(grant, less)).codes]).toEqual(['REVOKED', ['CONFLICT']]);
  });
});

describe('pausing everything', () => {
  it('shuts out at once, in the pod too; nothing new can be shared; resumed, it reads as before', async () => {
    const grant = await shares();
    const paused = await pauses(true);
    expect(paused.data.pauseAll).toEqual({ paused: true, pod: 'CONFIRMED' });
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    expect(await podSaysTo(page())).toBe(403);
    await isGone();
    const { data } = await house.ask('samira', 'MyGrants');
    expect(data.myGrants.paused).toBe(true);
    expect(data.myGrants.nodes[0]).toMatchObject({ id: grant, state: 'SUSPENDED' });
    const input = {
      grantee: { person: house.account('adviser').webId },
      purpose: 'ADMISSION',
      scope: [{ types: ['RESULT'] }],
    };
    const refused = await house.ask('samira', 'GrantAccess', { input });
    expect([refused.codes, messagesIn(refused)]).toEqual([
      ['BAD_INPUT'],
      ['You paused all access: resume it before you share anew.'],
    ]);

    const resumed = await pauses(false);
    expect(resumed.data.pauseAll).toEqual({ paused: false, pod: 'CONFIRMED' });
    expect(shownIn(await readsSamira(house)).count).toBe(allResults);
    expect(await podSaysTo(app)).toBe(200);
    expect((await house.ask('samira', 'MyGrants')).data.myGrants.paused).toBe(false);
    expect(await sentencesOf('PAUSED')).toEqual([
      'Je zette alle toegang stil.',
      'You paused all access.',
    ]);
    expect(await sentencesOf('RESUMED')).toEqual([
      'Je liet alle toegang weer doorgaan.',
      'You resumed all access.',
    ]);
  });

  it('a grant that is narrowed or stopped while all is paused stays so when it is resumed', async () => {
    const [narrowed, stopped] = [await shares(), await shares()];
    await pauses(true);
    await narrows(narrowed, { facets: ['CORE'] });
    await revokes(house, stopped);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await pauses(false);
    const shown = shownIn(await readsSamira(house));
    expect(shown).toMatchObject({ count: allResults, grades: new Set(['NotShared']) });
    const { data } = await house.ask('samira', 'MyGrants');
    const stateOf = new Map(data.myGrants.nodes.map((grant: any) => [grant.id, grant.state]));
    expect([stateOf.get(narrowed), stateOf.get(stopped)]).toEqual(['ACTIVE', 'REVOKED']);
  });
});

describe('a grant that is over by itself', () => {
  it('by the clock: refused from that moment; the sweep closes its view and says so', async () => {
    const grant = await shares();
    const until = new Date(Date.now() + 1000).toISOString();
    expect((await narrows(grant, { until })).codes).toEqual([]);
    await sleep(Math.max(0, Date.parse(until) - Date.now()) + 20);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await sweep(house.running.workshop, fails);
    await followed();
    expect(await newest()).toMatchObject({ state: 'EXPIRED' });
    expect(await podSaysTo(page())).toBe(403);
    await isGone();
    expect((await receiptOf('EXPIRED')).status).toBe(200);
    expect(await sentencesOf('EXPIRED')).toEqual([
      'De toegang voor Noor Hendriks liep af.',
      'The access for Noor Hendriks ran out.',
    ]);
  });

  it('by its count: of many who ask at once one is answered; then it is closed like any other', async () => {
    await shares({ maxSessions: 1 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => readsSamira(house)));
    expect(answers.filter(({ data }) => data.learner !== null)).toHaveLength(1);
    const codes = new Set(answers.flatMap((answer) => answer.codes));
    expect([...codes].filter((code) => code !== 'GRANT_ENDED' && code !== 'CONFLICT')).toEqual([]);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await sweep(house.running.workshop, fails);
    await followed();
    expect(await newest()).toMatchObject({ state: 'EXHAUSTED', used: 1 });
    expect(await podSaysTo(page())).toBe(403);
    await isGone();
    expect((await receiptOf('EXHAUSTED')).status).toBe(200);
    expect(await sentencesOf('EXHAUSTED')).toEqual([
      'De toegang voor Noor Hendriks is zo vaak gebruikt als je had gezegd, en is voorbij.',
      'The access for Noor Hendriks was used as often as you had said, and is over.',
    ]);
  });

  it('before the pod had its view: it never counts, and nothing of it stays', async () => {
    const until = new Date(Date.now() + 40).toISOString();
    const input = {
      grantee: { person: house.account('adviser').webId },
      purpose: 'ADMISSION',
      scope: [{ types: ['RESULT'] }],
      until,
    };
    const given = await house.ask('samira', 'GrantAccess', { input });
    if (given.codes.length > 0) return;
    await expect
      .poll(
        async () => {
          await sweep(house.running.workshop, fails);
          return (await newest()).state;
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe('EXPIRED');
    await followed();
    await isGone();
    const asked = await house.ask(
      'adviser',
      'LearnerRecords',
      { learner: house.account('samira').webId },
      { purpose: 'ADMISSION' },
    );
    expect(asked.data).toEqual({ learner: null });
  });
});

it('nothing unforeseen happened behind these answers', () => {
  const kinds = house.faults.map((fault) => (fault instanceof Fault ? fault.kind : fault));
  expect(kinds.filter((kind) => kind !== 'PodUnreachable')).toEqual([]);
});
