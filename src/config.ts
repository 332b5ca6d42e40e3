import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => new URL(value).origin === value, 'an origin: no path, no slash at the end');

const Env = z.object({
  /** Page, API and our own issuer. 0: any free port. Kept from the first start on. */
  PORT: port(4000),
  /** The embedded pod server. */
  PODS_PORT: port(4100),
  /** The embedded PostgreSQL. */
  POSTGRES_PORT: port(54_329),
  /** The two schools of the demo. */
  ROC_PORT: port(4201),
  UNIVERSITY_PORT: port(4202),
  /** Keys, pods and database of the embedded set-up. */
  DATA_DIR: z.string().min(1).default('.data'),
  /** Any PostgreSQL; absent: the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A pod server of one's own; absent: the embedded one. */
  POD_ORIGIN: origin.optional(),
  /** Where people find the page and the API; absent: 127.0.0.1 at PORT. */
  PUBLIC_ORIGIN: origin.optional(),
  /** Where pod servers find our issuer and agents; absent: localhost at PORT. */
  ISSUER_ORIGIN: origin.optional(),
  /** Address to listen on. Loopback unless said otherwise. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The demo: two schools, six people, logins without a password. Loopback only. */
  DEMO: z.stringbool().default(true),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Longest a learner can grant access in one go, in days. */
  GRANT_MAX_DAYS: z.coerce.number().int().positive().max(730).default(730),
  /** How long a change waits for the pod before it says PENDING, in milliseconds. */
  POD_WAIT_MS: z.coerce.number().int().min(0).max(30_000).default(4000),
});
export type Config = Readonly<z.infer<typeof Env>>;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Nobody elsewhere can reach it, not through a proxy either. */
const staysHere = ({ HOST, PUBLIC_ORIGIN, ISSUER_ORIGIN }: Omit<Config, 'DEMO'>): boolean =>
  [PUBLIC_ORIGIN, ISSUER_ORIGIN]
    .flatMap((at) => (at === undefined ? [] : [new URL(at).hostname]))
    .concat(HOST)
    .every(isLoopback);

/** Reads the environment once. @throws Error that names everything that is wrong, together. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const checked = Env.refine(({ DEMO, ...at }) => !DEMO || staysHere(at), {
    path: ['DEMO'],
    message: 'the demo has logins without a password: set DEMO=false, or listen on loopback only',
  }).refine(({ DEMO, POD_ORIGIN }) => !DEMO || POD_ORIGIN === undefined, {
    path: ['POD_ORIGIN'],
    message: 'the demo makes its own pods: set DEMO=false to use a pod server of your own',
  });
  const parsed = checked.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new Error(`Cannot start, please mend the environment:\n${z.prettifyError(parsed.error)}`);
}
