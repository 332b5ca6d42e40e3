/** Whoever in the product fetches an address that somebody else named, each with its own way out as the product opens it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asWebId, Fault, type GuardedFetch, guardedFetch, webId } from '../../src/base/index.js';
import { projectRoot } from '../../src/embedded/index.js';
import { podTransport, trustedIssuers, webIdIssuers } from '../../src/identity/index.js';
import { institutionsFrom, type OpenInstitutions } from '../../src/institutions-file.js';
import { readConsentDocument, readView } from '../../src/pod/index.js';
import { reachOf } from '../../src/wire-rooms.js';
import {
  byteByByte,
  type EndlessServer,
  startEndlessServer,
  withoutEnd,
} from '../fixtures/endless-server.js';
import { grant, planOf } from '../fixtures/records.js';

/** The one server whose address is not checked: our own pods. What it names may be anywhere. */
let own: EndlessServer;
let ownOrigin = '';
/** Listens on this machine, and nobody has any business with it. */
let bystander: EndlessServer;
let outside: GuardedFetch;
let pods: GuardedFetch;
let dir = '';
const opened: OpenInstitutions[] = [];
const now = () => new Date();

beforeAll(async () => {
  bystander = await startEndlessServer(() => 'secret');
  own = await startEndlessServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://own.example');
    const [, first = '', named = ''] = pathname.split('/');
    if (first === 'issuer') {
      const jwks = decodeURIComponent(named);
      return JSON.stringify({ issuer: `${ownOrigin}/issuer/${named}`, jwks_uri: jwks });
    }
    response.setHeader('content-type', 'text/turtle');
    if (first === 'away') {
      response.writeHead(307, { location: `${bystander.origin}/` });
      return '';
    }
    if (first === 'squeezed') response.setHeader('content-encoding', 'gzip');
    if (first === 'slow') return byteByByte(50);
    return first === 'silent' ? 'nothing' : withoutEnd();
  });
  const { port } = new URL(own.origin);
  ownOrigin = `http://127.0.0.1:${port}`;
  // By number, so that nothing else of this machine is let through as in development.
  const reach = reachOf({ podOrigin: ownOrigin });
  if (reach.allowLoopback) throw new Error('development is meant to be elsewhere');
  const { allowLoopback, ownPodOrigins: trustedOrigins } = reach;
  outside = guardedFetch({ allowLoopback, trustedOrigins });
  pods = podTransport({ ...reach, maxBytes: 1_500_000 });
  dir = await mkdtemp(join(tmpdir(), 'leerkluis-addresses-'));
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await Promise.all([outside.close(), pods.close(), own.stop(), bystander.stop()]);
  await rm(dir, { recursive: true });
});

async function school(baseUrl: string) {
  const file = join(dir, 'institutions.json');
  const name = { nl: 'School', en: 'School' };
  const one = { id: 'school.example', name, baseUrl, user: 'a', passwordEnv: 'SCHOOL' };
  await writeFile(file, JSON.stringify([one]));
  const found = await institutionsFrom(file, { SCHOOL: 'secret' });
  opened.push(found);
  const [desk] = [...found.institutions.values()];
  if (desk === undefined) throw new Error('no desk');
  return desk.connection.readLearner('11111111-1111-4111-8111-111111111111', 'a');
}

const viewAt = (view: string) => {
  const [permit] = planOf([grant({ view })]).permits;
  if (permit === undefined) throw new Error('no permit');
  return readView(permit, pods);
};
const keysOf = async (issuer: string) => {
  const keys = trustedIssuers({ issuers: [issuer], fetch: outside, now }).find(issuer);
  if (keys === undefined) throw new Error('not on the list');
  return keys({ alg: 'ES256', kid: 'x' }, { payload: '', signature: '' });
};

// biome-ignore format: a table is read in columns
const callers: readonly (readonly [string, (url: string) => Promise<unknown>])[] = [
  ['a WebID’s document',          (url) => webIdIssuers({ fetch: outside, now }).lists(webId(url), ownOrigin)],
  ['an issuer’s own description', keysOf],
  ['an issuer’s jwks_uri',        (url) => keysOf(`${ownOrigin}/issuer/${encodeURIComponent(url)}`)],
  ['a view in a pod',             viewAt],
  ['a document, as the builder',  (url) => readConsentDocument({ fetch: pods, context: {} }, url)],
];

const outcome = async (ask: () => Promise<unknown>): Promise<string> => {
  try {
    return `answered ${JSON.stringify(await ask())}`;
  } catch (error) {
    return error instanceof Fault ? error.kind : `not foreseen: ${String(error)}`;
  }
};

// biome-ignore format: a table is read in columns
const hosts = [
  'localhost', 'localhost.', 'pod.localhost', '127.0.0.1', '127.1', '0', '0.0.0.0', '2130706433', '0x7f000001', '0177.0.0.1',
  '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]',
  '169.254.169.254', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1',
  '[fc00::1]', '[fe80::1]', '198.18.0.1', '224.0.0.1', '255.255.255.255',
];

describe.each(callers)('attack 31: %s', (_who, ask) => {
  it.each(hosts)('at %s is not asked, by https nor http', async (host) => {
    const { port } = new URL(bystander.origin);
    for (const scheme of ['https', 'http']) {
      expect(await outcome(() => ask(`${scheme}://${host}:${port}/x`))).toBe('UrlRefused');
      // Another port of the same machine, and the usual one.
      expect(await outcome(() => ask(`${scheme}://${host}/x`))).toBe('UrlRefused');
    }
    expect(bystander.asked).toEqual([]);
  });

  it('by plain http at a public address is not asked', async () => {
    expect(await outcome(() => ask('http://93.184.215.14/x'))).toBe('UrlRefused');
  });

  it('that sends on to another server is not followed', async () => {
    expect(await outcome(() => ask(`${ownOrigin}/away/x`))).toBe('UrlRefused');
    expect(bystander.asked).toEqual([]);
  });

  it('without end, or compressed, is read up to a cap or not at all', async () => {
    const before = own.sent();
    for (const path of ['endless', 'squeezed']) {
      expect(await outcome(() => ask(`${ownOrigin}/${path}/x`))).toMatch(
        /^(Source|Pod)Unreachable$/,
      );
    }
    // The cap, and what lies in sockets when one side stops.
    expect(own.sent() - before).toBeLessThan(2 * 20_000_000);
  });

  it('that never begins, or sends a byte now and then, is given up', async () => {
    const tries = ['silent', 'slow'].map((path) => outcome(() => ask(`${ownOrigin}/${path}/x`)));
    for (const kind of await Promise.all(tries)) expect(kind).toMatch(/^(Source|Pod)Unreachable$/);
  });
});

describe('attack 31: a name in the address', () => {
  it('of who sends it is no WebID at all', () => {
    for (const url of [
      'https://me@pods.example/',
      'https://:x@pods.example/',
      'https://pods.example@10.0.0.1/#me',
    ]) {
      expect(asWebId(url)).toBeUndefined();
    }
  });

  it.each(callers.slice(1))('%s with a login in it is not asked', async (_who, ask) => {
    for (const url of ['https://a:b@pods.example/x', `https://pods.example@10.0.0.1/x`]) {
      expect(await outcome(() => ask(url))).toBe('UrlRefused');
    }
  });
});

describe('attack 31: a school', () => {
  const loopbacks = new Set([
    'localhost',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
  ]);
  it.each(hosts.filter((host) => !loopbacks.has(host)))(
    'at %s is not asked, though the operator’s own file names it',
    async (host) => {
      expect(await outcome(() => school(`https://${host}/x`))).toBe('SourceUnreachable');
      await expect(school(`http://${host}/x`)).rejects.toThrow('https, unless on this machine');
      expect(bystander.asked).toEqual([]);
    },
  );

  it('on this machine, where the file says so, leads to no other server', async () => {
    expect(await outcome(() => school(`${ownOrigin}/away`))).toBe('SourceUnreachable');
    expect(bystander.asked).toEqual([]);
  });

  it('without end is read up to a cap', async () => {
    const before = own.sent();
    expect(await outcome(() => school(`${ownOrigin}/endless`))).toMatch(/^Source/);
    // Three tries at most, 5 MB each, and what lies in sockets.
    expect(own.sent() - before).toBeLessThan(3 * 25_000_000);
  });

  it('with a login in its address is a mistake in the file', async () => {
    await expect(school('https://a:b@school.example/')).rejects.toThrow('without login');
  });
});

const sources = async () => {
  const all = await readdir(join(projectRoot, 'src'), { recursive: true });
  const files = all.filter((file) => /\.tsx?$/.test(file) && !/^(demo|embedded|web)\//.test(file));
  return Promise.all(
    files.map(async (file) => ({
      file,
      text: await readFile(join(projectRoot, 'src', file), 'utf8'),
    })),
  );
};

describe('attack 31: one way out', () => {
  it('is opened by the guarded fetch alone, and nothing reads a context from the web', async () => {
    const found = await sources();
    const importing = (pattern: RegExp) =>
      found
        .filter(({ text }) => pattern.test(text))
        .map(({ file }) => file)
        .toSorted();
    expect(found.length).toBeGreaterThan(150);
    expect(importing(/from 'undici'/)).toEqual([
      'base/bounded-request.ts',
      'base/guarded-fetch.ts',
    ]);
    expect(
      importing(/globalThis\.fetch\(|window\.fetch\(|from '(node-fetch|cross-fetch|axios|got)'/),
    ).toEqual([]);
    expect(importing(/from '(jsonld|jsonld-streaming-parser|rdf-dereference|rdf-parse)'/)).toEqual(
      [],
    );
    // What processes JSON-LD is handed a loader that knows its texts by heart, wherever it is called.
    expect(importing(/from 'jsonld-signatures'/)).toEqual([
      'credentials/data-integrity/check-proof.ts',
      'credentials/data-integrity/loader.ts',
      'credentials/issue/sign.ts',
    ]);
    const calls = found.flatMap(({ text }) => text.match(/jsigs\.(?:sign|verify)\([^;]*;/g) ?? []);
    expect(calls).toHaveLength(2);
    expect(calls.filter((call) => !call.includes('documentLoader'))).toEqual([]);
    // A server, an address’s kind, and types: no client.
    for (const { file, text } of found) {
      expect([
        file,
        /import \{[^}]*\b(request|get|connect|createConnection)\b[^}]*\} from 'node:(http|https|net|tls)'/.test(
          text,
        ),
      ]).toEqual([file, false]);
    }
  });
});
