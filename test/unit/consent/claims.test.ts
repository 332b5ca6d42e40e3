import { describe, expect, it } from 'vitest';
import { grantId, recordKey } from '../../../src/base/index.js';
import {
  authorisedView,
  type Block,
  buildView,
  type Claim,
  type GrantView,
  type Permit,
  underBlocks,
} from '../../../src/consent/index.js';
import { samira } from '../../fixtures/people.js';
import { grant, planOf, result } from '../../fixtures/records.js';

const load = (atLeast: string, more: object = {}): Claim => ({
  kind: 'STUDY_LOAD',
  unit: 'EC',
  atLeast,
  ...more,
});
const course = (key: string, change: Parameters<typeof result>[0] = {}) =>
  result({ key: recordKey(key), ...change, credits: { retakeGroup: key, ...change.credits } });
const records = [
  course('a', { credits: { load: { unit: 'EC', amount: '2.5' } } }),
  course('b', { credits: { load: { unit: 'EC', amount: '5' } } }),
  course('c', { credits: { load: { unit: 'EC', amount: '30' }, earning: 'NOT_PASSED' } }),
  course('d', { core: { assertedBy: 'SELF' }, credits: { load: { unit: 'EC', amount: '60' } } }),
  course('e', { credits: { load: { unit: 'SBU', amount: '1600' } } }),
];
const asking = (claims: readonly Claim[], change: Parameters<typeof grant>[0] = {}) =>
  grant({ scope: [], claims, includeFuture: true, ...change });
const answer = (claim: Claim, change: Parameters<typeof grant>[0] = {}) =>
  buildView(asking([claim], change), records, {}).claims?.[0];

describe('a question about study load', () => {
  // biome-ignore format: a table is read in columns
  const cases = [
    ['what schools said, to the tenth',     load('7.5'),                     true],
    ['no more than that',                   load('7.6'),                     false],
    ['units are not added up',              load('1600'),                    false],
    ['each unit by itself',                 { ...load('1600'), unit: 'SBU' }, true],
    ['at a level that they have',           load('7.5', { levelMin: 6 }),    true],
    ['at one above it',                     load('0', { levelMin: 7 }),      false],
    ['of a unit that is not there',         { ...load('0'), unit: 'HOUR' },  false],
  ] as const;
  it.each(cases)('%s', (_what, claim, holds) => {
    const said = answer(claim);
    expect(said?.holds).toBe(holds);
    expect(said?.basis).toBe(holds ? 'INSTITUTION' : undefined);
    expect(Object.keys(said ?? {}).toSorted()).toEqual(
      holds ? ['basis', 'claim', 'holds'] : ['claim', 'holds'],
    );
  });
});

const diploma: Claim = { kind: 'HOLDS', recordType: 'DIPLOMA' };
const saidOf = (all: readonly ReturnType<typeof result>[]) =>
  buildView(asking([diploma]), all, {}).claims?.[0];

const held = (change: Parameters<typeof result>[0]) =>
  buildView(asking([diploma]), [course('x', change)], {}).claims?.[0];

const again = (key: string, issuedOn: string, amount: string) => {
  const credits = { load: { unit: 'EC' as const, amount }, retakeGroup: 'again' };
  return result({ key: recordKey(key), core: { issuedOn }, credits });
};

it('of a course that was done again the last time counts, whichever was stored first', () => {
  const times = [again('z', '2025-01-31', '2'), again('a', '2026-01-31', '9')];
  for (const all of [times, times.toReversed()]) {
    const claims = buildView(asking([load('9'), load('9.1')]), all, {}).claims ?? [];
    expect(claims.map(({ holds }) => holds)).toEqual([true, false]);
  }
});

describe('a question about what is held', () => {
  const strengths = ['INSTITUTION', 'ISSUER_SIGNED', 'EMPLOYER', 'SELF', 'IMPORT'] as const;
  it.each(strengths.map((word, n) => [word, strengths.slice(n)] as const))(
    'stands on %s before all that are weaker',
    (word, words) => {
      const all = words.map((assertedBy) =>
        course(assertedBy, { core: { recordType: 'DIPLOMA', assertedBy } }),
      );
      expect(saidOf(all.toReversed())?.basis).toBe(word);
    },
  );

  it('of a skill with names in two languages either is known', () => {
    const title = [
      { language: 'nl', value: 'Kaartlezen' },
      { language: 'en', value: 'Map reading' },
    ];
    const skill = course('s', { core: { recordType: 'SKILL', title } });
    for (const name of ['kaartlezen', 'map reading']) {
      const view = buildView(asking([{ kind: 'SKILL', skill: name }]), [skill], {});
      expect(view.claims?.[0]).toMatchObject({ holds: true });
    }
  });

  it('stands on the strongest word there is', () => {
    const own = course('x', { core: { recordType: 'DIPLOMA', assertedBy: 'SELF' } });
    const school = course('y', { core: { recordType: 'DIPLOMA' } });
    expect(saidOf([own])?.basis).toBe('SELF');
    expect(saidOf([own, school])?.basis).toBe('INSTITUTION');
  });

  // biome-ignore format: a table is read in columns
  const cases = [
    ['a diploma',                      { core: { recordType: 'DIPLOMA' } },                                    true],
    ['one that was not passed',        { core: { recordType: 'DIPLOMA' }, assessment: { pass: 'FAILED' } },    false],
    ['one that was withdrawn',         { core: { recordType: 'DIPLOMA' }, status: 'WITHDRAWN' },               false],
    ['a result is none',               {},                                                                     false],
  ] as const;
  it.each(cases)('%s', (_what, change, holds) => expect(held(change)?.holds).toBe(holds));

  it('a skill is known by its name, whatever its capitals', () => {
    const title = [{ language: 'nl', value: 'Kaartlezen' }];
    const skill = course('s', { core: { recordType: 'SKILL', title, assertedBy: 'SELF' } });
    const said = (name: string) =>
      buildView(asking([{ kind: 'SKILL', skill: name }]), [skill], {}).claims?.[0];
    expect(said('kaartLezen')).toMatchObject({ holds: true, basis: 'SELF' });
    expect(said('Kaart')).toMatchObject({ holds: false });
  });
});

it('what is hidden, and what came after a yes that does not reach on, does not count', () => {
  const hidden = [{ recordIds: [recordKey('b')] }];
  expect(answer(load('7.5'), { blocked: hidden })?.holds).toBe(false);
  expect(answer(load('2.5'), { blocked: hidden })?.holds).toBe(true);
  const then = { includeFuture: false, recordsAtGrant: [recordKey('a')] };
  expect(answer(load('7.5'), then)?.holds).toBe(false);
  expect(answer(load('2.5'), then)?.holds).toBe(true);
});

it('a grant without questions has a view without answers', () => {
  expect(Object.keys(buildView(grant(), records, {})).toSorted()).toEqual(['person', 'records']);
});

const seen = (permit: Permit, view: GrantView) => authorisedView([{ permit, view }]).claims;

describe('of a view that was read', () => {
  const claim = load('2.5');
  const block: Block = {
    id: 'no',
    learner: samira,
    scope: [{ recordIds: [recordKey('a')] }],
    exceptGrants: [],
  };
  const given = asking([claim]);
  const permitOf = (blocks: readonly Block[], of = given): Permit => {
    const [permit] = planOf([of], undefined, blocks).permits;
    if (permit === undefined) throw new Error('a live grant is meant');
    return permit;
  };
  const view = buildView(underBlocks(given, []), records, {});

  it('the answer is told', () => {
    expect(seen(permitOf([]), view)).toEqual([{ claim, holds: true, basis: 'INSTITUTION' }]);
  });
  it('one of before a block is not, until the view has followed', () => {
    expect(seen(permitOf([block]), view)).toEqual([{ claim }]);
    const followed = buildView(underBlocks(given, [block]), records, {});
    expect(seen(permitOf([block]), followed)[0]?.holds).toBe(true);
  });
  it('an excepted grant is not concerned', () => {
    expect(seen(permitOf([{ ...block, exceptGrants: [given.id] }]), view)[0]?.holds).toBe(true);
  });
  it('a question that the grant does not have is not answered, whatever the view holds', () => {
    const other = asking([load('30')]);
    expect(seen(permitOf([], other), view)).toEqual([{ claim: load('30') }]);
  });
  it('of two grants with one question the yes counts, and before no comes not knowing', () => {
    const second = asking([claim], { id: grantId('second') });
    const no = buildView(underBlocks(second, []), [], {});
    const both = [
      { permit: permitOf([], second), view: no },
      { permit: permitOf([]), view },
    ];
    expect(authorisedView(both).claims).toEqual([{ claim, holds: true, basis: 'INSTITUTION' }]);
    const { blocks: _mark, ...stale } = view;
    const unsure = [
      { permit: permitOf([], second), view: no },
      { permit: permitOf([]), view: stale },
    ];
    expect(authorisedView(unsure).claims).toEqual([{ claim }]);
  });
});
