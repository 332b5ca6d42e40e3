import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type LearnerId, webId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { type LogFacts, verifyChain } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { activeGrant, answerUnder, enrol, wim } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const refused = (operation: string): LogFacts => ({
  kind: 'DENIED',
  actor: wim,
  purpose: 'ADMISSION',
  operation,
  because: 'NO_GRANT',
});
const note = (learner: LearnerId | undefined, operation: string) =>
  kluis.ledger.log.noteRefused(learner, refused(operation), new Date());

const operationsOf = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 100))
    .toReversed()
    .map((line) => (line.kind === 'POLICY' ? line.event : 'operation' in line && line.operation));

const textOf = (query: unknown): string =>
  String(typeof query === 'object' && query !== null && 'text' in query ? query.text : query);

/** What is asked of the database meanwhile; the job queue has a life of its own. */
async function statementsOf(work: () => Promise<void>): Promise<readonly string[]> {
  const spy = vi.spyOn(Client.prototype, 'query');
  await work();
  const asked = spy.mock.calls.map((call) => textOf(call[0]));
  spy.mockRestore();
  return asked.filter((text) => !text.includes('pgboss'));
}

it('a refused try costs the same one statement, whether or not there is such a learner', async () => {
  const learner = await enrol(kluis.ledger);
  await note(learner, 'warm');
  const known = await statementsOf(() => note(learner, 'LearnerRecords'));
  const unknown = await statementsOf(() => note(undefined, 'LearnerRecords'));
  expect(known).toEqual([expect.stringMatching(/^insert into log_inbox/)]);
  expect(unknown).toEqual([expect.stringMatching(/^insert into log_inbox/)]);
});

it('nothing is looked up, or locked, behind what is written for a stranger', async () => {
  // A reference to a learner is checked for those who are here, and not for those who are not.
  const behind = await kluis.sql(
    `select tgrelid::regclass::text as at, tgname from pg_trigger
       where tgrelid in ('log_inbox'::regclass, 'access_request'::regclass, 'message_due'::regclass)`,
    [],
  );
  expect(behind).toEqual([]);
});

it('a refused try does not wait while something else happens to that learner', async () => {
  const learner = await enrol(kluis.ledger);
  const grant = await activeGrant(kluis.ledger, learner);
  // A release that has locked the learner is held up at its row in the log.
  await kluis.sql(`create function hold() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(4711); return new; end $$`);
  await kluis.sql('create trigger held before insert on log_entry execute function hold()');
  await kluis.sql('select pg_advisory_lock(4711)');
  const releasing = kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
  try {
    await vi.waitFor(async () => {
      const held = "select 1 from pg_locks where locktype = 'advisory' and not granted";
      expect(await kluis.sql(held)).toHaveLength(1);
    }, 10_000);
    const noted = note(learner, 'LearnerRecords').then(() => 'noted');
    expect(await Promise.race([noted, sleep(5000, 'waited')])).toBe('noted');
  } finally {
    await kluis.sql('select pg_advisory_unlock(4711)');
    await releasing;
    await kluis.sql('drop trigger held on log_entry');
  }
});

it('refused tries are chained in the order they came, before what is logged next', async () => {
  const learner = await enrol(kluis.ledger);
  const grant = await activeGrant(kluis.ledger, learner);
  for (const nth of ['first', 'second', 'third']) await note(learner, nth);
  await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
  await note(learner, 'fourth');
  expect(await operationsOf(learner)).toEqual([
    'GRANTED',
    'ACTIVATED',
    'first',
    'second',
    'third',
    'LearnerRecords',
    'fourth',
  ]);
  expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
});

it('each try is chained once, though the log is read many times at once', async () => {
  const learner = await enrol(kluis.ledger);
  await Promise.all(Array.from({ length: 10 }, (_, n) => note(learner, `try ${n}`)));
  await Promise.all(Array.from({ length: 8 }, () => kluis.ledger.log.read(learner, 5)));
  expect(await operationsOf(learner)).toHaveLength(10);
  expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
});

it('tries about nobody are kept apart and come in no log', async () => {
  const learner = await enrol(kluis.ledger);
  await note(undefined, 'about nobody');
  expect(await operationsOf(learner)).toEqual([]);
  expect(
    await kluis.sql(
      "select learner_id from log_inbox where bytes like '%about nobody%' and learner_id is null",
    ),
  ).toHaveLength(1);
});

it('a try says who, through which app, for what and why it was refused', async () => {
  const learner = await enrol(kluis.ledger);
  const now = new Date('2026-11-25T10:00:00.000Z');
  await kluis.ledger.log.noteRefused(learner, refused('LearnerRecords'), now);
  expect(await kluis.ledger.log.read(learner, 1)).toEqual([
    { ...refused('LearnerRecords'), seq: 1, at: now.toISOString() },
  ]);
});

const by = (name: string) => ({ ...wim, webId: webId(`https://advies.example/${name}#me`) });

it('who has or had a grant, by name or by what they are, is no stranger; who never had is only counted', async () => {
  const learner = await enrol(kluis.ledger);
  const { log, release } = kluis.ledger;
  const role = { issuer: 'https://idp.example', organisation: 'advies.example', role: 'adviser' };
  const tried = { kind: 'DENIED', purpose: 'ADMISSION', operation: 'LearnerRecords' } as const;
  const because = 'NO_GRANT';
  const tries: readonly LogFacts[] = [
    { ...tried, actor: by('stranger'), because },
    { ...tried, actor: { ...by('colleague'), role }, because },
    { ...tried, actor: { ...by('dean'), role: { ...role, role: 'dean' } }, because },
    { ...tried, actor: by('holder-of-an-old-link'), because: 'ENDED' },
    { ...tried, actor: by('looked-before'), because },
  ];
  const grant = await activeGrant(kluis.ledger, learner);
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  if (answer.log.kind !== 'READ') throw new Error('a look is meant');
  await release([{ ...answer, log: { ...answer.log, actor: by('looked-before') } }]);
  await kluis.sql(`update grant_version set grantee = $1 where grant_id = $2`, [
    granteeKey({ kind: 'role', ...role }),
    grant.id,
  ]);
  for (const one of tries) await log.noteRefused(learner, one, new Date());
  await log.fold(learner);
  expect(await log.refusedStrangers(learner)).toBe(2);
  const days = await log.byDay(learner, 10);
  expect(
    days
      .filter((day) => day.refused > 0)
      .map((day) => day.actor)
      .toSorted(),
  ).toEqual(['colleague', 'holder-of-an-old-link', 'looked-before'].map((name) => by(name).webId));
});
