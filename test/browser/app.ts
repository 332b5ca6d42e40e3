import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../src/embedded/index.js';

const Ready = z.object({
  url: z.url(),
  graphql: z.url(),
  pods: z.url(),
  personas: z.record(z.string(), z.object({ login: z.url(), webId: z.url() })),
});
export type Ready = z.infer<typeof Ready>;

export interface StartedApp extends Ready {
  /** Of its own embedded PostgreSQL. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

const anyPorts = Object.fromEntries(
  [
    'PORT',
    'PODS_PORT',
    'POSTGRES_PORT',
    'ROC_PORT',
    'UNIVERSITY_PORT',
    'HOGESCHOOL_PORT',
    'EDUID_PORT',
  ].map((name) => [name, '0']),
);

/** The server's own notes: where it listens stands on the fourth line. */
async function databaseIn(dataDir: string): Promise<string> {
  const password = await readFile(join(dataDir, 'postgres-password'), 'utf8');
  const notes = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  return `postgresql://leerkluis:${password}@127.0.0.1:${notes.split('\n')[3]}/leerkluis`;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** What `npm start` starts, as it is built, in a folder and on ports of its own. */
export async function startApp(env: Readonly<Record<string, string>> = {}): Promise<StartedApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-page-'));
  // The database runs as a user of its own.
  await chmod(dataDir, 0o711);
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'dist/src/main.js'), 'start', '--json'],
    {
      cwd: projectRoot,
      env: { ...process.env, NODE_ENV: 'production', ...anyPorts, DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout });
  const said: unknown[] = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  const ready = Ready.parse(JSON.parse(String(said[0])));
  return {
    ...ready,
    databaseUrl: await databaseIn(dataDir),
    async stop() {
      await endOf(child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
