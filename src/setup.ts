import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { agreementsFrom } from './agreements-file.js';
import { archiveKeysFrom } from './archive-keys-file.js';
import type { Closings } from './closings.js';
import type { Config } from './config.js';
import type { Examiner, Registry } from './credentials/index.js';
import { loopbackHosts, projectRoot } from './embedded/index.js';
import type { House, Institutions, Messenger, Organisations, TestLearner } from './flows/index.js';
import type { AttestationKeys } from './identity/index.js';
import { institutionsFrom } from './institutions-file.js';
import type { Pace, SignedIn } from './ledger/index.js';
import { type Log, openLog } from './log.js';
import { mailMessenger } from './mail.js';
import { organisationsFrom } from './organisations-file.js';
import type { Agreement } from './route/index.js';
import { trustRegistryFrom } from './trust-registry-file.js';

/** What every process of one set-up is told. */
export interface CommonSetup {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Shared by all processes of the set-up; absent: `keys` under `dataDir`. */
  readonly keysDir?: string;
  /** The builder's private key, for the worker alone; absent: with the others. */
  readonly builderKeysDir?: string;
  /** Keys by which institutions sign, for the worker alone; absent: `issuers` beside the builder's. */
  readonly issuerKeysDir?: string;
  /** What those are sealed with; absent: a secret that lies beside them. */
  readonly issuerKeysSecret?: string;
  /** Folder of the project, for the vocabulary and the built explorer. */
  readonly projectRoot: string;
  readonly podOrigin: string;
  /** Where our own pod server stands for the worker, which makes pods there; absent: at `podOrigin`. */
  readonly podsInside?: string;
  readonly issuerOrigin: string;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly institutions: Institutions;
  readonly log: Log;
  /** Milliseconds a pod may take to begin its answer; absent: 3,000. */
  readonly podHeadersMs?: number;
  /** How learners who are not looking are told that something waits; absent: they are not. */
  readonly messenger?: Messenger;
  /** How long each line of a learner's log is kept; absent: 730 days. */
  readonly logRetentionDays?: number;
  /** Whose credentials are trusted; absent: nobody's. */
  readonly registry?: Registry;
  /** Looks into credentials; absent: a thread of its own. */
  readonly examiner?: Examiner;
}

/** How much one asker may ask; what is absent is as without a setting. */
export interface Allowance {
  /** Ids of learners and records. */
  readonly ids?: Pace;
  /** Operations that name none. */
  readonly operations?: Pace;
  /** Requests for access in 24 hours. */
  readonly requestsPerDay?: number;
  /** Steps proposed in 24 hours. */
  readonly proposalsPerDay?: number;
}

/** The provider of eduIDs, and as whom it knows us. */
export interface EduidSetup {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: { readonly nl: string; readonly en: string };
}
/** By which login learners let us ask hosts for a place in their name. */
export interface EnrolSetup extends Omit<EduidSetup, 'name'> {
  /** What a token has to say for that, as the provider and the hosts agreed. */
  readonly scope: string;
}

/** And what a process that answers people is told besides. */
export interface Setup extends CommonSetup {
  readonly publicOrigin: string;
  /** Login services beside that of our own pods, as they spell themselves; absent: none. */
  readonly trustedIssuers?: readonly string[];
  /** Absent: nobody signs in by eduID here. */
  readonly eduid?: EduidSetup;
  /** Absent: no place is asked for from here. */
  readonly enrol?: EnrolSetup;
  /** Filled before `ready`; empty outside the demo. */
  readonly personas: ReadonlyMap<string, SignedIn>;
  readonly openSchema: boolean;
  readonly grantMaxDays: number;
  readonly podWaitMs: number;
  /** Filled before `ready`, in the demo. */
  readonly organisations: Organisations;
  /** Who may come from which institution to which other; absent: nobody told. */
  readonly agreements?: readonly Agreement[];
  /** Whose archives are believed beside our own; absent: nobody's. */
  readonly archiveKeys?: AttestationKeys;
  readonly allowance?: Allowance;
  /** In the demo: learners who answer by themselves. */
  readonly testLearners?: readonly TestLearner[];
  /** The evaluator; another one only to see that the pod still refuses. */
  readonly decide?: House['decide'];
}

/** A bucket that holds what comes in a quarter of a minute, and a lot at least. */
export const paceOf = (perMinute: number): Pace => ({
  perMinute,
  burst: Math.max(20, Math.ceil(perMinute / 4)),
});

const keysIn = (config: Config) => {
  const keysDir = resolve(config.KEYS_DIR ?? join(config.DATA_DIR, 'keys'));
  const builderKeysDir = resolve(config.BUILDER_KEYS_DIR ?? keysDir);
  const issuerKeysDir = resolve(config.ISSUER_KEYS_DIR ?? join(builderKeysDir, 'issuers'));
  const { ISSUER_KEYS_SECRET: secret } = config;
  const sealed = secret === undefined ? {} : { issuerKeysSecret: secret };
  return { keysDir, builderKeysDir, issuerKeysDir, ...sealed };
};

/** What a configuration says outright, whoever starts. */
export const toldBy = (config: Config) => ({
  ...keysIn(config),
  dataDir: resolve(config.DATA_DIR),
  projectRoot,
  hosts: config.HOST === '127.0.0.1' ? loopbackHosts() : [config.HOST],
  podHeadersMs: config.POD_HEADERS_MS,
  logRetentionDays: config.LOG_RETENTION_DAYS,
  ...(config.PODS_INSIDE !== undefined && { podsInside: config.PODS_INSIDE }),
  log: openLog(config),
});

async function secretOf({
  EDUID_CLIENT_SECRET: secret,
  EDUID_CLIENT_SECRET_FILE: file,
}: Config): Promise<string> {
  if (secret !== undefined || file === undefined) return secret ?? '';
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const what = 'Cannot start: EDUID_CLIENT_SECRET_FILE names a file that cannot be read.';
    throw new Error(what, { cause });
  });
  return text.trim();
}

/** By which logins people may come, beside that of our own pods. */
export async function loginsToldBy(
  config: Config,
): Promise<Pick<Setup, 'trustedIssuers' | 'eduid' | 'enrol'>> {
  const { EDUID_ISSUER: issuer, EDUID_CLIENT_ID: clientId } = config;
  const told = { trustedIssuers: config.TRUSTED_ISSUERS };
  if (issuer === undefined || clientId === undefined) return told;
  const name = { nl: config.EDUID_NAME_NL, en: config.EDUID_NAME_EN };
  const { EDUID_ENROL_SCOPE: scope } = config;
  const as = { issuer, clientId, clientSecret: await secretOf(config) };
  const enrol = scope === undefined ? {} : { enrol: { ...as, scope } };
  return { ...told, eduid: { ...as, name }, ...enrol };
}

/** The institutions of a file, or none. */
export async function institutionsOf(
  { INSTITUTIONS_FILE: file }: Config,
  closings: Closings,
): Promise<Institutions> {
  if (file === undefined) return new Map();
  const { institutions, close } = await institutionsFrom(file, process.env);
  closings.push(close);
  return institutions;
}

/** The registry of a file, or an empty one: then nobody is shown as looked into. */
/** The institutions that are recognised, by the operator's file. */
export const registryIn = async ({
  TRUST_REGISTRY_FILE: file,
}: Config): Promise<{ readonly registry?: Registry }> =>
  file === undefined ? {} : { registry: await trustRegistryFrom(file) };

export const organisationsOf = async ({
  ORGANISATIONS_FILE: file,
}: Config): Promise<Organisations> => (file === undefined ? new Map() : organisationsFrom(file));

/** What institutions agreed on, by the operator's file; none: then only one's own institution is known to let one in. */
export const agreementsOf = async ({
  AGREEMENTS_FILE: file,
}: Config): Promise<readonly Agreement[]> => (file === undefined ? [] : agreementsFrom(file));

/** The keys of a file: archives that these signed are believed as our own are. */
export async function archiveKeysOf({
  ARCHIVE_KEYS_FILE: file,
}: Config): Promise<{ readonly archiveKeys?: AttestationKeys }> {
  return file === undefined ? {} : { archiveKeys: await archiveKeysFrom(file) };
}

export const allowanceOf = (config: Config): Allowance => ({
  ids: { perMinute: config.RATE_IDS_PER_MINUTE, burst: config.RATE_IDS_BURST },
  operations: paceOf(config.RATE_OWN_PER_MINUTE),
});

/** @param page origin that people are sent to. */
export function messengerOf(
  { SMTP_URL: smtpUrl, MAIL_FROM: from }: Config,
  page: string | undefined,
): { readonly messenger?: Messenger } {
  if (smtpUrl === undefined || from === undefined || page === undefined) return {};
  return { messenger: mailMessenger({ smtpUrl, from, page }) };
}
