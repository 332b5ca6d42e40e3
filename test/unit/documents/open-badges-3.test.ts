import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/documents/index.js';
import { isKnownCode } from '../../../src/documents/sentences.js';
import {
  achievement,
  type BadgeParts,
  badge,
  barrysId,
  jwtOf,
  microcredential,
  zonnedael,
} from '../../fixtures/credentials.js';
import { codesIn, imported, onlyRecord, read, totalsOf } from './reading.js';

const keyOf = (value: unknown) => imported(read(value)).records[0]?.key;

describe("Barry's microcredential", () => {
  it('says what, by whom, at what level and how it was assessed', () => {
    const { core, identifiers } = onlyRecord(microcredential());
    expect(core).toEqual({
      recordType: 'MICROCREDENTIAL',
      title: [{ language: 'nl-NL', value: 'Fietsen bouwen' }],
      description: [{ language: 'nl-NL', value: 'Bouwt een fiets *van niets*.' }],
      institution: {
        id: 'import.invalid',
        name: [{ language: 'und', value: 'Hogeschool Zonnedael' }],
      },
      assertedBy: 'IMPORT',
      issuedOn: '2026-03-31',
      level: { raw: 'EQF level 5', eqf: 5, derived: false },
      award: {
        badge: 'MICROCREDENTIAL',
        criteria: [{ language: 'nl-NL', value: 'Heeft drie fietsen gebouwd.' }],
        participation: 'onsite or blended',
        assessment: 'testing',
        supervision: 'onsite with identity verification',
        identityChecked: true,
        quality: { name: 'Keurmerk Techniek', url: 'https://keurmerk.example/1' },
        validUntil: '2031-03-31',
        alignments: [
          { name: 'EQF level 5', framework: 'EQF', code: '5' },
          {
            name: 'fietsen repareren',
            framework: 'ESCO',
            url: 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001',
          },
        ],
      },
    });
    expect(identifiers).toMatchObject({
      connector: 'ob3',
      sourceId: 'https://zonnedael.example/credentials/1',
      codes: [
        { type: 'achievement', code: 'https://zonnedael.example/achievements/fiets-1' },
        { type: 'educationProgramIdentifier', code: '34567' },
        { type: 'issuer', code: 'https://zonnedael.example/issuers/1' },
        { type: 'issuer ext:BRIN', code: '99ZZ' },
      ],
      losses: [],
    });
  });

  it('keeps the grade as it was sent, on the range it declares, and nobody passes by a grade', () => {
    expect(onlyRecord(microcredential()).assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'UNKNOWN',
      score: '7,5',
      scale: { kind: 'DECLARED_RANGE', raw: '1–10, 6 to pass' },
    });
  });

  it('is the same record when it is brought again, and another when one byte differs', () => {
    expect(keyOf(microcredential())).toBe(keyOf(microcredential()));
    expect(keyOf(microcredential())).not.toBe(keyOf(microcredential({ root: { name: 'x' } })));
  });

  it('is not signed until somebody signed it, and then not checked', () => {
    expect(imported(read(badge())).proof).toBe('NONE');
    expect(imported(read(badge({ root: { proof: [] } }))).proof).toBe('NONE');
    expect(imported(read(badge({ root: { proof: { type: 'X' } } }))).proof).toBe('NOT_CHECKED');
  });
});

// biome-ignore format: a table is read in columns
const loads = [
  // what                                     achievement                               subject                 load                                                             earning        issue
  ['European credits',                        { ECTS: 4.5 },                            {},                     { unit: 'EC', amount: '4.5' },                                   'EARNED',      undefined],
  ['credits as text',                         { ECTS: '4,5' },                          {},                     { unit: 'EC', amount: '4.5' },                                   'EARNED',      'TYPE'],
  ['hours of study',                          { SBU: 240 },                             {},                     { unit: 'SBU', amount: '240' },                                  'EARNED',      undefined],
  ['hours it took',                           { timeInvestment: 13 },                   {},                     { unit: 'HOUR', amount: '13' },                                  'EARNED',      undefined],
  ['credits that name no system',             {},                                       { creditsEarned: 3 },   { unit: 'ISSUER_CREDITS', amount: '3', unitRaw: zonnedael.id },  'EARNED',      undefined],
  ['credits that could be earned',            { creditsAvailable: 2 },                  {},                     { unit: 'ISSUER_CREDITS', amount: '2', unitRaw: zonnedael.id },  'EARNED',      undefined],
  ['earned ones before those one could earn', { creditsAvailable: 4 },                  { creditsEarned: 0 },   { unit: 'ISSUER_CREDITS', amount: '0', unitRaw: zonnedael.id },  'EARNED',      undefined],
  ['a named unit before one without name',    { ECTS: 2 },                              { creditsEarned: 9 },   { unit: 'EC', amount: '2' },                                     'EARNED',      'MORE_THAN_ONE_LOAD'],
  ['two named units, never added',            { ECTS: 2, SBU: 80 },                     {},                     { unit: 'EC', amount: '2' },                                     'EARNED',      'MORE_THAN_ONE_LOAD'],
  ['more than anybody earns at once',         { ECTS: 241 },                            {},                     { unit: 'EC', amount: '241' },                                   'IMPLAUSIBLE', 'CREDIT_IMPLAUSIBLE'],
  ['less than nothing',                       { SBU: -1 },                              {},                     { unit: 'SBU', amount: '-1' },                                   'IMPLAUSIBLE', 'CREDIT_IMPLAUSIBLE'],
  ['a number beyond numbers',                 { ECTS: 1e300 },                          {},                     undefined,                                                       undefined,     'TOO_LARGE'],
  ['words',                                   { ECTS: 'veel' },                         {},                     undefined,                                                       undefined,     'TYPE'],
] as const;

it.each(loads)('a load in %s', (_what, stated, subject, load, earning, issue) => {
  const facets = onlyRecord(badge({ achievement: stated, subject }));
  expect(facets.credits?.load).toEqual(load);
  expect(facets.credits?.earning).toBe(earning);
  expect(codesIn(facets).filter((code) => code !== 'DATETIME_USED_FOR_DATE')).toEqual(
    issue === undefined ? [] : [issue],
  );
});

it('a long key as the name of an issuer is its name still', () => {
  const did = `did:jwk:${'a'.repeat(300)}`;
  const facets = onlyRecord(badge({ root: { issuer: did }, subject: { creditsEarned: 3 } }));
  expect(facets.core.institution.name).toEqual([{ language: 'und', value: did }]);
  expect(facets.credits?.load.unitRaw).toBe(did);
});

it('of two achievements in one badge the first is read, and that is said', () => {
  const both = [achievement(), achievement({ name: 'Fietsen verkopen' })];
  const facets = onlyRecord(badge({ subject: { achievement: both } }));
  expect(facets.core.title[0]?.value).toBe('Fietsen bouwen');
  expect(codesIn(facets)).toContain('MORE_THAN_ONE_ACHIEVEMENT');
});

it('hours beside credits are what it takes, and are not counted', () => {
  const { core, credits } = onlyRecord(badge({ achievement: { ECTS: 2, timeInvestment: 56 } }));
  expect(core.award?.workload).toBe('PT56H');
  expect(credits?.load).toEqual({ unit: 'EC', amount: '2' });
});

it('what is unusual for a microcredential is said, and counts', () => {
  const small = onlyRecord(microcredential({ achievement: { ECTS: 1 } }));
  expect(codesIn(small)).toContain('CREDIT_UNUSUAL');
  expect(small.credits?.earning).toBe('EARNED');
});

it('three badges come to one line for each unit, all of it the word of who brought them', () => {
  const brought = [{ ECTS: 4.5 }, { ECTS: 3, id: 'x' }, { SBU: 240 }].flatMap(
    (stated) => imported(read(badge({ achievement: stated }))).records,
  );
  expect(totalsOf(brought)).toEqual({ EC: '7.5', SBU: '240' });
});

describe('texts', () => {
  it('keep a bad tag, which is said', () => {
    const facets = onlyRecord(badge({ achievement: { inLanguage: 'en-EN' } }));
    expect(facets.core.title).toEqual([{ language: 'en-EN', value: 'Fietsen bouwen' }]);
    expect(facets.identifiers.issues).toContainEqual({
      code: 'LANGUAGE_TAG',
      path: 'credentialSubject.achievement.inLanguage',
    });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['with its language beside it', { '@value': 'Bouwen', '@language': 'nl' }, [{ language: 'nl', value: 'Bouwen' }]],
    ['in two languages', [{ '@value': 'Bouwen', '@language': 'nl' }, { '@value': 'Building', '@language': 'en' }], [{ language: 'nl', value: 'Bouwen' }, { language: 'en', value: 'Building' }]],
    ['by language', { nl: 'Bouwen', en: 'Building' }, [{ language: 'nl', value: 'Bouwen' }, { language: 'en', value: 'Building' }]],
    ['with marks of a page in it', '<b>Bouwen</b> & meer', [{ language: 'und', value: '<b>Bouwen</b> & meer' }]],
  ])('stand as they are: %s', (_how, name, title) => {
    expect(onlyRecord(badge({ achievement: { name } })).core.title).toEqual(title);
  });

  it('without a name are those of the credential around it, and that is said', () => {
    const facets = onlyRecord(badge({ achievement: { name: ' ' }, root: { name: 'Speld' } }));
    expect(facets.core.title).toEqual([{ language: 'und', value: 'Speld' }]);
    expect(codesIn(facets)).toContain('TITLE_MISSING');
  });
});

describe('what a badge says besides', () => {
  it('evidence keeps its name, and only an address that leads somewhere', () => {
    const evidence = [
      { id: 'https://barry.example/fiets', name: 'Een fiets' },
      { id: 'javascript:alert(1)', name: 'Een tweede' },
      { id: 'urn:example:1' },
    ];
    const facets = onlyRecord(badge({ root: { evidence } }));
    expect(facets.evidence).toEqual({
      documents: [
        { title: 'Een fiets', url: 'https://barry.example/fiets' },
        { title: 'Een tweede' },
      ],
    });
    expect(facets.identifiers.losses).toContain('evidence.id');
  });

  it('names of fields that we have no place for, and no value', () => {
    const facets = onlyRecord(
      badge({ achievement: { fieldOfStudy: 'geheim', image: { id: 'x' } } }),
    );
    expect(facets.identifiers.losses).toEqual([
      'credentialSubject.achievement.fieldOfStudy',
      'credentialSubject.achievement.image',
    ]);
    expect(JSON.stringify(facets)).not.toContain('geheim');
  });

  it('nothing of what tells of health or of a national number, not even that it stands there', () => {
    const told = {
      irregularities: 'spiekte',
      personalNeeds: ['rust'],
      nationalID: '1',
      BSN: '2',
      additionalTimeInMin: 30,
    };
    const text = JSON.stringify(read(badge({ subject: told, achievement: told, root: told })));
    expect(text).not.toMatch(/irregular|spiekte|needs|rust|national|bsn|additionalTime/i);
    expect(text).not.toContain('nobody-1');
  });

  it('whose it is, for the learner to see before they keep it', () => {
    const identifier = [
      {
        type: 'IdentityObject',
        identityType: 'name',
        identityHash: 'Barry de Boer',
        hashed: false,
      },
      {
        type: 'IdentityObject',
        identityType: 'dateOfBirth',
        identityHash: '1994-05-17',
        hashed: false,
      },
      {
        type: 'IdentityObject',
        identityType: 'emailAddress',
        identityHash: 'sha256$1',
        hashed: true,
      },
    ];
    const reading = imported(read(badge({ subject: { identifier } })));
    expect(reading.holder).toEqual({ name: 'Barry de Boer', birthdate: '1994-05-17' });
    expect(JSON.stringify(reading.records)).not.toMatch(/Boer|1994/);
  });

  it('that it names nobody', () => {
    const { id: _id, ...subject } = {
      id: barrysId,
      type: ['AchievementSubject'],
      achievement: achievement(),
    };
    expect(codesIn(onlyRecord(badge({ root: { credentialSubject: subject } })))).toContain(
      'SUBJECT_HAS_NO_ID',
    );
  });

  it('from when to when it was learned', () => {
    const subject = { term: 'Najaar', activityStartDate: '2026-01-31T23:00:00Z' };
    expect(onlyRecord(badge({ subject })).core.period).toEqual({
      name: [{ language: 'und', value: 'Najaar' }],
      start: '2026-02-01',
    });
  });
});

const without = (name: string) => ({ root: { [name]: undefined } });
// biome-ignore format: a table is read in columns
const refused: readonly (readonly [string, BadgeParts, string, string])[] = [
  ['no issuer',                     without('issuer'),                                                                    'MISSING',                  '/issuer'],
  ['an issuer that is nobody',      { root: { issuer: {} } },                                                             'MISSING',                  '/issuer'],
  ['no subject',                    without('credentialSubject'),                                                         'MISSING',                  '/credentialSubject'],
  ['two subjects',                  { root: { credentialSubject: [{ id: 'a' }, { id: 'b' }] } },                          'MORE_THAN_ONE_SUBJECT',    '/credentialSubject'],
  ['nothing that has a name',       { achievement: { name: undefined } },                                                 'MISSING',                  '/credentialSubject/achievement'],
  ['an achievement of elsewhere',   { subject: { achievement: 'https://zonnedael.example/a/1' } },                        'MISSING',                  '/credentialSubject/achievement'],
  ['praise for a programme',        { root: { type: ['VerifiableCredential', 'EndorsementCredential'] } },                'SUBJECT_IS_NOT_A_LEARNER', '/type'],
  ['an organisation as its subject', { subject: { type: ['Profile'] } },                                                  'SUBJECT_IS_NOT_A_LEARNER', '/credentialSubject'],
];

it.each(refused)('is refused for %s', (_what, parts, code, path) => {
  expect(read(badge(parts))).toEqual({ kind: 'REFUSED', standard: 'ob3', code, path });
  expect(isKnownCode(code)).toBe(true);
});

it('of the first data model it reads the same', () => {
  const root = {
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    validFrom: undefined,
    issuanceDate: '2026-03-31T22:30:00Z',
    expirationDate: '2027-01-01T00:00:00+01:00',
  };
  const { core } = onlyRecord(badge({ root }));
  expect(core).toMatchObject({ issuedOn: '2026-04-01', award: { validUntil: '2027-01-01' } });
});

describe('a badge as a JWT', () => {
  const { '@context': _context, ...inside } = badge();
  const payload = { ...inside, iss: zonnedael.id, nbf: 1 };

  it('gives what the payload says, signed and not checked', () => {
    const reading = imported(readDocument(jwtOf(payload)));
    expect(reading.proof).toBe('NOT_CHECKED');
    expect(reading.records[0]?.facets.core.issuedOn).toBe('2026-03-31');
    expect(reading.records[0]?.facets.core.title).toEqual([
      { language: 'und', value: 'Fietsen bouwen' },
    ]);
  });

  it('of the first data model takes from its claims what the credential leaves out', () => {
    const { validFrom: _from, issuer: _issuer, id: _own, ...vc } = badge();
    const claims = {
      vc,
      iss: 'did:web:zonnedael.example',
      nbf: 1_774_915_200,
      exp: 1_806_451_200,
      jti: 'urn:example:9',
      sub: barrysId,
    };
    const reading = imported(readDocument(jwtOf(claims)));
    expect(reading.records[0]?.facets).toMatchObject({
      core: {
        institution: { name: [{ language: 'und', value: 'did:web:zonnedael.example' }] },
        issuedOn: '2026-03-31',
        award: { validUntil: '2027-03-31' },
      },
      identifiers: { sourceId: 'urn:example:9' },
    });
  });

  it('without a signature is not signed', () => {
    expect(imported(readDocument(jwtOf(payload, ''))).proof).toBe('NONE');
  });

  it('that nests beyond reason is nothing', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`);
    expect(readDocument(jwtOf({ ...payload, deep }))).toEqual({
      kind: 'REFUSED',
      code: 'FORMAT_UNKNOWN',
      path: '',
    });
  });
});
