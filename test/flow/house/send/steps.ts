import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { demoPeople } from '../../../../src/demo/institutions/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

export const samira = demoPeople.roc.samira.personId;
export const barry = demoPeople.roc.barry.personId;
export const header =
  'deelnemer;titel;vakcode;studielast;eenheid;geslaagd;cijfer;schaal;datum;poging';

/** A row of a clerk's table. */
export const row = (learner: string, title: string, more: Partial<Record<string, string>> = {}) => {
  const {
    code = title.toUpperCase().replace(/\W/g, ''),
    score = '7,5',
    date = '30-06-2026',
  } = more;
  return [learner, title, code, '80', 'SBU', 'ja', score, '1-10', date, more['attempt'] ?? ''].join(
    ';',
  );
};
export const table = (...rows: readonly string[]): string => [header, ...rows].join('\r\n');

const content = (file: string): string => Buffer.from(file).toString('base64');
export const sends = (
  house: TestHouse,
  file: string,
  who: PersonaKey = 'roc',
): Promise<GraphAnswer> => house.ask(who, 'SendResults', { document: { content: content(file) } });
export const looksAt = (
  house: TestHouse,
  file: string,
  who: PersonaKey = 'roc',
): Promise<GraphAnswer> =>
  house.ask(who, 'PreviewResults', { document: { content: content(file) } });

export const outcomes = (rows: readonly any[]): readonly string[] =>
  rows.map(({ row: place, outcome, code }) => [place, outcome, code ?? ''].join(' ').trim());

/** What moves by itself, or with any question whatever: counts of questions, and wake-ups of workers. */
const restless = new Set(['rate_bucket', 'session', 'watch', 'inbox_look']);

/** All rows of all tables of ours, but for those. */
export async function allRows(url: string): Promise<ReadonlyMap<string, string>> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const found = new Map<string, string>();
    for (const { name } of rows) {
      if (restless.has(name)) continue;
      const all = await pool.query(
        `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')::text as rows from "${name}" t`,
      );
      found.set(name, all.rows[0].rows);
    }
    return found;
  } finally {
    await pool.end();
  }
}

/** Rows of a house at rest: what was sent before is in its pod, and told in its logs. */
export async function rowsAtRest(url: string): Promise<ReadonlyMap<string, string>> {
  const until = Date.now() + 60_000;
  for (let before = await allRows(url); ; ) {
    await sleep(1500);
    const rows = await allRows(url);
    const isAtRest = [...rows].every(([name, text]) => before.get(name) === text);
    if (isAtRest || Date.now() > until) return rows;
    before = rows;
  }
}
