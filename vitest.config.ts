import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/setup/closing-line.js';
import { LongFirst } from './test/setup/long-first.js';

export default defineConfig({
  // Node resolves `graphql` to its CommonJS build, Vite to its ES build; two copies refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    setupFiles: ['reflect-metadata'],
    globalSetup: ['test/setup/postgres.ts'],
    include: ['test/**/*.test.ts'],
    // These measure time: `npm run prove` runs them.
    exclude: ['test/prove/**', '**/node_modules/**'],
    pool: 'forks',
    // Test files of one worker share what they import, which halves the work: no test replaces a module.
    isolate: false,
    // They wait for one another's servers for a third of the time: more of them than cores.
    maxWorkers: 3,
    // What lives shortly is most of what there is: with more room for it less is carried about.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongFirst },
    // The machine is shared by all tests: what is waited for may take its time.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['default', new ClosingLine()],
  },
});
