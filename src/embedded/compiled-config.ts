import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

/** pods/server as JavaScript: reading the config itself costs eight seconds at each start. */
export const compiledPodServer: string = join(projectRoot, 'dist/pods/pod-server.cjs');
/** Beside it: the hash of what it was compiled from. */
export const compiledFrom: string = join(projectRoot, 'dist/pods/pod-server.sha256');
/** The script of its own pages. */
export const compiledPages: string = join(projectRoot, 'dist/pods/pages/pages.js');
export const podServerConfig: string = join(projectRoot, 'pods/server');

/** Raise when compile-pod-server.ts writes other JavaScript for the same config. */
const form = '4';
const require = createRequire(import.meta.url);

/** SHA-256 over the config files, the pod server's version and the form of the output. */
export async function hashOfInputs(): Promise<string> {
  const names = (await readdir(podServerConfig)).filter((name) => name.endsWith('.json'));
  const serverPackage = require.resolve('@solid/community-server/package.json');
  const hash = createHash('sha256')
    .update(form)
    .update(await readFile(serverPackage));
  for (const name of names.toSorted()) {
    hash.update(`\n${name}\n`).update(await readFile(join(podServerConfig, name)));
  }
  return hash.digest('hex');
}

/** True when there is no compiled config, or the config or the pod server changed since. */
export async function podServerIsStale(): Promise<boolean> {
  const [was, is] = await Promise.all([
    readFile(compiledFrom, 'utf8').catch(() => ''),
    hashOfInputs(),
  ]);
  return was.trim() !== is;
}
