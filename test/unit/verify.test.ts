import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  examinerHere,
  leastEntries,
  signCredential,
  statusListCredential,
  toOpenBadge,
} from '../../src/credentials/index.js';
import { type VerifyOptions, verifyFile } from '../../src/verify.js';
import { award } from '../fixtures/awards.js';
import { didKey } from '../fixtures/own-keys.js';

const url = 'https://lijst.example/status/1';
const signing = { created: new Date('2026-07-01T09:31:00Z') };

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(() => rm(root, { recursive: true }));

async function put(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

async function files() {
  const { did, signer } = await didKey();
  const issuer = { ...award().issuer, did };
  const entry = { purpose: 'revocation', list: url, index: 1 } as const;
  const bytes = await signCredential(toOpenBadge({ ...award(), issuer }, [entry]), signer, signing);
  const list = { url, issuer: did, purpose: 'revocation', ttlMs: 3_600_000 } as const;
  const listOf = (bits: Uint8Array) =>
    statusListCredential({ ...list, bits, validFrom: signing.created }, signer, signing);
  const registry = [
    {
      name: { nl: 'Hogeschool Zonnedael', en: 'Zonnedael University' },
      schacHome: 'hogeschool-zonnedael.example',
      dids: [did],
    },
  ];
  const none = new Uint8Array(leastEntries / 8);
  return {
    credential: await put('badge.json', bytes),
    changed: await put('changed.json', Buffer.from(bytes).toString().replace('4.5', '5.5')),
    good: await put('good-list.json', await listOf(none)),
    bad: await put('bad-list.json', await listOf(none.with(0, 0b0100_0000))),
    note: await put('note.txt', 'Geen bewijs.'),
    registry: await put('registry.json', JSON.stringify(registry)),
  };
}

async function said(file: string, options: VerifyOptions = {}) {
  const lines: string[] = [];
  const offline = { offline: true, at: '2026-11-24T03:00:00Z', ...options };
  const tools = { say: (line: string) => lines.push(line), examiner: examinerHere };
  return { holds: await verifyFile(file, offline, tools), text: lines.join('\n') };
}

it('one file is said to hold only where every check did, offline by the files that are named', async () => {
  const { credential, changed, good, bad, note, registry } = await files();
  const authentic = await said(credential, { list: [good] });
  expect(authentic).toMatchObject({ holds: true });
  expect(authentic.text).toMatch(/^AUTHENTIC\n {2}proof {4}VALID/);
  const trusted = await said(credential, { list: [good], registry });
  expect(trusted).toMatchObject({ holds: true });
  expect(trusted.text).toContain('TRUSTED (Zonnedael University)');
  expect(await said(credential)).toMatchObject({ holds: false });
  expect((await said(credential)).text).toContain('STATUS_UNAVAILABLE');
  const revoked = await said(credential, { list: [bad] });
  expect(revoked).toMatchObject({ holds: false });
  expect(revoked.text).toContain('REVOKED: Whoever gave this credential has taken it back.');
  expect(await said(changed, { list: [good] })).toMatchObject({ holds: false });
  expect(await said(note)).toEqual({ holds: false, text: 'This is no credential.' });
  await expect(said(join(root, 'nothing'))).rejects.toThrow('cannot be read');
  await expect(said(credential, { did: [note] })).rejects.toThrow('is no DID document');
});
