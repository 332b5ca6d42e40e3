/** What time and others do to an award: looked into again by whoever sees it, signed by newer keys, an offer nobody answers. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { storedRecords } from '../../../src/flows/stored-records.js';
import { sweep } from '../../../src/flows/sweep.js';
import { readInbox } from '../../../src/pod/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { awards, cooking, given, offers, recipient, roc, trustsRoc } from './award/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
  await house.running.admin.letSign(roc);
  return () => house.stop();
}, 300_000);

const purpose = { purpose: 'CAREER_GUIDANCE' };
const rechecks = (record: string) => house.ask('adviser', 'RecheckCredential', { record }, purpose);

/** Microcredentials of Samira, as the adviser sees them. */
async function seenByAdviser() {
  const learner = house.account('samira').webId;
  const { data } = await house.ask('adviser', 'LearnerRecords', { learner }, purpose);
  return data.learner.records.nodes;
}

describe('whoever sees an award by a grant', () => {
  it('has it looked into again: told in the log, and nothing is told but what comes of it', async () => {
    const id = await given(house, { sourceId: 'opnieuw' });
    const { data: yes } = await house.ask('samira', 'GrantAccess', {
      input: {
        purpose: 'CAREER_GUIDANCE',
        grantee: { person: house.account('adviser').webId },
        scope: [{ types: ['MICROCREDENTIAL'] }],
        facets: ['CORE'],
      },
    });
    const [seen] = await seenByAdviser();
    expect(seen.verification).toMatchObject({ verdict: 'TRUSTED', status: 'VALID' });
    const { data, codes, text } = await rechecks(seen.id);
    expect(codes).toEqual([]);
    expect(Object.keys(data.recheckCredential).toSorted()).toEqual(
      Object.keys(seen.verification).toSorted(),
    );
    expect(data.recheckCredential).toMatchObject({ verdict: 'TRUSTED', status: 'VALID' });
    const row = await house.running.workshop.ledger.awards.byId(openedBy('roc', id));
    for (const hidden of [cooking.name, row?.digest ?? 'none', '240', '/status/', 'did:web']) {
      expect(text).not.toContain(hidden);
    }
    const { data: log } = await house.ask('samira', 'MyAccessLog', { first: 1 });
    expect(log.myAccessLog.nodes).toMatchObject([
      {
        kind: 'READ',
        operation: 'RecheckCredential',
        actor: house.account('adviser').webId,
        records: [{ facets: ['CORE'] }],
        claims: [],
      },
    ]);

    await house.ask('roc', 'SuspendAward', { id });
    const again = await rechecks(seen.id);
    expect(again.data.recheckCredential).toMatchObject({
      verdict: 'REJECTED',
      status: 'SUSPENDED',
    });
    await house.ask('roc', 'RestoreAward', { id });
    expect((await rechecks(seen.id)).data.recheckCredential).toMatchObject({ verdict: 'TRUSTED' });

    // To whoever is not shown it, it is as an id that nobody has.
    await house.ask('samira', 'RevokeGrant', { id: yes.grantAccess.grant.id });
    const [ended, nobodys] = [await rechecks(seen.id), await rechecks('bm9uZQ')];
    expect([ended.data.recheckCredential, nobodys.data.recheckCredential]).toEqual([null, null]);
    expect([ended.codes, nobodys.codes]).toEqual([['GRANT_ENDED'], ['NOT_FOUND']]);
    const { data: own } = await house.ask('samira', 'MyRecords', { first: 1 });
    expect((await rechecks(own.myRecords.nodes[0].id)).codes).toEqual(['NOT_FOUND']);
  });
});

const webIdOf = (who: 'roc' | 'samira') => {
  const found = house.setup.personas.get(who);
  if (found === undefined) throw new Error(`no ${who}`);
  return found.webId;
};
const openedBy = (who: 'roc', id: string): string =>
  house.running.house.idsFor(webIdOf(who)).open('award', id) ?? '';

const Signed = z.object({ proof: z.object({ verificationMethod: z.string() }) });
const Published = z.object({ assertionMethod: z.array(z.string()) });

/** By which key an award was signed, from the bytes in the pod, and what is said of it after keys and lists are asked anew. */
async function signedBy(id: string) {
  const { workshop, house: rooms } = house.running;
  const row = await workshop.ledger.awards.byId(openedBy('roc', id));
  const digest = row?.digest ?? '';
  const learner = await workshop.ledger.learners.byWebId(webIdOf('samira'));
  if (learner === undefined) throw new Error('no Samira');
  const stored = (await storedRecords(workshop, learner.storage)).get(roc);
  const ids = stored?.deliveries.map((delivery) => delivery.id) ?? [];
  const came = await readInbox(workshop.build, learner.storage, roc, ids);
  const page = came.find(({ page: { sha256 } }) => sha256 === digest)?.page;
  await rooms.credentials.recheck(digest);
  const verdicts = await rooms.credentials.judge([
    { digest, bytes: async () => undefined, subject: 'MATCH' },
  ]);
  const { proof } = Signed.parse(JSON.parse(page?.body ?? ''));
  return { key: proof.verificationMethod, verdict: verdicts.get(digest) };
}
const published = async () => {
  const response = await fetch(`http://localhost:${house.setup.port}/issuers/${roc}/did.json`);
  return Published.parse(await response.json()).assertionMethod;
};

describe('an institution that gets new keys', () => {
  it('trap 11: keeps the old ones published: what they signed still holds, and new ones sign from then on', async () => {
    const before = await given(house, { sourceId: 'oude-sleutel' });
    const old = await signedBy(before);
    expect(old.verdict).toMatchObject({ verdict: 'TRUSTED', status: 'VALID' });
    await house.running.admin.letSign(roc, true);
    const after = await given(house, { sourceId: 'nieuwe-sleutel' });
    const fresh = await signedBy(after);
    expect(fresh.key).not.toBe(old.key);
    expect(fresh.verdict).toMatchObject({ verdict: 'TRUSTED', status: 'VALID' });
    expect(await published()).toEqual(expect.arrayContaining([old.key, fresh.key]));
    expect(await signedBy(before)).toMatchObject({
      key: old.key,
      verdict: { verdict: 'TRUSTED', proof: 'VALID', status: 'VALID', findings: [] },
    });
  });
});

describe('an offer that nobody answers', () => {
  it('is over after its time, at once for who would accept it, and told to both once', async () => {
    const { data } = await awards(house, [recipient({ sourceId: 'te-laat' })]);
    const [{ id }] = data.awardMicrocredentials;
    const [offer] = await offers(house);
    const { db } = house.running.workshop.ledger;
    const passes = (days: number) =>
      db
        .em()
        .execute(
          "update award set lapses_at = lapses_at - ? * interval '1 day' where id = ?::uuid",
          [days, openedBy('roc', id)],
          'run',
        );
    await passes(59);
    expect(await offers(house)).toHaveLength(1);
    await passes(1);
    expect(await offers(house)).toEqual([]);
    const late = await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'ACCEPT' });
    expect(late.codes).toEqual(['CONFLICT']);

    const faults: unknown[] = [];
    await sweep(house.running.workshop, (error) => faults.push(error));
    await sweep(house.running.workshop, (error) => faults.push(error));
    expect(faults).toEqual([]);
    const { data: list } = await house.ask('roc', 'AwardsGiven', { first: 50 });
    const found = list.awardsGiven.nodes.find((one: { id: string }) => one.id === id);
    expect(found).toMatchObject({ state: 'LAPSED' });
    const { data: log } = await house.ask('samira', 'MyAccessLog', { first: 50 });
    const events = log.myAccessLog.nodes.map(({ event }: { event: string | null }) => event);
    expect(events.filter((event: string | null) => event === 'AWARD_LAPSED')).toHaveLength(1);
    const [row] = await db
      .em()
      .execute<{ sealed: string | null }[]>('select sealed from award where id = ?::uuid', [
        openedBy('roc', id),
      ]);
    // What it would have said is kept nowhere.
    expect(row?.sealed).toBeNull();
    expect(await house.ask('roc', 'RevokeAward', { id, reason: 'Te laat.' })).toMatchObject({
      codes: ['CONFLICT'],
    });
  });
});
