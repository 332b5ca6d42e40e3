import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageDoor } from '../../../src/http/page.js';

// Its places are read and not loaded: the page's own code is for a browser.
const router = await readFile(
  new URL('../../../src/web/page/shell/router.ts', import.meta.url),
  'utf8',
);
const places = [...router.matchAll(/(?:at\(\s*|path: )'(\/[^']*)'/g)].map((found) =>
  String(found[1]).replaceAll(/\$\w+/g, 'one'),
);

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-places-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><style nonce="__NONCE__"></style>');
  server = createServer(express().use(pageDoor(folder)));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((ended) => server.close(ended));
  await rm(folder, { recursive: true });
});

const opened = async (place: string): Promise<number> => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const answer = await fetch(`http://127.0.0.1:${address.port}${place}`, {
    headers: { accept: 'text/html' },
  });
  await answer.text();
  return answer.status;
};

it('reads the places of the page', () => {
  expect(places.length).toBeGreaterThan(20);
  expect(places).toContain('/route/offering/one');
});

it.each(places)('opened by its address: %s', async (place) => {
  expect(await opened(place)).toBe(200);
});

it('a place that there is not is not found', async () => {
  expect(await opened('/nowhere')).toBe(404);
});
