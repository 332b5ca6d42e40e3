/** One thing to get wrong, and where. */
export interface Fault {
  readonly name: string;
  /** What is wrong once it is planted. */
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** The test files that have to fail. */
  readonly caughtBy: readonly string[];
}
