import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId } from '../../../src/base/index.js';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import { contentHash } from '../../../src/records/index.js';
import { moments } from '../../fixtures/pod-ambush.js';
import { say, seed, someOf } from '../../fixtures/properties.js';
import { chanceOf } from './chance.js';
import { accepted, expectWhole, type Seen, untilSettled } from './checks.js';
import { expectSchoolsBytes, schoolYear } from './school-year.js';
import { type Answer, does, newestGrant, openStage, type Stage, schoolKeys } from './stage.js';

const chance = chanceOf(seed);
const isWrite = ({ method }: { method: string }): boolean => method === 'PUT';

/** How far a sync has come when it is killed. */
interface Moment {
  readonly by: (typeof moments)[number] | 'school' | 'clock';
  /** In thousandths of what there is to come: requests, or milliseconds. */
  readonly at: number;
}
/** A usual run takes a fifth of them, which by its seed; each kill costs a start, and the flood has kills too. */
const momentsOf = (kinds: readonly Moment['by'][]): readonly Moment[] =>
  someOf(
    kinds.map((by) => ({ by, at: chance.between(0, 999) })),
    5,
  );
const apiMoments = momentsOf([...moments, 'school', 'clock']);
const podMoments = momentsOf(['midway', 'passing', 'after']);
const nameOf = ({ by, at }: Moment): string =>
  by === 'clock' || by === 'school' ? `${by} ${at}` : `${by} a request, ${at / 10} % on`;

let stage: Stage;
let year: Awaited<ReturnType<typeof schoolYear>>;
/** Of a sync nobody disturbs. */
const usual = { requests: 0, writes: 0, school: 0, ms: 0 };
const seen: Seen = new Map();

const nth = ({ at }: Moment, of: number): number => 1 + Math.floor((at * of) / 1000);

/** Samira shares results with Noor. */
async function shares(change: object): Promise<void> {
  const grantee = { person: stage.adviser };
  const scope = [{ types: ['RESULT'] }];
  const input = { grantee, purpose: 'CAREER_GUIDANCE', scope, ...change };
  await does(stage, 'GrantAccess', { input });
}

async function syncs(): Promise<Answer | undefined> {
  return stage.ask('samira', 'SyncAll');
}

/** A sync from the first request to the last one of its work. */
async function undisturbed(): Promise<void> {
  year.goesOn();
  stage.proxy.forget();
  for (const key of schoolKeys) stage.schools.servers[key].forgetRequests();
  const begun = Date.now();
  await does(stage, 'SyncAll');
  await untilSettled(stage);
  usual.ms = Date.now() - begun;
  usual.requests = stage.proxy.requests.length;
  usual.writes = stage.proxy.requests.filter(isWrite).length;
  usual.school = stage.schools.servers.university.requests.length;
}

/** Lies in wait for that moment. @returns what ends the waiting. */
function lieInWait(moment: Moment, strike: () => Promise<void>): () => void {
  const { by } = moment;
  if (by === 'clock') {
    const timer = setTimeout(() => void strike(), nth(moment, usual.ms));
    return () => clearTimeout(timer);
  }
  if (by === 'school') {
    const { requests, behave, forgetRequests } = stage.schools.servers.university;
    forgetRequests();
    // So that the answer is on its way for a while.
    behave({ delayMs: 20 });
    const timer = setInterval(() => {
      if (requests.length >= nth(moment, usual.school)) void strike();
    }, 2);
    return () => {
      behave({});
      clearInterval(timer);
    };
  }
  const lies = by === 'midway' ? isWrite : () => true;
  const count = by === 'midway' ? usual.writes : usual.requests;
  stage.proxy.ambush({ lies, nth: nth(moment, count), when: by, strike });
  return () => stage.proxy.ambush(undefined);
}

/** Sends a sync and strikes at that moment; where it never comes, when all is done. @returns its answer, if one came. */
async function struck(moment: Moment, strike: () => Promise<void>): Promise<Answer | undefined> {
  const done = { over: false };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const end = lieInWait(moment, async () => {
    if (done.over) return;
    done.over = true;
    await strike().then(resolve, reject);
  });
  const answer = syncs();
  const idle = async () => {
    await answer;
    for (let quiet = 0; quiet < 3 && !done.over; quiet += 1) {
      const rows = await stage.sql(`select 1 from outbox_item where state = 'WAITING'`);
      if (rows.length > 0) quiet = 0;
      await sleep(30);
    }
    if (done.over) return;
    done.over = true;
    await strike().then(resolve, reject);
  };
  await Promise.all([promise, idle()]);
  end();
  return answer;
}

const Synced = z.object({
  syncAll: z.array(z.object({ changed: z.int(), withdrawn: z.int() })),
});
function changedIn(answer: Answer | undefined): number {
  if (answer === undefined || answer.codes.length > 0) return 0;
  const { syncAll } = Synced.parse(answer.data);
  return syncAll.reduce((sum, { changed, withdrawn }) => sum + changed + withdrawn, 0);
}

beforeAll(async () => {
  stage = await openStage();
  await does(stage, 'SyncAll');
  await untilSettled(stage);
  year = await schoolYear(stage, chance);
  await shares({ facets: ['CORE', 'CREDITS', 'ASSESSMENT'], includeFuture: true });
  const scope = [{ institutions: ['merenveld.example'] }];
  await shares({ scope, personFacets: ['NAME'], facets: ['CORE', 'ASSESSMENT'] });
  await shares({ includeFuture: true });
  const id = await newestGrant(stage);
  await does(stage, 'RevokeGrant', { id });
  await untilSettled(stage);
  await undisturbed();
  await expectWhole(stage, seen);
}, 400_000);
afterAll(() => stage.stop());

describe('the API is killed during a sync, and started again', () => {
  it.each(apiMoments.map((moment) => [nameOf(moment), moment] as const))(
    'all that was accepted is in the pod once, and every view is its rebuild: %s',
    async (name, moment) => {
      const before = (await accepted(stage)).length;
      year.goesOn();
      const answer = await struck(moment, () => stage.api().kill());
      const took = (await accepted(stage)).slice(before);
      say(`killed: ${name}; ${answer ? 'answered' : 'unanswered'}, ${took.length} accepted`);
      expect(took.length).toBeGreaterThanOrEqual(Math.min(1, changedIn(answer)));
      await stage.reopen();
      await stage.api().work();
      await untilSettled(stage);
      expect((await accepted(stage)).length).toBe(before + took.length);
      await expectSchoolsBytes(took);
      await expectWhole(stage, seen);
    },
    240_000,
  );
});

describe('the pod server is killed while a sync writes, and started again', () => {
  it.each(podMoments.map((moment) => [nameOf(moment), moment] as const))(
    'all that was accepted is in the pod once, and every view is its rebuild: %s',
    async (name, moment) => {
      const before = (await accepted(stage)).length;
      year.goesOn();
      const answer = await struck(moment, () => stage.pods.kill());
      const took = (await accepted(stage)).slice(before);
      say(`pods killed: ${name}; ${answer ? 'answered' : 'unanswered'}, ${took.length} accepted`);
      await stage.pods.start();
      await untilSettled(stage);
      expect((await accepted(stage)).length).toBe(before + took.length);
      await expectSchoolsBytes(took);
      await expectWhole(stage, seen);
    },
    240_000,
  );
});

interface Told {
  readonly key: string;
  readonly facets: Parameters<typeof contentHash>[0];
}
const hashes = (list: readonly Told[]): readonly string[] =>
  list.map(({ key, facets }) => `${key} ${contentHash(facets)}`).toSorted();

describe('after all of it', () => {
  it('one more sync brings what was cut off before it was accepted, and the next brings nothing', async () => {
    await does(stage, 'SyncAll');
    await untilSettled(stage);
    const all = await expectWhole(stage);
    for (const key of schoolKeys) {
      const id = institutionId(stage.schools.servers[key].info.id);
      const desk = stage.shop.institutions.get(id);
      if (desk === undefined) throw new Error('no such school');
      const reading = await desk.connection.readLearner(
        demoPeople[key].samira.personId,
        stage.learner.id,
      );
      const said = reading.deliveries.flatMap((one) => readDelivery(one, desk).records);
      const current = (all.records.get(id) ?? []).filter(({ status }) => status === 'CURRENT');
      expect(hashes(current)).toEqual(hashes(said));
    }
    stage.proxy.forget();
    expect(changedIn(await syncs())).toBe(0);
    expect(stage.proxy.requests.filter(isWrite)).toEqual([]);
  });
});
