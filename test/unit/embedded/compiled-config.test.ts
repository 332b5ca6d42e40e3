import { expect, it } from 'vitest';
import { podServerIsStale } from '../../../src/embedded/index.js';

it('the compiled pod server fits its config and the installed version (else: npm run prepare)', async () => {
  expect(await podServerIsStale()).toBe(false);
});
