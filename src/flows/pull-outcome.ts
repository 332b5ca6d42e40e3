import type { SourceProblem } from '../institutions/index.js';

const troubles: ReadonlySet<SourceProblem> = new Set(['NO_ANSWER', 'BUSY', 'REFUSED']);

/** Whether a problem is the institution's, over all learners: what cannot be read may be one answer only. */
export const troubleIn = (problem: SourceProblem | undefined): boolean =>
  problem !== undefined && troubles.has(problem);
