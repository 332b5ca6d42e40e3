import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { institutionId, type LearnerId, webId } from '../../../src/base/index.js';
import { type Login, webIdLogin } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { byLearner, enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const eduid = (): Login => ({ kind: 'EDUID', subject: randomUUID() });
const opens = (login: Login) => {
  const name = randomUUID();
  return kluis.ledger.ways.open({
    webId: webId(`https://kluis.example/people/${name}`),
    storage: `https://pods.example/${name}/`,
    login,
    person: { name: { given: 'Lena', family: 'Voort' } },
    actor: byLearner,
  });
};
const link = (learner: LearnerId, login: Login) =>
  kluis.ledger.ways.link(learner, login, byLearner);
const unlink = (learner: LearnerId, way: string) =>
  kluis.ledger.ways.unlink(learner, way, byLearner);
const ways = (learner: LearnerId) => kluis.ledger.ways.of(learner);
const events = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 50)).map((line) =>
    line.kind === 'POLICY' ? line.event : line.kind,
  );

it('who has a kluis by their own WebID comes in by it', async () => {
  const learner = await enrol(kluis.ledger);
  const row = await kluis.ledger.learners.byId(learner);
  const login = webIdLogin(row?.webId ?? byLearner.webId);
  expect((await kluis.ledger.ways.behind(login))?.learner).toBe(learner);
  expect(await ways(learner)).toMatchObject([{ kind: 'SOLID' }]);
});

it('ten logins at once of somebody new make one kluis, and one pod is owed', async () => {
  const login = eduid();
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => opens(login)));
  expect(all.map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'));
  const behind = await kluis.ledger.ways.behind(login);
  const learner = behind?.learner ?? (await enrol(kluis.ledger));
  const found = all.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  expect(found).toEqual(Array(10).fill(behind));
  const owed = await kluis.sql('select kind, payload from outbox_item where learner_id = $1', [
    learner,
  ]);
  expect(owed).toMatchObject([{ kind: 'MAKE_POD' }]);
  expect(await events(learner)).toEqual(['LOGIN_LINKED']);
});

it('a pod that was brought and never became a kluis gives way to another, and no kluis does', async () => {
  const { ways: waysIn, learners } = kluis.ledger;
  const name = randomUUID();
  const id = webId(`https://pod.example/${name}#me`);
  const brings = (storage: string, brought: 'ACP' | 'WAC') =>
    waysIn.open({
      webId: id,
      login: webIdLogin(id),
      storage,
      brought,
      person: {},
      actor: byLearner,
    });
  const [shut, other] = [`https://shut.example/${name}/`, `https://pod.example/${name}/`];
  const { learner } = await brings(shut, 'ACP');
  const owed = () =>
    kluis.sql(`select kind, state from outbox_item where learner_id = $1 and kind = 'MAKE_POD'`, [
      learner,
    ]);
  await kluis.sql(`update outbox_item set state = 'PARKED' where learner_id = $1`, [learner]);
  expect((await brings(other, 'WAC')).learner).toBe(learner);
  expect(await learners.byId(learner)).toMatchObject({ storage: other, brought: 'WAC' });
  expect(await owed()).toEqual([{ kind: 'MAKE_POD', state: 'WAITING' }]);
  expect(await learners.broughtAmong([`${other}edu/`, other])).toEqual({
    storage: other,
    kind: 'WAC',
  });
  expect(await learners.broughtAmong([shut])).toBeUndefined();
  // A worker that was still at the first one.
  await learners.markOpened(learner, new Date(), shut);
  expect(await learners.isOpened(learner)).toBe(false);
  await learners.markOpened(learner, new Date(), other);
  expect((await brings(shut, 'ACP')).learner).toBe(learner);
  expect(await learners.byId(learner)).toMatchObject({ storage: other, brought: 'WAC' });
  expect(await owed()).toHaveLength(1);
});

const bringsOne = (name: string, storage = `https://pod.example/${name}/`) => {
  const id = webId(`https://pod.example/${name}#me`);
  return kluis.ledger.ways.open({
    webId: id,
    login: webIdLogin(id),
    storage,
    brought: 'ACP',
    person: {},
    actor: byLearner,
  });
};
describe('a pod that was brought and is no kluis yet', () => {
  const until = new Date(Date.now() + 60_000);
  const starts = (token: string, name: string) =>
    kluis.ledger.sessions.start(
      token,
      { webId: webId(`https://pod.example/${name}#me`), kind: 'GUEST', displayName: '' },
      until,
      { issuer: 'x' },
    );

  it('leaves nobody signed in by its login when that is taken away, from before it was brought too', async () => {
    const [name, other, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    const { sessions, learners } = kluis.ledger;
    await starts(`before ${name}`, name);
    await starts(`stranger ${name}`, stranger);
    const once = await bringsOne(name);
    await bringsOne(other);
    await starts(`before ${other}`, other);
    const anew = await bringsOne(other);
    for (const [whose, { learner, way }] of [
      [name, once],
      [other, anew],
    ] as const) {
      await learners.markOpened(learner, new Date(), `https://pod.example/${whose}/`);
      await link(learner, eduid());
      expect(await unlink(learner, way)).toBe('unlinked');
      expect(await sessions.find(`before ${whose}`)).toBeUndefined();
    }
    expect(await sessions.find(`stranger ${name}`)).toMatchObject({ kind: 'GUEST' });
  });

  it('keeps the login by which another can be brought, and no other', async () => {
    const name = randomUUID();
    const { learner, way } = await bringsOne(name);
    await link(learner, eduid());
    const [, other] = await ways(learner);
    await link(learner, eduid());
    expect(await unlink(learner, way)).toBe('awaited');
    expect(await unlink(learner, other?.id ?? '')).toBe('unlinked');
    await kluis.ledger.learners.markOpened(learner, new Date(), `https://pod.example/${name}/`);
    expect(await unlink(learner, way)).toBe('unlinked');
  });
});

it('a login leads to one kluis: whoever links it first', async () => {
  const [one, other] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
  const login = eduid();
  const done = await Promise.all([link(one, login), link(other, login)]);
  expect(done.filter(Boolean)).toHaveLength(1);
  const winner = done[0] ? one : other;
  const loser = done[0] ? other : one;
  expect(await link(winner, login)).toBe(true);
  expect((await kluis.ledger.ways.behind(login))?.learner).toBe(winner);
  expect(await events(winner)).toEqual(['LOGIN_LINKED']);
  expect(await events(loser)).toEqual([]);
});

it('two ways in that are taken away at once leave one', async () => {
  const learner = await enrol(kluis.ledger);
  await link(learner, eduid());
  const [solid, byEduid] = await ways(learner);
  const done = await Promise.all([
    unlink(learner, solid?.id ?? ''),
    unlink(learner, byEduid?.id ?? ''),
  ]);
  expect(done.toSorted()).toEqual(['last', 'unlinked']);
  expect(await ways(learner)).toHaveLength(1);
  expect(await events(learner)).toEqual(['LOGIN_UNLINKED', 'LOGIN_LINKED']);
});

it('nobody takes a way in of somebody else away', async () => {
  const [one, other] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
  await link(one, eduid());
  const [way] = await ways(one);
  expect(await unlink(other, way?.id ?? '')).toBe('unknown');
  expect(await ways(one)).toHaveLength(2);
});

it('with a way in go the sessions that were begun by it, and no others', async () => {
  const learner = await enrol(kluis.ledger);
  await link(learner, eduid());
  const { webId: who = byLearner.webId } = (await kluis.ledger.learners.byId(learner)) ?? {};
  const signedIn = { webId: who, kind: 'LEARNER', displayName: '' } as const;
  const until = new Date(Date.now() + 60_000);
  const [solid, byEduid] = await ways(learner);
  const { sessions } = kluis.ledger;
  await sessions.start('by webid', signedIn, until, { issuer: 'x', way: solid?.id });
  await sessions.start('by eduid', signedIn, until, { issuer: 'y', way: byEduid?.id });
  await unlink(learner, byEduid?.id ?? '');
  expect(await sessions.find('by eduid')).toBeUndefined();
  expect(await sessions.find('by webid')).toMatchObject({ webId: who });
  expect(await sessions.end('by webid')).toBe('x');
  expect(await sessions.end('by webid')).toBeUndefined();
});

it('a link with a school is news once, and when it is to somebody else there', async () => {
  const learner = await enrol(kluis.ledger);
  const { learners } = kluis.ledger;
  const institution = institutionId('merenveld.example');
  const until = new Date(Date.now() + 60_000);
  const links = (personId: string, expiresAt = until) =>
    learners.link(learner, { institution, personId }, expiresAt);
  expect(await links('a')).toBe('NEW');
  const [first] = await learners.allLinks(learner);
  expect(await links('a', new Date(until.getTime() + 1000))).toBe('KNOWN');
  const [renewed] = await learners.allLinks(learner);
  expect(renewed?.since).toEqual(first?.since);
  expect(renewed?.until.getTime()).toBe(until.getTime() + 1000);
  expect(await links('b')).toBe('NEW');
  await links('b', new Date(Date.now() - 1000));
  expect(await links('b')).toBe('NEW');
});

const school = institutionId('merenveld.example');
const soon = (ms = 60_000): Date => new Date(Date.now() + ms);
const proves = (learner: LearnerId, way: string, personId: string, until = soon()) =>
  kluis.ledger.learners.link(learner, { institution: school, personId }, until, way);
const known = (learner: LearnerId) => kluis.ledger.learners.links(learner, new Date());
/** A learner with two eduIDs. */
async function withTwo() {
  const learner = await enrol(kluis.ledger);
  for (const login of [eduid(), eduid()]) await link(learner, login);
  const [, one, other] = await ways(learner);
  if (one === undefined || other === undefined) throw new Error('two were linked');
  return { learner, one: one.id, other: other.id };
}

describe('who somebody is at a school', () => {
  it('is what a login proved, as long as that login is there', async () => {
    const { learner, one, other } = await withTwo();
    const personId = randomUUID();
    expect(await proves(learner, one, personId)).toBe('NEW');
    expect(await proves(learner, other, personId)).toBe('KNOWN');
    await unlink(learner, one);
    expect(await known(learner)).toEqual([{ institution: school, personId }]);
    await unlink(learner, other);
    expect(await known(learner)).toEqual([]);
    expect(await kluis.ledger.learners.allLinks(learner)).toEqual([]);
    expect(await proves(learner, other, personId)).toBe('REFUSED');
  });

  it('is not taken over by a second login, unless the first proves it no longer', async () => {
    const { learner, one, other } = await withTwo();
    const [mine, theirs] = [randomUUID(), randomUUID()];
    await proves(learner, one, mine);
    expect(await proves(learner, other, theirs)).toBe('REFUSED');
    expect(await known(learner)).toEqual([{ institution: school, personId: mine }]);
    await proves(learner, one, mine, soon(-1000));
    expect(await proves(learner, other, theirs)).toBe('NEW');
    expect(await known(learner)).toEqual([{ institution: school, personId: theirs }]);
    // A school that gives the same login another number means another number.
    expect(await proves(learner, other, mine)).toBe('NEW');
  });

  it('is in one kluis at a time, however many prove it at once', async () => {
    const all = await Promise.all([withTwo(), withTwo(), withTwo()]);
    const personId = randomUUID();
    const done = await Promise.all(all.map(({ learner, one }) => proves(learner, one, personId)));
    expect(done.toSorted()).toEqual(['NEW', 'REFUSED', 'REFUSED']);
    const winner = all[done.indexOf('NEW')];
    const loser = all[done.indexOf('REFUSED')];
    if (winner === undefined || loser === undefined) throw new Error('one of them won');
    await unlink(winner.learner, winner.one);
    expect(await proves(loser.learner, loser.one, personId)).toBe('NEW');
  });

  it('goes on where it is proven again, though the operator gave the same number to another', async () => {
    const [mine, theirs] = [await withTwo(), await withTwo()];
    const personId = randomUUID();
    expect(await proves(mine.learner, mine.one, personId)).toBe('NEW');
    const { link: says } = kluis.ledger.learners;
    expect(await says(theirs.learner, { institution: school, personId }, soon())).toBe('NEW');
    expect(await proves(mine.learner, mine.one, personId)).toBe('KNOWN');
    expect(await proves(theirs.learner, theirs.one, personId)).toBe('KNOWN');
    const third = await withTwo();
    expect(await proves(third.learner, third.one, personId)).toBe('REFUSED');
  });

  it('is not proven by a login of somebody else', async () => {
    const [mine, theirs] = [await withTwo(), await withTwo()];
    expect(await proves(mine.learner, theirs.one, randomUUID())).toBe('REFUSED');
  });
});

it('an answer to a sign-in counts once, over all processes', async () => {
  const other = await kluis.openAnother();
  const name = randomUUID();
  const until = new Date(Date.now() + 60_000);
  const both = [kluis.ledger, other].map(({ usedProofs }) => usedProofs.isFirst(name, until));
  expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
});
