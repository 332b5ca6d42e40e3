import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { demoPersonas } from '../../../../src/demo/index.js';
import type { HouseOptions } from '../../../fixtures/house.js';

interface Document {
  readonly body: string;
  readonly mediaType: string;
  readonly etag: string;
}
/** Whom a token speaks for. Believed unread: here a pod's yes or no matters, not how it knows who asks. */
interface Bearer {
  readonly webid?: unknown;
  readonly client_id?: unknown;
  readonly iss?: unknown;
}
type Start = NonNullable<HouseOptions['pods']>['start'];
type Builder = Parameters<Start>[0]['builder'];

const bearerOf = ({ headers }: IncomingMessage): Bearer | undefined => {
  const token = headers.authorization?.split(' ')[1];
  return token === undefined ? undefined : decodeJwt(token);
};

/** A matcher of one of our access rules, as it is written. */
const matcherOf = ({ webid, client_id: client, iss }: Bearer): string =>
  `acp:agent <${String(webid)}>; acp:client <${String(client)}>; acp:issuer <${String(iss)}>`;

class Pods {
  readonly #documents = new Map<string, Document>();
  #written = 0;
  constructor(readonly builder: Builder) {}

  /** By the rule of the document itself, or of a container above it. */
  #mayRead(path: string, bearer: Bearer): boolean {
    const matcher = matcherOf(bearer);
    const names = (at: string): boolean =>
      this.#documents.get(`${at}.acr`)?.body.includes(matcher) ?? false;
    if (names(path)) return true;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (names(path.slice(0, end + 1))) return true;
    }
    return false;
  }

  /** 0: yes. */
  refusal(method: string, path: string, bearer: Bearer | undefined): number {
    if (bearer === undefined) return 401;
    const { webid, client_id: client } = bearer;
    if (webid === this.builder.webId && client === this.builder.clientId) return 0;
    const isReading = method === 'GET' || method === 'HEAD';
    return isReading && !path.endsWith('.acr') && this.#mayRead(path, bearer) ? 0 : 403;
  }

  get = (path: string): Document | undefined => this.#documents.get(path);
  remove = (path: string): number => (this.#documents.delete(path) ? 205 : 404);

  put(path: string, { headers }: IncomingMessage, body: string): number {
    const before = this.#documents.get(path);
    const { 'if-match': match, 'if-none-match': noneMatch } = headers;
    if (noneMatch === '*' && before !== undefined) return 412;
    if (match !== undefined && match !== before?.etag) return 412;
    this.#written += 1;
    const mediaType = headers['content-type'] ?? 'application/octet-stream';
    this.#documents.set(path, { body, mediaType, etag: `"${this.#written}"` });
    return before === undefined ? 201 : 205;
  }
}

async function answer(pods: Pods, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/' } = request;
  const body = await text(request);
  const refusal = pods.refusal(method, url, bearerOf(request));
  if (refusal > 0) return response.writeHead(refusal).end();
  if (method === 'PUT') return response.writeHead(pods.put(url, request, body)).end();
  if (method === 'DELETE') return response.writeHead(pods.remove(url)).end();
  const found = pods.get(url);
  if (found === undefined) return response.writeHead(404).end();
  const { mediaType, etag } = found;
  return response.writeHead(200, { 'content-type': mediaType, etag }).end(found.body);
}

const start: Start = async ({ port, builder }) => {
  const pods = new Pods(builder);
  const server = createServer((request, response) => {
    answer(pods, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Pods that cost next to nothing: they keep documents and let in whom a rule of ours names, and know no more of Solid. */
export const plainPods: NonNullable<HouseOptions['pods']> = {
  start,
  accounts: async (pods) =>
    demoPersonas.map((persona) => {
      const podRoot = `${pods}${persona.key}/`;
      const login = { email: '', password: '' };
      return { persona, podRoot, webId: `${podRoot}profile/card#me`, login };
    }),
};
