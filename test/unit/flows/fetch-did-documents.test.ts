import { expect, it } from 'vitest';
import { Fault, guardedFetch } from '../../../src/base/index.js';
import { fetchDidDocuments } from '../../../src/flows/index.js';

const did = 'did:web:zonnedael.example:issuers:1';
const answers =
  (body: string, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, { status }));

it('fetches the documents of did:web, each once, and nothing for what holds its key in its name', async () => {
  const asked: unknown[] = [];
  const fetcher: typeof fetch = (url) => {
    asked.push(url);
    return Promise.resolve(new Response('{"id":"x"}'));
  };
  const found = await fetchDidDocuments(
    [did, did, 'did:key:z6Mk', 'https://a.example', 'x'],
    fetcher,
  );
  expect(asked).toEqual(['https://zonnedael.example/issuers/1/did.json']);
  expect([...found]).toEqual([[did, { document: { id: 'x' } }]]);
});

// biome-ignore format: a table is read in columns
const problems: readonly (readonly [string, typeof fetch, string])[] = [
  ['not there',          answers('', 404),                                                   'NOT_FOUND'],
  ['gone',               answers('', 410),                                                   'NOT_FOUND'],
  ['a server in trouble', answers('{}', 503),                                                'UNREACHABLE'],
  ['no answer',          () => Promise.reject(new Fault('SourceUnreachable', 'late')),       'UNREACHABLE'],
  ['refused by us',      () => Promise.reject(new Fault('UrlRefused', 'not public')),        'UNREACHABLE'],
  ['a page',             answers('<html>'),                                                  'NOT_A_DOCUMENT'],
  ['a list',             answers('[]'),                                                      'NOT_A_DOCUMENT'],
  ['nested for ever',    answers(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`),             'NOT_A_DOCUMENT'],
  ['far too large',      answers(JSON.stringify({ id: 'x'.repeat(200_000) })),               'NOT_A_DOCUMENT'],
];
it.each(problems)('a DID has no document: %s', async (_what, fetcher, problem) => {
  expect((await fetchDidDocuments([did], fetcher)).get(did)).toEqual({ problem });
});

it('trap 10: a DID that leads to this machine is not asked, by its name or by its address', async () => {
  const fetcher = guardedFetch();
  const dids = [
    'did:web:localhost%3A1',
    'did:web:a.localhost',
    'did:web:127.0.0.1',
    'did:web:0x7f.1',
  ];
  const found = await fetchDidDocuments(dids, fetcher);
  await fetcher.close();
  expect(dids.map((one) => found.get(one))).toEqual([
    { problem: 'UNREACHABLE' },
    { problem: 'UNREACHABLE' },
    { problem: 'NOT_FOUND' },
    { problem: 'NOT_FOUND' },
  ]);
});

it('a mistake of ours is not taken for theirs', async () => {
  await expect(fetchDidDocuments([did], () => Promise.reject(new TypeError('x')))).rejects.toThrow(
    TypeError,
  );
});
