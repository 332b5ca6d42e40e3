import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { beforeAll, expect, it } from 'vitest';
import type { Logins } from '../../../src/http/logins.js';
import { podDoor } from '../../../src/http/pod-door.js';
import type { SessionDeps } from '../../../src/http/session-start.js';

let at: string;
const met: unknown[] = [];
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  met.push(error);
  response.status(500).end();
};
beforeAll(async () => {
  const broken = new Error('the database is away');
  const find = () => Promise.reject(broken);
  // What the door asks of these here, and no more.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const logins = { ownOrigins: [], house: { ledger: { sessions: { find } } } } as unknown as Logins;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const sessions = { cookie: { name: 'session' } } as unknown as SessionDeps;
  const app = express();
  app.use(podDoor(logins, sessions));
  app.use(onError);
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/account/pod`;
  return () => server.close();
});
const asks = async (body: string) => {
  const headers = { 'content-type': 'application/json', 'x-csrf': '1', cookie: 'session=x' };
  const { status } = await fetch(at, { method: 'POST', headers, body });
  return [status, met.splice(0).length];
};

it('bringing a pod: what cannot be read is said to be that, and a fault of ours is not laid on who asks', async () => {
  expect(await asks('{"pod":')).toEqual([400, 0]);
  expect(await asks(JSON.stringify({ pod: 'x'.repeat(5000) }))).toEqual([400, 0]);
  expect(await asks('{}')).toEqual([500, 1]);
});
