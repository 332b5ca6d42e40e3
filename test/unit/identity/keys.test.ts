import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  loadAttestationPublicJwk,
  loadBuilderKeys,
  loadBuilderPublicJwk,
  loadKeys,
  loadQueryKeys,
} from '../../../src/identity/index.js';

let folder: string;
let keysDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-keys-'));
  keysDir = join(folder, 'keys');
});
afterEach(() => rm(folder, { recursive: true }));

it('keys are the same after a restart, but for the proof keys of the process', async () => {
  const [before, after] = [await loadKeys(keysDir), await loadKeys(keysDir)];
  for (const role of ['query', 'builder'] as const) {
    expect(after[role].issuer.publicJwk).toEqual(before[role].issuer.publicJwk);
    expect(after[role].agentNames).toEqual(before[role].agentNames);
    expect(after[role].dpop.kid).not.toBe(before[role].dpop.kid);
  }
  expect(after.query.pairwise).toEqual(before.query.pairwise);
});

it('the two roles share the names of agents and nothing else', async () => {
  const { query, builder } = await loadKeys(keysDir);
  expect(query.agentNames).toEqual(builder.agentNames);
  const kids = [query, builder].flatMap(({ issuer, dpop }) => [issuer.kid, dpop.kid]);
  expect(new Set(kids).size).toBe(4);
  expect(query.pairwise).not.toEqual(query.agentNames);
});

it('only their owner can read the files, and no drafts stay behind', async () => {
  await loadKeys(keysDir);
  const files = await readdir(keysDir);
  expect(files.toSorted()).toEqual([
    'agent-names.key',
    'app-cookies.key',
    'app-issuer.pem',
    'attestation.pem',
    'attestation.pub.pem',
    'builder-issuer.pem',
    'builder-issuer.pub.pem',
    'pairwise.key',
    'query-issuer.pem',
    'verifier.pem',
  ]);
  const modes = await Promise.all(
    files.map(async (file) => (await stat(join(keysDir, file))).mode),
  );
  expect(modes.map((mode) => mode & 0o777)).toEqual(files.map(() => 0o600));
  expect((await stat(keysDir)).mode & 0o777).toBe(0o700);
});

it('processes that start together agree', async () => {
  const loaded = await Promise.all([1, 2, 3, 4].map(() => loadQueryKeys(keysDir)));
  expect(new Set(loaded.map(({ issuer }) => issuer.kid)).size).toBe(1);
});

it('the query role makes and needs no key of the builder', async () => {
  await loadQueryKeys(keysDir);
  expect((await readdir(keysDir)).join()).not.toMatch(/builder|attestation/);
  await expect(loadBuilderPublicJwk(keysDir)).rejects.toThrow('ENOENT');
});

it('the builder’s public half can be had without its key', async () => {
  const { issuer } = await loadBuilderKeys(keysDir);
  const jwk = await loadBuilderPublicJwk(keysDir);
  expect(jwk).toEqual(issuer.publicJwk);
  expect(jwk).not.toHaveProperty('d');
});

it('the builder’s private key can lie apart from what the processes share', async () => {
  const own = join(folder, 'builder');
  const { builder } = await loadKeys(keysDir, own);
  expect((await readdir(own)).toSorted()).toEqual(['attestation.pem', 'builder-issuer.pem']);
  expect((await readdir(keysDir)).toSorted()).toEqual([
    'agent-names.key',
    'app-cookies.key',
    'app-issuer.pem',
    'attestation.pub.pem',
    'builder-issuer.pub.pem',
    'pairwise.key',
    'query-issuer.pem',
    'verifier.pem',
  ]);
  expect(await loadBuilderPublicJwk(keysDir)).toEqual(builder.issuer.publicJwk);
  expect(await loadAttestationPublicJwk(keysDir)).toEqual(builder.attestation.publicJwk);
});

it('a builder’s private key that is not the published one is refused', async () => {
  await loadBuilderKeys(keysDir, join(folder, 'builder'));
  const lost = loadBuilderKeys(keysDir, join(folder, 'empty'));
  await expect(lost).rejects.toThrow('not the one whose public half is shared');
});

it('a private key in memory cannot be written out again', async () => {
  const { query } = await loadKeys(keysDir);
  expect(query.issuer.privateKey.extractable).toBe(false);
});
