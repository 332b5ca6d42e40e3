import * as nodeModule from 'node:module';
import { refuseOldNode } from './node-version.js';

refuseOldNode(process.versions.node);
// Compiled code is kept from one start to the next: a third less to wait.
nodeModule.enableCompileCache();
// Only now: the rest uses what an older Node lacks, and would fail with a stack trace instead of a sentence.
const { sayLastWords } = await import('./log.js');
// Promises that nobody waited for end here as well.
process.on('uncaughtException', (error) => {
  sayLastWords(error);
  process.exit(1);
});
const { run } = await import('./cli.js');
await run(process.argv);
