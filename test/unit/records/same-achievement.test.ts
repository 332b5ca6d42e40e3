import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { institutionId, type RecordKey, recordKey } from '../../../src/base/index.js';
import { buildView } from '../../../src/consent/index.js';
import {
  type AssertedBy,
  type CreditsFacet,
  lastWords,
  leftOutReasons,
  mayBeSame,
  pairOf,
  pairsAlike,
  pairsByIds,
  type RecordVersion,
  type SameDecision,
  sameWords,
  studyLoadTotals,
  withSame,
} from '../../../src/records/index.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { grant, type ResultChange, result, samiraHerself } from '../../fixtures/records.js';

const school = institutionId('c.example');
const called = (value: string) => [{ language: 'nl', value }];
const at = (id: string, name = 'Hogeschool Zuiderwiel') => ({
  id: institutionId(id),
  name: called(name),
});
const five = { load: { unit: 'EC', amount: '5' } } as const;

type Change = Omit<ResultChange, 'key'>;
/** A result of 5 EC at school C, in March. */
const course = (key: string, { core, credits, ...change }: Change = {}): RecordVersion =>
  result({
    key: recordKey(key),
    ...change,
    core: { title: called('Ethiek in de zorg'), institution: at(school), ...core },
    credits: { ...five, retakeGroup: `try at ${key}`, ...credits },
  });
/** What Samira brought: a badge of that school for that course, in June. */
const badge = (key: string, { core, ...change }: Change = {}): RecordVersion =>
  course(key, {
    receivedAt: '2026-06-10T08:00:00.000Z',
    ...change,
    core: {
      recordType: 'MICROCREDENTIAL',
      institution: at('import.invalid'),
      assertedBy: 'IMPORT',
      issuedOn: '2026-06-01',
      ...core,
    },
  });
const seen = ({ key, status, facets: { core, credits } }: RecordVersion) => ({
  key,
  status,
  core,
  credits,
});
const said = (word: SameDecision['said'], a: string, b: string, day = '01'): SameDecision => ({
  records: pairOf(recordKey(a), recordKey(b)),
  said: word,
  at: `2026-07-${day}T10:00:00.000Z`,
});
const countable = ({ key, status, facets: { core, credits } }: RecordVersion) => {
  if (credits === undefined) return [];
  const { assertedBy, issuedOn } = core;
  return [{ key, status, assertedBy, credits, ...(issuedOn !== undefined && { issuedOn }) }];
};
const lineOf = (records: readonly RecordVersion[], decisions: readonly SameDecision[] = []) => {
  const [line] = studyLoadTotals(withSame(records, decisions).flatMap(countable));
  return [line?.amount, line?.selfDeclared];
};
const reasonsOf = (records: readonly RecordVersion[], decisions: readonly SameDecision[]) =>
  Object.fromEntries(leftOutReasons(withSame(records, decisions).flatMap(countable)));

describe('whether it is worth asking', () => {
  it('a badge of a school is asked about beside its result', () => {
    expect(mayBeSame(seen(course('a')), seen(badge('b')))).toBe(true);
  });

  // biome-ignore format: a table is read in columns
  const asked = [
    // what differs                            how                                                                                     asked
    ['marks and capitals of the title',        { core: { title: called('ÉTHIEK, in de Zorg') } },                                      true],
    ['a word for the kind of document',        { core: { title: called('Microcredential Ethiek in de zorg') } },                       true],
    ['the subject',                            { core: { title: called('Recht in de zorg') } },                                        false],
    ['the number behind the title',            { core: { title: called('Ethiek in de zorg 2') } },                                     false],
    ['the load',                               { credits: { load: { unit: 'EC', amount: '2.5' } } },                                   false],
    ['the unit of the load',                   { credits: { load: { unit: 'SBU', amount: '5' } } },                                    false],
    ['the school',                             { core: { institution: at('import.invalid', 'Hogeschool aan de Vecht') } },             false],
    ['years between',                          { core: { issuedOn: '2028-06-01' } },                                                   false],
    ['that it was not earned',                 { credits: { earning: 'PROVISIONAL' } },                                                false],
    ['that it holds no longer',                { status: 'WITHDRAWN' },                                                                false],
  ] satisfies readonly (readonly [string, Change, boolean])[];
  it.each(asked)('of two that differ in %s: %j', (_what, change, isAsked) => {
    const other = badge('b', change);
    expect(mayBeSame(seen(course('a')), seen(other))).toBe(isAsked);
    expect(pairsAlike([seen(other), seen(course('a'))])).toHaveLength(isAsked ? 1 : 0);
  });

  it('of what has no day nothing is asked', () => {
    const { issuedOn: _day, ...core } = badge('b').facets.core;
    expect(mayBeSame(seen(course('a')), { ...seen(badge('b')), core })).toBe(false);
  });

  it('two courses of one school that are called alike are two', () => {
    expect(mayBeSame(seen(course('a')), seen(course('b')))).toBe(false);
  });
});

describe('what ids say by themselves', () => {
  const known = (sourceId: string, code?: string) => ({
    connector: 'oeapi-v5',
    sourceId,
    codes: code === undefined ? [] : [{ type: 'orgAssociationId', code }],
    losses: [],
    issues: [],
  });
  const withIds = (
    record: RecordVersion,
    identifiers: ReturnType<typeof known>,
  ): RecordVersion => ({
    ...record,
    facets: { ...record.facets, identifiers },
  });
  const atHome = withIds(
    course('home', { core: { institution: at('h.example', 'Thuis') } }),
    known('H-1'),
  );
  const atHost = withIds(course('host'), known('C-1', 'H-1'));

  it('a host that carries the id of the home tells of the same: it counts once, without a question', () => {
    expect(lineOf([atHome, atHost])).toEqual(['5', '0']);
    expect(reasonsOf([atHome, atHost], [])['host']).toBe('SAME_ACHIEVEMENT');
  });

  it('the learner may say that it is not the same, and take that back', () => {
    const no = said('NOT_THE_SAME', 'home', 'host');
    expect(lineOf([atHome, atHost], [no])).toEqual(['10', '0']);
    const undone = lastWords([no, said('UNDONE', 'home', 'host', '02')]);
    expect(lineOf([atHome, atHost], undone)).toEqual(['5', '0']);
  });

  it('an id in a file that a learner brought links nothing', () => {
    const forged = withIds(badge('forged'), known('x', 'H-1'));
    const two = [atHome, forged].map((record) => ({
      ...seen(record),
      identifiers: record.facets.identifiers,
    }));
    expect(pairsByIds(two)).toEqual([]);
    expect(lineOf([atHome, forged])).toEqual(['5', '5']);
  });
});

describe('what is the same', () => {
  const two = [course('a'), badge('b')];

  it('counts apart until the learner says yes, then once, and after undo as before', () => {
    const yes = said('SAME', 'a', 'b');
    expect(lineOf(two)).toEqual(['5', '5']);
    expect(lineOf(two, [yes])).toEqual(['5', '0']);
    expect(reasonsOf(two, [yes])).toEqual({ a: undefined, b: 'SAME_ACHIEVEMENT' });
    expect(lineOf(two, lastWords([yes, said('UNDONE', 'a', 'b', '02')]))).toEqual(['5', '5']);
  });

  // biome-ignore format: a table is read in columns
  const firsts = [
    // of the later one   what it is said by   counts
    ['more trust',        'INSTITUTION',       'a', 'IMPORT',        'b'],
    ['less trust',        'IMPORT',            'a', 'ISSUER_SIGNED', 'a'],
    ['the same trust',    'IMPORT',            'a', 'IMPORT',        'a'],
  ] as const satisfies readonly (readonly [string, AssertedBy, string, AssertedBy, string])[];
  it.each(firsts)(
    'of which the later has %s, the right one counts',
    (_what, later, _a, earlier, counts) => {
      const pair = [
        badge('a', { receivedAt: '2026-04-01T08:00:00.000Z', core: { assertedBy: earlier } }),
        badge('b', { receivedAt: '2026-05-01T08:00:00.000Z', core: { assertedBy: later } }),
      ];
      const reasons = reasonsOf(pair, [said('SAME', 'a', 'b')]);
      expect(Object.keys(reasons).filter((key) => reasons[key] === undefined)).toEqual([counts]);
    },
  );

  it('is in no total beside the programme that its course is a part of', () => {
    const whole = { load: { unit: 'EC', amount: '180' }, retakeGroup: 'bachelor' } as const;
    const programme = course('programme', { credits: whole });
    const part = course('a', { credits: { partOf: 'bachelor' } });
    const all = [programme, part, badge('b')];
    expect(lineOf(all)).toEqual(['180', '5']);
    expect(lineOf(all, [said('SAME', 'a', 'b')])).toEqual(['180', '0']);
  });

  it('leaves no trace in a view that shows one of the two, and one credit in a view that shows both', () => {
    const schools = grant({ scope: [{ institutions: [school] }], includeFuture: true });
    const linked = withSame(two, [said('SAME', 'a', 'b')]);
    expect(JSON.stringify(buildView(schools, linked, samiraHerself))).toBe(
      JSON.stringify(buildView(schools, [course('a')], samiraHerself)),
    );
    const all = buildView(grant({ scope: [{}], includeFuture: true }), linked, samiraHerself);
    expect(all.records.map(({ facets }) => facets.credits?.sameAs)).toEqual([['b'], ['a']]);
  });

  it('names nothing whose credits are held back, since that tells how it ended', () => {
    const failed = badge('b', { credits: { earning: 'NOT_PASSED' } });
    const linked = withSame([course('a'), failed], [said('SAME', 'a', 'b')]);
    const view = buildView(grant({ scope: [{}], includeFuture: true }), linked, samiraHerself);
    expect(JSON.stringify(view)).not.toContain('sameAs');
  });

  it('is no news of a record: its version is what it was', () => {
    const corrected = [
      { ...course('a', { assessment: { score: '6' } }), status: 'SUPERSEDED' as const },
      course('a', { version: 2, receivedAt: '2026-05-01T08:00:00.000Z' }),
      badge('b'),
    ];
    const open = grant({ scope: [{}], includeFuture: true });
    const stamps = (records: readonly RecordVersion[]) =>
      buildView(open, records, samiraHerself).records.map(({ version, receivedAt }) => [
        version,
        receivedAt,
      ]);
    expect(stamps(withSame(corrected, [said('SAME', 'a', 'b')]))).toEqual(stamps(corrected));
  });
});

const keys = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const someKey = fc.constantFrom(...keys);
const someCredits: fc.Arbitrary<Partial<CreditsFacet>> = fc
  .record({
    amount: fc.constantFrom('5', '5', '2.5'),
    earning: fc.constantFrom('EARNED', 'EARNED', 'EARNED', 'NOT_PASSED'),
    retakeGroup: fc.constantFrom('x', 'y', 'z', 'own'),
    partOf: fc.constantFrom(undefined, undefined, 'x', 'y'),
  })
  .map(({ amount, partOf, ...rest }) => ({
    ...rest,
    load: { unit: 'EC' as const, amount },
    ...(partOf !== undefined && { partOf }),
  }));
const someRecord = (key: string) =>
  fc
    .record({
      assertedBy: fc.constantFrom<AssertedBy>('INSTITUTION', 'INSTITUTION', 'IMPORT', 'SELF'),
      title: fc.constantFrom('Ethiek in de zorg', 'Ethiek zorg', 'Statistiek 1', 'Statistiek 2'),
      issuedOn: fc.constantFrom('2026-03-31', '2026-06-01', '2029-01-01'),
      of: fc.constantFrom('c.example', 'h.example', 'import.invalid'),
      credits: someCredits,
      came: fc.constantFrom('2026-04-01', '2026-05-01'),
    })
    .map(({ assertedBy, title, issuedOn, of, credits, came }) =>
      course(key, {
        receivedAt: `${came}T08:00:00.000Z`,
        core: { assertedBy, title: called(title), issuedOn, institution: at(of) },
        credits: {
          ...credits,
          ...(credits.retakeGroup === 'own' && { retakeGroup: `try at ${key}` }),
        },
      }),
    );
const someRecords = fc
  .tuple(...keys.map(someRecord))
  .chain((all) => fc.subarray(all, { minLength: 2 }));
const someWords = fc.array(
  fc
    .record({
      a: someKey,
      b: someKey,
      said: fc.constantFrom('SAME', 'SAME', ...sameWords),
      day: fc.constantFrom('01', '02', '03'),
    })
    .filter(({ a, b }) => a !== b)
    .map(({ a, b, said: word, day }) => said(word, a, b, day)),
  { maxLength: 6 },
);
const worlds = fc.record({ records: someRecords, words: someWords });
const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
const inTwoOrders = worlds.chain(({ records, words }) =>
  fc.record({
    one: fc.constant({ records, words }),
    other: fc.record({ records: shuffled(records), words: shuffled(words) }),
  }),
);
const byKey = (records: readonly RecordVersion[], words: readonly SameDecision[]) => {
  const reasons = reasonsOf(records, lastWords(words));
  return Object.keys(reasons)
    .toSorted()
    .map((key) => [key, reasons[key]]);
};
const linksIn = (records: readonly RecordVersion[], words: readonly SameDecision[]) =>
  new Map(
    withSame(records, lastWords(words)).map(({ key, facets }) => [
      key,
      facets.credits?.sameAs ?? [],
    ]),
  );

describe(`one achievement (seed ${seed})`, () => {
  it('is asked of both alike', () => {
    const failure = failureOf(someRecords, (records) =>
      records.every((a) =>
        records.every((b) => mayBeSame(seen(a), seen(b)) === mayBeSame(seen(b), seen(a))),
      ),
    );
    expect(failure).toBeUndefined();
  });

  it('is found by marks wherever it would be found by looking at every pair', () => {
    const failure = failureOf(someRecords, (records) => {
      const all = records.map(seen);
      const slow = all.flatMap((a, n) => all.slice(n + 1).filter((b) => mayBeSame(a, b)));
      return pairsAlike(all).length === slow.length;
    });
    expect(failure).toBeUndefined();
  });

  it('is the same whatever came first, records or words', () => {
    const failure = failureOf(inTwoOrders, ({ one, other }) => {
      expect(byKey(other.records, other.words)).toEqual(byKey(one.records, one.words));
      expect(lastWords(lastWords(one.words))).toEqual(lastWords([...one.words, ...one.words]));
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('is linked both ways, among records that are there, and laid over twice as once', () => {
    const failure = failureOf(worlds, ({ records, words }) => {
      const links = linksIn(records, words);
      const there = new Set(records.map(({ key }) => key));
      for (const [key, others] of links) {
        expect(others.every((other) => there.has(other) && links.get(other)?.includes(key))).toBe(
          true,
        );
      }
      const decisions = lastWords(words);
      const once = withSame(records, decisions);
      expect(withSame(once, decisions)).toEqual(once);
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('counts at most once, and never not at all', () => {
    const failure = failureOf(worlds, ({ records, words }) => {
      const links = linksIn(records, words);
      const reasons = leftOutReasons(withSame(records, lastWords(words)).flatMap(countable));
      const counted = [...reasons].flatMap(([key, because]) =>
        because === undefined ? [key] : [],
      );
      const twice = counted.filter((key) =>
        links.get(key)?.some((other) => counted.includes(other)),
      );
      expect(twice).toEqual([]);
      const earned = records.some(({ facets }) => facets.credits?.earning === 'EARNED');
      return counted.length > 0 || !earned;
    });
    expect(failure).toBeUndefined();
  });

  it('tells nobody of what they do not see: a view is that of a world without it', () => {
    const open = grant({ scope: [{ institutions: [school] }], includeFuture: true });
    const failure = failureOf(worlds, ({ records, words }) => {
      const visible = records.filter(({ facets }) => facets.core.institution.id === school);
      const decisions = lastWords(words);
      const of = (world: readonly RecordVersion[]) =>
        JSON.stringify(buildView(open, withSame(world, decisions), samiraHerself));
      return of(records) === of(visible);
    });
    expect(failure).toBeUndefined();
  });
});

const keysOf = (records: readonly RecordVersion[]): readonly RecordKey[] =>
  records.map(({ key }) => key);

it('a word about records of somebody else links nothing here', () => {
  const barrys = course('of barry');
  const linked = withSame([course('a'), badge('b')], [said('SAME', 'a', 'of barry')]);
  expect(keysOf(linked)).not.toContain(barrys.key);
  expect(JSON.stringify(linked)).not.toContain('of barry');
});
