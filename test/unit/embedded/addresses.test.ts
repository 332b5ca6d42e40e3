import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseAddresses, freePort } from '../../../src/embedded/index.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-addresses-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function holding<T>(port: number, work: () => Promise<T>): Promise<T> {
  const holder = createServer().listen(port, '127.0.0.1');
  await once(holder, 'listening');
  try {
    return await work();
  } finally {
    holder.close();
    await once(holder, 'close');
  }
}

it('takes the wanted port, or the next free one', async () => {
  const wanted = await freePort();
  expect(await freePort(wanted)).toBe(wanted);
  expect(await holding(wanted, () => freePort(wanted))).toBeGreaterThan(wanted);
});

it('gives each server another port, also when all want the same', async () => {
  const wanted = await freePort();
  const { port, podsPort } = await chooseAddresses(dataDir, { port: wanted, podsPort: wanted });
  expect(port).toBe(wanted);
  expect(podsPort).toBeGreaterThan(wanted);
});

it('keeps what it chose, whatever is wanted later', async () => {
  const first = await chooseAddresses(dataDir, { port: 0, podsPort: 0 });
  expect(await chooseAddresses(dataDir, { port: 0, podsPort: 4100 })).toEqual(first);
});

it('chooses later for a server that was not there at the first start', async () => {
  const { port } = await chooseAddresses(dataDir, { port: 0 });
  expect(await chooseAddresses(dataDir, { port: 0, podsPort: 0 })).toMatchObject({ port });
});

it('stops in one sentence when a kept port is taken', async () => {
  const { podsPort } = await chooseAddresses(dataDir, { podsPort: 0 });
  const again = holding(podsPort, () => chooseAddresses(dataDir, { podsPort: 0 }));
  await expect(again).rejects.toThrow(`Port ${podsPort} (podsPort) is taken by another program`);
});

it('lets a port be taken that our own server may still hold', async () => {
  const first = await chooseAddresses(dataDir, { postgresPort: 0 });
  const again = holding(first.postgresPort, () =>
    chooseAddresses(dataDir, { postgresPort: 0 }, ['postgresPort']),
  );
  expect(await again).toEqual(first);
});
