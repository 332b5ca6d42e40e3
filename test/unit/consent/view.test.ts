import { describe, expect, it } from 'vitest';
import { grantId, recordKey } from '../../../src/base/index.js';
import { authorisedView, buildView, type GrantView } from '../../../src/consent/index.js';
import type { RecordVersion } from '../../../src/records/index.js';
import { grant, planOf, result, samiraHerself, viewsOf } from '../../fixtures/records.js';

const diploma = recordKey('havo-diploma');
const havo = result({ key: diploma, core: { recordType: 'DIPLOMA' } });

it('a view holds the granted facets of a record and no other', () => {
  const { records } = buildView(grant(), [result()], {});
  expect(records.map(({ facets }) => Object.keys(facets).toSorted())).toEqual([
    ['core', 'credits'],
  ]);
});

it('a record outside the scope leaves no trace in the view', () => {
  const mixed = buildView(grant({ includeFuture: true }), [havo, result(), havo], {});
  expect(mixed).toEqual(buildView(grant({ includeFuture: true }), [result()], {}));
});

it('special data is in no view, whatever is granted', () => {
  const everything = grant({
    facets: ['core', 'assessment', 'credits', 'evidence', 'feedback', 'identifiers', 'credential'],
  });
  const text = JSON.stringify(buildView(everything, [result()], samiraHerself));
  expect(text).not.toContain('extraTimeInMin');
});

it('a view does not say which delivery a record came in, nor that it came out of order', () => {
  const [shown] = buildView(grant(), [result({ outOfOrder: true })], {}).records;
  expect(Object.keys(shown ?? {}).toSorted()).toEqual([
    'facets',
    'key',
    'receivedAt',
    'status',
    'version',
  ]);
});

// biome-ignore format: a table is read in columns
const persons = [
  // granted                    seen
  [[],                          []],
  [['name'],                    ['name']],
  [['contact', 'birthdate'],    ['contact', 'birthdate']],
] as const;

it.each(persons)('of the learner, granted %j, %j is seen', (personFacets, seen) => {
  const { person } = buildView(grant({ personFacets }), [], samiraHerself);
  expect(Object.keys(person)).toEqual(seen);
});

const credited = grant();
const graded = grant({ id: grantId('graded'), facets: ['core', 'assessment'] });
const read = (grants: readonly (typeof credited)[], records: readonly RecordVersion[]) =>
  authorisedView(viewsOf(planOf(grants), records, samiraHerself));
const sharedOf = ({ records }: ReturnType<typeof authorisedView>) =>
  records.map(({ key, shared }) => [key, [...shared].toSorted()] as const);

it('facets of two grants join on a record that both reach', () => {
  expect(sharedOf(read([credited, graded], [result()]))).toEqual([
    [result().key, ['assessment', 'core', 'credits']],
  ]);
});

it('a facet of one grant does not reach into the scope of another', () => {
  const ofDiplomas = { ...graded, scope: [{ types: ['DIPLOMA'] as const }], includeFuture: true };
  expect(sharedOf(read([credited, ofDiplomas], [result(), havo]))).toEqual([
    [result().key, ['core', 'credits']],
    [diploma, ['assessment', 'core']],
  ]);
});

it('evidence of one grant is not opened by the grade of another', () => {
  const evidence = grant({ id: grantId('evidence'), facets: ['core', 'evidence'] });
  expect(sharedOf(read([evidence, graded], [result()]))).toEqual([
    [result().key, ['assessment', 'core']],
  ]);
});

it('a shared facet with nothing in it is shared all the same: policy decides, not the data', () => {
  const [record] = read([graded], [result({ without: ['assessment'] })]).records;
  expect([record?.shared.has('assessment'), record?.facets.assessment]).toEqual([true, undefined]);
});

it('a facet that is not shared is not shared, whether there is something in it or not', () => {
  const masks = [result(), result({ without: ['assessment'] })].map((one) =>
    sharedOf(read([credited], [one])),
  );
  expect(masks[0]).toEqual(masks[1]);
});

it('order of the grants makes no difference to what is shared', () => {
  expect(sharedOf(read([credited, graded], [result()]))).toEqual(
    sharedOf(read([graded, credited], [result()])),
  );
});

const planned = (view: GrantView, terms = credited) =>
  authorisedView(planOf([terms]).permits.map((permit) => ({ permit, view })));
const everything = buildView(
  grant({
    facets: ['core', 'assessment', 'credits', 'feedback'],
    scope: [{}],
    includeFuture: true,
  }),
  [result(), havo],
  samiraHerself,
);

it('a view that holds a record too many shows no more than the grant', () => {
  const stale = { ...everything, records: everything.records.filter(({ key }) => key === diploma) };
  expect(planned(stale).records).toEqual([]);
});

it('a view that holds a facet too many shows no more than the grant', () => {
  const [record] = planned(everything).records;
  expect(Object.keys(record?.facets ?? {}).toSorted()).toEqual(['core', 'credits']);
});

it('a view that tells too much of the learner shows no more than the grant', () => {
  const told = { ...everything, person: samiraHerself };
  expect(planned(told, grant({ personFacets: ['name'] })).person).toEqual({
    name: samiraHerself.name,
  });
});

it('of two views of one record, the one that came later has the word', () => {
  const permits = planOf([credited, graded]).permits;
  const later = { receivedAt: '2026-05-02T08:00:00.000Z', core: { title: [] } };
  const views = [result(later), result()].map((record, n) =>
    buildView(n === 0 ? credited : graded, [record], {}),
  );
  const joined = authorisedView(
    permits.flatMap((permit, n) => {
      const view = views[n];
      return view === undefined ? [] : [{ permit, view }];
    }),
  );
  expect(joined.records.map(({ facets }) => facets.core.title)).toEqual([[]]);
});

it('what nobody granted of the learner is not shared, and what is shared may be empty', () => {
  const [one] = planOf([grant({ personFacets: ['birthdate'] })]).permits;
  const joined = authorisedView(
    one === undefined ? [] : [{ permit: one, view: { person: {}, records: [] } }],
  );
  expect([[...joined.sharedOfPerson], joined.person]).toEqual([['birthdate'], {}]);
});

it('nothing read is nothing seen', () => {
  expect(authorisedView([])).toEqual({
    person: {},
    sharedOfPerson: new Set(),
    claims: [],
    records: [],
  });
});

describe('a correction of the grade', () => {
  const before = result({ status: 'SUPERSEDED', assessment: { score: '7.5' } });
  const after = result({
    version: 2,
    receivedAt: '2026-05-02T08:00:00.000Z',
    assessment: { score: '8.0' },
  });
  const untouched = result({ assessment: { score: '7.5' } });

  it('is no news to whoever sees no grades, not even that there was one', () => {
    expect(buildView(credited, [before, after], {})).toEqual(buildView(credited, [untouched], {}));
  });

  it('is a second version to whoever does', () => {
    const [record] = buildView(graded, [before, after], {}).records;
    expect([record?.version, record?.receivedAt]).toEqual([2, after.receivedAt]);
  });

  it('leaves the earlier version to the learner alone, whatever a grant names', () => {
    const all = grant({
      scope: [{ status: ['CURRENT', 'SUPERSEDED'] }],
      facets: ['core', 'assessment'],
    });
    const scores = buildView(all, [before, after], {}).records.map(
      ({ facets }) => facets.assessment?.score,
    );
    expect(scores).toEqual(['8.0']);
  });
});

describe('a second grant never takes away', () => {
  const failed = result({ assessment: { pass: 'FAILED' }, credits: { earning: 'NOT_PASSED' } });
  const both = grant({ facets: ['core', 'credits', 'assessment'] });
  // biome-ignore format: a table is read in columns
  const others = [
    ['credits without the assessment', grant({ facets: ['core', 'credits'] })],
    ['the assessment without credits', grant({ facets: ['core', 'assessment'] })],
  ] as const;

  it.each(others)('beside one that shows all, %s, in either order', (_what, other) => {
    for (const grants of [
      [both, other],
      [other, both],
    ]) {
      const plan = planOf(grants);
      const [record] = authorisedView(viewsOf(plan, [failed])).records;
      expect(record?.facets.credits).toEqual(failed.facets.credits);
      expect(record?.facets.assessment).toEqual(failed.facets.assessment);
    }
  });

  it('two that show them apart tell of no load that was not earned', () => {
    const [credits, assessment] = [others[0][1], others[1][1]];
    const [record] = authorisedView(viewsOf(planOf([credits, assessment]), [failed])).records;
    expect(record?.facets.credits).toBeUndefined();
  });
});

describe('what a skill is proven by', () => {
  const skillKey = recordKey('kaartlezen');
  const skill = (links: readonly (typeof diploma)[], change: Partial<RecordVersion> = {}) => {
    const core = { recordType: 'SKILL' as const };
    const { facets, ...made } = result({ key: skillKey, core, provenBy: links, ...change });
    // As a learner enters it: with no document.
    const { evidence, ...others } = facets;
    const kept = evidence?.provenBy && { evidence: { ...evidence, documents: [] } };
    return { ...made, facets: { ...others, ...kept } };
  };
  const course = result();
  const of = (...recordIds: (typeof diploma)[]) =>
    grant({
      id: grantId(recordIds.join('-')),
      scope: [{ recordIds }],
      facets: ['core', 'assessment', 'evidence'],
      includeFuture: true,
    });
  const provenIn = (grants: readonly ReturnType<typeof of>[], records: readonly RecordVersion[]) =>
    read(grants, records).records.find(({ key }) => key === skillKey)?.facets.evidence?.provenBy;
  const both = skill([course.key, diploma].toSorted());
  const all = [course, havo, both];

  it('is named as far as the same grant shows it', () => {
    expect(provenIn([of(skillKey, course.key, diploma)], all)).toEqual([course.key, diploma]);
    expect(provenIn([of(skillKey, course.key)], all)).toEqual([course.key]);
    expect(provenIn([of(skillKey)], all)).toBeUndefined();
    // That a course proves it tells how the course ended: another grant may not show that.
    expect(provenIn([of(skillKey), of(course.key)], all)).toBeUndefined();
    const beside = [of(skillKey, course.key), of(skillKey, diploma)];
    expect(provenIn(beside, all)).toEqual([course.key, diploma]);
    expect(provenIn(beside.toReversed(), all)).toEqual([course.key, diploma]);
  });

  it('leaves no trace where it is withheld: not in the view, its version or its day', () => {
    const before = skill([], { status: 'SUPERSEDED' });
    const later = { version: 2, receivedAt: '2026-05-01T08:00:00.000Z' };
    const hidden = buildView(of(skillKey), [course, before, skill([course.key], later)], {});
    expect(hidden).toEqual(buildView(of(skillKey), [skill([])], {}));
    expect(JSON.stringify(hidden)).not.toContain(course.key);
    const [shown] = buildView(
      of(skillKey, course.key),
      [before, skill([course.key], later), course],
      {},
    ).records.filter(({ key }) => key === skillKey);
    expect(shown).toMatchObject({ version: 2, receivedAt: later.receivedAt });
  });

  it('is not believed where a view in the pod names more than its grant shows', () => {
    const plan = planOf([of(skillKey)]);
    const views = viewsOf(plan, all).map(({ permit }) => {
      const wide = buildView({ ...permit, scope: [{}] }, all, {});
      return { permit, view: wide };
    });
    const [only, ...others] = authorisedView(views).records;
    expect([only?.facets.evidence, others]).toEqual([undefined, []]);
  });
});
