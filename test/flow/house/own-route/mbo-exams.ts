/** What the exam chain says of tests, and what of it is the student’s alone. */
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/base/index.js';
import { filesIn, recordsIn } from '../../../fixtures/archive-files.js';
import {
  canaries,
  cancelledAtHost,
  dayOfChange,
  early,
  earlyResult,
  practical,
  shapesOfAResit,
  withSpecials,
} from '../../../fixtures/own-route/exams.js';
import { homeRoc, hostRoc } from '../../../fixtures/own-route/mbo.js';
import type { RouteStage } from './stage.js';
import { walkerOf } from './steps.js';

type Data = any;

const examsQuery = `query Exams { myRecords(first: 250, filter: { recordTypes: [RESULT] }) { nodes {
  id title issuedOn institution { id } assessment { ... on Assessment { state pass grade final attempt rawScore maxRawScore
    weightPercent testedOn attempts { attempt grade pass final rawScore maxRawScore issuedOn } } }
  credits { ... on Credits { earned notEarnedBecause load { unit value } } } } } }`;

export async function letsHomeWrite(stage: RouteStage): Promise<void> {
  const input = { grantee: { institution: homeRoc.id }, purpose: 'ENROLMENT', scope: [] };
  expect((await stage.asks('GrantAccess', { input })).codes).toEqual([]);
}
/** A college sends this by itself, in one message. */
export async function delivers(
  stage: RouteStage,
  who: 'university' | 'roc',
  ...items: readonly object[]
): Promise<void> {
  const input = { learner: stage.webId, document: JSON.stringify({ items }) };
  const { data, codes } = await stage.house.ask(who, 'DeliverResults', { input });
  expect([codes, data?.deliverResults.fault]).toEqual([[], null]);
}

export function mboExams(stage: () => RouteStage): void {
  const { ask, mine } = walkerOf(stage);
  const exams = async (title: string): Promise<Data[]> =>
    (await ask('Exams', {}, examsQuery)).myRecords.nodes.filter(
      (node: Data) => node.title === title,
    );
  const kept = async () => recordsIn(filesIn(await stage().takes('ExportEverything'))).records;
  const patches = (id: string, change: object) => stage().writes('h', `associations/${id}`, change);

  it('J3.3, J3.4: three shapes of a resit are each one result with attempts 1 and 2, and say the same to the digit', async () => {
    await letsHomeWrite(stage());
    for (const shape of shapesOfAResit) await delivers(stage(), 'university', ...shape);
    const three = await exams(practical);
    expect(three).toHaveLength(3);
    const said = three.map(({ id: _id, ...rest }: Data) => canonicalJson(rest));
    expect(new Set(said).size).toBe(1);
    expect(three[0].assessment).toEqual({
      state: 'COMPLETED',
      pass: 'PASSED',
      grade: '8',
      final: true,
      attempt: 2,
      rawScore: 65,
      maxRawScore: 75,
      weightPercent: 60,
      testedOn: dayOfChange,
      attempts: [
        {
          attempt: 1,
          grade: '4',
          pass: 'FAILED',
          final: true,
          rawScore: 30,
          maxRawScore: 75,
          issuedOn: '2026-06-08',
        },
        {
          attempt: 2,
          grade: '8',
          pass: 'PASSED',
          final: true,
          rawScore: 65,
          maxRawScore: 75,
          issuedOn: dayOfChange,
        },
      ],
    });
    expect(three[0].issuedOn).toBe(dayOfChange);
  });

  it('J3.5: irregularities and needs are in the student’s own archive, and in nothing that others get', async () => {
    await delivers(stage(), 'university', withSpecials);
    const own = JSON.stringify(await kept());
    for (const canary of canaries) expect(own).toContain(canary);
    expect(own).toContain('"additionalTimeInMin":30');
    const person = stage().house.account('adviser').webId;
    const facets = ['CORE', 'CREDITS', 'ASSESSMENT', 'EVIDENCE', 'FEEDBACK', 'IDENTIFIERS'];
    const purpose = 'CAREER_GUIDANCE';
    await ask('GrantAccess', {
      input: { grantee: { person }, purpose, scope: [{ types: ['RESULT', 'ENROLMENT'] }], facets },
    });
    const seen = async () =>
      stage().house.ask(
        'adviser',
        'LearnerRecords',
        { learner: stage().webId, first: 250 },
        { purpose },
      );
    await expect
      .poll(async () => (await seen()).data?.learner?.records.count ?? 0)
      .toBeGreaterThan(5);
    const others = [
      (await seen()).text,
      stage().house.logLines.join('\n'),
      JSON.stringify(await ask('MyAccessLog', { first: 100 })),
      JSON.stringify(await ask('Exams', {}, examsQuery)),
      stage().house.faults.map(String).join('\n'),
    ].join('\n');
    expect(others).toContain(practical);
    for (const canary of canaries) expect(others).not.toContain(canary);
    expect(others).not.toMatch(/irregular|extraTime|additionalTime/i);
  });

  it('J3.6: a result before its test is said, and both days are shown', async () => {
    await delivers(stage(), 'university', earlyResult);
    expect(await exams(early)).toMatchObject([
      { issuedOn: '2026-10-24', assessment: { testedOn: dayOfChange } },
    ]);
    const [record] = (await kept()).filter(({ facets }) =>
      JSON.stringify(facets.core).includes(early),
    );
    expect(JSON.stringify(record?.facets['identifiers'])).toContain('RESULT_DATE_BEFORE_TEST_DATE');
  });

  it('J3.7: one course code and one uuid at two colleges are two records; canceled and cancelled are one word', async () => {
    await delivers(stage(), 'roc', cancelledAtHost);
    const { nodes } = await mine({ recordTypes: ['ENROLMENT'] });
    const both = nodes.filter(({ enrolmentState }: Data) => enrolmentState === 'CANCELLED');
    expect(new Map(both.map(({ institution, title }: Data) => [institution.id, title]))).toEqual(
      new Map<string, string>([
        [homeRoc.id, 'Keuzedeel Duurzaam installeren'],
        [hostRoc.id, 'Keuzedeel Warmte in de wijk'],
      ]),
    );
    expect(both).toHaveLength(2);
    expect(new Set(both.map(({ id }: Data) => id)).size).toBe(2);
  });

  it('J3.8: of a patch what is not named stays, null removes, an empty list empties; one for what is not there is refused in the form of the standard', async () => {
    const [before] = await exams(early);
    expect((await patches('te-vroeg-a-2', { result: { score: '9' } })).status).toBe(200);
    const graded = async () => (await exams(early))[0].assessment;
    await expect
      .poll(graded)
      .toEqual({ ...before.assessment, grade: '9', attempts: expect.anything() });
    expect(
      (await patches('te-vroeg-a-2', { result: { weight: null, consumers: [] } })).status,
    ).toBe(200);
    await expect
      .poll(graded)
      .toMatchObject({ grade: '9', weightPercent: null, rawScore: null, testedOn: null });
    const known = (await kept()).length;
    const unknown = await patches('niemand-a-1', { result: { score: '10' } });
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await kept()).toHaveLength(known);
  });
}
