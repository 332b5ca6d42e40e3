import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { rowSeal } from '../../../src/identity/index.js';

const seal = rowSeal({ pairwise: randomBytes(32) });
const [roc, university] = ['roc.example', 'universiteit.example'].map(institutionId);
if (roc === undefined || university === undefined) throw new TypeError('two schools are meant');
const said = 'Yara, Zeerecht, 8,1';

it('a row that waits opens for its own school only, and only as it was sealed', () => {
  const sealed = seal.seal(roc, said);
  expect(sealed).not.toContain('Yara');
  expect(seal.open(roc, sealed)).toBe(said);
  expect(seal.open(university, sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  expect(seal.open(roc, bytes.toString('base64url'))).toBeUndefined();
  expect(seal.open(roc, '')).toBeUndefined();
  expect(rowSeal({ pairwise: randomBytes(32) }).open(roc, sealed)).toBeUndefined();
});

it('the same row that waits has one mark at one school and another at the next', () => {
  expect(seal.mark(roc, said)).toBe(seal.mark(roc, said));
  expect(seal.mark(roc, said)).not.toBe(seal.mark(university, said));
  expect(seal.seal(roc, said)).not.toBe(seal.seal(roc, said));
});
