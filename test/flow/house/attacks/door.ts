import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Asker, startGraph } from '../../../../src/graph/index.js';
import { pageHeaders, type TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { cookieFor, fromPage, type Heard, type Knock, knock } from './knock.js';
import { written } from './ledger-rows.js';

const share = (grantee: string) => ({
  query:
    'mutation GrantAccess($input: GrantAccessInput!) { grantAccess(input: $input) { grant { id } } }',
  variables: { input: { grantee: { person: grantee }, purpose: 'ADMISSION', scope: [{}] } },
});

interface Refusal {
  readonly status: number;
  /** Absent: the answer is plain text. */
  readonly code?: string;
}
const codesIn = ({ text }: Heard): unknown => {
  const { errors }: { errors?: { extensions: { code: string } }[] } = JSON.parse(text);
  return errors?.map(({ extensions }) => extensions.code);
};

/** Each knock carries Samira's own session and a grant to the adviser: let in, it would do something. */
export function attacksAtTheDoor(opened: () => TestHouse): void {
  let house: TestHouse;
  let cookie: string;
  let body: string;
  let input: ReturnType<typeof share>;
  beforeAll(async () => {
    house = opened();
    cookie = await cookieFor(house, 'samira');
    input = share(house.account('adviser').webId);
    body = JSON.stringify(input);
  });

  const page = () => fromPage(cookie);
  const without = (name: keyof typeof pageHeaders) => {
    const { [name]: _left, ...headers } = page();
    return headers;
  };
  const plain = { 'content-type': 'text/plain' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const zipped = () => ({ ...page(), 'content-encoding': 'gzip' });

  // biome-ignore format: a table is read in columns
  const turnedAway: readonly (readonly [string, () => Knock, Refusal])[] = [
    ['attack 28: a question by GET',               () => ({ method: 'GET', path: '/graphql?query={viewer{webId}}', headers: page() }), { status: 405, code: 'BAD_INPUT' }],
    ['attacks 28 and 40: a grant by GET',               () => ({ method: 'GET', path: `/graphql?query=${encodeURIComponent(input.query)}`, headers: page() }), { status: 405, code: 'BAD_INPUT' }],
    ['PUT',                             () => ({ method: 'PUT', headers: page(), body }),                              { status: 405, code: 'BAD_INPUT' }],
    ['the question in the address',     () => ({ path: `/graphql?query=${encodeURIComponent(input.query)}`, headers: page(), body: '{}' }), { status: 400, code: 'BAD_INPUT' }],
    ['a cookie without x-csrf',         () => ({ headers: without('x-csrf'), body }),                                  { status: 403, code: 'FORBIDDEN' }],
    ['a cookie without the preflight header', () => ({ headers: without('apollo-require-preflight'), body }),          { status: 403, code: 'FORBIDDEN' }],
    ['x-csrf with another value',       () => ({ headers: { ...page(), 'x-csrf': '0' }, body }),                       { status: 403, code: 'FORBIDDEN' }],
    ['a foreign Origin',                () => ({ headers: { ...page(), origin: 'https://evil.example' }, body }),      { status: 403, code: 'FORBIDDEN' }],
    ['the pod server as Origin',        () => ({ headers: { ...page(), origin: house.pods }, body }),                  { status: 403, code: 'FORBIDDEN' }],
    ['the Origin of a sandbox',         () => ({ headers: { ...page(), origin: 'null' }, body }),                      { status: 403, code: 'FORBIDDEN' }],
    ['our Origin with more behind it',  () => ({ headers: { ...page(), origin: `${house.origin}.evil.example` }, body }), { status: 403, code: 'FORBIDDEN' }],
    ['a simple form, as text',          () => ({ headers: { cookie, ...plain }, body }),                               { status: 403, code: 'FORBIDDEN' }],
    ['a simple form, url-encoded',      () => ({ headers: { cookie, ...form }, body: `query=${encodeURIComponent(input.query)}` }), { status: 403, code: 'FORBIDDEN' }],
    ['a form with our marks',           () => ({ headers: { ...page(), ...form }, body: `query=${encodeURIComponent(input.query)}` }), { status: 400, code: 'BAD_INPUT' }],
    ['a form by nobody',                () => ({ headers: plain, body }),                                              { status: 400, code: 'BAD_INPUT' }],
    ['attack 2: an array of questions',           () => ({ headers: page(), body: `[${body},${body}]` }),                        { status: 400, code: 'BAD_INPUT' }],
    ['attack 2: an array of one question',        () => ({ headers: page(), body: `[${body}]` }),                                { status: 400, code: 'BAD_INPUT' }],
    ['attack 2: an empty array',                  () => ({ headers: page(), body: '[]' }),                                       { status: 400, code: 'BAD_INPUT' }],
    ['JSON that breaks off',            () => ({ headers: page(), body: body.slice(0, -2) }),                          { status: 400, code: 'BAD_INPUT' }],
    ['JSON that is a text',             () => ({ headers: page(), body: JSON.stringify(body) }),                       { status: 400, code: 'BAD_INPUT' }],
    ['nothing',                         () => ({ headers: page(), body: '' }),                                         { status: 400, code: 'BAD_INPUT' }],
    ['variables as a text',             () => ({ headers: page(), body: JSON.stringify({ ...input, variables: JSON.stringify(input.variables) }) }), { status: 400, code: 'BAD_INPUT' }],
    ['8 MB',                            () => ({ headers: page(), body: JSON.stringify({ ...input, padding: 'x'.repeat(8_000_000) }) }), { status: 413, code: 'BAD_INPUT' }],
    ['8 MB in a few kB of gzip',        () => ({ headers: zipped(), body: gzipSync(JSON.stringify({ ...input, padding: 'x'.repeat(8_000_000) })) }), { status: 415, code: 'BAD_INPUT' }],
    ['bytes that are no gzip',          () => ({ headers: zipped(), body }),                                           { status: 415, code: 'BAD_INPUT' }],
    ['an unknown character set',        () => ({ headers: { ...page(), 'content-type': 'application/json; charset=x-eigen' }, body }), { status: 415, code: 'BAD_INPUT' }],
    ['an operation that is not in it',  () => ({ headers: page(), body: JSON.stringify({ ...input, operationName: 'Other' }) }), { status: 400, code: 'BAD_INPUT' }],
    ['two operations and no name',      () => ({ headers: page(), body: JSON.stringify({ query: 'query A { viewer { webId } } query B { viewer { webId } }' }) }), { status: 400, code: 'BAD_INPUT' }],
    ['attack 29: a hash without text',  () => ({ headers: page(), body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }) }), { status: 400, code: 'BAD_INPUT' }],
    ['another name for this server',    () => ({ headers: { ...page(), host: 'evil.example' }, body }),                { status: 421 }],
    ['the name machines use',           () => ({ headers: { ...page(), host: `localhost:${new URL(house.origin).port}` }, body }), { status: 421 }],
    ['no session',                      () => ({ headers: pageHeaders, body }),                                        { status: 401, code: 'UNAUTHENTICATED' }],
    ['a session that was made up',      () => ({ headers: fromPage(`${cookie.split('=')[0]}=${'A'.repeat(43)}`), body }), { status: 401, code: 'UNAUTHENTICATED' }],
    ['a Bearer token beside the cookie', () => ({ headers: { ...page(), authorization: 'Bearer abc' }, body }),        { status: 401, code: 'UNAUTHENTICATED' }],
    ['empty credentials beside the cookie', () => ({ headers: { ...page(), authorization: '' }, body }),               { status: 401, code: 'UNAUTHENTICATED' }],
  ];
  it.each(someOf(turnedAway, 2))(
    'turns away %s, and nothing is done',
    async (_what, attack, { status, code }) => {
      const before = await written(house);
      house.proxy.forget();
      const heard = await knock(house, attack());
      expect([heard.status, code === undefined ? [code] : codesIn(heard)]).toEqual([
        status,
        [code],
      ]);
      expect(house.proxy.requests).toEqual([]);
      expect(await written(house)).toEqual(before);
    },
  );

  it('would have done it, had the same question come from the page', async () => {
    const heard = await knock(house, { headers: page(), body });
    const id: string = JSON.parse(heard.text).data.grantAccess.grant.id;
    expect((await house.ask('samira', 'RevokeGrant', { id })).codes).toEqual([]);
  });

  // biome-ignore format: a table is read in columns
  const answers: readonly (readonly [string, () => Knock])[] = [
    ['an answer',         () => ({ headers: page(), body: JSON.stringify({ query: '{ viewer { webId } }' }) })],
    ['an error',          () => ({ headers: page(), body: JSON.stringify({ query: '{ viewer { shoeSize } }' }) })],
    ['nobody',            () => ({ headers: pageHeaders, body })],
    ['a bad token',       () => ({ headers: { ...pageHeaders, authorization: 'DPoP x.y.z', dpop: 'x' }, body })],
    ['a foreign site',    () => ({ headers: { cookie, ...plain }, body })],
    ['GET',               () => ({ method: 'GET', headers: page() })],
    ['malformed JSON',    () => ({ headers: page(), body: '{' })],
  ];
  it.each(someOf(answers, 2))(
    'attack 28: no cache may keep what is said to: %s',
    async (_what, attack) => {
      const { headers } = await knock(house, attack());
      expect(headers['cache-control']).toBe('no-store, private');
      expect(headers.vary).toBe('authorization, cookie, accept-language');
      expect(headers.etag).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  describe('attack 51: __proto__ in what is sent', () => {
    // biome-ignore format: a table is read in columns
    const polluted: readonly (readonly [string, string])[] = [
      ['variables',       '{"query":"{ viewer { webId } }","variables":{"__proto__":{"first":1,"isAdmin":true}}}'],
      ['extensions',      '{"query":"{ viewer { webId } }","extensions":{"__proto__":{"purpose":"ADMISSION"}}}'],
      ['the question',    '{"query":"{ viewer { webId } }","__proto__":{"isAdmin":true}}'],
      ['a constructor',   '{"query":"{ viewer { webId } }","variables":{"constructor":{"prototype":{"isAdmin":true}}}}'],
    ];
    it.each(someOf(polluted, 2))('in %s changes nothing', async (_where, text) => {
      const heard = await knock(house, { headers: page(), body: text });
      expect(JSON.parse(heard.text)).toEqual({
        data: { viewer: { webId: house.account('samira').webId } },
      });
      expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
    });

    it('in an input object is an unknown field', async () => {
      const variables = '{"input":{"__proto__":{"purpose":"ADMISSION"},"scope":[{}]}}';
      const heard = await knock(house, {
        headers: page(),
        body: `{"query":${JSON.stringify(input.query)},"variables":${variables}}`,
      });
      expect(codesIn(heard)).toContain('BAD_INPUT');
    });

    it('gives no purpose', async () => {
      const query = `{ learner(id: "x") { id } }`;
      const text = `{"query":${JSON.stringify(query)},"extensions":{"__proto__":{"purpose":"ADMISSION"}}}`;
      expect(codesIn(await knock(house, { headers: page(), body: text }))).toEqual([
        'PURPOSE_REQUIRED',
      ]);
    });
  });

  const told = async (query: string, asker: Asker) => {
    const server = await startGraph({
      house: house.running.house,
      openSchema: false,
      onFault: (error) => house.faults.push(error),
    });
    try {
      const { body: given } = await server.executeOperation({ query }, { contextValue: asker });
      return JSON.stringify(given);
    } finally {
      await server.stop();
    }
  };

  describe('attack 4: a server whose schema is closed', () => {
    const nobody = new Asker(undefined, undefined, undefined, []);

    it('tells nobody what there is to ask', async () => {
      const answer = await told('{ __schema { types { name } } }', nobody);
      expect(answer).toContain('UNAUTHENTICATED');
      expect(answer).not.toContain('LearningRecord');
      const service = await told('{ _service { sdl } }', nobody);
      expect(service).toContain('UNAUTHENTICATED');
      expect(service).not.toContain('LearningRecord');
    });

    it('and suggests no names', async () => {
      const answer = await told('{ myRecord { count } }', nobody);
      expect(answer).toContain('BAD_INPUT');
      expect(answer).not.toContain('myRecords');
    });
  });
}
