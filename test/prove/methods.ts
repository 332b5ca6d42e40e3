/** The long forms of the proofs: how many cases each has to come to, and what runs them. */
export interface Method {
  /** By which it is asked for, and which its closing lines name. */
  readonly name: string;
  /** Its test files, or the program that does it. */
  readonly files: readonly string[];
  /** Cases, in the long form and in the quick one; absent: it says itself how many there are. */
  readonly cases?: { readonly long: number; readonly quick: number };
  /** Processes that share the cases, each with a seed of its own; absent: one. */
  readonly shards?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A program instead of test files. */
  readonly program?: string;
}

const house = 'test/flow/house';
const proof = 'test/proof';
/** Of what has its own end: all of it, not a part. */
const whole = { LEERKLUIS_LONG: '1' };

// biome-ignore format: a table is read in columns
export const methods: readonly Method[] = [
  { name: 'exhaustive',   files: [`${proof}/exhaustive.test.ts`],    env: whole },
  { name: 'oracle',       files: [`${proof}/oracle.test.ts`],        cases: { long: 200_000, quick: 4000 }, shards: 2 },
  { name: 'two worlds',   files: [`${proof}/two-worlds.test.ts`],    cases: { long: 200_000, quick: 4000 }, shards: 2 },
  { name: 'interleaved',  files: [`${proof}/interleaved.test.ts`],   cases: { long: 200_000, quick: 4000 }, shards: 2 },
  { name: 'two worlds over http', files: [`${proof}/over-http.test.ts`], cases: { long: 1000, quick: 200 } },
  { name: 'rewriting',    files: [`${proof}/rewriting.test.ts`],     cases: { long: 5000,    quick: 400 },  shards: 2 },
  { name: 'less is less', files: [`${proof}/less-is-less.test.ts`],  cases: { long: 1000,    quick: 50 },   shards: 2 },
  { name: 'fetch log',    files: [`${proof}/fetch-log.test.ts`],     cases: { long: 10_000,  quick: 800 },  shards: 2 },
  { name: 'cedar',        files: [`${proof}/cedar.test.ts`],         cases: { long: 50_000,  quick: 5000 }, shards: 2 },
  { name: 'projection',   files: [`${proof}/projection.test.ts`],    cases: { long: 20_000,  quick: 2000 }, shards: 2 },
  { name: 'writing',      files: [`${proof}/writing.test.ts`],       cases: { long: 20_000,  quick: 2000 },  shards: 2 },
  { name: 'two stores',   files: [`${house}/two-stores.test.ts`] },
  { name: 'race',         files: [`${house}/revocation-race.test.ts`], cases: { long: 400,   quick: 60 } },
  { name: 'interleaved on servers', files: [`${house}/interleaved.test.ts`], env: whole },
  { name: 'crash points', files: ['test/flow/crash/policy.test.ts'], env: whole },
  { name: 'kills',        files: [], program: 'test/prove/kills.ts', cases: { long: 10_000,  quick: 2000 } },
  { name: 'timing',       files: ['test/prove/timing.test.ts'],      cases: { long: 2000,    quick: 300 } },
  { name: 'faults',       files: ['test/faults/bank.test.ts'],       env: { LEERKLUIS_FAULTS: 'all' } },
  { name: 'mutants',      files: [], program: 'test/prove/mutants/run.ts' },
];
