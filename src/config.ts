import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => new URL(value).origin === value, 'an origin: no path, no slash at the end');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Read as given, but for a slash at the end: a login names itself letter by letter. */
const issuer = z.url({ protocol: /^https?$/ }).refine((value) => {
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const isSafe = protocol === 'https:' || isLoopback(hostname);
  return isSafe && username + password + search + hash === '';
}, 'https, unless on this machine; no login, query or fragment');

/** What one process does: everything; answer people; work for pods as the builder; be the pod server. */
export const roles = ['all', 'api', 'worker', 'pods'] as const;

const Env = z.object({
  ROLE: z.enum(roles).default('all'),
  /** Page, API and our own issuer. 0: any free port. Kept from the first start on. */
  PORT: port(4000),
  /** The embedded pod server. */
  PODS_PORT: port(4100),
  /** The embedded PostgreSQL. */
  POSTGRES_PORT: port(54_329),
  /** The three schools of the demo. */
  ROC_PORT: port(4201),
  UNIVERSITY_PORT: port(4202),
  HOGESCHOOL_PORT: port(4203),
  EDUID_PORT: port(4204),
  /** Keys, pods and database of the embedded set-up. */
  DATA_DIR: z.string().min(1).default('.data'),
  /** Keys that all processes of one set-up share; absent: `keys` under DATA_DIR. */
  KEYS_DIR: z.string().min(1).optional(),
  /** The builder's private key, which no api needs to reach; absent: with the others. */
  BUILDER_KEYS_DIR: z.string().min(1).optional(),
  /** Keys by which institutions sign here, for the worker alone; absent: `issuers` under BUILDER_KEYS_DIR. */
  ISSUER_KEYS_DIR: z.string().min(1).optional(),
  /** What those keys are sealed with; absent: a secret that is made, and lies beside them. */
  ISSUER_KEYS_SECRET: z.string().min(32).max(1000).optional(),
  /** Which institutions to fetch from, a file of JSON; absent: those of the demo, or none. */
  INSTITUTIONS_FILE: z.string().min(1).optional(),
  /** Which organisations were looked into, a file of JSON; absent: those of the demo, or none. */
  ORGANISATIONS_FILE: z.string().min(1).optional(),
  /** Which institutions let in each other's learners, a file of JSON; absent: those of the demo, or none. */
  AGREEMENTS_FILE: z.string().min(1).optional(),
  /** Whose credentials are to be trusted, a file of JSON (`leerkluis issuers`); absent: nobody's. */
  TRUST_REGISTRY_FILE: z.string().min(1).optional(),
  /** Login services of other pod servers that people may sign in by, with commas between, as they spell themselves. */
  TRUSTED_ISSUERS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(issuer)),
  /** The provider of eduIDs (eduID, or SURFconext set to require it); absent: nobody signs in by eduID. */
  EDUID_ISSUER: issuer.optional(),
  EDUID_CLIENT_ID: z.string().min(1).max(300).optional(),
  /** Or a file that holds it. */
  EDUID_CLIENT_SECRET: z.string().min(1).max(2000).optional(),
  EDUID_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  /** What people call it. */
  /** Of a token by which hosts are asked for a place in a learner's name. */
  EDUID_ENROL_SCOPE: z.string().min(1).max(300).optional(),
  EDUID_NAME_NL: z.string().min(1).max(60).default('eduID'),
  EDUID_NAME_EN: z.string().min(1).max(60).default('eduID'),
  /** Whose archives are believed beside our own, a JWKS; absent: nobody's. */
  ARCHIVE_KEYS_FILE: z.string().min(1).optional(),
  /** Ids of learners and records one asker may look up in a minute, found or not; and in one go. */
  RATE_IDS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
  RATE_IDS_BURST: z.coerce.number().int().min(20).max(1_000_000).default(200),
  /** Operations that name nobody, such as a learner's own, one asker may send in a minute. */
  RATE_OWN_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(1200),
  /** The mail server that tells learners that something waits; absent: no mail is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Of whom that mail is. */
  MAIL_FROM: z.string().min(3).max(300).optional(),
  /** Any PostgreSQL; absent: the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A pod server of one's own; absent: the embedded one. */
  POD_ORIGIN: origin.optional(),
  /** Where the pod server stands for a worker, which makes pods there, if not at POD_ORIGIN: behind the proxy. */
  PODS_INSIDE: origin.optional(),
  /** Where people find the page and the API; absent: 127.0.0.1 at PORT. */
  PUBLIC_ORIGIN: origin.optional(),
  /** Where pod servers find our issuer and agents; absent: localhost at PORT. */
  ISSUER_ORIGIN: origin.optional(),
  /** Address to listen on. Loopback unless said otherwise. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The demo: three schools, nine people, logins without a password. Loopback only. */
  DEMO: z.stringbool().default(true),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Longest a learner can grant access in one go, in days. */
  GRANT_MAX_DAYS: z.coerce.number().int().positive().max(730).default(730),
  /** How long each line of a learner's log is kept before the learner can erase it, in days. */
  LOG_RETENTION_DAYS: z.coerce.number().int().min(30).default(730),
  /** How long a change waits for the pod before it says PENDING, in milliseconds. */
  POD_WAIT_MS: z.coerce.number().int().min(0).max(30_000).default(4000),
  /** How long a pod may take to begin its answer before it counts as unreachable, in milliseconds. */
  POD_HEADERS_MS: z.coerce.number().int().min(100).max(30_000).default(3000),
});
export type Config = Readonly<z.infer<typeof Env>>;

/** All that is read of the environment, but for passwords that the file of institutions names. */
export const settingNames: readonly string[] = Object.keys(Env.shape);

/** Nobody elsewhere can reach it, not through a proxy either. */
const staysHere = ({ HOST, PUBLIC_ORIGIN, ISSUER_ORIGIN }: Config): boolean =>
  [PUBLIC_ORIGIN, ISSUER_ORIGIN]
    .flatMap((at) => (at === undefined ? [] : [new URL(at).hostname]))
    .concat(HOST)
    .every(isLoopback);

/** What a process of its own has to be told, since it starts nothing beside itself. */
const needed = {
  all: [],
  api: ['DATABASE_URL', 'POD_ORIGIN', 'ISSUER_ORIGIN', 'PUBLIC_ORIGIN'],
  worker: ['DATABASE_URL', 'POD_ORIGIN', 'ISSUER_ORIGIN'],
  pods: ['POD_ORIGIN', 'ISSUER_ORIGIN'],
} as const satisfies Record<(typeof roles)[number], readonly (keyof Config)[]>;

/** A mail leads people to the page, and says whom it is of. */
const neededForMail = {
  all: ['MAIL_FROM'],
  api: [],
  worker: ['MAIL_FROM', 'PUBLIC_ORIGIN'],
  pods: [],
} as const satisfies Record<(typeof roles)[number], readonly (keyof Config)[]>;

/** The demo is one process on one machine, and brings all it needs. */
const notInDemo = {
  POD_ORIGIN: 'the demo makes its own pods: set DEMO=false to use a pod server of your own',
  INSTITUTIONS_FILE: 'the demo has its own institutions: set DEMO=false to use yours',
  ORGANISATIONS_FILE: 'the demo has its own organisations: set DEMO=false to use yours',
  AGREEMENTS_FILE: 'the demo has its own agreements: set DEMO=false to use yours',
} as const;

const demoHasItsOwn = [
  'POD_ORIGIN',
  'INSTITUTIONS_FILE',
  'ORGANISATIONS_FILE',
  'AGREEMENTS_FILE',
] as const;

type ByRole = Readonly<Record<(typeof roles)[number], readonly (keyof Config)[]>>;
const missing = (config: Config, names: ByRole) =>
  names[config.ROLE].filter((name) => config[name] === undefined);

type Wrong = (name: keyof Config, message: string) => void;

/** eduID knows us by a name and one secret. */
function tellWrongOfEduid(config: Config, wrong: Wrong): void {
  if (config.EDUID_ISSUER === undefined) return;
  if (config.EDUID_CLIENT_ID === undefined) wrong('EDUID_CLIENT_ID', 'needed with EDUID_ISSUER');
  const secrets = [config.EDUID_CLIENT_SECRET, config.EDUID_CLIENT_SECRET_FILE];
  if (secrets.filter((one) => one !== undefined).length !== 1) {
    wrong(
      'EDUID_CLIENT_SECRET',
      'needed with EDUID_ISSUER, or EDUID_CLIENT_SECRET_FILE: one of two',
    );
  }
}

function tellWrong(config: Config, context: z.RefinementCtx): void {
  const wrong: Wrong = (name, message) =>
    context.addIssue({ code: 'custom', path: [name], message });
  tellWrongOfEduid(config, wrong);
  for (const name of missing(config, needed)) wrong(name, `needed for ROLE=${config.ROLE}`);
  if (config.SMTP_URL !== undefined) {
    for (const name of missing(config, neededForMail)) wrong(name, 'needed with SMTP_URL');
  }
  if (!config.DEMO) return;
  if (!staysHere(config)) {
    wrong('DEMO', 'has logins without a password: set it to false, or listen on loopback only');
  }
  if (config.ROLE !== 'all') {
    wrong('ROLE', 'the demo is one process: set DEMO=false to start a role of its own');
  }
  for (const name of demoHasItsOwn) {
    if (config[name] !== undefined) wrong(name, notInDemo[name]);
  }
}

/** Reads the environment once. @throws Error that names everything that is wrong, together. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = Env.superRefine(tellWrong).safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new Error(`Cannot start, please mend the environment:\n${z.prettifyError(parsed.error)}`);
}
