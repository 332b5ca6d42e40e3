import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JWK } from 'jose';
import { projectRoot } from '../../../src/embedded/index.js';

export interface Shows {
  readonly credentials: readonly { readonly text: string; readonly show: readonly string[] }[];
  readonly holder: JWK;
  readonly says?: 'YES' | 'NO' | 'LATER';
}

/** A wallet in a process of its own shows what its owner chose. */
export async function showsFrom(uri: string, { credentials, holder, says = 'YES' }: Shows) {
  const file = join(projectRoot, 'test/fixtures/wallet-holder.ts');
  const child = spawn(process.execPath, [file], { stdio: 'pipe' });
  child.stdin.end(JSON.stringify({ uri, credentials, holder, says }));
  const [said, wrong] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === '') throw new Error(`the wallet failed: ${wrong}`);
  return JSON.parse(said);
}
