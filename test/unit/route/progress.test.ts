import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import {
  type CatalogueOffering,
  type Countable,
  type StudyLoad,
  studyLoadTotals,
} from '../../../src/records/index.js';
import {
  type DerivedStep,
  outcomesOf,
  overlapsIn,
  prerequisitesOf,
  progressOf,
  type StepNow,
  withMoved,
  withNote,
  withoutStep,
  withStep,
  wouldCover,
} from '../../../src/route/index.js';
import { ec, home, host, inDutch, offered, outcome, sbu, stepFor } from '../../fixtures/offered.js';
import { failureOf, seed } from '../../fixtures/properties.js';

const now = (offering: CatalogueOffering, state: DerivedStep['state'] = 'PLANNED'): StepNow => ({
  step: stepFor(offering),
  now: { state, enrolments: [], isOutcomeHidden: false },
  offered: offering,
});
const bachelor = {
  kind: 'PROGRAMME',
  programme: 'bachelor',
  institution: home,
  title: inDutch('Bachelor'),
  loads: [ec('180')],
} as const;
const earned = (key: string, institution: typeof home, load: StudyLoad, own = false) => ({
  countable: {
    key: recordKey(key),
    status: 'CURRENT',
    assertedBy: own ? 'SELF' : 'INSTITUTION',
    credits: { load, earning: 'EARNED', retakeGroup: key },
  } satisfies Countable,
  counted: { key: recordKey(key), institution, load, isOwnWord: own },
});
const progress = (steps: readonly StepNow[], records: readonly ReturnType<typeof earned>[]) =>
  progressOf(
    { goal: bachelor },
    {
      steps,
      totals: studyLoadTotals(records.map(({ countable }) => countable)),
      counted: records.map(({ counted }) => counted),
    },
  );

describe('progress, unit by unit', () => {
  it('what is planned is not earned, and what is earned elsewhere counts for the goal only when it is recognised there', () => {
    const records = [
      earned('a', home, ec('30')),
      earned('b', host, ec('2.5')),
      earned('c', host, ec('5')),
    ];
    const totals = studyLoadTotals(records.map(({ countable }) => countable));
    const counted = records.map((one) => one.counted);
    const steps = [now(offered('x', { loads: [ec('2.5')] }))];
    const line = { unit: 'EC', required: '180', earned: '37.5', planned: '2.5' };
    expect(progress(steps, records)).toEqual([{ ...line, towardsGoal: '30', left: '147.5' }]);
    const recognised = new Set([recordKey('b')]);
    expect(progressOf({ goal: bachelor }, { steps, totals, counted, recognised })).toEqual([
      { ...line, towardsGoal: '32.5', left: '145' },
    ]);
  });

  it('EC and SBU are two lines, and neither is a part of the other', () => {
    const steps = [now(offered('x')), now(offered('y', { loads: [sbu('240')] }))];
    expect(progress(steps, [earned('a', host, sbu('480'))])).toEqual([
      { unit: 'EC', required: '180', earned: '0', towardsGoal: '0', planned: '2.5', left: '177.5' },
      { unit: 'SBU', earned: '480', towardsGoal: '0', planned: '240' },
    ]);
  });

  it('a learner’s own word is in no line of what was earned', () => {
    expect(progress([], [earned('a', home, ec('5'), true)])).toEqual([
      { unit: 'EC', required: '180', earned: '0', towardsGoal: '0', planned: '0', left: '180' },
    ]);
  });

  // biome-ignore format: a table is read in columns
  const plannings = [
    ['a step that was passed is planned no more',     [now(offered('x'), 'COMPLETED'), now(offered('y'))],  '2.5'],
    ['nor one that was failed',                       [now(offered('x'), 'FAILED')],                        '0'],
    ['nor one that the host denied',                  [now(offered('x'), 'DENIED')],                        '0'],
    ['one that runs still is',                        [now(offered('x'), 'IN_PROGRESS')],                   '2.5'],
    ['one course planned twice counts once',          [now(offered('x', { of: { sourceId: 'geo' } })), now(offered('y', { of: { sourceId: 'geo' } }))], '2.5'],
    ['a programme and its courses: the programme',    [now(offered('x', { programmes: ['minor'] })), now(offered('m', { kind: 'PROGRAMME', of: { sourceId: 'minor' }, loads: [ec('15')] }))], '15'],
    ['of another school it is another programme',     [now(offered('x', { programmes: ['minor'] })), now(offered('m', { institution: home, kind: 'PROGRAMME', of: { sourceId: 'minor' }, loads: [ec('15')] }))], '17.5'],
  ] as const;
  it.each(plannings)('planned: %s', (_because, steps, amount) => {
    expect(progress(steps, []).map(({ unit, planned }) => [unit, planned])).toEqual([
      ['EC', amount],
    ]);
  });

  it('less than nothing is never left', () => {
    const [line] = progress([now(offered('x', { loads: [ec('200')] }))], []);
    expect(line?.left).toBe('0');
  });

  it(`no order of steps changes a line, and no line holds another unit (seed ${seed})`, () => {
    const load = fc.oneof(
      fc.integer({ min: 1, max: 300 }).map((tenths) => ec(String(tenths / 10))),
      fc.integer({ min: 1, max: 900 }).map((hours) => sbu(String(hours))),
    );
    const failure = failureOf(
      fc.array(load, { maxLength: 12 }),
      (loads) => {
        const steps = loads.map((one, at) => now(offered(String(at), { loads: [one] })));
        const lines = progress(steps, []);
        const tenths = (unit: string): number =>
          loads.reduce((all, one) => all + (one.unit === unit ? Number(one.amount) * 10 : 0), 0);
        expect(progress(steps.toReversed(), [])).toEqual(lines);
        const units = new Set(lines.map(({ unit }) => unit));
        expect(loads.filter(({ unit }) => !units.has(unit))).toEqual([]);
        return lines.every(
          ({ unit, planned }) => Math.round(Number(planned) * 10) === Math.round(tenths(unit)),
        );
      },
      200,
    );
    expect(failure).toBeUndefined();
  });
});

describe('what to look out for', () => {
  const autumn = { start: '2026-09-01', end: '2027-01-29' };
  const spring = { start: '2027-02-01', end: '2027-07-02' };

  it('steps that run at the same time are named, unless one of them is over', () => {
    const steps = [
      now(offered('a', autumn)),
      now(offered('b', { start: '2027-01-29', end: '2027-02-01' })),
      now(offered('c', spring)),
      now(offered('d', autumn), 'COMPLETED'),
      now(offered('e')),
    ];
    expect(overlapsIn(steps)).toEqual([
      ['step of a', 'step of b'],
      ['step of b', 'step of c'],
    ]);
  });

  it('what is asked beforehand was passed there, stands earlier in the plan, or is missing', () => {
    const before = now(offered('a', { of: { sourceId: 'p', code: 'MET-110' } }));
    const failed = now(offered('b', { of: { sourceId: 'q', code: 'MET-111' } }), 'FAILED');
    const wants = now(offered('c', { prerequisites: ['GEO-101', 'MET-110', 'MET-111', 'NED-1'] }));
    const had = new Map([
      [host, new Set(['GEO-101'])],
      [home, new Set(['NED-1'])],
    ]);
    expect(prerequisitesOf(wants, [before, failed], had)).toEqual([
      { code: 'GEO-101', state: 'HAD' },
      { code: 'MET-110', state: 'PLANNED_BEFORE' },
      { code: 'MET-111', state: 'MISSING' },
      { code: 'NED-1', state: 'MISSING' },
    ]);
    expect(prerequisitesOf(wants, [], had).map(({ state }) => state)).toEqual([
      'HAD',
      'MISSING',
      'MISSING',
      'MISSING',
    ]);
  });

  it('outcomes are the same by id, by a skill or by their text; what if covers open ones only', () => {
    const skill = 'http://data.europa.eu/esco/skill/a';
    const wanted = [
      outcome('one'),
      outcome('two', { skills: [skill] }),
      outcome('three', { text: inDutch('Leest een kaart. ') }),
      outcome('four'),
    ];
    const done = [{ outcomes: [outcome('other', { skills: [skill] })] }];
    const planned = [{ outcomes: [outcome('another', { text: inDutch('leest een kaart.') })] }];
    const outcomes = outcomesOf(wanted, done, planned);
    expect(outcomes.map(({ state }) => state)).toEqual(['OPEN', 'COVERED', 'PLANNED', 'OPEN']);
    const would = wouldCover({ outcomes: [outcome('one'), wanted[1] ?? outcome('two')] }, outcomes);
    expect(would.map(({ id }) => id)).toEqual(['one']);
  });
});

describe('a plan that changes', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, title: id }));
  const plan = { steps: [a, b, c].flatMap((step) => step ?? []) };
  const ids = ({ steps }: typeof plan) => steps.map(({ id }) => id).join('');

  it('a step comes last, or before another; twice it is there once, where it was', () => {
    const d = { id: 'd', title: 'd' };
    const [last, before] = [withStep(plan, d), withStep(plan, d, 'b')];
    expect(
      [last, before, withStep(before, d), withStep(plan, d, 'x')].map((one) =>
        one.steps.map(({ id }) => id).join(''),
      ),
    ).toEqual(['abcd', 'adbc', 'adbc', 'abcd']);
  });

  // biome-ignore format: a table is read in columns
  const moves = [['a', 3, 'bca'], ['c', 1, 'cab'], ['b', 2, 'abc'], ['a', 99, 'bca'], ['c', -5, 'cab'], ['x', 1, 'abc']] as const;
  it.each(moves)('%s to place %i', (id, to, wanted) => {
    expect(
      withMoved(plan, id, to)
        .steps.map((step) => step.id)
        .join(''),
    ).toBe(wanted);
  });

  it('a step goes, a note comes and goes', () => {
    expect(withoutStep(plan, 'b').steps.map(({ id }) => id)).toEqual(['a', 'c']);
    const noted = withNote(plan, 'b', 'eerst bellen');
    expect(noted.steps[1]).toEqual({ id: 'b', title: 'b', note: 'eerst bellen' });
    expect(withNote(noted, 'b', undefined)).toEqual(plan);
    expect(ids(plan)).toBe('abc');
  });
});
