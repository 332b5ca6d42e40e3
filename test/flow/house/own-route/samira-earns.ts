/** What Samira earned where, on which day, however often and in whatever form it is told. */
import { expect, it } from 'vitest';
import { filesIn, manifestIn, recordsIn } from '../../../fixtures/archive-files.js';
import { worldOfB } from '../../../fixtures/own-route/samira.js';
import { badgeFor } from '../../../fixtures/own-route/samira-papers.js';
import { pdfText } from '../../../fixtures/pdf-text.js';
import { home, hostB, hostC } from '../../../fixtures/samiras-world.js';
import { geography, statistics } from './samira-chooses.js';
import type { RouteStage } from './stage.js';
import { walkerOf } from './steps.js';

type Data = any;

const marchEnd = '2026-03-31';
const done = { state: 'completed', pass: 'passed' } as const;
/** Of B, with this mark. */
export const atB = (score: string) =>
  ({
    ...done,
    score,
    resultDate: marchEnd,
    studyLoad: { studyLoadUnit: 'ects', value: 2.5 },
    ext: { resultValueType: '1-10' },
  }) as const;
export const atC = {
  ...done,
  score: '8.1',
  resultDate: '2026-06-30',
  studyLoad: { studyLoadUnit: 'ects', value: 5 },
} as const;
const [geographyRun] = worldOfB.offerings;
const [geographyCourse] = worldOfB.courses;

export function samiraEarns(stage: () => RouteStage): void {
  const walker = walkerOf(stage);
  const { ask, plans, stepCalled, told, enrols, progress, mine, totals } = walker;
  const { titled, history, brings } = walker;
  const school = (key: string) => stage().school(key);
  /** The association of the one guest in the first offering of B, or of C. */
  const guestIn = (title: string): string => {
    const key = title === geography ? 'b' : 'c';
    const [first] = school(key).enrolments();
    return String(first?.associationId);
  };

  it('J1.4: she earned 37.5 EC, planned apart; the failed and the running course are left out, each with why', async () => {
    await plans(statistics);
    await enrols(statistics);
    await expect.poll(() => told(statistics)).toBe('ENROLLED');
    expect(await progress()).toEqual([{ unit: 'EC', earned: '0', planned: '7.5' }]);
    const own = await plans('Wonen en zorg');
    expect(await school('b').giveResult(guestIn(geography), atB('7.5'))).toBe(200);
    expect(await school('c').giveResult(guestIn(statistics), atC)).toBe(200);
    await expect.poll(() => told(geography)).toBe('COMPLETED');
    await expect.poll(() => told(statistics)).toBe('COMPLETED');
    const { nodes } = await mine({ institutions: [hostC.id], recordTypes: ['RESULT'] });
    expect(nodes).toMatchObject([
      { assessment: { grade: '8.1', scale: 'GRADE_0_10_ONE_DECIMAL', pass: 'PASSED' } },
    ]);
    await ask('SyncInstitution', { institution: home.id });
    expect(await totals()).toEqual({
      unit: 'EC',
      value: '37.5',
      own: '0',
      why: ['NOT_PASSED', 'PROVISIONAL', 'PROVISIONAL'],
    });
    expect(await progress()).toEqual([{ unit: 'EC', earned: '37.5', planned: '5' }]);
    await ask('RemoveStep', { id: own });
    expect(await progress()).toEqual([{ unit: 'EC', earned: '37.5', planned: '0' }]);
  });

  it('J1.5: her result at B is of 31 March 2026, in her list, her route, its history and in an export', async () => {
    const result = await titled(geography);
    const { result: onRoute } = await stepCalled(geography);
    const [first] = await history(result.id);
    expect([result.issuedOn, onRoute.issuedOn, first.issuedOn]).toEqual([
      marchEnd,
      marchEnd,
      marchEnd,
    ]);
    const files = filesIn(await stage().takes('ExportEverything'));
    const kept = recordsIn(files).records.find(
      ({ institution, facets }) => facets['assessment'] && institution === hostB.id,
    );
    expect(kept?.facets.core['issuedOn']).toBe(marchEnd);
    expect(manifestIn(files).totals).toMatchObject([{ unit: 'EC', amount: '37.5' }]);
    const paper = await pdfText(await stage().takes('ExportOverview'));
    expect(paper).toContain('31 maart 2026');
    expect(paper).toContain('EC 37,5 0');
  });

  it('J1.6: sent again it is no version, corrected it is the second, and a later fail takes nothing', async () => {
    const { id: record } = await titled(geography);
    const says = (score: string) => school('b').giveResult(guestIn(geography), atB(score));
    const before = await history(record);
    expect(await says('7.5')).toBe(200);
    expect(await history(record)).toEqual(before);
    expect(await says('8.0')).toBe(200);
    const grades = async () =>
      (await history(record))
        .map(({ version: n, status, assessment }: Data) => [n, status, assessment.grade])
        .toSorted(([one], [other]) => one - other);
    await expect.poll(grades).toEqual([
      [1, 'SUPERSEDED', '7.5'],
      [2, 'CURRENT', '8.0'],
    ]);
    expect((await totals()).value).toBe('37.5');
    const resit = {
      associationId: '4d1b7c5e-0000-4000-8000-0000000000aa',
      associationType: 'courseOfferingAssociation',
      role: 'student',
      state: 'associated',
      offering: { ...geographyRun, course: geographyCourse },
      result: { ...atB('5'), pass: 'failed', resultDate: '2026-07-06' },
    };
    const document = JSON.stringify(resit);
    const { data, codes } = await stage().house.ask('roc', 'DeliverResults', {
      input: { learner: stage().webId, document },
    });
    expect([codes, data?.deliverResults.fault]).toEqual([[], null]);
    expect((await totals()).value).toBe('37.5');
  });

  it('J1.7: a badge of C for the same course is asked about; said to be the same it counts once, and undone as before', async () => {
    const course = await titled(statistics);
    const report = await brings(badgeFor(statistics, course.institution.name));
    const [{ id }] = report.items;
    const asked = async (): Promise<Data> =>
      (await ask('PossiblySame')).myRecords.nodes
        .find((node: Data) => node.id === id)
        .possiblySame.map(({ state }: Data) => state);
    expect(await asked()).toEqual(['ASKED']);
    const before = await totals();
    expect(before).toMatchObject({ value: '37.5', own: '5' });
    await ask('SayTheSame', { record: id, other: course.id, same: true });
    expect(await totals()).toMatchObject({ value: '37.5', own: '0' });
    await ask('UndoTheSame', { record: course.id, other: id });
    expect(await totals()).toEqual(before);
  });
}
