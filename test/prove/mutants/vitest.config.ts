import { defineConfig } from 'vitest/config';

/** The fast tests of what was granted: the same few cases each time, so that a mutant that lives, lives. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    setupFiles: ['reflect-metadata'],
    include: [
      'test/unit/consent/*.test.ts',
      'test/proof/oracle.test.ts',
      'test/proof/two-worlds.test.ts',
    ],
    env: { LEERKLUIS_SEED: '20260915', LEERKLUIS_CASES: '200' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
