import type { Closings } from './closings.js';

/** Again and again, and never twice at once. */
export function every(ms: number, work: () => Promise<unknown>, closings: Closings): void {
  let underWay = false;
  const timer = setInterval(() => {
    if (underWay) return;
    underWay = true;
    void work().finally(() => void (underWay = false));
  }, ms);
  closings.push(async () => clearInterval(timer));
}
