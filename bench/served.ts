/** One HTTP server, in a process of its own. Arguments: which, how many learners, results of each, bytes to answer. */
import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { benchHouse } from './in-memory.js';
import { flows } from './served-flows.js';
import { ours } from './served-ours.js';
import { yoga } from './served-yoga.js';

const [kind = 'plain', learners = '1', records = '1', bytes = ''] = process.argv.slice(2);

const plain =
  (body: Buffer): RequestListener =>
  (request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': body.byteLength,
      });
      response.end(body);
    });
  };

function expressJson(body: string): RequestListener {
  const app = express();
  app.post('/graphql', express.json(), (_request, response) => {
    response.type('json').send(body);
  });
  return app;
}

async function listenerFor(): Promise<RequestListener> {
  const body = Buffer.from(bytes, 'base64url');
  if (kind === 'plain') return plain(body);
  if (kind === 'express') return expressJson(body.toString());
  const memory = await benchHouse({ learners: Number(learners), records: Number(records) });
  if (kind === 'flows') return flows(memory.house, body);
  if (kind === 'yoga') return yoga(memory.house);
  return ours(memory.house, kind === 'ours' ? undefined : Number.POSITIVE_INFINITY);
}

const server = createServer(await listenerFor());
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
const address = server.address();
if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
