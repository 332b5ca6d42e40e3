import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const here = import.meta.dirname;
const read = (path: string): string => readFileSync(join(here, path), 'utf8');

/** In the title of a test or of a group, where a reader of the results finds it. */
const titledIn = (path: string): readonly number[] =>
  [...read(path).matchAll(/['"`]attack (\d+)\b/g)].map(([, number]) => Number(number));

interface Attack {
  readonly number: number;
  readonly files: readonly string[];
}
const listed: readonly Attack[] = [
  ...read('../docs/attacks.md').matchAll(/^\| +(\d+) \|[^|]+\|([^|]+)\|$/gm),
].map(([, number, tests = '']) => ({
  number: Number(number),
  files: [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
}));

it('the list of attacks has each once, with a test or with what it waits for', () => {
  expect(listed.map(({ number }) => number)).toEqual(Array.from({ length: 52 }, (_, n) => n + 1));
  const waiting = listed.filter(({ files }) => files.length === 0).map(({ number }) => number);
  expect(waiting).toEqual([]);
});

it('each file of the list has a test with the number in its title', () => {
  const wrong = listed.flatMap(({ number, files }) =>
    files.filter((path) => !existsSync(join(here, path)) || !titledIn(path).includes(number)),
  );
  expect(wrong).toEqual([]);
});

it('no title has a number that is not on the list', () => {
  const known = new Set(listed.map(({ number }) => number));
  const paths = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const titled = paths.filter((path) => path.endsWith('.ts')).flatMap(titledIn);
  expect(titled.length).toBeGreaterThan(52);
  expect(titled.filter((number) => !known.has(number))).toEqual([]);
});
