import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Fault, type GuardedFetchOptions, guardedFetch } from '../../../src/base/index.js';

const answers: Record<string, RequestListener> = {
  '/fine': (_, res) => res.setHeader('link', ['<a>; rel="x"', '<b>; rel="y"']).end('fine'),
  '/away': (_, res) => res.writeHead(302, { location: '/fine' }).end(),
  '/same': (_, res) => res.writeHead(304).end(),
  '/large': (_, res) => res.end('x'.repeat(2000)),
  '/squeezed': (_, res) => res.setHeader('content-encoding', 'gzip').end('x'),
  '/silent': () => undefined,
  '/endless': (_, res) => {
    const drip = setInterval(() => res.write('.'), 20);
    res.on('close', () => clearInterval(drip));
  },
};
let asked = 0;
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((req, res) => {
    asked += 1;
    (answers[req.url ?? ''] ?? ((_q, r) => r.writeHead(404).end()))(req, res);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const outcome = async (url: string, options: GuardedFetchOptions, init?: RequestInit) => {
  const fetch = guardedFetch(options);
  try {
    const response = await fetch(url, init);
    return `${response.status} ${await response.text()}`.trim();
  } catch (error) {
    return error instanceof Fault ? error.kind : String(error);
  } finally {
    await fetch.close();
  }
};

// biome-ignore format: a table is read in columns
const refusedInProduction = [
  ['plain http',                     'http://pod.example/'],
  ['another scheme',                 'file:///etc/passwd'],
  ['no URL at all',                  'pod.example'],
  ['credentials in the URL',         'https://a:b@pod.example/'],
  ['localhost by name',              'https://localhost/'],
  ['loopback',                       'https://127.0.0.1/'],
  ['loopback as one number',         'https://2130706433/'],
  ['loopback in hexadecimal',        'https://0x7f.1/'],
  ['loopback, IPv6',                 'https://[::1]/'],
  ['loopback, IPv4 mapped',          'https://[::ffff:127.0.0.1]/'],
  ['this host',                      'https://0.0.0.0/'],
  ['cloud metadata',                 'https://169.254.169.254/latest/meta-data'],
  ['metadata, IPv4 mapped',          'https://[::ffff:a9fe:a9fe]/'],
  ['private 10/8',                   'https://10.0.0.1/'],
  ['private 172.16/12',              'https://172.31.255.255/'],
  ['private 192.168/16',             'https://192.168.1.1/'],
  ['shared 100.64/10',               'https://100.64.0.1/'],
  ['multicast',                      'https://224.0.0.1/'],
  ['unique local IPv6',              'https://[fd00::1]/'],
  ['link-local IPv6',                'https://[fe80::1]/'],
  ['NAT64 of a private address',     'https://[64:ff9b::a00:1]/'],
  ['6to4 of a private address',      'https://[2002:a00:1::]/'],
  ['Teredo',                         'https://[2001::1]/'],
  ['loopback with two parts',        'https://127.1/'],
  ['loopback in octal',              'https://0177.0.0.1/'],
  ['loopback, another of its kind',  'https://127.255.255.254/'],
  ['this host as a zero',            'https://0/'],
  ['loopback, IPv4 mapped, in hex',  'https://[::ffff:7f00:1]/'],
  ['loopback, IPv4 compatible',      'https://[::127.0.0.1]/'],
  ['this host, IPv6',                'https://[::]/'],
  ['loopback in other digits',       'https://①②⑦.⓪.⓪.①/'],
  ['localhost with a dot behind it', 'https://localhost./'],
  ['a name below localhost',         'https://pod.localhost/'],
  ['a user alone',                   'https://pod.example@10.0.0.1/'],
  ['metadata as one number',         'https://2852039166/'],
] as const;

it.each(refusedInProduction)('attack 31: is not asked: %s', async (_because, url) => {
  expect(await outcome(url, {})).toBe('UrlRefused');
});

// biome-ignore format: a table is read in columns
const resolved = [
  ['a private address',              ['10.1.2.3'],                 'UrlRefused'],
  ['loopback',                       ['127.0.0.1'],                'UrlRefused'],
  ['one private among public',       ['93.184.215.14', '10.0.0.1'],'UrlRefused'],
  ['IPv4 mapped in IPv6',            ['::ffff:10.0.0.1'],          'UrlRefused'],
  ['nothing',                        [],                           'UrlRefused'],
] as const;

const found = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });

it.each(resolved)(
  'attack 31: a name that resolves to %s',
  async (_because, addresses, expected) => {
    let lookups = 0;
    const resolve: GuardedFetchOptions['resolve'] = (_hostname, done) => {
      lookups += 1;
      done(null, addresses.map(found));
    };
    const before = asked;
    for (const allowLoopback of [false, true]) {
      expect(await outcome('https://pod.example/', { resolve, allowLoopback })).toBe(expected);
    }
    expect([lookups, asked]).toEqual([2, before]);
  },
);

// biome-ignore format: a table is read in columns
const inDevelopment = [
  ['a local page',                   '/fine',     {},                                '200 fine'],
  ['not modified is an answer',      '/same',     {},                                '304'],
  ['a redirect',                     '/away',     {},                                'UrlRefused'],
  ['too many bytes',                 '/large',    { limits: { maxBytes: 1999 } },    'SourceUnreachable'],
  ['just enough bytes',              '/large',    { limits: { maxBytes: 2000 } },    `200 ${'x'.repeat(2000)}`],
  ['a compressed body',              '/squeezed', {},                                'SourceUnreachable'],
  ['no headers in time',             '/silent',   { limits: { headersMs: 50, connectMs: 50 } }, 'SourceUnreachable'],
  ['a body that never ends',         '/endless',  { limits: { bodyMs: 150 }, fault: 'PodUnreachable' }, 'PodUnreachable'],
] as const;

it.each(inDevelopment)(
  'attack 31: within limits, also in development: %s',
  async (_because, path, options, expected) => {
    const url = `http://localhost:${port}${path}`;
    expect(await outcome(url, { ...options, allowLoopback: true })).toBe(expected);
  },
);

it('attack 31: asks nothing of loopback in production, and nothing but GET by default', async () => {
  const url = `http://127.0.0.1:${port}/fine`;
  const before = asked;
  expect(await outcome(url, {})).toBe('UrlRefused');
  expect(await outcome(url, { allowLoopback: true }, { method: 'PUT', body: 'x' })).toBe(
    'UrlRefused',
  );
  expect(asked).toBe(before);
});

it('attack 31: resolves a name once and connects to what was checked: a second answer of DNS is never asked for', async () => {
  let lookups = 0;
  const resolve: GuardedFetchOptions['resolve'] = (_hostname, done) => {
    lookups += 1;
    done(null, [{ address: lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
  };
  const url = `http://pod.localhost:${port}/fine`;
  expect(await outcome(url, { resolve, allowLoopback: true })).toBe('200 fine');
  expect(lookups).toBe(1);
});

it('takes an own server by its origin alone', async () => {
  const own = `http://127.0.0.1:${port}`;
  expect(await outcome(`${own}/fine`, { trustedOrigins: [own] })).toBe('200 fine');
  expect(await outcome(`http://127.0.0.1:1/fine`, { trustedOrigins: [own] })).toBe('UrlRefused');
});

it('keeps the address and repeated headers of an answer', async () => {
  const fetch = guardedFetch({ allowLoopback: true });
  const response = await fetch(`http://localhost:${port}/fine`);
  expect(response.url).toBe(`http://localhost:${port}/fine`);
  expect(response.headers.get('link')).toBe('<a>; rel="x", <b>; rel="y"');
  await fetch.close();
});

it('lets the caller stop, with the caller’s own reason', async () => {
  const fetch = guardedFetch({ allowLoopback: true });
  const signal = AbortSignal.timeout(50);
  await expect(fetch(`http://localhost:${port}/silent`, { signal })).rejects.toThrow(/timeout/);
  await fetch.close();
});

it('says that nobody listens', async () => {
  expect(await outcome('http://localhost:1/', { allowLoopback: true })).toBe('SourceUnreachable');
});
