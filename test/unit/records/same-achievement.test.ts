import { describe, expect, it } from 'vitest';
import { type RecordKey } from '../../../src/base/index.js';
import { buildView } from '../../../src/consent/index.js';
import {
  type AssertedBy,
  lastWords,
  mayBeSame,
  pairsAlike,
  pairsByIds,
  type RecordVersion,
  withSame,
} from '../../../src/records/index.js';
import { grant, samiraHerself } from '../../fixtures/records.js';
import {
  at,
  badge,
  type Change,
  called,
  course,
  lineOf,
  reasonsOf,
  said,
  school,
  seen,
} from '../../fixtures/told-twice.js';

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

const known = (sourceId: string, code?: string) => ({
  connector: 'oeapi-v5',
  sourceId,
  codes: code === undefined ? [] : [{ type: 'orgAssociationId', code }],
  losses: [],
  issues: [],
});
const withIds = (record: RecordVersion, identifiers: ReturnType<typeof known>): RecordVersion => ({
  ...record,
  facets: { ...record.facets, identifiers },
});

describe('what ids say by themselves', () => {
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

const keysOf = (records: readonly RecordVersion[]): readonly RecordKey[] =>
  records.map(({ key }) => key);

it('a word about records of somebody else links nothing here', () => {
  const barrys = course('of barry');
  const linked = withSame([course('a'), badge('b')], [said('SAME', 'a', 'of barry')]);
  expect(keysOf(linked)).not.toContain(barrys.key);
  expect(JSON.stringify(linked)).not.toContain('of barry');
});
