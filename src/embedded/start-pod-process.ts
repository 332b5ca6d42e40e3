import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PodServer, PodServerOptions } from './pod-server.js';

export interface PodProcess extends PodServer {
  readonly pid: number;
  /** When the process is gone, asked for or not. */
  readonly ended: Promise<void>;
}

/** Errors of the process go to this one's stderr. */
type ProcessOptions = Omit<PodServerOptions, 'log'>;

const require = createRequire(import.meta.url);
const own = extname(import.meta.filename);

/** The pod server in a child process, so that its work does not hold up the API. It ends with this one. */
export async function startPodProcess(options: ProcessOptions): Promise<PodProcess> {
  const child = fork(join(import.meta.dirname, `pod-process${own}`), [JSON.stringify(options)], {
    execArgv: own === '.ts' ? ['--import', pathToFileURL(require.resolve('tsx')).href] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  const answer = await Promise.race([once(child, 'message'), ended]);
  if (answer === undefined || child.pid === undefined) {
    throw new Error('The pod server did not start; its own words are above.');
  }
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(kill);
  };
  return { baseUrl: options.baseUrl, pid: child.pid, ended, stop };
}
