import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainRow, verifyChain } from '../../../src/ledger/index.js';
import { chainOf } from '../../fixtures/log-rows.js';
import { failureOf, patience, say } from '../../fixtures/properties.js';

const many = 10_000;
const log = chainOf(
  Array.from({ length: many }, (_none, n) => ({
    kind: 'READ',
    at: new Date(1_800_000_000_000 + n * 1000).toISOString(),
    actor: { webId: 'https://advies.example/noor#me', client: 'https://advies.example/app' },
    records: [{ key: `record-${n % 40}`, facets: ['core'] }],
  })),
);
const headOf = (rows: readonly ChainRow[]) => {
  const last = rows.at(-1);
  if (last === undefined) throw new Error('an empty log');
  return { seq: last.seq, hash: last.hash };
};
const head = headOf(log);

it('a log of ten thousand lines is whole, also with lines erased, and so is an empty one', () => {
  expect(verifyChain(log, head)).toEqual({ whole: true, lines: many, erased: 0 });
  const erased = log.map((row) => (row.seq % 3 === 0 ? { ...row, bytes: null, salt: null } : row));
  expect(verifyChain(erased, head)).toEqual({ whole: true, lines: many, erased: 3333 });
  expect(verifyChain([])).toEqual({ whole: true, lines: 0, erased: 0 });
});

it('a part of a log is whole when it follows on where the part before it ended', () => {
  const [before, after] = [log.slice(0, 600), log.slice(600)];
  expect(verifyChain(after, head, headOf(before))).toMatchObject({ whole: true, lines: 9400 });
  expect(verifyChain(after, head, headOf(log.slice(0, 599)))).toMatchObject({ whole: false });
});

/** The first and the last line are where mistakes are made. */
const place = fc.oneof(fc.constantFrom(0, 1, many - 2, many - 1), fc.nat({ max: many - 1 }));
const text = ['bytes', 'salt', 'commitment', 'hash'] as const;
/** A shorter log, so that thousands of cases take no hour; its ends are as near as those of a long one. */
const short = log.slice(0, 60);
const shortHead = headOf(short);
const near = fc.oneof(fc.constantFrom(0, 1, 58, 59), fc.nat({ max: 59 }));

const flipped = (value: string, at: number): string => {
  const bytes = Buffer.from(value);
  const n = at % bytes.length;
  bytes[n] = (bytes[n] ?? 0) ^ 1;
  return bytes.toString();
};
const changedAt = (
  rows: readonly ChainRow[],
  at: number,
  change: (row: ChainRow) => ChainRow,
): readonly ChainRow[] => rows.map((row, n) => (n === at ? change(row) : row));
const swapped = (rows: readonly ChainRow[], a: number, b: number): readonly ChainRow[] =>
  rows.map((row, n) => rows[n === a ? b : n === b ? a : n] ?? row);
const inserted = (rows: readonly ChainRow[], at: number, row: ChainRow): readonly ChainRow[] => [
  ...rows.slice(0, at),
  row,
  ...rows.slice(at),
];
const foreign = chainOf([{ kind: 'DENIED', at: '2026-01-01T00:00:00.000Z' }]);

interface Tampering {
  readonly kind: string;
  readonly rows: readonly ChainRow[];
}
const kinds = {
  flip: fc
    .tuple(near, fc.constantFrom(...text), fc.nat())
    .map(([at, field, n]) =>
      changedAt(short, at, (row) => ({ ...row, [field]: flipped(row[field] ?? '', n) })),
    ),
  seq: fc
    .tuple(
      near,
      fc.integer({ min: -70, max: 70 }).filter((by) => by !== 0),
    )
    .map(([at, by]) => changedAt(short, at, (row) => ({ ...row, seq: row.seq + by }))),
  half: fc
    .tuple(near, fc.constantFrom('bytes', 'salt'))
    .map(([at, field]) => changedAt(short, at, (row) => ({ ...row, [field]: null }))),
  boundary: near.map((at) =>
    changedAt(short, at, (row) => {
      const cut = (row.bytes ?? '').indexOf('.');
      const [moved, bytes] = [row.bytes?.slice(0, cut), row.bytes?.slice(cut + 1) ?? ''];
      return { ...row, salt: `${row.salt}.${moved}`, bytes };
    }),
  ),
  drop: near.map((at) => short.filter((_row, n) => n !== at)),
  cut: fc.nat({ max: 59 }).map((at) => short.slice(0, at)),
  behead: fc.integer({ min: 1, max: 60 }).map((at) => short.slice(at)),
  swap: fc
    .tuple(near, near)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => swapped(short, a, b)),
  renumber: fc
    .tuple(near, near)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => swapped(short, a, b).map((row, n) => ({ ...row, seq: n + 1 }))),
  twice: near.map((at) => inserted(short, at, short[at] ?? foreign[0] ?? log[0] ?? never())),
  insert: fc
    .tuple(fc.nat({ max: 60 }), fc.boolean())
    .map(([at, renumber]) =>
      inserted(short, at, { ...(foreign[0] ?? never()), seq: at + 1 }).map((row, n) =>
        renumber ? { ...row, seq: n + 1 } : row,
      ),
    ),
  /** By somebody who knows how it is chained: every hash is right, and the end is another. */
  rechain: near.map((at) =>
    chainOf(short.map(({ bytes }, n) => ({ bytes, kind: n === at ? 'X' : 'READ' }))),
  ),
  /** The same, and something is put after the end. */
  append: fc.integer({ min: 1, max: 5 }).map((more) => log.slice(0, 60 + more)),
} as const;

function never(): never {
  throw new Error('the log has rows');
}

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  ...Object.entries(kinds).map(([kind, rows]) =>
    (rows as fc.Arbitrary<readonly ChainRow[]>).map((made) => ({ kind, rows: made })),
  ),
);

describe('tampering is found', () => {
  it(
    'of every kind, at every place',
    () => {
      const seen = new Map<string, number>();
      const failure = failureOf(
        tampering,
        ({ kind, rows }) => {
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          return !verifyChain(rows, shortHead).whole;
        },
        4000,
      );
      say(`${[...seen.values()].reduce((sum, n) => sum + n, 0)} tamperings of ${seen.size} kinds`);
      expect(failure).toBeUndefined();
      expect(seen.size).toBe(Object.keys(kinds).length);
    },
    patience,
  );

  it(
    'in a log of ten thousand lines, at the line where it was done',
    () => {
      const change = fc.tuple(place, fc.constantFrom(...text), fc.nat());
      const failure = failureOf(
        change,
        ([at, field, n]) => {
          const rows = changedAt(log, at, (row) => ({
            ...row,
            [field]: flipped(row[field] ?? '', n),
          }));
          const verified = verifyChain(rows, head);
          return !verified.whole && verified.at === at + 1 && verified.because === 'CHANGED';
        },
        60,
      );
      expect(failure).toBeUndefined();
    },
    patience,
  );

  // biome-ignore format: a table is read in columns
  it.each([
    ['the first line gone',      short.slice(1),                           { at: 1,  because: 'MISSING' }],
    ['a line in between gone',   short.filter(({ seq }) => seq !== 30),    { at: 30, because: 'MISSING' }],
    ['the last line gone',       short.slice(0, -1),                       { at: 60, because: 'CUT_SHORT' }],
    ['everything gone',          [],                                       { at: 1,  because: 'CUT_SHORT' }],
    ['two lines changed places', swapped(short, 10, 20),                   { at: 11, because: 'OUT_OF_ORDER' }],
    ['a line told twice',        inserted(short, 5, short[4] ?? never()),  { at: 6,  because: 'OUT_OF_ORDER' }],
    ['lines after the end',      log.slice(0, 61),                         { at: 61, because: 'TOO_LONG' }],
  ] as const)('%s', (_what, rows, found) => {
    expect(verifyChain(rows, shortHead)).toEqual({ whole: false, ...found });
  });

  it('without a head, lines cut off at the end are not missed: that is what the head is for', () => {
    expect(verifyChain(short.slice(0, -1))).toMatchObject({ whole: true });
  });
});
