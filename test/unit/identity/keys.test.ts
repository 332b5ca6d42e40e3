import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  loadBuilderKeys,
  loadBuilderPublicJwk,
  loadKeys,
  loadQueryKeys,
} from '../../../src/identity/index.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

it('keys are the same after a restart, but for the proof keys of the process', async () => {
  const [before, after] = [await loadKeys(dataDir), await loadKeys(dataDir)];
  for (const role of ['query', 'builder'] as const) {
    expect(after[role].issuer.publicJwk).toEqual(before[role].issuer.publicJwk);
    expect(after[role].agentNames).toEqual(before[role].agentNames);
    expect(after[role].dpop.kid).not.toBe(before[role].dpop.kid);
  }
  expect(after.query.pairwise).toEqual(before.query.pairwise);
});

it('the two roles share the names of agents and nothing else', async () => {
  const { query, builder } = await loadKeys(dataDir);
  expect(query.agentNames).toEqual(builder.agentNames);
  const kids = [query, builder].flatMap(({ issuer, dpop }) => [issuer.kid, dpop.kid]);
  expect(new Set(kids).size).toBe(4);
  expect(query.pairwise).not.toEqual(query.agentNames);
});

it('only their owner can read the files, and no drafts stay behind', async () => {
  await loadKeys(dataDir);
  const keys = join(dataDir, 'keys');
  const files = await readdir(keys);
  expect(files.toSorted()).toEqual([
    'agent-names.key',
    'builder-issuer.pem',
    'builder-issuer.pub.pem',
    'pairwise.key',
    'query-issuer.pem',
  ]);
  const modes = await Promise.all(files.map(async (file) => (await stat(join(keys, file))).mode));
  expect(modes.map((mode) => mode & 0o777)).toEqual(files.map(() => 0o600));
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
});

it('processes that start together agree', async () => {
  const loaded = await Promise.all([1, 2, 3, 4].map(() => loadQueryKeys(dataDir)));
  expect(new Set(loaded.map(({ issuer }) => issuer.kid)).size).toBe(1);
});

it('the query role makes and needs no key of the builder', async () => {
  await loadQueryKeys(dataDir);
  expect((await readdir(join(dataDir, 'keys'))).join()).not.toContain('builder');
  await expect(loadBuilderPublicJwk(dataDir)).rejects.toThrow('ENOENT');
});

it('the builder’s public half can be had without its key', async () => {
  const { issuer } = await loadBuilderKeys(dataDir);
  const jwk = await loadBuilderPublicJwk(dataDir);
  expect(jwk).toEqual(issuer.publicJwk);
  expect(jwk).not.toHaveProperty('d');
});

it('a private key in memory cannot be written out again', async () => {
  const { query } = await loadKeys(dataDir);
  expect(query.issuer.privateKey.extractable).toBe(false);
});
