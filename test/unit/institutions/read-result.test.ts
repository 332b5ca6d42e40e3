import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../src/institutions/index.js';
import { type RecordFacets, recordKeyOf } from '../../../src/records/index.js';
import {
  association,
  catalogue,
  course,
  courseId,
  courseOffering,
  deliveryOf,
  exam,
  programId,
  programOffering,
  result,
  roc,
  specification,
  specificationId,
  university,
} from '../../fixtures/oeapi-v5.js';

type Fields = Readonly<Record<string, unknown>>;

function facetsOf(item: Fields, institution = university, lookups: Fields = catalogue) {
  const { records } = readDelivery(deliveryOf([item], lookups), institution);
  const [enrolment, outcome] = records.map(({ facets }) => facets);
  return { enrolment, outcome };
}
function outcomeOf(item: Fields, institution = university, lookups: Fields = catalogue) {
  const { outcome } = facetsOf(item, institution, lookups);
  if (outcome === undefined) throw new Error('no result was read');
  return outcome;
}
const withResult = (change: Fields): Fields => association({ result: result(change) });
const group = (item: Fields, institution = university) =>
  outcomeOf(item, institution).credits?.retakeGroup;
const keyOf = (item: Fields) => readDelivery(deliveryOf([item]), university).records[1]?.key;
const issuesOf = ({ identifiers }: RecordFacets) =>
  identifiers.issues.map(({ code, path }) => `${code} ${path}`);

describe('Samira passed a course', () => {
  it('gives her enrolment and her result, each under a key of its own', () => {
    const { records, quarantined, issues } = readDelivery(deliveryOf([association()]), university);
    const sourceId = '5b8f0a3c-1d27-4e96-8c45-0f9a7d6e3b21';
    expect(records.map(({ key }) => key)).toEqual([
      recordKeyOf(university.id, 'oeapi-v5', 'ENROLMENT', sourceId),
      recordKeyOf(university.id, 'oeapi-v5', 'RESULT', sourceId),
    ]);
    expect({ quarantined, issues }).toEqual({ quarantined: [], issues: [] });
  });

  it('says what, where and when, in the words of the course and the standard', () => {
    expect(outcomeOf(association()).core).toEqual({
      recordType: 'RESULT',
      kind: 'COURSE',
      title: course()['name'],
      description: [
        { language: 'nl-NL', value: 'Waarom de lage landen droog blijven, en tot wanneer.' },
      ],
      institution: university,
      assertedBy: 'INSTITUTION',
      issuedOn: '2026-03-31',
      period: {
        name: [{ language: 'nl-NL', value: 'Tweede semester' }],
        start: '2026-02-02',
        end: '2026-07-10',
      },
      level: { raw: 'bachelor', eqf: 6, nlqf: '6', derived: true },
      offering: { offeringId: '0c9e6b52-7f14-4f0d-a6c3-5d28b1e4a006', ofId: courseId },
    });
  });

  it('has her grade on its scale and 2.5 EC earned', () => {
    const { assessment, credits } = outcomeOf(association());
    expect(assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'PASSED',
      score: '7.5',
      scale: { kind: 'GRADE_1_10' },
    });
    expect(credits).toMatchObject({ load: { unit: 'EC', amount: '2.5' }, earning: 'EARNED' });
  });

  it('tells nothing of how it ended in her enrolment', () => {
    const { enrolment } = facetsOf(withResult({ score: '75', ext: { remark: 'x' } }));
    expect(enrolment?.core.enrolment).toEqual({ role: 'student', state: { value: 'ASSOCIATED' } });
    expect(enrolment).toEqual(facetsOf(association({ result: undefined })).enrolment);
  });

  it('takes the name of the offering where the course cannot be found, and says so', () => {
    const outcome = outcomeOf(association(), university, {});
    expect(outcome.core.title).toEqual([{ language: 'nl-NL', value: 'Aanbod voorjaar 2026' }]);
    expect(issuesOf(outcome)).toEqual(['LOOKUP_MISSING offering.course']);
  });

  it('is the same record whether the course came inside or beside it', () => {
    const inside = association({ offering: courseOffering({ course: course() }) });
    const { losses: _losses, ...identifiers } = outcomeOf(inside).identifiers;
    const beside = outcomeOf(association());
    expect({ ...outcomeOf(inside), identifiers }).toEqual({
      ...beside,
      identifiers: { ...identifiers, issues: beside.identifiers.issues },
    });
  });
});

describe('what counts', () => {
  // biome-ignore format: a table is read in columns
  const earnings = [
    // because                              result says                                                     earning
    ['completed and passed',                {},                                                             'EARNED'],
    ['failed',                              { pass: 'failed', score: '4.8' },                               'NOT_PASSED'],
    ['pass left out, whatever the score',   { pass: undefined, score: '9' },                                'NOT_PASSED'],
    ['pass is "unknown"',                   { pass: 'unknown', score: '9' },                                'NOT_PASSED'],
    ['in progress',                         { state: 'in progress', pass: 'unknown' },                      'PROVISIONAL'],
    ['postponed',                           { state: 'postponed' },                                         'PROVISIONAL'],
    ['queued',                              { state: 'queued' },                                            'PROVISIONAL'],
    ['a state we do not know',              { state: 'x-herkansing' },                                      'PROVISIONAL'],
    ['the committee has yet to decide',     { consumers: [{ consumerKey: 'nl-test-admin', final: false }] }, 'PROVISIONAL'],
    ['more than any record holds',          { studyLoad: { studyLoadUnit: 'ects', value: 241 } },           'IMPLAUSIBLE'],
    ['less than nothing',                   { studyLoad: { studyLoadUnit: 'ects', value: -5 } },            'IMPLAUSIBLE'],
    ['a unit we do not know',               { studyLoad: { studyLoadUnit: 'x-weken', value: 4 } },          'UNIT_UNKNOWN'],
  ] as const;
  it.each(earnings)('%s', (_because, change, earning) => {
    expect(outcomeOf(withResult(change)).credits?.earning).toBe(earning);
  });

  // biome-ignore format: a table is read in columns
  const loads = [
    [{ studyLoadUnit: 'ects', value: 7.5 },      { unit: 'EC', amount: '7.5' }],
    [{ studyLoadUnit: 'sbu', value: 160 },       { unit: 'SBU', amount: '160' }],
    [{ studyLoadUnit: 'hour', value: 26 },       { unit: 'HOUR', amount: '26' }],
    [{ studyLoadUnit: 'contacttime', value: 4 }, { unit: 'CONTACT_HOUR', amount: '4' }],
    [{ studyLoadUnit: 'sp', value: 6 },          { unit: 'SP', amount: '6' }],
    [{ studyLoadUnit: 'x-weken', value: 4 },     { unit: 'OTHER', unitRaw: 'x-weken', amount: '4' }],
    [{ value: 5 },                               { unit: 'ISSUER_CREDITS', unitRaw: 'heidestad.example', amount: '5' }],
    [undefined,                                  { unit: 'EC', amount: '2.5' }],
  ] as const;
  it.each(loads)('a load of %j', (studyLoad, load) => {
    expect(outcomeOf(withResult({ studyLoad })).credits?.load).toEqual(load);
  });

  it('takes no load of the course where the result states one that cannot be read', () => {
    const outcome = outcomeOf(withResult({ studyLoad: { studyLoadUnit: 'ects', value: 'veel' } }));
    expect(outcome.credits).toBeUndefined();
    expect(issuesOf(outcome)).toEqual(['TYPE result.studyLoad.value']);
  });

  it('puts tries at one course together, and schools with one code apart', () => {
    const autumn = association({ offering: courseOffering({ offeringId: 'o-2' }) });
    expect(group(autumn)).toBe(group(association()));
    expect(group(association(), roc)).not.toBe(group(association()));
    expect(group(association())).not.toContain(courseId);
  });

  it('makes a course part of a programme only where its offering says so', () => {
    const programme = outcomeOf(diploma()).credits;
    const within = association({
      offering: courseOffering({ programOffering: programOffering() }),
    });
    expect(outcomeOf(within).credits?.partOf).toBe(programme?.retakeGroup);
    expect(outcomeOf(association()).credits?.partOf).toBeUndefined();
  });
});

const diploma = (change: Fields = {}): Fields =>
  association({
    associationType: 'programOfferingAssociation',
    offering: programOffering(),
    result: result({ score: undefined, ...change }),
  });

describe('a programme', () => {
  const noDiploma = {
    ...catalogue,
    [`education-specifications/${specificationId}`]: specification({
      formalDocument: 'certificate',
    }),
  };
  // biome-ignore format: a table is read in columns
  const types = [
    ['passed, and it leads to a diploma', diploma(),                                            catalogue, 'DIPLOMA'],
    ['still running',                     diploma({ state: 'in progress', pass: 'unknown' }),   catalogue, 'RESULT'],
    ['failed',                            diploma({ pass: 'failed' }),                          catalogue, 'RESULT'],
    ['passed, for a certificate',         diploma(),                                            noDiploma, 'RESULT'],
  ] as const;
  it.each(types)('%s', (_because, item, lookups, recordType) => {
    expect(outcomeOf(item, university, lookups).core.recordType).toBe(recordType);
  });

  it('has 180 EC, the level that the source states, and its code', () => {
    const { core, credits, identifiers } = outcomeOf(diploma());
    expect(core.level).toEqual({ raw: 'bachelor', eqf: 6, nlqf: '6', derived: false });
    expect(credits).toMatchObject({ load: { unit: 'EC', amount: '180' }, earning: 'EARNED' });
    expect(identifiers.codes).toContainEqual({ type: 'programCode', code: 'B-WATER' });
    expect(credits?.retakeGroup).not.toContain(programId);
  });

  it('stays one record when it becomes a diploma, or stops being one', () => {
    expect(keyOf(diploma())).toBe(keyOf(diploma({ state: 'in progress' })));
  });
});

describe('an exam in mbo', () => {
  it('is a test at the second attempt with points, weight and the day of the clock change', () => {
    const { assessment, core, credits } = outcomeOf(exam(), roc);
    expect(core).toMatchObject({ kind: 'TEST', issuedOn: '2026-10-25' });
    expect(core.title).toEqual([{ language: 'nl-NL', value: 'Rekenen 3F' }]);
    expect(assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'PASSED',
      score: '8',
      scale: { kind: 'GRADE_1_10' },
      final: true,
      attempt: 2,
      rawScore: 65,
      maxRawScore: 75,
      weightPercent: 60,
      testedOn: '2026-10-25',
    });
    expect(credits).toBeUndefined();
  });

  it('with a load of its own counts in SBU, as part of its course', () => {
    const own = exam({ studyLoad: { studyLoadUnit: 'sbu', value: 40 } });
    const ofCourse = outcomeOf(association(), roc).credits?.retakeGroup;
    const { credits } = outcomeOf(own, roc);
    expect(credits).toMatchObject({ load: { unit: 'SBU', amount: '40' }, partOf: ofCourse });
    expect(credits?.retakeGroup).not.toBe(ofCourse);
  });

  it('keeps irregularities and needs where only Barry sees them', () => {
    const { enrolment, outcome } = facetsOf(
      exam(
        {},
        { irregularities: 'Belde tijdens de toets.' },
        {
          consumers: [
            { consumerKey: 'nl-test-admin', personalNeeds: ['spoken'], additionalTimeInMin: 30 },
          ],
          person: {
            personId: 'p',
            otherCodes: [{ codeType: 'nationalIdentityNumber', code: '999990019' }],
          },
        },
      ),
      roc,
    );
    expect(outcome?.special).toEqual({ irregularities: 'Belde tijdens de toets.' });
    expect(enrolment?.special).toEqual({
      personalNeeds: ['spoken'],
      additionalTimeInMin: 30,
      nationalIdentifiers: [{ type: 'nationalIdentityNumber', code: '999990019' }],
    });
    const elsewhere = [enrolment, outcome].map((facets) => ({ ...facets, special: undefined }));
    expect(JSON.stringify(elsewhere)).not.toMatch(
      /irregular|Belde|Needs|Time|spoken|99999|nation/i,
    );
  });
});

describe('what is odd is kept and said', () => {
  // biome-ignore format: a table is read in columns
  const oddities = [
    ['75 on a scale of 1 to 10',       withResult({ score: '75' }),                               'SCORE_OUTSIDE_SCALE result.score'],
    ['a moment where a day is meant',  withResult({ resultDate: '2026-03-31T00:00:00+02:00' }),   'DATETIME_USED_FOR_DATE result.resultDate'],
    ['no date at all',                 withResult({ resultDate: 'binnenkort' }),                  'DATE_UNREADABLE result.resultDate'],
    ['a score that is a number',       withResult({ score: 7.5 }),                                'TYPE result.score'],
    ['a pass nobody knows',            withResult({ pass: 'vrijgesteld' }),                       'UNKNOWN_ENUM result.pass'],
    ['a result before its test',       exam({ resultDate: '2026-10-24' }),                        'RESULT_DATE_BEFORE_TEST_DATE result.resultDate'],
    ['a load above belief',            withResult({ studyLoad: { studyLoadUnit: 'ects', value: 900 } }), 'CREDIT_IMPLAUSIBLE result.studyLoad.value'],
    ['an offering as a list',          association({ offering: [] }),                             'TYPE offering'],
    ['its own id as another one',      association({ consumers: [{ consumerKey: 'nl-test-admin', orgAssociationId: '5b8f0a3c-1d27-4e96-8c45-0f9a7d6e3b21' }] }), 'ASSOCIATION_ID_EQUALS_ORG_ASSOCIATION_ID consumers.nl-test-admin.orgAssociationId'],
    ['a course of another school',     association({ offering: courseOffering({ organization: { organizationId: 'x', primaryCode: { codeType: 'schacHome', code: 'elders.example' } } }) }), 'ORGANIZATION_DIFFERS offering.organization'],
  ] as const;
  it.each(oddities)('%s', (_because, item, issue) => {
    expect(issuesOf(outcomeOf(item))).toContain(issue);
  });

  it('a state of no standard is OTHER with its own word', () => {
    const { enrolment, outcome } = facetsOf(association({ state: 'completed' }));
    expect(enrolment?.core.enrolment?.state).toEqual({ value: 'OTHER', raw: 'completed' });
    expect(enrolment?.identifiers.issues).toEqual([{ code: 'UNKNOWN_ENUM', path: 'state' }]);
    expect(outcome?.identifiers.issues).toEqual([]);
  });

  it('reads a midnight in summer time as that very day', () => {
    const outcome = outcomeOf(withResult({ resultDate: '2026-03-30T22:00:00Z' }));
    expect(outcome.core.issuedOn).toBe('2026-03-31');
  });

  // biome-ignore format: a table is read in columns
  const scales = [
    ['1-10', 'GRADE_1_10'], ['0-10', 'GRADE_0_10'], ['0.0-10.0', 'GRADE_0_10_ONE_DECIMAL'], ['0-100', 'GRADE_0_100'],
    ['pass-or-fail', 'PASS_FAIL'], ['US letter', 'US_LETTER'], ['UK letter', 'UK_LETTER'], ['de_grade', 'DE_GRADE'],
    ['referenceLevelERK', 'CEFR'], ['referenceLevelRKTR', 'RKTR'], ['insufficient_satisfactory_good', 'O_V_G'],
    ['x-sterren', 'OTHER'], ['toString', 'OTHER'], [undefined, 'UNKNOWN'],
  ] as const;
  it.each(scales)('a scale named %s is %s', (resultValueType, kind) => {
    const offering = courseOffering({ resultValueType });
    expect(outcomeOf(association({ offering })).assessment?.scale.kind).toBe(kind);
  });

  it('lists what it could not place, by name only', () => {
    const outcome = outcomeOf(
      withResult({
        ext: { foo: 'geheim', resultValueType: '0-100' },
        extra: { deep: 1 },
        leeg: {},
      }),
    );
    expect(outcome.identifiers.losses).toEqual([
      'offering.academicSession.academicSessionType',
      'offering.academicSession.primaryCode',
      'offering.resultExpected',
      'result.ext.foo',
      'result.extra',
    ]);
    expect(outcome.assessment?.scale).toEqual({ kind: 'GRADE_0_100' });
    expect(JSON.stringify(outcome)).not.toContain('geheim');
  });

  it('keeps the teacher’s comment and the names of the papers', () => {
    const outcome = outcomeOf(
      exam({ comment: 'Netjes uitgewerkt.' }, { documents: [{ documentName: 'Beoordeling.pdf' }] }),
      roc,
    );
    expect(outcome.feedback).toEqual({ comment: 'Netjes uitgewerkt.' });
    expect(outcome.evidence).toEqual({ documents: [{ title: 'Beoordeling.pdf' }] });
  });
});
