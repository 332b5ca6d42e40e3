import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { freePort, startPodServer } from '../../src/embedded/index.js';
import { newHostedPerson } from '../../src/identity/index.js';
import { podMaker } from '../../src/pods-for-people.js';
import { newKeys } from '../unit/identity/new-keys.js';

const [podOrigin, issuerOrigin] = ['https://pods.example', 'https://kluis.example'];
let podsInside: string;
beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-pods-for-people-'));
  const port = await freePort();
  const builder = {
    webId: `${issuerOrigin}/agents/builder`,
    clientId: `${issuerOrigin}/clients/builder`,
  };
  // As behind a proxy: it goes by its public name, and stands elsewhere.
  const pods = await startPodServer({ baseUrl: `${podOrigin}/`, port, dataDir, builder });
  podsInside = `http://127.0.0.1:${port}`;
  return async () => {
    await pods.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
});

it('makes a pod at the inner door, once, and nobody without the builder’s key opens its account', async () => {
  const { builder } = await newKeys();
  const makePod = podMaker({ podOrigin, podsInside }, builder);
  const person = newHostedPerson(issuerOrigin, podOrigin);
  await makePod(person);
  await makePod(person);
  const other = podMaker({ podOrigin, podsInside }, { ...builder, podAccounts: randomBytes(32) });
  await expect(other(person)).rejects.toThrow('the pod server made no pod');
  const here = { headers: { 'x-forwarded-host': 'pods.example', 'x-forwarded-proto': 'https' } };
  const root = await fetch(podsInside + new URL(person.storage).pathname, here);
  expect(root.status).toBe(401);
  const card = await fetch(`${podsInside}${new URL(person.storage).pathname}profile/card`, here);
  expect(await card.text()).not.toContain('oidcIssuer');
});

it('a pod server that is away is waited for', async () => {
  const { builder } = await newKeys();
  const makePod = podMaker({ podOrigin, podsInside: 'http://127.0.0.1:1' }, builder);
  const made = makePod(newHostedPerson(issuerOrigin, podOrigin));
  await expect(made).rejects.toMatchObject({ kind: 'PodUnreachable' });
});
