import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { guidance } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { cookieFor, fromPage, type Knock, knock } from '../attacks/knock.js';
import {
  badInput,
  noPurpose,
  outcomeOf,
  type Refusal,
  refusedAs,
  tooMuch,
  unread,
} from './refused.js';

const times = (count: number, each: (n: number) => string): string =>
  Array.from({ length: count }, (_none, n) => each(n)).join(' ');
const list = (first: string): string => `learner(id: $id) { records(first: ${first}) { count } }`;
const question = 'query Q($id: ID!';
const notGraphql = unread('This is not GraphQL: look at the place given.');
const misfit = unread('Variable "$n" does not fit its type.');
const noRows = badInput('A page has at least one row.');
const unfit = unread('A value does not fit its type: look at the place given.');
const tooLong: Refusal = { status: 413, code: 'BAD_INPUT', message: 'The question is too long.' };
const unreadable = unread('The question cannot be read.');
const isPacked = {
  ...unread('Send the question unpacked, without content-encoding.'),
  status: 415,
};
const notUtf8 = { ...unread('Send the question in UTF-8.'), status: 415 };
const noBody = unread('POST body missing, invalid Content-Type, or JSON object has no keys.');
const noBatch = unread('Operation batching disabled.');
const byPost: Refusal = { status: 405, code: 'BAD_INPUT', message: 'Questions are sent by POST.' };
const inBody = (purpose: unknown) => ({ extensions: { purpose } });

/** A variable that is a list in a list, and so on. */
const nested = (depth: number): string =>
  `{"query":"{ viewer { webId } }","variables":{"n":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
/** 20 MB of white space in 20 kB. */
const bomb = gzipSync(
  Buffer.concat([Buffer.from('{"query":"'), Buffer.alloc(20_000_000, 32), Buffer.from('"}')]),
);

/** Questions by an adviser to whom Samira has said yes: one that passed would be answered from her pod. */
export function badQuestions(opened: () => TestHouse): void {
  let house: TestHouse;
  let cookie: string;
  let id: string;
  beforeAll(async () => {
    house = opened();
    cookie = await cookieFor(house, 'adviser');
    // Signed in before: what that writes down is not of the questions.
    await house.ask('adviser', 'Viewer');
    id = house.account('samira').webId;
  });
  const sends = (query: string, variables: object = {}) =>
    house.ask('adviser', 'Q', { id, ...variables }, { ...guidance, query });

  // biome-ignore format: a table is read in columns
  const rows: readonly (readonly [string, string, object, Refusal])[] = [
    ['1,000 aliases',                    `${question}) { ${times(1000, (n) => `a${n}: ${list('1')}`)} }`, {}, tooMuch],
    ['31 aliases below one learner',     `${question}) { learner(id: $id) { ${times(31, (n) => `a${n}: id`)} } }`, {}, tooMuch],
    ['11 learners',                      `${question}) { ${times(11, () => 'learner(id: $id) { id }')} }`, {}, tooMuch],
    ['5,000 words',                      `${question}) { learner(id: $id) { ${times(5000, () => 'id')} } }`, {}, tooMuch],
    ['a depth of 100',                   `${question}) { ${'learner(id: $id) { '.repeat(100)}id${' }'.repeat(100)} }`, {}, unread('Cannot query field "learner" on type "LearnerView".')],
    ['fragments that go round',          `${question}) { learner(id: $id) { ...A } } fragment A on LearnerView { id ...B } fragment B on LearnerView { ...A }`, {}, unread('Cannot spread fragment "A" within itself via "B".')],
    ['a fragment that is nowhere',       `${question}) { learner(id: $id) { ...A } }`, {}, unread('Unknown fragment "A".')],
    ['first: 1000000',                   `${question}) { ${list('1000000')} }`, {}, tooMuch],
    ['first: 1000000 by variable',       `${question}, $n: Int!) { ${list('$n')} }`, { n: 1_000_000 }, tooMuch],
    ['first: 1000000 by default',        `${question}, $n: Int = 1000000) { ${list('$n')} }`, {}, tooMuch],
    ['first: 0',                         `${question}) { ${list('0')} }`, {}, noRows],
    ['first: 0 by variable',             `${question}, $n: Int!) { ${list('$n')} }`, { n: 0 }, noRows],
    ['first: 0 by default',              `${question}, $n: Int = 0) { ${list('$n')} }`, {}, noRows],
    ['first: -1',                        `${question}) { ${list('-1')} }`, {}, noRows],
    ['first: -1 by variable',            `${question}, $n: Int!) { ${list('$n')} }`, { n: -1 }, noRows],
    ['first: -1 by default',             `${question}, $n: Int = -1) { ${list('$n')} }`, {}, noRows],
    ['first: 2^53',                      `${question}) { ${list('9007199254740992')} }`, {}, unfit],
    ['first: 2^53 by variable',          `${question}, $n: Int!) { ${list('$n')} }`, { n: 2 ** 53 }, tooMuch],
    ['first: 2^53 by default',           `${question}, $n: Int = 9007199254740992) { ${list('$n')} }`, {}, unfit],
    ['first: -2^53 by variable',         `${question}, $n: Int!) { ${list('$n')} }`, { n: -(2 ** 53) }, misfit],
    ['first: 1.5 by variable',           `${question}, $n: Int!) { ${list('$n')} }`, { n: 1.5 }, misfit],
    ['first as a text',                  `${question}, $n: Int!) { ${list('$n')} }`, { n: '10' }, misfit],
    ['first as a list',                  `${question}, $n: Int!) { ${list('$n')} }`, { n: [10] }, misfit],
    ['first: true',                      `${question}) { ${list('true')} }`, {}, unfit],
    ['first: null by variable',          `${question}, $n: Int) { ${list('$n')} }`, { n: null }, badInput('An argument does not fit its type: look at the place given.')],
    ['a day that is none',               `${question}, $d: Date) { learner(id: $id) { records(filter: { issuedFrom: $d }) { count } } }`, { d: '2026-02-30' }, unread('Variable "$d" does not fit its type.')],
    ['a subscription',                   'subscription Q { myEvents { kind } }', {}, unread('Subscribe over a WebSocket at this address.')],
    ['a type and no question',           'type Samira { grade: Int }', {}, unread('The "Samira" definition is not executable.')],
    ['no question at all',               ' ', {}, notGraphql],
    ['words',                            'wat heeft Samira gehaald?', {}, notGraphql],
    ['half a character',                 'query Q { learner(id: "\uD83D") { id } }', {}, notGraphql],
    ['U+0000',                           'query Q { learner(id: "\\u0000") { id } }', {}, unread('A text cannot hold the character U+0000.')],
    ['another operation than is in it',  'query Other { viewer { webId } }', {}, unread('Name one operation of this document.')],
  ];
  it.each(someOf(rows, 4))('%s', async (_what, query, variables, refusal) => {
    expect(await outcomeOf(house, () => sends(query, variables))).toEqual(refusedAs(refusal));
  });

  it('a place that nobody was given: found wrong after a look, so that the look is in the log', async () => {
    const query = `${question}) { learner(id: $id) { records(after: "Samira") { count } } }`;
    const refusal = badInput('This place in the list is not known: start from the first page.');
    expect(await outcomeOf(house, () => sends(query))).toEqual(
      refusedAs(refusal, ['grant_version', 'learner', 'log_entry']),
    );
  });

  const body = JSON.stringify({ query: '{ viewer { webId } }' });
  const padded = JSON.stringify({ query: '{ viewer { webId } }', padding: 'x'.repeat(8_000_000) });
  const page = () => fromPage(cookie);
  const packed = (how: string) => ({ ...page(), 'content-encoding': how });
  const typed = (type: string) => ({ ...page(), 'content-type': type });

  // biome-ignore format: a table is read in columns
  const bodies: readonly (readonly [string, () => Knock, Refusal])[] = [
    ['8 MB',                       () => ({ headers: page(), body: padded }), tooLong],
    ['20 MB in a little gzip',     () => ({ headers: packed('gzip'), body: bomb }), isPacked],
    ['a good question in gzip',    () => ({ headers: packed('gzip'), body: gzipSync(body) }), isPacked],
    ['gzip that is none',          () => ({ headers: packed('gzip'), body }), isPacked],
    ['an unknown encoding',        () => ({ headers: packed('zstd-eigen'), body }), isPacked],
    ['an unknown character set',   () => ({ headers: typed('application/json; charset=eigen'), body }), notUtf8],
    ['another character set',      () => ({ headers: typed('application/json;charset=utf-16le'), body: Buffer.from(body, 'utf16le') }), notUtf8],
    ['bytes that are no UTF-8',    () => ({ headers: page(), body: Buffer.from(body.replace('{ v', '{ \u00a0v'), 'latin1') }), unreadable],
    ['a type that is none',        () => ({ headers: typed('json'), body }), noBody],
    ['GET',                        () => ({ method: 'GET', path: '/graphql?query=%7Bviewer%7BwebId%7D%7D', headers: page() }), byPost],
    ['PUT',                        () => ({ method: 'PUT', headers: page(), body }), byPost],
    ['nothing',                    () => ({ headers: page(), body: '' }), noBody],
    ['an empty object',            () => ({ headers: page(), body: '{}' }), noBody],
    ['words',                      () => ({ headers: page(), body: 'Samira el Amrani' }), unreadable],
    ['JSON that breaks off',       () => ({ headers: page(), body: body.slice(0, -1) }), unreadable],
    ['100,000 brackets',           () => ({ headers: page(), body: '['.repeat(99_000) }), unreadable],
    ['40,000 lists in each other', () => ({ headers: page(), body: nested(40_000) }), unread('A variable is nested too deeply.')],
    ['a number',                   () => ({ headers: page(), body: '1e400' }), unreadable],
    ['a list of questions',        () => ({ headers: page(), body: `[${body},${body}]` }), noBatch],
    ['an empty list',              () => ({ headers: page(), body: '[]' }), noBatch],
    ['text/plain',                 () => ({ headers: typed('text/plain'), body }), noBody],
    ['a form',                     () => ({ headers: typed('application/x-www-form-urlencoded'), body: 'query=%7Bviewer%7BwebId%7D%7D' }), noBody],
    ['multipart',                  () => ({ headers: typed('multipart/form-data; boundary=x'), body: '--x--' }), noBody],
    ['a query that is a list',     () => ({ headers: page(), body: '{"query":["{viewer{webId}}"]}' }), unread('GraphQL queries must be strings.')],
    ['variables that are a text',  () => ({ headers: page(), body: '{"query":"{viewer{webId}}","variables":"{}"}' }), unread('`variables` in a POST body should be provided as an object, not a recursively JSON-encoded string.')],
    ['variables that are a list',  () => ({ headers: page(), body: '{"query":"{viewer{webId}}","variables":[]}' }), unread('`variables` in a POST body must be an object if provided.')],
    ['extensions that are a text', () => ({ headers: page(), body: '{"query":"{viewer{webId}}","extensions":"x"}' }), unread('`extensions` in a POST body should be provided as an object, not a recursively JSON-encoded string.')],
    ['a name that is a number',    () => ({ headers: page(), body: '{"query":"{viewer{webId}}","operationName":1}' }), unread('`operationName` in a POST body must be a string if provided.')],
  ];
  describe('a body', () => {
    it.each(someOf(bodies, 4))('%s', async (_what, sent, refusal) => {
      expect(await outcomeOf(house, () => knock(house, sent()))).toEqual(refusedAs(refusal));
    });

    it.each([
      ['says it is 5 MB', 'content-length: 5000000'],
      ['never says how long it is', 'transfer-encoding: chunked'],
    ])(
      'that %s is refused while it is still on its way, and the line is closed',
      async (_what, length) => {
        const { host, hostname, port } = new URL(house.origin);
        const socket = connect(Number(port), hostname);
        const heard: Buffer[] = [];
        socket.on('data', (part: Buffer) => heard.push(part));
        socket.on('error', () => undefined);
        const chunk = 'x'.repeat(120_000);
        socket.write(
          `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${length}\r\n\r\n`,
        );
        socket.write(length.startsWith('t') ? `1d4c0\r\n${chunk}\r\n` : chunk);
        await expect
          .poll(() => Buffer.concat(heard).toString(), { timeout: 3000 })
          .toContain('413');
        expect(Buffer.concat(heard).toString()).toContain('The question is too long.');
        socket.destroy();
      },
    );

    it('that cannot be read leaves the line open for the next question, also after a while', async () => {
      const { host, hostname, port } = new URL(house.origin);
      const socket = connect(Number(port), hostname);
      const heard: Buffer[] = [];
      socket.on('data', (part: Buffer) => heard.push(part));
      socket.on('error', () => undefined);
      const said = () => Buffer.concat(heard).toString();
      const json = 'content-type: application/json\r\ncontent-length: 1';
      socket.write(`POST /graphql HTTP/1.1\r\nhost: ${host}\r\n${json}\r\n\r\n{`);
      await expect.poll(said, { timeout: 3000 }).toContain('The question cannot be read.');
      await sleep(2500);
      socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
      await expect.poll(said, { timeout: 3000 }).toContain('{"status":"alive"}');
      socket.destroy();
    });
  });

  const reads = (headers: Record<string, string | string[]>, more: object = {}) =>
    knock(house, {
      headers: { ...page(), ...headers },
      body: JSON.stringify({ query: `${question}) { ${list('1')} }`, variables: { id }, ...more }),
    });
  const right = { 'x-purpose': guidance.purpose };
  // biome-ignore format: a table is read in columns
  const purposes: readonly (readonly [string, Record<string, string | string[]>, object])[] = [
    ['none',                        {}, {}],
    ['one that is none',            { 'x-purpose': 'MARKETING' }, {}],
    ['one in lower case',           { 'x-purpose': 'career_guidance' }, {}],
    ['an empty one',                { 'x-purpose': '' }, {}],
    ['one of 7,000 characters',     { 'x-purpose': 'A'.repeat(7000) }, {}],
    ['a name that objects have',    { 'x-purpose': 'constructor' }, {}],
    ['the same header twice',       { 'x-purpose': [guidance.purpose, guidance.purpose] }, {}],
    ['two that differ',             right, inBody('ADMISSION')],
    ['one that is none in the body', {}, inBody('MARKETING')],
    ['a number in the body',        {}, inBody(1)],
    ['a number beside a right one', right, inBody(1)],
    ['a list in the body',          {}, inBody([guidance.purpose])],
    ['a list beside a right one',   right, inBody([guidance.purpose])],
    ['an object in the body',       {}, inBody({ purpose: guidance.purpose })],
  ];
  describe('a purpose', () => {
    it.each(purposes)('%s', async (_what, headers, more) => {
      expect(await outcomeOf(house, () => reads(headers, more))).toEqual(refusedAs(noPurpose));
      expect(house.proxy.requests).toEqual([]);
    });

    it('whereas the right one, by either way or both, is answered', async () => {
      for (const [headers, more] of [
        [right, {}],
        [{}, inBody(guidance.purpose)],
        [right, inBody(guidance.purpose)],
        [right, inBody(null)],
      ] as const) {
        const { text } = await reads(headers, more);
        expect(JSON.parse(text).data.learner.records.count).toBeGreaterThan(0);
      }
    });
  });
}
