import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasDoubleNames } from '../../../src/base/index.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { argumentsOf } from '../../../src/web/texts-check.js';

const page = join(projectRoot, 'src/web/page');
const textsIn = async (language: string) =>
  z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(page, 'texts', `${language}.json`), 'utf8')));

async function sources(): Promise<string> {
  const files = await readdir(page, { recursive: true });
  const code = files.filter((file) => /\.tsx?$/.test(file));
  return (await Promise.all(code.map((file) => readFile(join(page, file), 'utf8')))).join('\n');
}

/** As `say('a.b')` names one, or `say(\`a.${kind}\`)` all that begin and end so. */
function isUsed(key: string, code: string): boolean {
  if (code.includes(`'${key}'`)) return true;
  const patterns = [...code.matchAll(/`([\w.-]*)\$\{[^`]*?\}([\w.-]*)`/g)];
  return patterns.some(
    ([, start = '', end = '']) =>
      start !== '' && key.startsWith(start) && key.endsWith(end) && key !== start,
  );
}

describe('the texts of the page', () => {
  it('are the same in both languages, with the same values in them', async () => {
    const [nl, en] = [await textsIn('nl'), await textsIn('en')];
    expect(Object.keys(en)).toEqual(Object.keys(nl));
    for (const [key, text] of Object.entries(nl)) {
      expect([key, argumentsOf(parse(en[key] ?? ''))]).toEqual([key, argumentsOf(parse(text))]);
    }
  });

  it('have one text for each key: of two the first would never be read', async () => {
    for (const language of ['nl', 'en']) {
      const file = await readFile(join(page, 'texts', `${language}.json`), 'utf8');
      expect([language, hasDoubleNames(file)]).toEqual([language, false]);
    }
  });

  it('are all used', async () => {
    const code = await sources();
    const unused = Object.keys(await textsIn('nl')).filter((key) => !isUsed(key, code));
    expect(unused).toEqual([]);
  });

  it('say nothing of folders, codes or addresses', async () => {
    for (const language of ['nl', 'en']) {
      const texts = Object.values(await textsIn(language)).join('\n');
      expect(texts).not.toMatch(
        /WebID|\bACL\b|\bACP\b|folder|\bmap\b|container|\bpod\b|token hash/i,
      );
    }
  });
});
