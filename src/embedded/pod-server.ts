import { mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { App, HttpServerFactory } from '@solid/community-server';
import { compiledPodServer, podServerIsStale } from './compiled-config.js';
import { closer, listen, loopbackHosts } from './loopback.js';
import { setPodServerLog } from './pod-server-log.js';
import { type Builder, renderPages, renderPodTemplate } from './pod-template.js';

export interface PodServerOptions {
  /**
   * `http://localhost:<port>/`, since the pod server refuses WebIDs and issuers on 127.0.0.1 (see `freePort`), or its
   * public https name.
   */
  readonly baseUrl: string;
  /** The port of `baseUrl`. Another one only behind a proxy. */
  readonly port: number;
  /** Pods, accounts and the filled-in template live under here. */
  readonly dataDir: string;
  readonly builder: Builder;
  /** Addresses to listen on; absent: loopback. */
  readonly hosts?: readonly string[];
  /** Gets what went wrong inside the server; absent means silent. */
  readonly log?: (line: string) => void;
}

export interface PodServer {
  /** Ends in a slash. */
  readonly baseUrl: string;
  stop(): Promise<void>;
}

interface Parts {
  readonly app: App;
  readonly serverFactory: HttpServerFactory;
}

const require = createRequire(import.meta.url);
/** For requests under way when the server stops. */
const graceMs = 1000;

/** Starts our pod server in this process, on loopback unless told otherwise. Further ones in the same process are fast. */
export async function startPodServer(options: PodServerOptions): Promise<PodServer> {
  if (await podServerIsStale()) {
    throw new Error('The pod server config is not compiled: please run `npm run prepare`.');
  }
  const template = join(options.dataDir, 'pod-template');
  await mkdir(join(options.dataDir, 'pods'), { recursive: true, mode: 0o700 });
  await renderPodTemplate(template, options.builder);
  await renderPages(join(options.dataDir, 'pod-pages'), options.builder);
  await rm(join(options.dataDir, 'pods/.internal/tempFiles'), { recursive: true, force: true });
  setPodServerLog(options.log);
  withoutJest();
  const { app, serverFactory } = assemble(options, template);
  await app.start();
  const stops: ((graceMs: number) => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.map((close) => close(graceMs)));
    await app.stop();
  };
  try {
    for (const host of options.hosts ?? loopbackHosts()) {
      const server: Server = await serverFactory.createServer();
      stops.push(closer(server));
      await listen(server, options.port, host);
    }
  } catch (cause) {
    await stop();
    throw new Error(`Port ${options.port} for the pods is taken.`, { cause });
  }
  return { baseUrl: options.baseUrl, stop };
}

const variable = (name: string): string => `urn:solid-server:default:variable:${name}`;

/** Where NODE_ENV is test, the server asks Jest for its login library, unless Jest's worker id is empty. */
function withoutJest(): void {
  if (process.env.NODE_ENV === 'test') process.env.JEST_WORKER_ID = '';
}

/** What people see when they log in. */
const pagesIn = (folder: string) =>
  Object.fromEntries(
    Object.entries({
      main: 'main.html.ejs',
      onward: 'onward.html.ejs',
      login: 'login.html.ejs',
      consent: 'consent.html.ejs',
      assets: 'assets/',
      script: 'pages.js',
    }).map(([name, file]) => [`urn:leerkluis:variable:pages:${name}`, join(folder, file)]),
  );

function assemble({ baseUrl, port, dataDir }: PodServerOptions, template: string): Parts {
  const build: unknown = require(compiledPodServer);
  if (!isBuilder(build)) throw new Error('The compiled pod server config is not a function.');
  return build({
    [variable('baseUrl')]: baseUrl,
    [variable('port')]: port,
    [variable('rootFilePath')]: join(dataDir, 'pods'),
    [variable('showStackTrace')]: false,
    'urn:leerkluis:variable:podTemplateFolder': template,
    ...pagesIn(join(dataDir, 'pod-pages')),
  });
}

const isBuilder = (value: unknown): value is (variables: Record<string, unknown>) => Parts =>
  typeof value === 'function';
