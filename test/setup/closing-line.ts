import type { Reporter, SerializedError, TestModule } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What failed outside any test (a file that did not load, a hook) counts as failed: a red run never says `0 failed`. */
function count(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts = { passed: 0, failed: strayErrors, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) counts.failed += 1;
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === 'pending' ? 'skipped' : state] += 1;
    }
  }
  return counts;
}

/** Ends the output of a run with one line for scripts: at exit, since vitest and the global setup still write until then. */
export class ClosingLine implements Reporter {
  #counts: Counts | undefined;

  onInit(): void {
    process.once('exit', () => {
      if (this.#counts === undefined) return;
      const { passed, failed, skipped } = this.#counts;
      process.stdout.write(`Tests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    this.#counts = count(modules, errors.length);
  }
}
