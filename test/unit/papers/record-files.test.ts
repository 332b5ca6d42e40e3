import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import {
  linkedRecordsFile,
  plainNamesOf,
  readRecordsFile,
  recordsFile,
} from '../../../src/papers/index.js';
import { readVersion, toBundles } from '../../../src/pod/index.js';
import { context, quadsOf } from '../../contract/pods/linked-data.js';
import { failureOf, lateFailureOf, seed } from '../../fixtures/properties.js';
import { result, samiraHerself } from '../../fixtures/records.js';
import { keys, recordOf } from '../../fixtures/worlds.js';

const school = institutionId('hogeschool.example');
const someRecords = fc
  .tuple(...keys.slice(0, 4).map((key) => recordOf(key)))
  .map((all) => all.flat().map((record) => ({ institution: school, record })));
const whole = { learner: 'https://pods.example/samira/profile/card#me', person: samiraHerself };
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe(`records as files (seed ${seed})`, () => {
  it('are read again as they were: every version, every part', async () => {
    const holds = async (records: typeof someRecords extends fc.Arbitrary<infer R> ? R : never) => {
      const deliveries = [{ institution: school, id: 'a', receivedAt: '2026-04-02T08:00:00.000Z' }];
      const text = recordsFile({ ...whole, records, deliveries });
      const found = await readRecordsFile(bytes(text));
      const read = found?.records.map((record) => ({
        institution: school,
        record: readVersion(record),
      }));
      expect(read).toHaveLength(records.length);
      expect(read).toEqual(expect.arrayContaining(records));
      expect(recordsFile({ ...whole, records: records.toReversed(), deliveries })).toBe(text);
    };
    expect(await lateFailureOf(someRecords, holds, 60)).toBeUndefined();
  });

  it('as linked data say what the bundles in the pod say, with nothing fetched', async () => {
    const records = [
      result({ version: 1, status: 'SUPERSEDED' }),
      result({ version: 2, assessment: { score: '8.6' } }),
    ];
    const at = 'https://pods.example/samira/edu/i-0123456789abcdef/';
    const inPod = await Promise.all(
      toBundles(records, context).map(({ body }) => quadsOf(body, at)),
    );
    const kept = records.map((record) => ({ institution: school, record }));
    const file = await quadsOf(linkedRecordsFile({ records: kept }, context), at);
    const lines = (stores: typeof inPod) =>
      new Set(
        stores.flatMap((store) =>
          [...store]
            .filter(({ subject }) => subject.value.includes('#'))
            .map(({ subject, predicate, object }) =>
              [
                subject.value,
                predicate.value,
                object.termType === 'BlankNode' ? '_' : object.value,
              ].join(' '),
            ),
        ),
      );
    expect(lines([file])).toEqual(lines(inPod));
    expect(lines(inPod).size).toBeGreaterThan(20);
  });

  // biome-ignore format: a table is read in columns
  const bad = [
    ['no JSON',         '{'],
    ['a name twice',    '{"format":"leerkluis-records/1","format":"leerkluis-records/1"}'],
    ['too deep',        '['.repeat(100_000)],
    ['another format',  '{"format":"leerkluis-records/2","learner":"","person":{},"records":[],"deliveries":[]}'],
    ['a way out',       '{"format":"leerkluis-records/1","learner":"","person":{},"records":[],"deliveries":[{"institution":"a","id":"../../b"}]}'],
    ['half a character', Buffer.from('7bff7d', 'hex').toString('latin1')],
  ] as const;
  it.each(bad)('attack 51: %s is refused', async (_what, text) => {
    expect(await readRecordsFile(bytes(text))).toBeUndefined();
  });
});

const someName = fc.oneof(
  fc.constantFrom('Note.json', 'note.json', 'NOTE.json', 'a', 'A', 'a.json', 'A.json', 'n-1'),
  fc.string({ maxLength: 120 }),
);

const haveOneEach = (all: readonly string[]): boolean =>
  ['', '.json'].every((ending) => {
    // Whoever knows how we call things names a file so.
    const more = [...all, ...all.map((name) => plainNamesOf([`${name}/`]).get(`${name}/`) ?? '')];
    const plain = plainNamesOf(more, ending);
    const now = [...plain.values()];
    const isPlain = now.every((name) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name));
    return isPlain && new Set(now.map((name) => name.toLowerCase())).size === plain.size;
  });

describe(`names of files that somebody else gave (seed ${seed})`, () => {
  it('attack 33: each is one of its own, also where capitals are not seen, and plain', () => {
    const names = fc.uniqueArray(someName, { maxLength: 12 });
    expect(failureOf(names, haveOneEach, 500)).toBeUndefined();
  });

  it('a plain one stays as it is', () => {
    expect([...plainNamesOf(['cijfers.pdf', 'B.json'])].flat()).toEqual([
      'cijfers.pdf',
      'cijfers.pdf',
      'B.json',
      'B.json',
    ]);
  });
});
