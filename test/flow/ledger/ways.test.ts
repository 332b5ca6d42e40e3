import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
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
  expect(await links('a')).toBe(true);
  const [first] = await learners.allLinks(learner);
  expect(await links('a', new Date(until.getTime() + 1000))).toBe(false);
  const [renewed] = await learners.allLinks(learner);
  expect(renewed?.since).toEqual(first?.since);
  expect(renewed?.until.getTime()).toBe(until.getTime() + 1000);
  expect(await links('b')).toBe(true);
  await links('b', new Date(Date.now() - 1000));
  expect(await links('b')).toBe(true);
});

it('an answer to a sign-in counts once, over all processes', async () => {
  const other = await kluis.openAnother();
  const name = randomUUID();
  const until = new Date(Date.now() + 60_000);
  const both = [kluis.ledger, other].map(({ usedProofs }) => usedProofs.isFirst(name, until));
  expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
});
