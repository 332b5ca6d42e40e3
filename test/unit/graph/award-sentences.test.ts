import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { awardFindingCodes } from '../../../src/credentials/index.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { awardCodes, awardSentence } from '../../../src/graph/award-sentences.js';

it('docs/errors.md lists exactly what is said of an award, in order', async () => {
  const text = await readFile(join(projectRoot, 'docs/errors.md'), 'utf8');
  const table = text.split(/\n{2,}/).find((part) => part.startsWith('| award ')) ?? '';
  const listed = [...table.matchAll(/^\| `([A-Z_]+)` *\|/gm)].map(([, code = '']) => code);
  expect(listed).toEqual(awardCodes);
});

it('there is a sentence for each thing that the Dutch rules find', () => {
  const other = awardSentence('something else', 'nl');
  for (const code of awardFindingCodes) expect(awardSentence(code, 'nl')).not.toBe(other);
});
