import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work in one go; then whoever else waits has a turn. */
const sliceMs = 20;

/** For long work of a stranger's making: awaited between its steps, it lets others go first now and then. */
export function inSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await nextTurn();
    since = performance.now();
  };
}
