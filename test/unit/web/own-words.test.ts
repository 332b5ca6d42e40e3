import { describe, expect, it } from 'vitest';
import {
  learningEntry,
  learningWords,
  skillEntry,
  skillWords,
  workEntry,
  workWords,
} from '../../../src/web/page/learner/own-words.js';

const work = { ...workWords(undefined), role: ' Kok ', organisation: 'De Linde', start: '2024-05' };
const learning = { ...learningWords(undefined), title: 'Eerste hulp' };

describe('what somebody types of themselves', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['work, as little as can be',        workEntry(work),                                        { role: 'Kok', organisation: 'De Linde', start: '2024-05' }],
    ['hours with a comma',               workEntry({ ...work, hours: '7,5' }),                   { role: 'Kok', organisation: 'De Linde', start: '2024-05', hoursPerWeek: 7.5 }],
    ['hours that are no number',         workEntry({ ...work, hours: 'veel' }),                  undefined],
    ['an end that is no date',           workEntry({ ...work, end: undefined }),                 undefined],
    ['no beginning',                     workEntry({ ...work, start: '' }),                      undefined],
    ['a role of spaces',                 workEntry({ ...work, role: '  ' }),                     undefined],
    ['a course with nothing but a name', learningEntry(learning),                                { title: 'Eerste hulp' }],
    ['a course on a day that is none',   learningEntry({ ...learning, date: undefined }),        undefined],
    ['a skill that nothing shows',       skillEntry({ ...skillWords(undefined), label: 'Lezen' }), { label: 'Lezen' }],
    ['a skill without a name',           skillEntry(skillWords(undefined)),                      undefined],
  ] as const;
  it.each(rows)('%s', (_what, entry, told) => {
    expect(entry).toEqual(told);
  });
});
