/** What schools have is fetched without anybody asking, by the worker, on real servers. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { institutionId, type LearnerId, webId } from '../../../src/base/index.js';
import { demoPeople, rocAssociations } from '../../../src/demo/institutions/index.js';
import { pullResults } from '../../../src/flows/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { commentsOf, toldOf, wordsSentTo } from './pull/steps.js';
import { association, byTitle, delivers, resultsOf } from './push/steps.js';
import { systemOf } from './push/token.js';
import { row as fileRow, sends, table } from './send/steps.js';
import { idOf } from './sync/expected.js';
import { letsRocWrite } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let roc: typeof fetch;
const samira = demoPeople.roc.samira.personId;
const quickly = {
  breaker: { failures: 50, pauseMs: 300 },
  retry: { tries: 1, backoffMs: 20, longestRetryAfterMs: 1000 },
};
const server = () => house.schools.servers.roc;
const sql = (statement: string) =>
  house.running.house.ledger.db.em().execute<Record<string, unknown>[]>(statement);

beforeAll(async () => {
  house = await openHouse({
    isQuiet: true,
    podWaitMs: 60_000,
    schools: { connection: { patience: quickly, timeoutMs: 60_000 } },
  });
  house.schools.servers.hogeschool.behave({});
  server().behave({ tagsLists: true });
  roc = await systemOf(house, 'roc');
  return () => house.stop();
}, 300_000);

/** Only Samira at ROC de Waterlanden, who is due, or not. */
async function isDue(due = true): Promise<void> {
  await sql("update pull set next_at = clock_timestamp() + interval '1 day'");
  await sql('update institution_health set ask_again_at = null');
  if (!due) return;
  await sql(`update pull set next_at = clock_timestamp() - interval '1 second'
    where institution = '${idOf('roc')}' and learner_id = '${await learner()}'`);
}
async function learner(): Promise<LearnerId> {
  const { learners } = house.running.house.ledger;
  const found = await learners.byWebId(webId(house.account('samira').webId));
  if (found === undefined) throw new Error('Samira has no kluis');
  return found.id;
}
const rounds = (pace = {}) =>
  pullResults(house.running.workshop, (error) => house.faults.push(error), {
    random: () => 0.5,
    pace: { restMs: 0, ...pace },
  });
const row = async () =>
  (
    await sql(`select failures, last_code, seen is not null as seen,
      extract(epoch from next_at - clock_timestamp())::float8 as wait from pull
    where institution = '${idOf('roc')}' and learner_id = '${await learner()}'`)
  )[0];
const says = (comment: string) =>
  server().amend(rocAssociations.samiraShared, { result: { comment } });
const arrives = (comment: string) =>
  expect.poll(() => commentsOf(house), { timeout: 60_000 }).toContain(comment);
const withdrawnAtRoc = async () =>
  sql(`select 1 from known_record where institution = '${idOf('roc')}'
    and content_hash = 'withdrawn'`);

const health = () => house.running.house.ledger.pulls.healthOf(institutionId(idOf('roc')));
const connection = async () => {
  const { data } = await house.ask('roc', 'Deliveries', { first: 1 });
  return data.deliveries.connection;
};
const notifies = (body: unknown, as: typeof fetch = roc) =>
  as(`${house.origin}/oeapi/notify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const rocInAccount = async () => {
  const { data } = await house.ask('samira', 'MyAccount');
  const at = data.myAccount.institutions.find(
    ({ institution }: any) => institution.id === idOf('roc'),
  );
  return [at.askedAt !== null, at.problem];
};

beforeEach(async () => {
  server().behave({ tagsLists: true });
  await rounds();
  await isDue(false);
});

describe('a learner who does nothing', () => {
  it('gets what changed at their school, and their log says that we fetched it', async () => {
    await isDue();
    says('Zonder vragen gekomen.');
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    await arrives('Zonder vragen gekomen.');
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 20 });
    const lines = data.myAccessLog.nodes.map(({ sentence }: any) => sentence);
    const ours = 'Wij haalden nieuwe resultaten voor je op bij ROC De Waterlanden.';
    expect(lines).toContain(ours);
    const { wait } = (await row()) ?? {};
    expect(Number(wait) / 3600).toBeCloseTo(24, 1);
  });

  it('is not asked after again before their turn comes', async () => {
    await isDue();
    await rounds();
    server().forgetRequests();
    expect(await rounds()).toEqual({ asked: 0, unchanged: 0, failed: 0 });
    expect(server().requests).toEqual([]);
  });

  it('costs their school one question and their pod none where nothing changed', async () => {
    await isDue();
    await rounds();
    expect(await row()).toMatchObject({ seen: true, last_code: null });
    await isDue();
    server().forgetRequests();
    house.proxy.forget();
    expect(await rounds()).toEqual({ asked: 1, unchanged: 1, failed: 0 });
    expect(server().requests).toHaveLength(1);
    expect(house.proxy.requests).toEqual([]);
    expect(await withdrawnAtRoc()).toEqual([]);
  });

  it('is read whole where nothing is believed any more: a week later, and where we know something else by now', async () => {
    await isDue();
    await rounds();
    await isDue();
    await sql("update pull set whole_at = whole_at - interval '8 days'");
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    await isDue();
    await sql(`update known_record set content_hash = 'unheard' where record_key in
      (select record_key from known_record where institution = '${idOf('roc')}'
      and learner_id = '${await learner()}' limit 1)`);
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    expect(await rounds()).toEqual({ asked: 0, unchanged: 0, failed: 0 });
  });

  it('is read whole by a school that does not say what it is known again by', async () => {
    server().behave({});
    await isDue();
    await rounds();
    expect(await row()).toMatchObject({ seen: false });
    await isDue();
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
  });

  it('keeps what the school sent in a file, whose lists do not name it', async () => {
    await letsRocWrite(house);
    await sends(house, table(fileRow(samira, 'Soepen')));
    const inKluis = async () => byTitle(await resultsOf(house), 'Soepen');
    await expect.poll(inKluis, { timeout: 60_000 }).toHaveLength(1);
    await isDue();
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    expect(await withdrawnAtRoc()).toEqual([]);
    expect(await row()).toMatchObject({ seen: true });
  });

  it('keeps a correction that was sent while the lists of before it were read, and is asked after again soon', async () => {
    await letsRocWrite(house);
    await isDue();
    await sql('update pull set seen = null');
    server().behave({ tagsLists: true, delayMs: 6000, at: '/persons' });
    server().forgetRequests();
    const round = rounds();
    await expect.poll(() => server().requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const wordsSent = () => wordsSentTo(house, idOf('roc'));
    const associationId = rocAssociations.samiraShared;
    const { result } = association();
    const better = { ...result, score: '9', comment: 'Intussen verbeterd.' };
    const sent = delivers(house, association({ associationId, result: better }));
    await expect.poll(wordsSent, { timeout: 60_000 }).not.toEqual([]);
    const said = await wordsSent();
    expect(await round).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    expect(await wordsSent()).toEqual(said);
    const after = await row();
    expect(after).toMatchObject({ seen: false, last_code: null });
    expect(Number(after?.['wait']) / 60).toBeCloseTo(15, 0);
    expect((await sent).codes).toEqual([]);
    await arrives('Intussen verbeterd.');
  });

  it('hears that something was taken back, once the school says so by its number', async () => {
    await isDue();
    await rounds();
    await isDue();
    server().remove(rocAssociations.samiraShared);
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    expect((await withdrawnAtRoc()).length).toBeGreaterThan(0);
  });
});

describe('a school that is down', () => {
  it('is asked less and less, and what it has arrives once it is back', async () => {
    server().behave({ down: true });
    await isDue();
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 1 });
    const first = await row();
    expect(first).toMatchObject({ failures: 1, last_code: 'NO_ANSWER' });
    await isDue();
    await rounds();
    const second = await row();
    expect(second).toMatchObject({ failures: 2 });
    expect(Number(second?.['wait']) / Number(first?.['wait'])).toBeCloseTo(2, 1);
    expect(await health()).toMatchObject({ code: 'NO_ANSWER', failingSince: expect.any(Date) });
    expect(await connection()).toMatchObject({
      state: 'FAILING',
      code: 'NO_ANSWER',
      sentence: 'Jullie server geeft ons geen antwoord, of pas te laat.',
    });
    expect(await rocInAccount()).toEqual([true, 'NO_ANSWER']);
    server().behave({ tagsLists: true });
    await isDue();
    expect(await rounds()).toMatchObject({ asked: 1, failed: 0 });
    expect(await rocInAccount()).toEqual([true, null]);
    expect(await connection()).toMatchObject({
      state: 'WORKS',
      failingSince: null,
      links: 2,
      overdue: 0,
    });
    expect(await row()).toMatchObject({ failures: 0, last_code: null });
    expect((await health()).failingSince).toBe(undefined);
  });

  it('keeps no other from being asked, and is itself left alone by all for a while', async () => {
    server().behave({ down: true });
    await isDue();
    await rounds();
    await sql('update pull set next_at = clock_timestamp()');
    server().forgetRequests();
    const { asked, failed } = await rounds();
    expect(failed).toBe(0);
    expect(asked).toBeGreaterThan(1);
    expect(server().requests).toEqual([]);
  });

  it('that asks for patience has it', async () => {
    server().behave({ tooMany: true, retryAfterS: 7200 });
    await isDue();
    await rounds();
    expect(Number((await row())?.['wait'])).toBeGreaterThan(7000);
  });

  it('for one course is left alone by nobody, and is not failing', async () => {
    server().behave({ failEvery: 1, at: '/courses' });
    await isDue();
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 1 });
    const { code, failingSince, askAgainAt } = await health();
    expect([code, failingSince, askAgainAt]).toEqual(['BUSY', undefined, undefined]);
  });
});

it('two workers do not fetch the same at once', async () => {
  await sql('update pull set next_at = clock_timestamp()');
  const due = (await sql('select 1 from pull')).length;
  const counts = await Promise.all([rounds(), rounds(), rounds()]);
  expect(counts.reduce((sum, { asked }) => sum + asked, 0)).toBe(due);
});

it('a link that ran out is fetched by no more', async () => {
  await isDue();
  await sql(`update institution_link set expires_at = clock_timestamp() - interval '1 second'
    where institution_id = '${idOf('roc')}'`);
  server().forgetRequests();
  await rounds();
  expect(server().requests).toEqual([]);
  await sql(`update institution_link set expires_at = clock_timestamp() + interval '180 days'`);
});

describe('a school that says something changed', () => {
  it('is fetched from at once, said once or twice', async () => {
    await isDue();
    await rounds();
    expect(await rounds()).toMatchObject({ asked: 0 });
    expect((await notifies({ personId: samira })).status).toBe(202);
    expect((await notifies({ items: [{ personId: samira }] })).status).toBe(202);
    expect(await rounds()).toEqual({ asked: 1, unchanged: 0, failed: 0 });
    expect(await rounds()).toMatchObject({ asked: 0 });
  });

  it('is heard while a round is under way, however slow it is', async () => {
    server().behave({ tagsLists: true, delayMs: 4000, at: '/persons' });
    await isDue();
    server().forgetRequests();
    const round = rounds({ atOnce: 1 });
    await expect.poll(() => server().requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const { personId } = demoPeople.roc.barry;
    expect((await notifies({ personId })).status).toBe(202);
    expect(await round).toMatchObject({ asked: 2, failed: 0 });
  });

  it('can name an association of theirs', async () => {
    const associationId = rocAssociations.samiraShared;
    expect((await notifies({ associationId })).status).toBe(202);
    expect(await rounds()).toMatchObject({ asked: 1 });
  });

  it('is told the same of somebody nobody knows here, letter by letter', async () => {
    const known = await toldOf(await notifies({ personId: samira }));
    const unknown = await toldOf(
      await notifies({ personId: 'b1b1b1b1-0000-4000-8000-000000000000' }),
    );
    expect(unknown).toEqual(known);
    await rounds();
    expect(await sql('select * from pull_notice')).toEqual([]);
  });

  it('is heard with a token of its own only, and in a form that can be read', async () => {
    expect((await notifies({ personId: samira }, fetch)).status).toBe(401);
    for (const wrong of [{}, [], { personId: 7 }, { items: [] }, { personId: 'x'.repeat(300) }]) {
      expect((await notifies(wrong)).status).toBe(400);
    }
    expect((await notifies({ personId: 'x'.repeat(30_000) })).status).toBe(413);
    expect(await rounds()).toMatchObject({ asked: 0 });
  });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
