import { join } from 'node:path';
import usual from '../../vitest.config.js';

/** The usual run, and the tests that need a quiet machine: these are in no `npm test`. */
export default {
  ...usual,
  root: join(import.meta.dirname, '../..'),
  test: { ...usual.test, exclude: ['**/node_modules/**'] },
};
