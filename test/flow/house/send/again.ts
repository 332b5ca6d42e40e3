import { Pool } from 'pg';
import { expect, it, vi } from 'vitest';
import { rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { byTitle, resultsOf } from '../push/steps.js';
import { letsRocWrite, letsWrite } from '../write/steps.js';
import { outcomes, row, samira, sends, table } from './steps.js';

const soon = { timeout: 60_000, interval: 300 };

async function behind(house: TestHouse, statement: string, values: readonly unknown[] = []) {
  const pool = new Pool({ connectionString: house.databaseUrl, max: 1 });
  try {
    await pool.query(statement, [...values]);
  } finally {
    await pool.end();
  }
}
const stepsOf = (house: TestHouse) => ({
  webId: house.account('samira').webId,
  waiting: async () => (await house.ask('roc', 'Quarantine', { first: 100 })).data.quarantine,
  retries: async (id: string | null = null): Promise<number> =>
    (await house.ask('roc', 'RetryQuarantine', { id })).data.retryQuarantine,
  graded: (title: string, grade: string) =>
    vi.waitFor(async () => {
      const found = byTitle(await resultsOf(house), title);
      expect(found.map(({ assessment }: any) => assessment.grade)).toEqual([grade]);
    }, soon),
});
const graded = (learner: string, title: string, score: string) =>
  table(row(learner, title, { score }));

export function triesAgain(houseOf: () => TestHouse): void {
  it('comes as it was corrected last, where a row and its correction both waited', async () => {
    const house = houseOf();
    const { waiting, retries, graded: isGraded } = stepsOf(house);
    await sends(house, graded(samira, 'Bouillon', '5'));
    await sends(house, graded(samira, 'Bouillon', '7'));
    expect((await waiting()).count).toBe(1);
    await letsRocWrite(house);
    expect(await retries()).toBe(1);
    await isGraded('Bouillon', '7');
    expect((await waiting()).count).toBe(0);
  });

  it.each(['number', 'WebID'])(
    'waits no more once something newer came, sent by the %s of the learner',
    async (by) => {
      const house = houseOf();
      const { webId, waiting, retries, graded: isGraded } = stepsOf(house);
      const title = `Room per ${by}`;
      await sends(house, graded(by === 'number' ? samira : webId, title, '5'));
      await letsRocWrite(house);
      const { data } = await sends(house, graded(samira, title, '7'));
      expect(outcomes(data.sendResults.rows)).toEqual(['2 NEW']);
      expect((await waiting()).count).toBe(0);
      expect(await retries()).toBe(0);
      await isGraded(title, '7');
    },
  );

  it('comes in the order in which it was sent, also by two numbers of one learner', async () => {
    const house = houseOf();
    const { webId, waiting, retries, graded: isGraded } = stepsOf(house);
    await sends(house, graded(webId, 'Gelei', '5'));
    await sends(house, graded(samira, 'Gelei', '7'));
    const { nodes } = await waiting();
    expect(nodes).toHaveLength(2);
    await letsRocWrite(house);
    // The newest comes first in the list; what was sent before it waits no more.
    expect(await retries(nodes[0].id)).toBe(1);
    expect((await waiting()).count).toBe(0);
    await isGraded('Gelei', '7');
  });

  it('goes on waiting, both rows of one file, where they turn out to be of one result and differ', async () => {
    const house = houseOf();
    const { webId, waiting, retries } = stepsOf(house);
    const two = table(
      row(webId, 'Pudding', { score: '5' }),
      row(samira, 'Pudding', { score: '7' }),
      row(samira, 'Vla'),
    );
    await sends(house, two);
    await letsRocWrite(house);
    expect(await retries()).toBe(1);
    const { nodes } = await waiting();
    expect(nodes.map(({ row: place, code }: any) => [place, code])).toEqual([
      [2, 'ROW_TWICE'],
      [3, 'ROW_TWICE'],
    ]);
  });

  it('waits where its learner is held, and holds up no other', async () => {
    const house = houseOf();
    const { webId, waiting, retries } = stepsOf(house);
    await letsRocWrite(house);
    await letsWrite(house, {}, 'barry');
    const file = table(
      row(samira, 'Zuur'),
      row(house.account('barry').webId, 'Zuur'),
      row('s0000000', 'Zuur'),
      row(samira, 'Zoet', { date: 'gisteren' }),
    );
    const hold = (at: string) =>
      behind(house, `update learner set held_at = ${at} where web_id = $1`, [webId]);
    await hold('clock_timestamp()');
    try {
      const { codes, data } = await sends(house, file);
      expect(codes).toEqual([]);
      expect(outcomes(data.sendResults.rows)).toEqual([
        '2 SET_ASIDE TRY_AGAIN_LATER',
        '3 NEW',
        '4 SET_ASIDE LEARNER_NOT_REACHED',
        '5 REFUSED DATE_UNREADABLE',
      ]);
      expect((await waiting()).count).toBe(2);
      expect(await retries()).toBe(0);
      expect((await waiting()).count).toBe(2);
    } finally {
      await hold('null');
    }
    expect(await retries()).toBe(1);
    const { nodes } = await waiting();
    expect(nodes.map(({ row: place }: any) => place)).toEqual([4]);
  });

  it('waits where something goes wrong that nobody foresaw; all else goes on, and it is told of', async () => {
    const house = houseOf();
    const { waiting, retries } = stepsOf(house);
    await letsRocWrite(house);
    await letsWrite(house, {}, 'barry');
    const barry = house.account('barry').webId;
    const { deliveries } = house.running.house.ledger;
    const accept = vi.spyOn(deliveries, 'acceptUnder').mockRejectedValueOnce(new Error('no disk'));
    try {
      const file = table(row(samira, 'Ijs'), row(barry, 'Ijs'), row('s0000000', 'Ijs'));
      expect((await sends(house, file)).codes).toHaveLength(1);
      expect(accept).toHaveBeenCalledTimes(2);
      expect(house.faults.splice(0)).toHaveLength(1);
    } finally {
      accept.mockRestore();
    }
    expect((await waiting()).nodes.map(({ code }: any) => code).toSorted()).toEqual([
      'LEARNER_NOT_REACHED',
      'TRY_AGAIN_LATER',
    ]);
    expect(await retries()).toBe(1);
  });

  it('is tried however much else waits that came after it', async () => {
    const house = houseOf();
    const { retries } = stepsOf(house);
    await sends(house, table(row(samira, 'Oude kaas')));
    const many = `insert into quarantined_row (id, institution, marks, said, sealed, place, code)
      select gen_random_uuid(), $1, '{}', 'other ' || n, '', n, 'LEARNER_NOT_REACHED' from generate_series(1, 5001) n`;
    await behind(house, many, [rocDeWaterlanden]);
    try {
      await letsRocWrite(house);
      expect(await retries()).toBe(1);
    } finally {
      await behind(house, "delete from quarantined_row where said like 'other %'");
    }
  });
}
