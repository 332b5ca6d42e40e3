import { randomBytes, randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairwiseFor } from '../../../src/identity/index.js';

const keys = { pairwise: randomBytes(32) };
const noor = pairwiseFor(keys)('https://advies.example/noor#me');
const app = pairwiseFor(keys)('https://stage-app.example/id');
const samira = 'c0a8a1d2-1f7e-4b0a-9d55-2f6f0e9d7a10';

const id = noor.seal('learner', samira);

/** Stands in the name of the tests; put it here to see the same cases again. */
const seed = randomInt(2 ** 31);
const text = fc.string({ unit: 'binary', maxLength: 100 });
/** The counterexample in words, or nothing. */
const failureOf = <T>(cases: fc.Arbitrary<T>, holds: (value: T) => boolean): string | undefined =>
  fc.defaultReportMessage(fc.check(fc.property(cases, holds), { seed, numRuns: 300 }));

describe(`pairwise ids (seed ${seed})`, () => {
  it('open to what was sealed, always under the same id', () => {
    const failure = failureOf(text, (plaintext) => {
      const sealed = noor.seal('record', plaintext);
      return noor.open('record', sealed) === plaintext && noor.seal('record', plaintext) === sealed;
    });
    expect(failure).toBeUndefined();
  });

  it('open for their own grantee and kind alone, and elsewhere are other ids', () => {
    const failure = failureOf(text, (plaintext) => {
      const sealed = noor.seal('record', plaintext);
      const opened = [noor.open('learner', sealed), app.open('record', sealed)];
      const others = [noor.seal('grant', plaintext), app.seal('record', plaintext)];
      return opened.every((value) => value === undefined) && !others.includes(sealed);
    });
    expect(failure).toBeUndefined();
  });

  it('differ for different things, and are of one length for things of one length', () => {
    const two = fc.tuple(fc.uuid(), fc.uuid());
    const failure = failureOf(two, ([one, other]) => {
      const [a, b] = [noor.seal('learner', one), noor.seal('learner', other)];
      return a.length === b.length && (a === b) === (one === other);
    });
    expect(failure).toBeUndefined();
  });

  it('do not open by chance, and never throw', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    expect(failureOf(garbage, (value) => noor.open('record', value) === undefined)).toBeUndefined();
  });

  it('do not open with one character changed', () => {
    const changes = fc.record({
      at: fc.nat({ max: id.length - 1 }),
      by: fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '+', '/', '=', ' ', '\n', 'é'),
    });
    const failure = failureOf(changes, ({ at, by }) => {
      const changed = id.slice(0, at) + by + id.slice(at + 1);
      return noor.open('learner', changed) === (changed === id ? samira : undefined);
    });
    expect(failure).toBeUndefined();
  });
});

it.each([
  ['padding', `${id}=`],
  ['white space', ` ${id}`],
  ['a line end', `${id}\n`],
  ['something after it', `${id}AAAA`],
  ['its half', id.slice(0, 30)],
  ['nothing', ''],
  ['a flood', 'A'.repeat(100_000)],
])('an id with %s is no id', (_what, changed) => {
  expect(noor.open('learner', changed)).toBeUndefined();
});

it('another key opens nothing', () => {
  const elsewhere = pairwiseFor({ pairwise: randomBytes(32) })('https://advies.example/noor#me');
  expect(elsewhere.open('learner', id)).toBeUndefined();
});

it('an id is safe in a URL and shows nothing of the learner', () => {
  expect(id).toMatch(/^[\w-]+$/);
  expect(Buffer.from(id, 'base64url').toString('latin1')).not.toContain(samira.slice(0, 8));
});
