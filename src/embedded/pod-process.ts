/** A pod server in a process of its own; startPodProcess starts it and hands over the options as one argument. */
import * as nodeModule from 'node:module';
import { z } from 'zod';
import { startPodServer } from './pod-server.js';

const Options = z.object({
  baseUrl: z.url(),
  port: z.int(),
  dataDir: z.string(),
  builder: z.object({ webId: z.url(), clientId: z.url() }),
});

// Its code is loaded after this line, and kept compiled from one start to the next.
nodeModule.enableCompileCache();
// The pod server throws an error for each refusal: writing a stack costs more than refusing.
Error.stackTraceLimit = 0;
// Ctrl-C reaches the whole group; this process ends when its parent lets go of it.
process.on('SIGINT', () => undefined);

const log = (line: string): void => void process.stderr.write(`${line}\n`);
// Node would print the whole error, and whom it is about.
process.on('uncaughtException', ({ name }) => {
  log(`The pod server stopped by ${/^\w{1,60}$/.test(name) ? name : 'a fault'}.`);
  process.exit(1);
});

const options = Options.parse(JSON.parse(process.argv[2] ?? ''));
const server = await startPodServer({ ...options, log }).catch((error: unknown) => {
  log(error instanceof Error ? error.message : 'The pod server did not start.');
  process.exit(1);
});

async function end(): Promise<void> {
  setTimeout(() => process.exit(1), 3000).unref();
  await server.stop();
  process.exit(0);
}
process.once('SIGTERM', () => void end());
process.once('disconnect', () => void end());
if (process.connected) process.send?.('ready');
else void end();
