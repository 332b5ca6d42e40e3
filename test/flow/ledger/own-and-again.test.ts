import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  clientId,
  type GrantId,
  type LearnerId,
  recordKey,
  webId,
} from '../../../src/base/index.js';
import type { GrantTerms } from '../../../src/consent/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { hogeschool } from '../../fixtures/people.js';
import { delivered } from './deliveries.js';
import {
  activeGrant,
  answerUnder,
  byLearner,
  enrol,
  noor,
  saidToApp,
  terms,
  toNoor,
  waterbeheer,
  wim,
  yesTo,
} from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

async function grantOf(id: GrantId) {
  const grant = await kluis.ledger.grants.byId(id);
  if (grant === undefined) throw new Error('no such grant');
  return grant;
}
const comesBack = async (learner: LearnerId, id: GrantId) =>
  kluis.ledger.grants.again(learner, { from: await grantOf(id), actor: byLearner });
const comes = (learner: LearnerId, name: string) =>
  kluis.ledger.deliveries.accept(learner, {
    actor: noor,
    institution: hogeschool,
    deliveries: [delivered(hogeschool, [[recordKey(name), 'hash']])],
  });

/** A grant in force that the learner stopped just now. */
async function stopped(change: Partial<GrantTerms> = {}) {
  const learner = await enrol(kluis.ledger);
  await comes(learner, 'before');
  const { id } = await activeGrant(kluis.ledger, learner, change);
  return { learner, id };
}
const stops = (learner: LearnerId, id: GrantId) =>
  kluis.ledger.grants.revoke(learner, id, byLearner);

describe('a stop that the learner thinks better of', () => {
  it('gives a new grant on the same terms: the same end, the same records, the uses that were left', async () => {
    const { learner, id } = await stopped({ maxSessions: 3, personFacets: ['name'] });
    await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [{ id, version: 1 }])]);
    await stops(learner, id);
    await comes(learner, 'after');
    const before = await grantOf(id);
    const made = await comesBack(learner, id);
    expect(made).toMatchObject({ kind: 'made', work: [expect.any(String)] });
    const now = await grantOf(made && 'id' in made ? made.id : id);
    expect(now.id).not.toBe(id);
    const { grantee, clients, purpose, scope, facets, personFacets, claims } = before;
    const { includeFuture, validUntil, recordsAtGrant } = before;
    expect(now).toMatchObject({ grantee, clients, purpose, scope, facets, personFacets, claims });
    expect(now).toMatchObject({ includeFuture, validUntil, recordsAtGrant });
    expect(now).toMatchObject({ state: 'PREPARING', version: 1, used: 0, maxSessions: 2 });
    expect(recordsAtGrant).toEqual(['before']);
    expect((await grantOf(id)).state).toBe('REVOKED');
  });

  it('asked twice, also at once, gives one', async () => {
    const { learner, id } = await stopped();
    await stops(learner, id);
    const asked = await Promise.all([comesBack(learner, id), comesBack(learner, id)]);
    const later = await comesBack(learner, id);
    const ids = [...asked, later].map((made) => made && 'id' in made && made.id);
    expect(new Set(ids).size).toBe(1);
    expect(await kluis.ledger.grants.ofLearner(learner)).toHaveLength(2);
    // It can be stopped and come back in its turn, and what it came of gives no other.
    const [next] = ids;
    if (typeof next !== 'string') throw new Error('none was made');
    await stops(learner, next);
    expect(await comesBack(learner, id)).toBeUndefined();
    expect(await comesBack(learner, next)).toMatchObject({ kind: 'made' });
  });

  it('is for ten minutes, and for nothing but the learner’s own stop', async () => {
    const { learner, id } = await stopped();
    expect(await comesBack(learner, id)).toBeUndefined();
    await kluis.ledger.grants.takenAway(learner, { id, version: 1 }, noor);
    expect((await grantOf(id)).state).toBe('REVOKED');
    expect(await comesBack(learner, id)).toBeUndefined();

    const late = await stopped();
    await stops(late.learner, late.id);
    const past =
      "update grant_version set ended_at = ended_at - interval '601 seconds' where grant_id = $1";
    await kluis.sql(past, [late.id]);
    expect(await comesBack(late.learner, late.id)).toBeUndefined();

    const spent = await stopped({ maxSessions: 1 });
    const use = [{ id: spent.id, version: 1 }];
    await kluis.ledger.release([await answerUnder(kluis.ledger, spent.learner, use)]);
    await stops(spent.learner, spent.id);
    expect(await comesBack(spent.learner, spent.id)).toBeUndefined();
  });

  it('is not for what was read before it ended, nor for another version', async () => {
    const { learner, id } = await stopped();
    const live = await grantOf(id);
    await stops(learner, id);
    const ended = await grantOf(id);
    const { grants } = kluis.ledger;
    expect(await grants.again(learner, { from: live, actor: byLearner })).toBeUndefined();
    const other = { ...ended, version: 2 };
    expect(await grants.again(learner, { from: other, actor: byLearner })).toBeUndefined();
    expect(await comesBack(learner, id)).toMatchObject({ kind: 'made' });
  });

  it('is not for what an app’s next sign-in took the place of', async () => {
    const learner = await enrol(kluis.ledger);
    const client = clientId(`https://app.example/${randomUUID()}`);
    const { grants } = kluis.ledger;
    const said = saidToApp(client, [yesTo(client)]);
    const first = await grants.grant(learner, yesTo(client, { facets: ['core', 'assessment'] }));
    const other = await grants.grant(learner, yesTo(client));
    if (first?.kind !== 'made' || other?.kind !== 'made') throw new Error('nothing was in the way');
    await stops(learner, other.id);
    expect(await grants.exchange(learner, said)).toHaveProperty('work');
    const earlier = [first.id, other.id];
    const comeBack = () => Promise.all(earlier.map((id) => comesBack(learner, id)));
    expect(await comeBack()).toEqual([undefined, undefined]);
    const [next] = (await grants.ofLearner(learner)).filter(({ state }) => state !== 'REVOKED');
    if (next === undefined) throw new Error('none took its place');
    await stops(learner, next.id);
    // Neither once what took its place is stopped, which alone comes back.
    expect(await comeBack()).toEqual([undefined, undefined]);
    expect(await comesBack(learner, next.id)).toMatchObject({ kind: 'made' });
  });

  it('is for each of two grants that came of one sign-in to an app, stopped alone or both', async () => {
    const learner = await enrol(kluis.ledger);
    const client = clientId(`https://app.example/${randomUUID()}`);
    const { grants } = kluis.ledger;
    const grades = yesTo(client, { facets: ['core', 'credits', 'assessment'] });
    const diplomas = yesTo(client, { scope: [{ types: ['DIPLOMA'] }] });
    await grants.exchange(learner, saidToApp(client, [grades, diplomas]));
    const [one, other] = await grants.ofLearner(learner);
    if (one === undefined || other === undefined) throw new Error('two were made');
    await stops(learner, one.id);
    const made = await comesBack(learner, one.id);
    expect(made).toMatchObject({ kind: 'made' });
    const again = made && 'id' in made ? made.id : one.id;
    for (const id of [again, other.id]) await stops(learner, id);
    for (const id of [again, other.id]) {
      expect(await comesBack(learner, id)).toMatchObject({ kind: 'made' });
    }
  });

  it('waits for a young learner’s guardian, as any grant', async () => {
    const { learners, guardians, grants } = kluis.ledger;
    const pod = `https://pod.example/${randomUUID()}/`;
    const alone = new Date(Date.now() + 400 * 86_400_000);
    const { id: learner } = await learners.enrol(webId(`${pod}profile/card#me`), pod, alone);
    await guardians.name(learner, wim.webId, wim);
    const yes = { grantee: toNoor, terms: terms({ purpose: 'ADMISSION' }), actor: byLearner };
    const made = await grants.grant(learner, yes);
    if (made?.kind !== 'proposed') throw new Error('it waits for nobody');
    await guardians.cosign(learner, { id: made.id, actor: wim, agrees: true });
    await stops(learner, made.id);
    expect(await comesBack(learner, made.id)).toMatchObject({ kind: 'proposed', work: [] });
  });

  it('leaves hidden what was hidden from everybody, and shows what was not hidden from this one', async () => {
    const { learner, id } = await stopped();
    const { blocks } = kluis.ledger;
    const scope = [{ types: ['RESULT' as const] }];
    await blocks.block(learner, { scope, exceptGrants: [id], actor: byLearner });
    await stops(learner, id);
    await blocks.block(learner, { scope, exceptGrants: [], actor: byLearner });
    const made = await comesBack(learner, id);
    if (made === undefined || !('id' in made)) throw new Error('none was made');
    const excepted = (await blocks.ofLearner(learner)).map(({ exceptGrants }) => exceptGrants);
    expect(excepted).toEqual([[id, made.id], []]);
  });
});

describe('how a learner’s grants were used', () => {
  it('is told of all of them at once: looks at which something was shown, and the last', async () => {
    const learner = await enrol(kluis.ledger);
    const [one, other] = [
      await activeGrant(kluis.ledger, learner),
      await activeGrant(kluis.ledger, learner),
    ];
    expect(await kluis.ledger.log.perGrant(learner)).toEqual(new Map());
    const both = await answerUnder(kluis.ledger, learner, [one, other]);
    await kluis.ledger.release([both]);
    await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [one])]);
    // Only whether there is a grant was asked, and a learner's own look is nobody's.
    const nothing = { ...both, uses: [], log: { ...both.log, records: [] } };
    const own = {
      ...both,
      uses: [],
      log: { ...both.log, purpose: 'SELF_USE' as const, grants: [] },
    };
    await kluis.ledger.release([nothing]);
    await kluis.ledger.release([own]);
    const found = await kluis.ledger.log.perGrant(learner);
    expect([...found].map(([id, { looks }]) => [id, looks])).toEqual(
      expect.arrayContaining([
        [one.id, 2],
        [other.id, 1],
      ]),
    );
    expect(found.size).toBe(2);
    const lines = await kluis.ledger.log.read(learner, 10);
    expect(found.get(one.id)?.lastAt.toISOString()).toBe(lines[2]?.at);
  });
});

describe('what a learner enters themselves', () => {
  const institution = hogeschool;
  const word = (hash: string) => [delivered(institution, [[waterbeheer, hash]])];
  const entry = {
    record: waterbeheer,
    kind: 'SKILL',
    sourceId: '0e9b6c1a-3c62-8d5e-9f40-6f0b7f3c2d11',
  } as const;
  const change = (learner: LearnerId, act: 'ADDED' | 'CHANGED' | 'REMOVED', hash: string) =>
    kluis.ledger.ownEntries.change(learner, {
      act,
      entry,
      actor: byLearner,
      institution,
      deliveries: word(hash),
      ...(act !== 'REMOVED' && { keyHash: `${act} ${hash}` }),
    });

  it('is done once however often it is asked, and an old answer that comes late undoes nothing', async () => {
    const learner = await enrol(kluis.ledger);
    expect(await change(learner, 'CHANGED', 'one')).toEqual({ kind: 'not there' });
    const added = await Promise.all([1, 2].map(() => change(learner, 'ADDED', 'one')));
    expect(added[0]).toEqual(added[1]);
    expect(added[0]).toMatchObject({ kind: 'made', work: [expect.any(String)] });
    await change(learner, 'CHANGED', 'two');
    await change(learner, 'CHANGED', 'three');
    await change(learner, 'CHANGED', 'two');
    await change(learner, 'ADDED', 'one');
    const hashOf = async () =>
      (await kluis.ledger.deliveries.known(learner)).get(waterbeheer)?.hash;
    expect(await hashOf()).toBe('three');
    await change(learner, 'REMOVED', 'withdrawn');
    await change(learner, 'REMOVED', 'withdrawn');
    expect(await change(learner, 'CHANGED', 'four')).toEqual({ kind: 'not there' });
    expect(await hashOf()).toBe('withdrawn');
    const lines = await kluis.ledger.log.read(learner, 10);
    const acts = lines.map((line) => line.kind === 'WRITE' && line.own);
    expect(acts.toReversed()).toEqual(['ADDED', 'CHANGED', 'CHANGED', 'REMOVED']);
    expect(await kluis.ledger.ownEntries.find(learner, waterbeheer)).toEqual(entry);
    expect(await kluis.ledger.ownEntries.find(learner, recordKey('x'))).toBeUndefined();
  });

  it('can be taken back also by who changed as much as can be', async () => {
    const learner = await enrol(kluis.ledger);
    await change(learner, 'ADDED', 'one');
    await kluis.sql(
      `insert into own_change (learner_id, key_hash, record_key, at)
       select $1, 'key ' || n, $2, now() from generate_series(1, 5000) n`,
      [learner, waterbeheer],
    );
    expect(await change(learner, 'CHANGED', 'two')).toEqual({ kind: 'too many' });
    expect(await change(learner, 'REMOVED', 'withdrawn')).toMatchObject({ kind: 'made' });
    expect((await kluis.ledger.deliveries.known(learner)).get(waterbeheer)?.hash).toBe('withdrawn');
  });
});
