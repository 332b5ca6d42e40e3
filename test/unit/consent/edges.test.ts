/** Facts about grants and views that only show in rare company: each was once a change that nothing noticed. */
import { describe, expect, it } from 'vitest';
import { grantId, recordKey } from '../../../src/base/index.js';
import {
  authorisedView,
  buildView,
  type Grant,
  type GrantView,
  isNoMore,
  type Selector,
  viewOf,
} from '../../../src/consent/index.js';
import type { RecordVersion } from '../../../src/records/index.js';
import { grant, planOf, result, samiraHerself } from '../../fixtures/records.js';

const earlier = '2026-04-02T08:00:00.000Z';
const later = '2026-05-02T08:00:00.000Z';

/** What two grants show together, each with its own view in the pod. */
function together(
  one: { terms: Partial<Grant>; view: GrantView },
  other: { terms: Partial<Grant>; view: GrantView },
) {
  const grants = [one, other].map(({ terms }, n) =>
    grant({ includeFuture: true, ...terms, id: grantId(`grant-${n}`) }),
  );
  const views = [one.view, other.view];
  const { permits } = planOf(grants);
  expect(permits).toHaveLength(2);
  return authorisedView(
    permits.flatMap((permit, n) => {
      const view = views[n];
      return view === undefined ? [] : [{ permit, view }];
    }),
  );
}
const viewWith = (record: RecordVersion): GrantView => {
  const { delivery: _delivery, ...shown } = record;
  const { special: _special, ...facets } = record.facets;
  return { person: {}, records: [{ ...shown, facets }] };
};

it('a view stands in the folder of its grant, below what is shared', () => {
  expect(viewOf('https://pods.example/samira/', grantId('grant-7'))).toBe(
    'https://pods.example/samira/shared/grant-7/view.json',
  );
});

describe('the view of one grant', () => {
  const keys = ['a', 'b', 'c', 'd'].map(recordKey);
  const terms = grant({ includeFuture: true });
  it.each([
    ['as they came', keys],
    ['the last one first', keys.toReversed()],
    ['in some order', [...keys.slice(2), ...keys.slice(0, 2)]],
  ])('has its records in the order of their keys, %s', (_how, order) => {
    const records = order.map((key) => result({ key }));
    expect(buildView(terms, records, {}).records.map(({ key }) => key)).toEqual(keys);
  });

  it('counts versions by their number, in whatever order they are handed over', () => {
    const versions = [
      result({
        version: 1,
        status: 'SUPERSEDED',
        receivedAt: '2026-03-02T08:00:00.000Z',
        credits: { load: { unit: 'EC', amount: '5' } },
      }),
      result({ version: 2, status: 'SUPERSEDED', receivedAt: earlier }),
      result({ version: 3, receivedAt: later }),
    ];
    const [inOrder, backward] = [versions, versions.toReversed()].map((records) =>
      buildView(terms, records, {}),
    );
    expect(inOrder?.records).toMatchObject([{ version: 2, receivedAt: earlier }]);
    expect(backward).toEqual(inOrder);
  });

  it('has a member for what is there and is shared, and for nothing else', () => {
    const wide = grant({ facets: ['core', 'feedback', 'credential', 'assessment'] });
    const bare = result({ without: ['feedback', 'evidence', 'credits'] });
    const [shown] = buildView(wide, [bare], {}).records;
    const { core, assessment } = bare.facets;
    expect(shown?.facets).toStrictEqual({ core, assessment });
    expect(buildView(grant({ personFacets: ['name'] }), [], {}).person).toStrictEqual({});
  });
});

const feedback = (comment: string, receivedAt: string): GrantView => {
  const { facets, ...record } = result({ receivedAt });
  return viewWith({ ...record, facets: { ...facets, feedback: { comment } } });
};

describe('two grants that reach one record', () => {
  it('tell the later word where both tell a part', () => {
    const terms = { facets: ['core', 'feedback'] } as const;
    const shown = together(
      { terms, view: feedback('Toen.', earlier) },
      { terms, view: feedback('Nu.', later) },
    );
    expect(shown.records).toMatchObject([{ facets: { feedback: { comment: 'Nu.' } } }]);
  });

  it('tell the later word also where only the earlier one shows the assessment', () => {
    const shown = together(
      { terms: { facets: ['core', 'feedback', 'assessment'] }, view: feedback('Toen.', earlier) },
      { terms: { facets: ['core', 'feedback'] }, view: feedback('Nu.', later) },
    );
    expect(shown.records).toMatchObject([{ facets: { feedback: { comment: 'Nu.' } } }]);
  });

  it('tell no credits that the later view, of neither the assessment, does not hold any more', () => {
    const terms = { facets: ['core', 'credits'] } as const;
    const shown = together(
      { terms, view: viewWith(result({ receivedAt: earlier })) },
      { terms, view: viewWith(result({ receivedAt: later, without: ['credits'] })) },
    );
    expect(shown.records[0]?.facets.credits).toBeUndefined();
  });

  it('keep the credits of the later view, where the earlier one with the assessment has none', () => {
    const shown = together(
      {
        terms: { facets: ['core', 'credits', 'assessment'] },
        view: viewWith(result({ receivedAt: earlier, without: ['credits'] })),
      },
      { terms: { facets: ['core', 'credits'] }, view: viewWith(result({ receivedAt: later })) },
    );
    expect(shown.records[0]?.facets.credits).toMatchObject({ load: { amount: '2.5' } });
  });

  it('keep what one view tells of the learner when the other has nothing there', () => {
    const { name } = samiraHerself;
    const terms = { personFacets: ['name'] } as const;
    const shown = together(
      { terms, view: { person: { name }, records: [] } },
      { terms, view: { person: {}, records: [] } },
    );
    expect(shown.person).toEqual({ name });
  });
});

// biome-ignore format: a table is read in columns
const narrowings: readonly (readonly [string, Selector, Selector, boolean])[] = [
  ['a later first day is less',       { issuedFrom: '2026-02-01' }, { issuedFrom: '2026-01-01' }, true],
  ['an earlier first day is more',    { issuedFrom: '2025-12-31' }, { issuedFrom: '2026-01-01' }, false],
  ['a later last day is more',        { issuedTo: '2026-02-01' },   { issuedTo: '2026-01-01' },   false],
  ['a lower level is more',           { levelMin: 5 },              { levelMin: 6 },              false],
  ['a higher level is less',          { levelMin: 7 },              { levelMin: 6 },              true],
  ['current said and unsaid is one',  { status: ['CURRENT'] },      {},                           true],
  ['current unsaid and said is one',  {},                           { status: ['CURRENT'] },      true],
  ['unsaid is more than withdrawn',   {},                           { status: ['WITHDRAWN'] },    false],
  ['withdrawn is more than unsaid',   { status: ['WITHDRAWN'] },    {},                           false],
];
it.each(narrowings)('narrowing: %s', (_what, less, of, holds) => {
  const [now, before] = [grant({ scope: [less] }), grant({ scope: [of] })];
  expect(isNoMore(now, before)).toBe(holds);
});
