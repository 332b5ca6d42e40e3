import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import {
  contentHash,
  type ReceivedDelivery,
  type RecordFacets,
  type RecordVersion,
  receive,
} from '../../../src/records/index.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { gezondheid, type ResultChange, result } from '../../fixtures/records.js';

const says = (change: ResultChange = {}): RecordFacets => result(change).facets;
const delivery = (id: string, ...records: readonly RecordFacets[]): ReceivedDelivery => ({
  id,
  receivedAt: `2026-04-02T08:00:0${id}.000Z`,
  records: records.map((facets) => ({ key: gezondheid, facets })),
});
const withdrawal = (id: string): ReceivedDelivery => ({
  ...delivery(id),
  withdrawn: [gezondheid, recordKey('never-ours')],
});
const after = (...deliveries: readonly ReceivedDelivery[]) =>
  deliveries.reduce<readonly RecordVersion[]>(receive, []);
const story = (versions: readonly RecordVersion[]) =>
  versions.map(({ version, status, delivery: id }) => `${version} ${status} by ${id}`);

const provisional = says({ assessment: { score: '7.5', final: false } });
const final = says({ assessment: { score: '7.5', final: true } });
const corrected = says({ assessment: { score: '8.0', final: true } });

// biome-ignore format: a table is read in columns
const histories = [
  // what                                 deliveries                                               history
  ['the first word is current',           [delivery('1', final)],                                  ['1 CURRENT by 1']],
  ['the same again is nothing new',       [delivery('1', final), delivery('2', final)],            ['1 CURRENT by 1']],
  ['what arrived last is current',        [delivery('1', final), delivery('2', corrected)],        ['1 SUPERSEDED by 1', '2 CURRENT by 2']],
  ['every version is kept',               [delivery('1', provisional), delivery('2', final), delivery('3', corrected)], ['1 SUPERSEDED by 1', '2 SUPERSEDED by 2', '3 CURRENT by 3']],
  ['an old word, said again, is new',     [delivery('1', final), delivery('2', corrected), delivery('3', final)], ['1 SUPERSEDED by 1', '2 SUPERSEDED by 2', '3 CURRENT by 3']],
  ['what was withdrawn stays, as withdrawn', [delivery('1', final), withdrawal('2')],              ['1 WITHDRAWN by 1']],
  ['withdrawn twice is withdrawn',        [delivery('1', final), withdrawal('2'), withdrawal('3')], ['1 WITHDRAWN by 1']],
  ['what comes back in the same words is new', [delivery('1', final), withdrawal('2'), delivery('3', final)], ['1 SUPERSEDED by 1', '2 CURRENT by 3']],
  ['only the last word is withdrawn',     [delivery('1', final), delivery('2', corrected), withdrawal('3')], ['1 SUPERSEDED by 1', '2 WITHDRAWN by 2']],
  ['what never came is not withdrawn',    [withdrawal('1'), delivery('2', final)],                 ['1 CURRENT by 2']],
  ['an empty delivery changes nothing',   [delivery('1', final), delivery('2')],                   ['1 CURRENT by 1']],
] as const;

it.each(histories)('%s', (_what, deliveries, history) => {
  expect(story(after(...deliveries))).toEqual(history);
});

// biome-ignore format: a table is read in columns
const dates = [
  // what                          first                                second                               out of order
  ['an earlier date',              says(),                              says({ core: { issuedOn: '2026-03-30' } }), true],
  ['a later date',                 says(),                              says({ core: { issuedOn: '2026-04-01' } }), undefined],
  ['the same date',                says(),                              corrected,                           undefined],
] as const;

it.each(dates)('a version with %s: out of order is %4$s', (_what, one, other, outOfOrder) => {
  const last = after(delivery('1', one), delivery('2', other)).at(-1);
  expect([last?.status, last?.outOfOrder]).toEqual(['CURRENT', outOfOrder]);
});

it('a record of another key is left as it was', () => {
  const other = result({ key: recordKey('other') });
  const [untouched] = receive([other], delivery('2', corrected));
  expect(untouched).toBe(other);
});

it('the hash of a content is of what it says, in whatever order that is written', () => {
  const { core, ...rest } = says();
  expect(contentHash({ ...rest, core })).toBe(contentHash({ core, ...rest }));
});

it('a change in special data is a new version too, though few will see it', () => {
  const changed = { ...says(), special: { extraTimeInMin: 45 } };
  expect(after(delivery('1', says()), delivery('2', changed))).toHaveLength(2);
});

const keys = ['a', 'b', 'c'].map((key) => recordKey(key));
const someDelivery: fc.Arbitrary<ReceivedDelivery> = fc
  .tuple(fc.uuid(), fc.subarray(keys), fc.constantFrom('5.5', '7', '8'))
  .map(([id, told, score]) => ({
    id,
    receivedAt: '2026-04-02T08:00:00.000Z',
    records: told.map((key) => ({ key, facets: says({ assessment: { score } }) })),
  }));
const someDeliveries = fc.array(someDelivery, { minLength: 1, maxLength: 6 });
const inTwoOrders = someDeliveries.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);
const keysOf = (versions: readonly RecordVersion[]) =>
  [...new Set(versions.map(({ key }) => key))].toSorted();

describe(`receiving deliveries (seed ${seed})`, () => {
  it('gives the same records in whatever order they come', () => {
    const failure = failureOf(inTwoOrders, ([one, other]) => {
      expect(keysOf(after(...other))).toEqual(keysOf(after(...one)));
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('twice in a row equals once', () => {
    const failure = failureOf(someDeliveries, (deliveries) => {
      const once = after(...deliveries);
      expect(after(...deliveries.flatMap((one) => [one, one]))).toEqual(once);
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('leaves one current version of each record, the highest of an unbroken row', () => {
    const failure = failureOf(someDeliveries, (deliveries) => {
      for (const versions of Map.groupBy(after(...deliveries), ({ key }) => key).values()) {
        const numbers = versions.map(({ version }) => version);
        expect(numbers).toEqual(numbers.map((_, n) => n + 1));
        const current = versions.filter(({ status }) => status === 'CURRENT');
        expect(current).toEqual([versions.at(-1)]);
      }
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('forgets nothing that was ever said', () => {
    const failure = failureOf(someDeliveries, (deliveries) => {
      const kept = new Set(
        after(...deliveries).map(({ key, facets }) => key + contentHash(facets)),
      );
      const said = deliveries.flatMap(({ records }) => records);
      return said.every(({ key, facets }) => kept.has(key + contentHash(facets)));
    });
    expect(failure).toBeUndefined();
  });
});

describe('a signature that stands beside a record', () => {
  const credential = {
    digest: 'd'.repeat(64),
    mediaType: 'application/vc',
    bytes: 1,
    beside: true,
  } as const;
  const signed: RecordFacets = {
    ...final,
    core: { ...final.core, assertedBy: 'ISSUER_SIGNED' },
    credential,
  };
  const latest = (next: ReceivedDelivery) => after(delivery('1', signed), next).at(-1)?.facets;

  it('stays where the same is said again', () => {
    expect(latest(delivery('2', final))?.credential).toEqual(credential);
  });

  it.each([
    [
      'was joined out of several',
      { records: [{ key: gezondheid, facets: final, isJoined: true }] },
    ],
    ['is a new word', { anew: [gezondheid] }],
    ['is a new word, and is not given', { records: [], anew: [gezondheid] }],
  ])('goes where the same %s', (_what, said) => {
    const facets = latest({ ...delivery('2', final), ...said });
    expect([facets?.credential, facets?.core.assertedBy]).toEqual([undefined, 'INSTITUTION']);
  });
});
