/** Every small change to src/consent that a tool can think of, each to be noticed by the tests of vitest.config.ts here. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/prove/mutants/vitest.config.ts', related: false },
  mutate: ['src/consent/*.ts', '!src/consent/index.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['json'],
  jsonReporter: { fileName: '.data/mutants.json' },
  // Below the project, where its packages are found.
  tempDirName: '.data/stryker',
  ignorePatterns: ['dist', '.data', 'docs', 'bench'],
  // The machine may have other work: slow is not endless.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  allowConsoleColors: false,
};
