/** What somebody needs to check a paper who was never here, as files: keys, lists of what was taken back, whom to trust. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { examinerHere } from '../../../../src/credentials/index.js';
import { verifyFile } from '../../../../src/verify.js';
import { roc } from './steps.js';

const Signed = z.looseObject({
  issuer: z.looseObject({ id: z.string() }),
  credentialStatus: z.array(z.looseObject({ statusListCredential: z.string() })),
});

export async function checkerOf(
  credential: string,
  published: (path: string) => Promise<Response>,
) {
  const root = await mkdtemp(join(tmpdir(), 'paper-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const put = async (name: string, content: Uint8Array | string): Promise<string> => {
    await writeFile(join(root, name), content);
    return join(root, name);
  };
  const { issuer, credentialStatus } = Signed.parse(JSON.parse(credential));
  const fetched = async (name: string, path: string) =>
    put(name, new Uint8Array(await (await published(path)).arrayBuffer()));
  const lists = credentialStatus.map(({ statusListCredential: at }, n) =>
    fetched(`list-${n}.json`, new URL(at).pathname),
  );
  const name = { nl: 'ROC', en: 'ROC' };
  const trusted = [{ name, schacHome: roc, dids: [issuer.id] }];
  const files = {
    did: [await fetched('did.json', `/issuers/${roc}/did.json`)],
    list: await Promise.all(lists),
    registry: await put('registry.json', JSON.stringify(trusted)),
  };
  /** As `leerkluis verify` says of a file, without a network. */
  return async (bytes: Uint8Array, change: Partial<typeof files> = {}) => {
    const lines: string[] = [];
    const tools = { say: (line: string) => lines.push(line), examiner: examinerHere };
    const options = { offline: true, ...files, ...change };
    const holds = await verifyFile(await put('paper.pdf', bytes), options, tools);
    return { holds, text: lines.join('\n') };
  };
}
