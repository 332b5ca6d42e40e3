import { describe, expect, it } from 'vitest';
import { studyLoadTotals } from '../../../src/records/index.js';
import {
  achievement,
  concept,
  courseType,
  credential,
  ec,
  shortProgramme,
} from '../../fixtures/european-credential.js';
import { codesOf, imported, refusal } from '../../fixtures/transcripts.js';

const json = (...given: Parameters<typeof credential>): string =>
  JSON.stringify(credential(...given));
const facetsOf = (text: string) => imported(text).records.map(({ facets }) => facets);

const earnedIn = (text: string) => {
  const countable = imported(text).records.flatMap(({ key, facets: { core, credits } }) =>
    credits === undefined
      ? []
      : [{ key, status: 'CURRENT' as const, assertedBy: core.assertedBy, credits }],
  );
  return studyLoadTotals(countable).map(({ unit, selfDeclared }) => `${selfDeclared} ${unit}`);
};

it('what Barry achieved is a record of his own word, by who awards it', () => {
  const reading = imported(json());
  expect(reading).toMatchObject({ standard: 'elm', version: '3', proof: 'NONE', quarantined: [] });
  expect(reading.holder).toEqual({ name: 'Barry de Wit', birthdate: '1991-03-02' });
  expect(codesOf(reading)).toEqual([]);
  expect(facetsOf(json())).toMatchObject([
    {
      core: {
        recordType: 'MICROCREDENTIAL',
        title: [{ language: 'en', value: 'Safe at sea' }],
        institution: {
          id: 'import.invalid',
          name: [
            { language: 'en', value: 'Fjellby University' },
            { language: 'no', value: 'Universitetet i Fjellby' },
          ],
        },
        assertedBy: 'IMPORT',
        issuedOn: '2026-01-31',
        award: { type: 'Short learning programme' },
      },
      credits: { load: { unit: 'EC', amount: '2' }, earning: 'EARNED' },
    },
  ]);
});

it('signed, as text or in base64url, it says the same, and its seal is not yet looked into', () => {
  const plain = imported(json()).records.map(({ facets: { core, credits } }) => [
    core,
    credits?.load,
  ]);
  for (const payload of [json(), Buffer.from(json()).toString('base64url')]) {
    const signed = imported(JSON.stringify({ payload, signatures: [{ signature: 'x' }] }));
    expect(signed.proof).toBe('NOT_CHECKED');
    expect(signed.records.map(({ facets: { core, credits } }) => [core, credits?.load])).toEqual(
      plain,
    );
  }
});

it('grade, supervision, workload, setting and skills stand with the award, as its issuer says them', () => {
  const esco = concept('http://data.europa.eu/esco/skill/1', 'tie knots');
  const own = concept('urn:skill:2', 'stay calm');
  const claim = achievement(
    {
      provenBy: {
        type: 'LearningAssessment',
        grade: { type: 'Note', noteLiteral: { en: 'Pass' } },
        idVerification: concept('urn:v', 'Supervised with ID verification'),
        specifiedBy: {
          dcType: concept('urn:t', 'practical test'),
          gradingScheme: { title: { en: 'Pass or fail' } },
        },
      },
    },
    {
      eqfLevel: concept('http://data.europa.eu/snb/eqf/4', 'Level 4'),
      nqfLevel: concept('urn:nkr', 'NKR 4A'),
      volumeOfLearning: 'PT60H',
      learningSetting: concept('urn:s', 'non-formal learning'),
      isPartialQualification: false,
      learningOutcome: [
        { relatedESCOSkill: esco },
        { relatedESCOSkill: [esco], relatedSkill: own },
      ],
    },
  );
  const [facets] = facetsOf(json(claim));
  expect(facets?.core.level).toEqual({ raw: 'NKR 4A', eqf: 4, derived: false });
  expect(facets?.core.award).toEqual({
    type: 'Short learning programme',
    formality: 'non-formal',
    assessment: 'practical test',
    supervision: 'Supervised with ID verification',
    identityChecked: true,
    partialQualification: false,
    workload: 'PT60H',
    alignments: [
      { name: 'tie knots', framework: 'ESCO', url: 'http://data.europa.eu/esco/skill/1' },
      { name: 'tie knots', framework: 'ESCO', url: 'http://data.europa.eu/esco/skill/1' },
      { name: 'stay calm' },
    ],
  });
  expect(facets?.assessment).toEqual({
    state: { value: 'COMPLETED' },
    pass: 'PASSED',
    score: 'Pass',
    scale: { kind: 'TEXTUAL', raw: 'Pass or fail' },
  });
});

// biome-ignore format: a table is read in columns
const types = [
  // what                               claim                                                              record            kind
  ['a short programme',                 achievement({}, { type: 'Qualification' }),                        'MICROCREDENTIAL', undefined],
  ['a course',                          achievement({}, { dcType: courseType }),                           'RESULT',          'COURSE'],
  ['a whole qualification',             achievement({}, { type: 'Qualification', dcType: undefined }),     'DIPLOMA',         undefined],
  ['a part of one',                     achievement({}, { type: 'Qualification', dcType: undefined, isPartialQualification: true }), 'MICROCREDENTIAL', undefined],
  ['an assessment by itself',           { type: 'LearningAssessment', title: { en: 'Knots' } },            'RESULT',          'TEST'],
  ['an activity by itself',             { type: 'LearningActivity', title: { en: 'A week at sea' } },      'RESULT',          'LEARNING_COMPONENT'],
  ['an entitlement',                    { type: 'LearningEntitlement', title: { en: 'May sail' } },        'CERTIFICATE',     undefined],
] as const;

it.each(types)('what a claim is, by its own words: %s', (_what, claim, recordType, kind) => {
  const [facets] = facetsOf(json(claim));
  expect([facets?.core.recordType, facets?.core.kind]).toEqual([recordType, kind]);
});

it('an assessment by itself says nothing of passing', () => {
  const grade = { noteLiteral: { en: 'A' } };
  const [facets] = facetsOf(json({ type: 'LearningAssessment', title: { en: 'Knots' }, grade }));
  expect(facets?.assessment).toMatchObject({ pass: 'UNKNOWN', score: 'A' });
});

const named = (id: string, point: string, change = {}) =>
  achievement({ id: `urn:a:${id}`, title: { en: id }, ...change }, { creditPoint: ec(point) });

describe('credit of a whole and of its parts', () => {
  const parts = [named('b', '10'), named('c', '5')];

  it('counts once, with the whole that names its parts', () => {
    const text = json(named('a', '60', { hasPart: parts }));
    expect(imported(text).records).toHaveLength(3);
    expect(earnedIn(text)).toEqual(['60 EC']);
    expect(codesOf(imported(text))).toEqual(['CREDIT_ON_ANCESTOR_AND_DESCENDANT']);
  });

  it('counts once where the parts name the whole, and where they name each other by id', () => {
    const whole = named('a', '60');
    expect(earnedIn(json(named('b', '10', { isPartOf: whole })))).toEqual(['60 EC']);
    const byId = [named('a', '60', { hasPart: ['urn:a:b', { id: 'urn:a:c' }] }), ...parts];
    expect(earnedIn(json(byId))).toEqual(['60 EC']);
    expect(imported(json(byId)).records).toHaveLength(3);
  });

  it('is one record where the same stands in two places', () => {
    expect(
      imported(json([named('b', '10'), named('a', '60', { hasPart: parts })])).records,
    ).toHaveLength(3);
  });

  it('does not end where wholes go round in circles', () => {
    const text = json([
      named('a', '60', { isPartOf: 'urn:a:b' }),
      named('b', '10', { isPartOf: 'urn:a:a' }),
    ]);
    expect(imported(text).records).toHaveLength(2);
  });
});

// biome-ignore format: a table is read in columns
const units = [
  // what                  point                                                             totals
  ['EC as a number',       ec(2.5),                                                          ['2.5 EC']],
  ['no framework',         { type: 'CreditPoint', point: '4' },                              ['4 ISSUER_CREDITS']],
  ['another framework',    { point: '4', framework: concept('urn:f', 'Vocational points') }, ['0 OTHER']],
  ['EC beside another',    [{ point: '4', framework: concept('urn:f', 'V') }, ec('2')],      ['2 EC']],
  ['no number',            ec('two'),                                                        []],
  ['beyond belief',        ec('1000'),                                                       ['0 EC']],
] as const;

it.each(units)('a point is in the system it names: %s', (_what, creditPoint, totals) => {
  expect(earnedIn(json(achievement({}, { creditPoint })))).toEqual(totals);
});

it('what was received counts before what the description usually gives', () => {
  expect(earnedIn(json(achievement({ creditReceived: ec('1.5') })))).toEqual(['1.5 EC']);
});

const lasting = (volumeOfLearning: string) =>
  codesOf(imported(json(achievement({}, { volumeOfLearning }))));

describe('what is odd about it is said', () => {
  it('months beside hours, ids of this document only, a moment for a day of birth', () => {
    const claim = achievement(
      { influencedBy: { type: 'LearningActivity', specifiedBy: { volumeOfLearning: 'P60M' } } },
      { volumeOfLearning: 'PT60H' },
    );
    const subject = {
      type: 'Person',
      id: 'urn:epass:person:1',
      dateOfBirth: '1991-03-01T23:00:00Z',
      hasClaim: claim,
    };
    const reading = imported(json(undefined, { credentialSubject: subject }));
    expect(codesOf(reading)).toEqual([
      'DATETIME_USED_FOR_DATE',
      'DOCUMENT_LOCAL_IDS',
      'IMPLAUSIBLE_DURATION',
    ]);
    expect(reading.holder?.birthdate).toBe('1991-03-02');
    expect(reading.records[0]?.facets.core.award?.workload).toBe('PT60H');
  });

  it('years of a course may be long; more than ten are not believed', () => {
    expect(['P4Y', 'P11Y', 'P60M', 'sixty'].map(lasting)).toEqual([
      [],
      ['IMPLAUSIBLE_DURATION'],
      [],
      ['TYPE'],
    ]);
  });

  it('a name of a field with a letter of another alphabet', () => {
    const text = json(undefined, {
      issuer: { legalName: { en: 'Fjellby' }, eIDASΙdentifier: { notation: '1' } },
    });
    expect(imported(text).issues).toEqual([{ code: 'UNKNOWN_TERM', path: 'issuer.*' }]);
  });

  it('a claim of a kind that nobody knows is set aside', () => {
    const reading = imported(
      json([achievement(), { type: 'LearningWish', title: { en: 'x' } }, 7]),
    );
    expect([reading.records.length, reading.quarantined]).toEqual([
      1,
      [
        { path: '/credentialSubject/hasClaim/1', code: 'CLAIM_TYPE_UNKNOWN' },
        { path: '/credentialSubject/hasClaim/2', code: 'TYPE' },
      ],
    ]);
  });
});

it('the number a state gave somebody is nowhere', () => {
  const withId = {
    nationalID: { notation: '123456782' },
    gender: 'x',
    taxIdentifier: 'y',
    hasClaim: achievement(),
  };
  const text = JSON.stringify(imported(json(undefined, { credentialSubject: withId })));
  expect(text).not.toMatch(/123456782|nationalID|gender|taxIdentifier/);
});

// biome-ignore format: a table is read in columns
const refused = [
  // what                    text                                                                        code                        found
  ['an older version',       JSON.stringify({ type: 'EuropassCredential' }),                             'ELM_VERSION_UNSUPPORTED',  'EuropassCredential'],
  ['an older version, signed', JSON.stringify({ payload: '{"type":"EuropassCredential"}', signatures: [] }), 'ELM_VERSION_UNSUPPORTED', 'EuropassCredential'],
  ['something else, signed', JSON.stringify({ payload: '{"type":"Letter"}', signatures: [] }),           'CREDENTIAL_TYPE_UNSUPPORTED', 'Letter'],
  ['a damaged payload',      JSON.stringify({ payload: '{"type":', signatures: [] }),                    'JSON_NOT_WELL_FORMED',     undefined],
  ['a payload too deep',     JSON.stringify({ payload: '['.repeat(2000), signatures: [] }),              'TOO_DEEP',                 undefined],
  ['two people',             json(undefined, { credentialSubject: [{}, {}] }),                           'MORE_THAN_ONE_SUBJECT',    undefined],
  ['an organisation',        json(undefined, { credentialSubject: { type: 'Organisation' } }),           'SUBJECT_IS_NOT_A_LEARNER', undefined],
  ['nobody',                 json(undefined, { credentialSubject: undefined }),                          'SUBJECT_MISSING',          undefined],
  ['nothing claimed',        json([]),                                                                   'NOTHING_LEARNED',          undefined],
] as const;

it.each(refused)('a credential that is refused says why: %s', (_what, text, code, found) => {
  expect(refusal(text)).toEqual([code, found]);
});

it('a type of learning opportunity keeps its own name', () => {
  const [facets] = facetsOf(
    json(
      achievement({}, { dcType: { ...shortProgramme, prefLabel: { en: 'Short', nl: 'Kort' } } }),
    ),
  );
  expect(facets?.core.award?.type).toBe('Short');
});
