import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Attacks on what is not built yet: live updates, and pages that people see. Each comes with a test of its own. */
const later = new Set([30, 38, 39]);
const all = Array.from({ length: 52 }, (_none, n) => n + 1);

const here = import.meta.dirname;
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('attacks.test'))
  .map((path) => readFileSync(join(here, path), 'utf8'));
/** In the title of a test or of a group, where a reader of the results finds it. */
const titled = (source: string): readonly number[] =>
  [...source.matchAll(/['"`]attack (\d+)\b/g)].map(([, number]) => Number(number));

it('every attack that we know has a test by its number, or waits for what it is an attack on', () => {
  const found = new Set(sources.flatMap(titled));
  expect(all.filter((number) => !found.has(number))).toEqual([...later]);
});
