import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { type GrantId, grantId, type LearnerId } from '../../../src/base/index.js';
import {
  type GrantRef,
  type Ledger,
  type LogLine,
  verifyChain,
} from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { activeGrant, answerUnder, byLearner, enrol, noor } from './people.js';

let kluis: TestLedger;
/** Another server process: one answers, the other one gets the learner's no. */
let other: Ledger;
beforeAll(async () => {
  kluis = await openTestLedger();
  other = await kluis.openAnother();
  return kluis.close;
});

const learners = 8;
const rounds = 25;
const answersPerRound = 2;

/** The log is written in order of commit: what was read under a grant after it was revoked stands behind that. */
function leaksIn(oldestFirst: readonly LogLine[]): readonly LogLine[] {
  const revoked = new Set<GrantId>();
  const leaks: LogLine[] = [];
  for (const line of oldestFirst) {
    if (line.kind === 'POLICY' && line.event === 'REVOKED') {
      for (const { id } of line.grants) revoked.add(id);
    }
    if (line.kind === 'READ' && line.grants.some(({ id }) => revoked.has(id))) leaks.push(line);
  }
  return leaks;
}
const logOf = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 10_000)).toReversed();

/** What an answer takes to put together: time for a revoke to come in between. */
const upTo = (ms: number) => sleep(Math.random() * ms);

/** The same yes many times over, in force, each a grant of its own. */
async function manyGrants(learner: LearnerId): Promise<readonly GrantRef[]> {
  const { id, version } = await activeGrant(kluis.ledger, learner);
  const copies = await kluis.sql(
    `insert into grant_version
     select (jsonb_populate_record(one, jsonb_build_object('grant_id', gen_random_uuid()))).*
     from grant_version one, generate_series(1, $2) where grant_id = $1 returning grant_id`,
    [id, rounds],
  );
  return copies.map((row) => ({ id: grantId(String(row['grant_id'])), version }));
}

async function race(learner: LearnerId, grant: GrantRef): Promise<number> {
  const answers = Array.from({ length: answersPerRound }, async () => {
    const answer = await answerUnder(kluis.ledger, learner, [grant]);
    await upTo(4);
    return kluis.ledger.release([answer]);
  });
  await upTo(24);
  await other.grants.revoke(learner, grant.id, byLearner);
  const outcomes = await Promise.all(answers);
  return outcomes.filter(({ kind }) => kind === 'released').length;
}

it('no answer leaves after the revoke of its grant, in 200 races over two processes', async () => {
  const released = await Promise.all(
    Array.from({ length: learners }, async () => {
      const learner = await enrol(kluis.ledger);
      let count = 0;
      for (const grant of await manyGrants(learner)) count += await race(learner, grant);
      const log = await logOf(learner);
      expect(leaksIn(log)).toEqual([]);
      expect(log.filter(({ kind }) => kind === 'READ')).toHaveLength(count);
      expect(log.filter((line) => line.kind === 'POLICY' && line.event === 'REVOKED')).toHaveLength(
        rounds,
      );
      expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
      return count;
    }),
  );
  const all = released.reduce((sum, count) => sum + count, 0);
  // A race that always ends one way was none.
  expect(all).toBeGreaterThan(10);
  expect(all).toBeLessThan(learners * rounds * answersPerRound - 10);
});

it('the same judge sees the leak of a server that looks at the policy at the start only', async () => {
  const learner = await enrol(kluis.ledger);
  const { id, version } = await activeGrant(kluis.ledger, learner);
  const { grants } = await kluis.ledger.grants.policyBetween(learner, [noor.webId]);
  expect(grants).toMatchObject([{ id, state: 'ACTIVE' }]);
  await other.grants.revoke(learner, id, byLearner);
  // Takes the epoch as it finds it and no use: what a release without its comparison would do.
  const unchecked = await answerUnder(kluis.ledger, learner, [{ id, version }]);
  await kluis.ledger.release([{ ...unchecked, uses: [] }]);
  expect(leaksIn(await logOf(learner))).toHaveLength(1);
});
