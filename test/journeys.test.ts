import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const here = import.meta.dirname;
const read = (path: string): string => readFileSync(join(here, path), 'utf8');

interface Row {
  readonly fact: string;
  readonly path: string;
  readonly words: string;
}
const rows: readonly Row[] = [
  ...read('../docs/journeys.md').matchAll(/^\| (.+?) +\| .+? +\| `([^`]+)` +\| (.+?) +\|$/gm),
].map(([, fact = '', path = '', words = '']) => ({ fact, path, words }));

const numbered = (name: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, n) => `${name}${n + 1}`);
const facts = [
  // Of these journeys the facts that what is delivered or brought comes to.
  ...numbered('J1.', 10),
  ...[1, 2, 3, 4, 6, 7, 8, 9, 10].map((n) => `J2.${n}`),
  ...numbered('J3.', 9),
  ...numbered('J5.', 6),
  'J7',
  ...numbered('J4.', 6),
  ...numbered('J6.', 6),
  ...numbered('Adviser ', 7),
  ...numbered('Third-party app ', 7),
];

it('the list of facts has each of them, and no other', () => {
  expect(new Set(rows.map(({ fact }) => fact))).toEqual(new Set(facts));
});

it('each line leads to the title of a test that has the number and the words', () => {
  const wrong = rows.filter(({ fact, path, words }) => {
    const titles = read(path)
      .split('\n')
      .filter((line) => line.includes(words));
    return !titles.some((line) => line.split(/[^\w.\- ]/).some((part) => part.trim() === fact));
  });
  expect(wrong).toEqual([]);
});
