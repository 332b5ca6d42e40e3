import { randomUUID } from 'node:crypto';
import { rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

/** An association as ROC de Waterlanden sends it in version 5, with its result. */
export const association = (change: object = {}) => ({
  associationId: randomUUID(),
  associationType: 'courseOfferingAssociation',
  role: 'student',
  state: 'associated',
  remoteState: 'associated',
  offering: {
    offeringId: randomUUID(),
    primaryCode: { codeType: 'identifier', code: 'KOK-2' },
    offeringType: 'course',
    name: [{ language: 'nl-NL', value: 'Koken voor grote groepen' }],
    resultValueType: '1-10',
    course: {
      courseId: randomUUID(),
      name: [{ language: 'nl-NL', value: 'Koken voor grote groepen' }],
      studyLoad: { studyLoadUnit: 'sbu', value: 240 },
    },
    organization: {
      organizationId: randomUUID(),
      primaryCode: { codeType: 'schacHome', code: rocDeWaterlanden },
    },
  },
  result: { state: 'completed', pass: 'passed', score: '7', resultDate: '2026-06-30' },
  ...change,
});

export const delivers = (
  house: TestHouse,
  document: unknown,
  more: { dryRun?: boolean; who?: 'roc' | 'university'; learner?: string } = {},
): Promise<GraphAnswer> => {
  const { who = 'roc', learner = house.account('samira').webId, dryRun } = more;
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const input = { learner, document: text, ...(dryRun !== undefined && { dryRun }) };
  return house.ask(who, 'DeliverResults', { input });
};

/** What stands in Samira's kluis of a school, the results only. */
export async function resultsOf(house: TestHouse, institution = rocDeWaterlanden) {
  const filter = { institutions: [institution], recordTypes: ['RESULT'] };
  const { data } = await house.ask('samira', 'MyRecords', { first: 250, filter });
  return data.myRecords.nodes;
}

export const byTitle = (records: any[], title: string) =>
  records.filter((record: any) => record.title === title);
