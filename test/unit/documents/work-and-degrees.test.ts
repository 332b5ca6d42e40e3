import { describe, expect, it } from 'vitest';
import {
  barrysId,
  careerRecord,
  microcredential,
  plainCredential,
} from '../../fixtures/credentials.js';
import { codesIn, imported, onlyRecord, read, recordsIn } from './reading.js';

const job = {
  type: ['EmploymentRecord'],
  employer: { type: ['Organization'], name: 'Fietsfabriek', url: 'https://baas.example' },
  jobTitle: 'Lasser',
  startDate: '2021-03-15',
};

describe('a credential of an employer', () => {
  it('is work, as an issuer told it and the learner brought it', () => {
    const facets = onlyRecord(
      plainCredential({ id: barrysId, name: 'Barry', employmentRecord: job }),
    );
    expect(facets.core).toMatchObject({
      recordType: 'WORK_EXPERIENCE',
      title: [{ language: 'und', value: 'Lasser' }],
      institution: { name: [{ language: 'und', value: 'Fietsfabriek Personeelszaken' }] },
      assertedBy: 'IMPORT',
      issuedOn: '2026-03-31',
      work: { role: 'Lasser', organisation: 'Fietsfabriek', start: '2021-03-15' },
    });
    expect(codesIn(facets)).toContain('END_NOT_SAID');
  });

  it('may say it of its subject itself, and to the month', () => {
    const subject = {
      id: barrysId,
      jobTitle: 'Lasser',
      worksFor: 'Fietsfabriek',
      start: '2019-05',
      end: '2021',
    };
    expect(onlyRecord(plainCredential(subject)).core.work).toEqual({
      role: 'Lasser',
      organisation: 'Fietsfabriek',
      start: '2019-05',
      end: '2021',
    });
  });

  it('that ends before it begins has no end; without a start it is a title only', () => {
    const backwards = { ...job, endDate: '2020-01-01' };
    expect(onlyRecord(plainCredential({ employmentRecord: backwards })).core.work).toEqual({
      role: 'Lasser',
      organisation: 'Fietsfabriek',
      start: '2021-03-15',
    });
    const undated = onlyRecord(
      plainCredential({ employmentRecord: { ...job, startDate: undefined } }),
    );
    expect(undated.core.work).toBeUndefined();
    expect(codesIn(undated)).toContain('MISSING');
  });
});

describe('a credential of a degree', () => {
  const hasCredential = {
    type: ['EducationalOccupationalCredential'],
    name: 'Bachelor Werktuigbouw',
    credentialCategory: 'degree',
    educationalLevel: 'Bachelor',
    dateAwarded: '2024-05-18',
    awardedBy: { name: 'Hogeschool Zonnedael' },
    competencyRequired: ['Lassen'],
  };

  it('is a diploma of whoever awarded it', () => {
    const facets = onlyRecord(plainCredential({ id: barrysId, hasCredential, gpa: '3.78' }));
    expect(facets.core).toMatchObject({
      recordType: 'DIPLOMA',
      title: [{ language: 'und', value: 'Bachelor Werktuigbouw' }],
      institution: { name: [{ language: 'und', value: 'Hogeschool Zonnedael' }] },
      issuedOn: '2024-05-18',
      level: { raw: 'Bachelor', eqf: 6, derived: true },
      award: { type: 'degree', alignments: [{ name: 'Lassen' }] },
    });
    expect(facets.assessment).toMatchObject({
      score: '3.78',
      pass: 'UNKNOWN',
      scale: { raw: 'GPA' },
    });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['degree',       'DIPLOMA'],
    ['Certificate',  'CERTIFICATE'],
    ['license',      'CERTIFICATE'],
    ['badge',        'MICROCREDENTIAL'],
    ['',             'DIPLOMA'],
  ])('of the category "%s" is a %s', (credentialCategory, recordType) => {
    const subject = { hasCredential: { ...hasCredential, credentialCategory } };
    expect(onlyRecord(plainCredential(subject)).core.recordType).toBe(recordType);
  });

  it('may be written as the examples of the standard write it', () => {
    const degree = { type: 'MasterDegree', name: 'Master of Bicycles' };
    expect(onlyRecord(plainCredential({ id: barrysId, degree })).core).toMatchObject({
      recordType: 'DIPLOMA',
      level: { raw: 'MasterDegree', eqf: 7 },
    });
  });
});

const types = (...names: string[]) => ({ type: ['VerifiableCredential', ...names] });
const unsupported = {
  kind: 'REFUSED',
  standard: 'vc',
  code: 'CREDENTIAL_TYPE_UNSUPPORTED',
  path: '/type',
};
// biome-ignore format: a table is read in columns
const others: readonly (readonly [string, unknown, object])[] = [
  ['of a kind nobody knows',          plainCredential({ id: barrysId, alumniOf: 'x' }, types('AlumniCredential')),   { ...unsupported, found: 'VerifiableCredential, AlumniCredential' }],
  ['whose kind could be a number',    plainCredential({ id: barrysId }, types('klant 123456782')),                  { ...unsupported, found: 'VerifiableCredential, *' }],
  ['that tells whether others hold',  plainCredential({ id: 'x' }, types('BitstringStatusListCredential')),          { kind: 'RECOGNISED', standard: 'vc', issues: [] }],
  ['made for one reader',             { type: ['VerifiablePresentation'], verifiableCredential: [] },                { kind: 'REFUSED', standard: 'vc', code: 'PRESENTATION_NOT_READ', path: '/type' }],
  ['about two',                       plainCredential([{ id: 'a' }, { id: 'b' }]),                                   { kind: 'REFUSED', standard: 'vc', code: 'MORE_THAN_ONE_SUBJECT', path: '/credentialSubject' }],
  ['of work that nobody tells',       plainCredential({ employmentRecord: job }, { issuer: undefined }),             { kind: 'REFUSED', standard: 'vc', code: 'MISSING', path: '/issuer' }],
];

it.each(others)('what comes of a credential %s', (_what, value, outcome) => {
  expect(read(value)).toEqual(outcome);
});

describe("Barry's record of learning and employment", () => {
  it('gives each position, degree, certificate and skill', () => {
    const reading = imported(read(careerRecord()));
    expect(reading.holder).toEqual({ name: 'Barry de Boer' });
    expect(
      reading.records.map(({ facets: { core } }) => [core.recordType, core.title[0]?.value]),
    ).toEqual([
      ['WORK_EXPERIENCE', 'Lasser'],
      ['WORK_EXPERIENCE', 'Voorman'],
      ['ENROLMENT', 'Bachelor Werktuigbouw'],
      ['DIPLOMA', 'Metaalbewerker'],
      ['CERTIFICATE', 'VCA Basis'],
      ['SKILL', 'MIG-lassen'],
    ]);
    expect(reading.records.map(({ facets }) => facets.core.assertedBy)).toEqual(
      Array(6).fill('IMPORT'),
    );
  });

  it('keeps dates as precisely as they are said', () => {
    const [first, second, running, done, certificate] = recordsIn(careerRecord()).map(
      ({ facets }) => facets.core,
    );
    expect(first?.work).toMatchObject({ start: '2019-05', end: '2021-02' });
    expect(second?.work).toEqual({
      role: 'Voorman',
      organisation: 'Fietsfabriek',
      start: '2021-03-01',
    });
    expect(running).toMatchObject({
      enrolment: { role: 'student', state: { value: 'ASSOCIATED' } },
      period: { name: [], start: '2023-09-01' },
      level: { raw: 'ISCED 6', eqf: 6, derived: true },
    });
    expect(done).toMatchObject({ certificate: { organisation: 'ROC Waterkant', issued: '2018' } });
    expect(done?.issuedOn).toBeUndefined();
    expect(certificate).toMatchObject({
      issuedOn: '2020-06-12',
      award: { validUntil: '2030-06-12' },
    });
  });

  it('names where a certificate can be checked', () => {
    const [, , , , certificate] = recordsIn(careerRecord());
    expect(certificate?.facets.evidence?.documents).toEqual([
      { title: 'https://examenbureau.example/vca/1', url: 'https://examenbureau.example/vca/1' },
    ]);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['Granted',        undefined, 'DIPLOMA',   undefined],
    ['In Progress',    '2024',    'ENROLMENT', { value: 'ASSOCIATED' }],
    ['Withdrawn',      undefined, 'ENROLMENT', { value: 'OTHER', raw: 'Withdrawn' }],
    [undefined,        '2024',    'DIPLOMA',   undefined],
    [undefined,        undefined, 'ENROLMENT', { value: 'OTHER' }],
  ])('a degree that is %s with date %s is a %s', (degreeGrantedStatus, date, recordType, state) => {
    const educationDegrees = [{ name: 'Bachelor', degreeGrantedStatus, date }];
    const record = { type: 'LER-RSType.json', educationAndLearnings: [{ educationDegrees }] };
    const { core } = onlyRecord(careerRecord({ ...record, employmentHistories: [], certifications: [], skills: [] }));
    expect(core.recordType).toBe(recordType);
    expect(core.enrolment?.state).toEqual(state);
  });

  it('reads what stands in credentials of others inside it', () => {
    const educationAndLearning = {
      institution: { name: 'ROC Waterkant' },
      educationDegrees: [{ name: 'Lasser', degreeGrantedStatus: 'Granted' }],
    };
    const records = recordsIn(
      careerRecord({
        employmentHistories: [],
        skills: [],
        educationAndLearnings: [
          { verifications: [plainCredential({ id: barrysId, educationAndLearning })] },
        ],
        certifications: [{ verifications: [microcredential()] }],
      }),
    );
    expect(records.map(({ facets: { core } }) => [core.recordType, core.title[0]?.value])).toEqual([
      ['DIPLOMA', 'Lasser'],
      ['MICROCREDENTIAL', 'Fietsen bouwen'],
    ]);
  });

  it('of a thousand and one positions keeps a thousand, and says so', () => {
    const positionHistories = Array.from({ length: 50 }, () => ({
      title: 'Lasser',
      start: '2020',
    }));
    const employmentHistories = Array.from({ length: 21 }, () => ({ positionHistories }));
    const reading = imported(read(careerRecord({ employmentHistories })));
    expect(reading.records).toHaveLength(1000);
    expect(reading.quarantined).toEqual([
      { code: 'TOO_LARGE', path: '/credentialSubject/employmentHistories/20/positionHistories/0' },
    ]);
  });

  it('reads without the credential around it; sets aside what has no name', () => {
    const { credentialSubject } = careerRecord({ skills: [{}, { name: 'Lassen' }] });
    const { type: _type, ...bare } = credentialSubject;
    const reading = imported(read(bare));
    expect(reading.records).toHaveLength(6);
    expect(reading.quarantined).toEqual([{ code: 'MISSING', path: '/skills/0/name' }]);
    expect(reading.losses).toEqual([]);
  });
});
