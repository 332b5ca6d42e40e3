import { expect, it } from 'vitest';
import { badge } from '../../fixtures/credentials.js';
import { codesIn, onlyRecord } from './reading.js';

const letters = {
  id: 'r',
  name: 'Eindcijfer',
  resultType: 'LetterGrade',
  allowedValue: ['A', 'B'],
};
const passFail = { id: 'p', name: 'Oordeel', allowedValue: ['Voldaan', 'Niet voldaan'] };
const range = { id: 'n', name: 'Toets', valueMin: '0', valueMax: '36' };
const rubric = {
  id: 'u',
  resultType: 'RubricCriterionLevel',
  rubricCriterionLevel: [
    { id: 'u1', level: 'Beheerst' },
    { id: 'u2', level: 'Begint' },
  ],
};
// biome-ignore format: a table is read in columns
const results = [
  // what                                           descriptions         results                                                                      score                 scale                                                    pass        state          earning        issue
  ['a word of its scale',                           [letters],           [{ resultDescription: 'r', value: 'A' }],                                    'A',                  { kind: 'TEXTUAL', raw: 'A, B' },                        'UNKNOWN',  'COMPLETED',   'EARNED',      undefined],
  ['a word that says it was passed',                [passFail],          [{ resultDescription: 'p', value: 'Voldaan' }],                              'Voldaan',            { kind: 'TEXTUAL', raw: 'Voldaan, Niet voldaan' },       'PASSED',   'COMPLETED',   'EARNED',      undefined],
  ['a word that says it was not',                   [passFail],          [{ resultDescription: 'p', value: 'Niet voldaan' }],                         'Niet voldaan',       { kind: 'TEXTUAL', raw: 'Voldaan, Niet voldaan' },       'FAILED',   'COMPLETED',   'NOT_PASSED',  undefined],
  ['the same word on no scale',                     [letters],           [{ resultDescription: 'r', value: 'Voldaan' }],                              'Voldaan',            { kind: 'TEXTUAL', raw: 'A, B' },                        'UNKNOWN',  'COMPLETED',   'EARNED',      undefined],
  ['a number written as one',                       [range],             [{ resultDescription: 'n', value: 34 }],                                     '34',                 { kind: 'DECLARED_RANGE', raw: '0–36' },                 'UNKNOWN',  'COMPLETED',   'EARNED',      'TYPE'],
  ['a number its range cannot hold',                [range],             [{ resultDescription: 'n', value: '37' }],                                   '37',                 { kind: 'DECLARED_RANGE', raw: '0–36' },                 'UNKNOWN',  'COMPLETED',   'EARNED',      'SCORE_OUTSIDE_SCALE'],
  ['a level of a rubric',                           [rubric],            [{ resultDescription: 'u', achievedLevel: 'u1' }],                           'Beheerst',           { kind: 'TEXTUAL', raw: 'Beheerst, Begint' },            'UNKNOWN',  'COMPLETED',   'EARNED',      undefined],
  ['a scale that does not stand there',             [letters],           [{ resultDescription: 'q', value: '8' }],                                    '8',                  { kind: 'UNKNOWN' },                                     'UNKNOWN',  'COMPLETED',   'EARNED',      'RESULT_DESCRIPTION_MISSING'],
  ['no scale at all',                               [],                  [{ value: '8' }],                                                            '8',                  { kind: 'UNKNOWN' },                                     'UNKNOWN',  'COMPLETED',   'EARNED',      undefined],
  ['only that it is done',                          [],                  [{ status: 'Completed' }],                                                   undefined,            { kind: 'UNKNOWN' },                                     'PASSED',   'COMPLETED',   'EARNED',      undefined],
  ['that it was not passed',                        [],                  [{ status: 'Failed' }],                                                      undefined,            { kind: 'UNKNOWN' },                                     'FAILED',   'COMPLETED',   'NOT_PASSED',  undefined],
  ['that it goes on',                               [],                  [{ status: 'InProgress' }],                                                  undefined,            { kind: 'UNKNOWN' },                                     'UNKNOWN',  'IN_PROGRESS', 'PROVISIONAL', undefined],
  ['that it is not confirmed',                      [],                  [{ status: 'Provisional' }],                                                 undefined,            { kind: 'UNKNOWN' },                                     'UNKNOWN',  'COMPLETED',   'PROVISIONAL', undefined],
  ['a status nobody knows',                         [],                  [{ status: 'toString' }],                                                    undefined,            { kind: 'UNKNOWN' },                                     'UNKNOWN',  'COMPLETED',   'EARNED',      'UNKNOWN_ENUM'],
  ['two that contradict each other',                [],                  [{ status: 'Completed' }, { status: 'Failed' }],                             undefined,            { kind: 'UNKNOWN' },                                     'UNKNOWN',  'COMPLETED',   'EARNED',      'RESULTS_DIFFER'],
  ['several, each by its name',                     [letters, range],    [{ resultDescription: 'r', value: 'A' }, { resultDescription: 'n', value: '30' }], 'Eindcijfer: A; Toets: 30', { kind: 'TEXTUAL', raw: 'A, B; 0–36' },         'UNKNOWN',  'COMPLETED',   'EARNED',      undefined],
] as const;

it.each(results)(
  'a result that gives %s',
  (_what, resultDescription, result, score, scale, pass, state, earning, issue) => {
    const facets = onlyRecord(
      badge({ achievement: { resultDescription, ECTS: 3 }, subject: { result } }),
    );
    expect(facets.assessment).toMatchObject({ scale, pass, state: { value: state } });
    expect(facets.assessment?.score).toBe(score);
    expect(facets.credits?.earning).toBe(earning);
    expect(codesIn(facets).filter((code) => code !== 'DATETIME_USED_FOR_DATE')).toEqual(
      issue === undefined ? [] : [issue],
    );
  },
);

// biome-ignore format: a table is read in columns
const kinds = [
  // stated                                        record             kind              level
  [{},                                             'MICROCREDENTIAL', undefined,        undefined],
  [{ achievementType: 'Badge' },                   'MICROCREDENTIAL', undefined,        undefined],
  [{ achievementType: 'MicroCredential' },         'MICROCREDENTIAL', undefined,        undefined],
  [{ achievementType: 'ext:Hobby' },               'MICROCREDENTIAL', undefined,        undefined],
  [{ achievementType: 'Diploma' },                 'DIPLOMA',         undefined,        undefined],
  [{ achievementType: 'MasterDegree' },            'DIPLOMA',         undefined,        { raw: 'MasterDegree', eqf: 7, derived: true }],
  [{ achievementType: 'Certification' },           'CERTIFICATE',     undefined,        undefined],
  [{ type: ['Achievement', 'License'] },           'CERTIFICATE',     undefined,        undefined],
  [{ achievementType: 'Course' },                  'RESULT',          'COURSE',         undefined],
  [{ achievementType: 'Assessment' },              'RESULT',          'TEST',           undefined],
  [{ achievementType: 'Competency' },              'SKILL',           undefined,        undefined],
  [{ name: 'Diploma Meesterfietsenmaker' },        'MICROCREDENTIAL', undefined,        undefined],
] as const;

it.each(kinds)('by its own word %j is a %s', (stated, recordType, kind, level) => {
  const { core } = onlyRecord(badge({ achievement: stated }));
  expect(core.recordType).toBe(recordType);
  expect(core.kind).toBe(kind);
  expect(core.level).toEqual(level);
});

it('a kind nobody knows is a badge, and said; so is one called like a thing every object has', () => {
  for (const achievementType of ['Trofee', 'constructor']) {
    const facets = onlyRecord(badge({ achievement: { achievementType } }));
    expect(facets.core.recordType).toBe('MICROCREDENTIAL');
    expect(codesIn(facets)).toContain('UNKNOWN_ENUM');
  }
});

it('a skill points to the same in the list of skills of Europe', () => {
  const esco = 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001';
  const alignment = [{ targetName: 'lassen', targetUrl: esco }];
  const { core } = onlyRecord(badge({ achievement: { achievementType: 'Competency', alignment } }));
  expect(core.concept).toBe(esco);
});

// biome-ignore format: a table is read in columns
const levels = [
  // alignment                                                               level
  [{ targetType: 'ext:EQF', targetCode: '6' },                               { raw: '6', eqf: 6, derived: false }],
  [{ targetType: 'ext:EQFAlignment', targetName: 'Niveau', targetCode: '6' },{ raw: 'Niveau', eqf: 6, derived: false }],
  [{ targetFramework: 'EQF', targetName: 'EQF level 6' },                    { raw: 'EQF level 6', eqf: 6, derived: false }],
  [{ targetType: 'ext:NLQF', targetName: 'NLQF 4+', targetCode: '4+' },      { raw: 'NLQF 4+', eqf: 4, nlqf: '4+', derived: false }],
  [{ targetType: 'ext:EQF', targetName: 'EQF' },                             undefined],
  [{ targetType: 'ext:EQF', targetName: 'EQF 60', targetCode: '60' },        undefined],
  [{ targetType: 'CFItem', targetName: 'Level 6', targetCode: '6' },         undefined],
] as const;

it.each(levels)('the level that %j says', (alignment, level) => {
  expect(onlyRecord(badge({ achievement: { alignment: [alignment] } })).core.level).toEqual(level);
});
