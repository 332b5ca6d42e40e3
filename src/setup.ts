import { join, resolve } from 'node:path';
import type { Closings } from './closings.js';
import type { Config } from './config.js';
import { loopbackHosts, projectRoot } from './embedded/index.js';
import type { House, Institutions } from './flows/index.js';
import { institutionsFrom } from './institutions-file.js';
import type { SignedIn } from './ledger/index.js';
import { type Log, openLog } from './log.js';

/** What every process of one set-up is told. */
export interface CommonSetup {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Shared by all processes of the set-up; absent: `keys` under `dataDir`. */
  readonly keysDir?: string;
  /** The builder's private key, for the worker alone; absent: with the others. */
  readonly builderKeysDir?: string;
  /** Folder of the project, for the vocabulary and the built explorer. */
  readonly projectRoot: string;
  readonly podOrigin: string;
  readonly issuerOrigin: string;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly institutions: Institutions;
  readonly log: Log;
  /** Milliseconds a pod may take to begin its answer; absent: 3,000. */
  readonly podHeadersMs?: number;
  /** How long each line of a learner's log is kept; absent: 730 days. */
  readonly logRetentionDays?: number;
}

/** And what a process that answers people is told besides. */
export interface Setup extends CommonSetup {
  readonly publicOrigin: string;
  /** Filled before `ready`; empty outside the demo. */
  readonly personas: ReadonlyMap<string, SignedIn>;
  readonly openSchema: boolean;
  readonly grantMaxDays: number;
  readonly podWaitMs: number;
  /** The evaluator; another one only to see that the pod still refuses. */
  readonly decide?: House['decide'];
}

const keysIn = (config: Config) => {
  const keysDir = resolve(config.KEYS_DIR ?? join(config.DATA_DIR, 'keys'));
  return { keysDir, builderKeysDir: resolve(config.BUILDER_KEYS_DIR ?? keysDir) };
};

/** What a configuration says outright, whoever starts. */
export const toldBy = (config: Config) => ({
  ...keysIn(config),
  dataDir: resolve(config.DATA_DIR),
  projectRoot,
  hosts: config.HOST === '127.0.0.1' ? loopbackHosts() : [config.HOST],
  podHeadersMs: config.POD_HEADERS_MS,
  logRetentionDays: config.LOG_RETENTION_DAYS,
  log: openLog(config),
});

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
