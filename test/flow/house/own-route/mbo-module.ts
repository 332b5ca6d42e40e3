/** A module at another college, and how its result comes. */
import { expect, it } from 'vitest';
import type { Result } from '../../../../src/demo/institutions/offering.js';
import { allows } from '../../../fixtures/guest.js';
import { homeRoc, hostRoc, module } from '../../../fixtures/own-route/mbo.js';
import type { RouteStage } from './stage.js';
import { walkerOf } from './steps.js';

type Data = any;

const seen = (final?: boolean) => ({
  consumers: [
    {
      consumerKey: 'nl-test-admin',
      attendance: 'present',
      ...(final !== undefined && { final }),
    },
  ],
});
export const marked = (score: string, final: boolean): Result => ({
  state: 'completed',
  pass: 'passed',
  score,
  resultDate: '2026-11-20',
  studyLoad: { studyLoadUnit: 'sbu', value: 240 },
  ...seen(final),
});
export const present: Result = { state: 'in progress', resultDate: '2026-11-02', ...seen() };

const hours = (value: string, ...why: readonly string[]) => ({ unit: 'SBU', value, own: '0', why });

// biome-ignore format: a table is read in columns
const says = [
  // what                                       the step                   in all
  ['that they were there', present,             'IN_PROGRESS',             undefined],
  ['a mark, provisional',  marked('7', false),  'IN_PROGRESS PROVISIONAL', hours('0', 'PROVISIONAL')],
  ['a mark, final',        marked('7', true),   'COMPLETED',               hours('240')],
  ['a mark, corrected',    marked('8', true),   'COMPLETED',               hours('240')],
] as const;

export function mboModule(stage: () => RouteStage): void {
  const { ask, plans, enrols, told, stepCalled, progress, totals, titled, history } =
    walkerOf(stage);
  const host = () => stage().school('g');
  const versions = async (): Promise<number> => {
    const found = await titled(module);
    return found === undefined ? 0 : (await history(found.id)).length;
  };

  it('chooses the module in hours under the agreement of the colleges, and has a place at the host', async () => {
    const filter = { text: 'slim meten' };
    const { nodes } = (await ask('SearchOfferings', { first: 10, filter })).offerings;
    expect(nodes).toMatchObject([
      {
        title: module,
        institution: { id: hostRoc.id },
        loads: [{ unit: 'SBU', value: '240' }],
        access: { reason: 'ALLIANCE', agreement: 'Keuzedelen Noord' },
        availability: { open: true },
      },
    ]);
    await plans(module);
    expect(await told(module)).toBe('PLANNED');
    expect(await progress()).toEqual([{ unit: 'SBU', earned: '0', planned: '240' }]);
    expect(await allows(stage().browser, stage().house, 'barry')).toBe('/route');
    await enrols(module);
    await expect.poll(() => told(module)).toBe('ENROLLED');
    expect(host().enrolments()).toMatchObject([{ state: 'associated', home: homeRoc.id }]);
  });

  it.each(says.map((row, n) => [...row, n + 1] as const))(
    'J3.1: the host says %s: the same result once more, and until it is final it counts nowhere',
    async (_what, result, state, inAll, version) => {
      const [guest] = host().enrolments();
      expect(await host().giveResult(String(guest?.associationId), result)).toBe(200);
      await expect.poll(() => told(module)).toBe(state);
      await expect.poll(versions).toBe(version);
      expect(await totals()).toEqual(inAll);
      expect(await progress()).toMatchObject([{ unit: 'SBU', earned: inAll?.value ?? '0' }]);
    },
  );

  it('J3.1: that is one result in four versions, of which the provisional one said so', async () => {
    const found = await titled(module);
    const all = await history(found.id);
    const told4 = all.map(({ version, status, assessment }: Data) => [
      version,
      status,
      assessment.grade,
      assessment.final,
    ]);
    expect(told4.toSorted(([one], [other]) => one - other)).toEqual([
      [1, 'SUPERSEDED', null, null],
      [2, 'SUPERSEDED', '7', false],
      [3, 'SUPERSEDED', '7', true],
      [4, 'CURRENT', '8', true],
    ]);
    expect(await progress()).toEqual([{ unit: 'SBU', earned: '240', planned: '0' }]);
    expect((await stepCalled(module)).sentence).toBe('Gehaald.');
  });

  it('J3.2, J3.6: a 9 and a 5.5 of which the school does not say that they passed count nowhere; all load is in hours', async () => {
    await ask('SyncInstitution', { institution: homeRoc.id });
    const unstated = [await titled('Rekenen in de techniek'), await titled('Steigers bouwen')];
    expect(
      unstated.map(({ assessment: { grade, pass, final }, credits }: Data) => [
        grade,
        pass,
        final,
        credits.earned,
        credits.notEarnedBecause,
      ]),
    ).toEqual([
      ['9', 'UNKNOWN', true, false, 'NOT_PASSED'],
      ['5.5', 'UNKNOWN', true, false, 'NOT_PASSED'],
    ]);
    expect(await totals()).toEqual(hours('360', 'NOT_PASSED', 'NOT_PASSED', 'PROVISIONAL'));
    expect(await progress()).toEqual([{ unit: 'SBU', earned: '360', planned: '0' }]);
  });
}
