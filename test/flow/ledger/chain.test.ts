import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LearnerId } from '../../../src/base/index.js';
import { type ChainRow, verifyChain } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { activeGrant, answerUnder, byLearner, enrol } from './people.js';

let kluis: TestLedger;
let learner: LearnerId;
let whole: readonly ChainRow[];
beforeAll(async () => {
  kluis = await openTestLedger();
  learner = await enrol(kluis.ledger);
  const grant = await activeGrant(kluis.ledger, learner);
  for (let read = 0; read < 6; read += 1) {
    await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
  }
  await kluis.ledger.grants.revoke(learner, grant.id, byLearner);
  whole = await kluis.ledger.log.chain(learner);
  return kluis.close;
});

/** Rows 1 to 9: granted, activated, six reads, revoked. */
const anyRow = fc.integer({ min: 0, max: 8 });
const changed = (at: number, change: (row: ChainRow) => ChainRow): readonly ChainRow[] =>
  whole.map((row, n) => (n === at ? change(row) : row));
const otherThan = (text: string | null, place: number): string => {
  const old = text ?? '';
  const at = place % old.length;
  return `${old.slice(0, at)}${old[at] === '0' ? '1' : '0'}${old.slice(at + 1)}`;
};
/** Where a chain breaks; undefined: it is whole. */
const brokenLink = (rows: readonly ChainRow[]): number | undefined => {
  const verified = verifyChain(rows);
  return verified.whole ? undefined : verified.at;
};
const place = fc.nat({ max: 10_000 });

it('a log that nobody touched is whole, and so is an empty one', () => {
  expect(whole.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(brokenLink(whole)).toBeUndefined();
  expect(brokenLink([])).toBeUndefined();
});

it('the learner row knows where the chain ends, so that its tail cannot be cut off unseen', async () => {
  const [row] = await kluis.sql('select log_seq, log_head from learner where id = $1', [learner]);
  expect(row).toEqual({ log_seq: 9, log_head: whole.at(-1)?.hash });
});

it('a row whose bytes and salt were erased leaves the chain whole', () => {
  fc.assert(
    fc.property(anyRow, (at) => {
      const erased = changed(at, (row) => ({ ...row, bytes: null, salt: null }));
      expect(brokenLink(erased)).toBeUndefined();
    }),
  );
});

describe('tampering is found at the row where it was done:', () => {
  it.each(['bytes', 'salt', 'commitment', 'hash'] as const)('another character in %s', (field) => {
    fc.assert(
      fc.property(anyRow, place, (at, n) => {
        const forged = changed(at, (row) => ({ ...row, [field]: otherThan(row[field], n) }));
        expect(brokenLink(forged)).toBe(at + 1);
      }),
    );
  });

  it.each(['bytes', 'salt'] as const)('only the %s gone', (field) => {
    fc.assert(
      fc.property(anyRow, (at) => {
        const halved = changed(at, (row) => ({ ...row, [field]: null }));
        expect(brokenLink(halved)).toBe(at + 1);
      }),
    );
  });

  it('other bytes with the salt taken away', () => {
    const forged = changed(3, (row) => ({ ...row, bytes: '{"kind":"READ"}', salt: null }));
    expect(brokenLink(forged)).toBe(4);
  });

  it('a row removed, the first one too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), (at) => {
        expect(brokenLink(whole.filter((_row, n) => n !== at))).toBe(at + 1);
      }),
    );
  });

  it('two rows swapped, with their numbers or without', () => {
    fc.assert(
      fc.property(anyRow, anyRow, fc.boolean(), (a, b, renumber) => {
        fc.pre(a !== b);
        const rows = whole.map((row, n) => whole[n === a ? b : n === b ? a : n] ?? row);
        const swapped = renumber ? rows.map((row, n) => ({ ...row, seq: n + 1 })) : rows;
        expect(brokenLink(swapped)).toBeDefined();
      }),
    );
  });

  it('a row told twice', () => {
    fc.assert(
      fc.property(anyRow, (at) => {
        expect(brokenLink(whole.flatMap((row, n) => (n === at ? [row, row] : [row])))).toBe(at + 2);
      }),
    );
  });

  it("a row of somebody else's log", async () => {
    const neighbour = await enrol(kluis.ledger);
    const grant = await activeGrant(kluis.ledger, neighbour);
    await kluis.ledger.release([await answerUnder(kluis.ledger, neighbour, [grant])]);
    const theirs = (await kluis.ledger.log.chain(neighbour))[2];
    expect(brokenLink(changed(2, (row) => theirs ?? row))).toBe(3);
  });
});

it('equal answers make rows that cannot be recognised by their hashes', () => {
  const reads = whole.slice(2, 8);
  expect(new Set(reads.map(({ commitment }) => commitment)).size).toBe(6);
  expect(new Set(reads.map(({ salt }) => salt)).size).toBe(6);
});

it('the log is read newest first, a page at a time', async () => {
  const first = await kluis.ledger.log.read(learner, 4);
  expect(first.map(({ seq }) => seq)).toEqual([9, 8, 7, 6]);
  const next = await kluis.ledger.log.read(learner, 4, 6);
  expect(next.map(({ seq }) => seq)).toEqual([5, 4, 3, 2]);
});

it('an erased row is left out of what is read', async () => {
  await kluis.sql(
    'update log_entry set bytes = null, salt = null where learner_id = $1 and seq = 8',
    [learner],
  );
  const lines = await kluis.ledger.log.read(learner, 3);
  expect(lines.map(({ seq }) => seq)).toEqual([9, 7]);
  expect(brokenLink(await kluis.ledger.log.chain(learner))).toBeUndefined();
});
