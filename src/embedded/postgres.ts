import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, chown, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, createDatabase, hasDatabase, hasOtherClients } from './postgres-database.js';
import { findPlace, type Place } from './postgres-place.js';

export interface Postgres {
  /** With user, password and the database `leerkluis`. */
  readonly url: string;
  readonly note?: string;
  /** Leaves a server running that was running before and has other clients. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  /** See `chooseAddresses`: a port that our own server may still hold after a crash. */
  readonly port: number;
}

const owner = 'leerkluis';

/**
 * A real PostgreSQL from npm, on loopback, its files under `dataDir`. It survives a killed parent, so an
 * answering one is taken over; else it is started, and made at the first start.
 */
export async function startPostgres({ dataDir, port }: PostgresOptions): Promise<Postgres> {
  const place = await findPlace(dataDir);
  const password = await keptPassword(join(dataDir, 'postgres-password'));
  const serverUrl = `postgresql://${owner}:${password}@127.0.0.1:${port}/postgres`;
  const wasRunning = await isOurs(serverUrl, port);
  if (!wasRunning) {
    if (!existsSync(join(place.databaseDir, 'PG_VERSION'))) await initialise(place, password);
    await pgCtl(place, 'start', '--wait', '--timeout=30', '--silent', `--options=-p ${port}`);
  }
  if (!(await hasDatabase(serverUrl, 'leerkluis'))) await createDatabase(serverUrl, 'leerkluis');
  const stop = async (): Promise<void> => {
    if (wasRunning && (await hasOtherClients(serverUrl))) return;
    await pgCtl(place, 'stop', '--mode=fast', '--wait', '--timeout=30', '--silent');
  };
  const url = Object.assign(new URL(serverUrl), { pathname: '/leerkluis' }).href;
  return { url, stop, ...(place.note !== undefined && { note: place.note }) };
}

async function isOurs(serverUrl: string, port: number): Promise<boolean> {
  try {
    return await answers(serverUrl);
  } catch (cause) {
    throw new Error(`Port ${port} for the database is taken by another program.`, { cause });
  }
}

/** Random, made once, for this server only. */
async function keptPassword(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    const password = randomBytes(24).toString('base64url');
    await writeFile(file, password, { mode: 0o600, flag: 'wx' });
    return password;
  }
}

async function initialise(place: Place, password: string): Promise<void> {
  const passwordFile = join(tmpdir(), `leerkluis-${randomBytes(12).toString('hex')}`);
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  const { uid, gid } = place.runAs;
  try {
    if (uid !== undefined && gid !== undefined) await chown(passwordFile, uid, gid);
    await run(place, 'initdb', [
      `--pgdata=${place.databaseDir}`,
      `--username=${owner}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
  } catch (error) {
    await rm(join(place.databaseDir, 'PG_VERSION'), { force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
  await appendFile(join(place.databaseDir, 'postgresql.conf'), settings);
}

const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
logging_collector = off
log_min_messages = fatal
`;

const pgCtl = (place: Place, action: string, ...flags: string[]): Promise<void> =>
  run(place, 'pg_ctl', [action, `--pgdata=${place.databaseDir}`, ...flags]);

/** Without inherited pipes: the server that pg_ctl leaves behind would hold them open. */
async function run({ bin, runAs }: Place, program: string, args: string[]): Promise<void> {
  const child = spawn(join(bin, program), args, { ...runAs, cwd: '/', stdio: 'ignore' });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`The database's ${program} ended with an error.`);
}
