import { expect, it } from 'vitest';
import { readEscoSkills } from '../../../src/documents/index.js';

const uri = 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001';
const head = 'conceptType,conceptUri,skillType,preferredLabel,altLabels,description\n';

it('skills of ESCO are read by the names of their columns, with their other names', () => {
  const text = `${head}KnowledgeSkillCompetence,${uri},skill,"brood bakken","bakken\nbroodbakken","Bakt brood, elke dag"\n`;
  expect(readEscoSkills(text, 'nl')).toEqual([
    { uri, label: 'brood bakken', others: 'bakken\nbroodbakken' },
  ]);
});

it('skills of ESCO in columns of several languages are read in the one that is asked for', () => {
  const text = `conceptUri,preferredLabel_en,preferredLabel_nl\n${uri},baking bread,brood bakken\n`;
  expect(readEscoSkills(text, 'nl')?.[0]?.label).toBe('brood bakken');
  expect(readEscoSkills(text, 'en')?.[0]?.label).toBe('baking bread');
});

it('a row of ESCO that is no skill is passed over, and another table is none', () => {
  const rows = `${head}Occupation,http://data.europa.eu/esco/occupation/1,,bakker,,\n`;
  expect(readEscoSkills(rows, 'nl')).toEqual([]);
  expect(readEscoSkills('naam,cijfer\nkoken,7\n', 'nl')).toBeUndefined();
  expect(readEscoSkills('"', 'nl')).toBeUndefined();
});
