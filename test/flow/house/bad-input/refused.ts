import type { TestHouse } from '../../../fixtures/house.js';
import { rowsOf } from '../attacks/ledger-rows.js';

/** What a program and a person hear of bad input. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}
export interface Told {
  readonly status: number;
  readonly text: string;
}

/** What is written whatever came: how much was asked, when schools were, what was compared and copied, what is news. */
const unasked = [
  'rate_bucket',
  'grant_check',
  'log_copy',
  'log_watch',
  'alert',
  'alert_mark',
  'pull',
  'institution_health',
];

const statements = new WeakMap<TestHouse, Promise<string>>();
/** Made once: which tables there are does not change while a house stands. */
async function statementFor(house: TestHouse): Promise<string> {
  const [tables] = await rowsOf(
    house,
    `select string_agg(format('select %L as name, t::text as row from public.%I t', tablename, tablename), ' union all ')
       as sql from pg_tables where schemaname = 'public' and tablename not in (${unasked.map((name) => `'${name}'`).join(', ')})`,
  );
  const jobs = `select 'job' as name, id::text as row from pgboss.job where state < 'completed'`;
  return `${String(tables?.['sql'])} union all ${jobs} order by 1, 2`;
}

/** Every row of every table of ours, by table, but for how much was asked, which every question counts for; and the jobs that would wake a worker. */
export async function everyRow(house: TestHouse): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const statement = statements.get(house) ?? statementFor(house);
  statements.set(house, statement);
  const rows = await rowsOf(house, await statement);
  const named = Map.groupBy(rows, ({ name }) => String(name));
  return new Map([...named].map(([name, own]) => [name, own.map(({ row }) => row)]));
}

const isWrite = ({ method }: { readonly method: string }): boolean =>
  !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Lines about nobody are thrown away now and then, and a worker ends its last job: what is gone from these says nothing. */
const shrinking = ['log_inbox', 'job'];
const hasChanged = (
  name: string,
  before: readonly unknown[],
  after: readonly unknown[],
): boolean =>
  shrinking.includes(name)
    ? after.some((row) => !before.includes(row))
    : JSON.stringify(before) !== JSON.stringify(after);

/** Does something and looks at what it left: rows by table, writes to pods, lines in the log. */
export async function leftBy<T>(house: TestHouse, act: () => Promise<T>) {
  const before = await everyRow(house);
  const lines = house.logLines.length;
  house.proxy.forget();
  const answer = await act();
  const podWrites = house.proxy.requests.filter(isWrite);
  const after = await everyRow(house);
  const names = new Set([...before.keys(), ...after.keys()]);
  const changed = [...names].filter((name) =>
    hasChanged(name, before.get(name) ?? [], after.get(name) ?? []),
  );
  return { answer, changed, podWrites, logged: house.logLines.slice(lines) };
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { code: string } }[];
}
/** All that bad input comes to: what is said, and any trace of it anywhere. */
export async function outcomeOf(house: TestHouse, act: () => Promise<Told>) {
  const { answer, ...left } = await leftBy(house, act);
  const { data, errors = [] }: Answer = JSON.parse(answer.text);
  const said = new Set(errors.map(({ message, extensions: { code } }) => `${code} ${message}`));
  const given = Object.values(data ?? {}).filter((value) => value !== null);
  return { status: answer.status, said: [...said], given, ...left };
}

/**
 * Its code and its constant sentence, nothing given, nothing kept.
 * @param changed tables in which a trace belongs.
 */
export const refusedAs = ({ status, code, message }: Refusal, changed: readonly string[] = []) => ({
  status,
  said: [`${code} ${message}`],
  given: [],
  changed,
  podWrites: [],
  logged: [],
});

export const badInput = (message: string, status = 200): Refusal => ({
  status,
  code: 'BAD_INPUT',
  message,
});
/** Refused before a single field was worked out. */
export const unread = (message: string): Refusal => badInput(message, 400);
export const tooMuch: Refusal = {
  status: 400,
  code: 'COST_LIMIT',
  message: 'This question asks for too much at once.',
};
export const notFound: Refusal = {
  status: 200,
  code: 'NOT_FOUND',
  message: 'There is nothing here for you.',
};
export const noPurpose: Refusal = {
  status: 200,
  code: 'PURPOSE_REQUIRED',
  message: 'Say what you read this for: one purpose, with the request.',
};
export const signInFirst: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'Sign in first.',
};
