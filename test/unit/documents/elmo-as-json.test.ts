import { describe, expect, it } from 'vitest';
import { codesOf, imported } from '../../fixtures/transcripts.js';

describe('the same transcript as JSON', () => {
  const json = {
    learner: {
      identifier: [{ type: 'nationalIdentifier', value: '180766-0000' }],
      givenNames: null,
      familyName: 'Virtanen',
      bday: '1966-07-17T22:00:00.000+00:00',
    },
    report: [
      {
        issuer: { country: 'FI', title: [{ value: 'Lakeus', lang: 'fi' }], identifier: [] },
        learningOpportunitySpecification: [
          {
            identifier: [{ type: 'local', value: 'L1' }],
            title: [{ value: 'Hoitotyö', lang: 'fi' }],
            type: 'Class',
            description: [],
            specifies: {
              learningOpportunityInstance: {
                date: '2014-11-27T22:00:00.000+00:00',
                status: 'passed',
                resultLabel: '4',
                credit: [{ scheme: 'ECTS', level: null, value: 2.5 }],
                level: [{ type: 'EQF', value: null }],
              },
            },
            hasPart: [],
          },
        ],
        gradingScheme: [],
      },
    ],
  };
  const text = JSON.stringify(json);

  it('gives the same, and midnight in Finland is that day', () => {
    const reading = imported(text);
    expect(reading).toMatchObject({
      standard: 'elmo-json',
      holder: { name: 'Virtanen', birthdate: '1966-07-18' },
    });
    expect(reading.records[0]?.facets).toMatchObject({
      core: { issuedOn: '2014-11-28' },
      assessment: { score: '4', pass: 'PASSED' },
      credits: { load: { unit: 'EC', amount: '2.5' } },
    });
    expect(codesOf(reading)).toEqual(['DATETIME_USED_FOR_DATE', 'LEVEL_WITHOUT_VALUE']);
    expect(JSON.stringify(reading)).not.toContain('180766-0000');
  });

  it('sets aside what is no course, and keeps the rest', () => {
    const [report] = json.report;
    const odd = {
      ...json,
      report: [
        {
          ...report,
          learningOpportunitySpecification: [
            ...(report?.learningOpportunitySpecification ?? []),
            'Hoitotyö',
          ],
        },
      ],
    };
    const reading = imported(JSON.stringify(odd));
    expect([reading.records.length, reading.quarantined]).toEqual([
      1,
      [{ path: '/report/0/learningOpportunitySpecification/1', code: 'TYPE' }],
    ]);
  });
});
