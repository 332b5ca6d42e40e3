import { describe, expect, it } from 'vitest';
import { memberText, sha256Hex } from '../../../src/base/index.js';
import {
  askGateway,
  connectOeapi,
  readDelivery,
  throughGateway,
} from '../../../src/institutions/index.js';
import { association, samiraAt, university } from '../../fixtures/oeapi-v5.js';

interface Asked {
  readonly url: string;
  readonly route: string | null;
  readonly envelope: string | null;
}
const credentials = { user: 'leerkluis', password: 'geheim' };
const name = 'heidestad.example';

/** A gateway that says this text to every question. */
function gatewayThatSays(text: string, status = 200) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    asked.push({
      url: String(input instanceof Request ? input.url : input),
      route: headers.get('x-route'),
      envelope: headers.get('x-envelope-response'),
    });
    await Promise.resolve();
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };
  return { asked, fetch };
}
const around = (responseCode: number, body?: string): string =>
  `{ "gateway": {"requestId": "r", "endpoints": { "${name}": {"name": "H", "responseCode": ${responseCode}, "headers": {"content-type": "application/json"}}}},\n` +
  `  "responses": {${body === undefined ? '' : ` "${name}" : ${body} `}} }`;
/** Odd on purpose: what is stored is this, letter by letter. */
const page = `{"hasNextPage":false,  "items" : [${JSON.stringify(association())}], "n": 1.50e0, "n\\u0061": "}{,"}`;

const reading = (fetch: typeof globalThis.fetch) =>
  connectOeapi({
    institution: university,
    baseUrl: 'https://gateway.example',
    credentials,
    fetch: throughGateway(fetch, name),
    now: () => new Date('2026-11-25T12:00:00Z'),
    patience: { retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 } },
  }).readLearner(samiraAt.university, 'row');

describe('one school behind the gateway', () => {
  it('is asked by its name there, without an envelope', async () => {
    const { asked, fetch } = gatewayThatSays('{"hasNextPage":false,"items":[]}');
    expect((await reading(fetch)).complete).toBe(true);
    expect(asked.map(({ route, envelope }) => [route, envelope])).toEqual([
      [`endpoint=${name}`, 'false'],
    ]);
  });

  it('in an envelope nevertheless is read from the bytes of its own body', async () => {
    const { asked, fetch } = gatewayThatSays(around(200, page));
    // What it refers to is answered by the same page, which is no course: it is the page that counts here.
    const { deliveries } = await reading(fetch);
    expect(asked.length).toBeGreaterThan(0);
    expect(deliveries[0]?.page).toMatchObject({ body: page, sha256: sha256Hex(page) });
    const [read] = deliveries.map((delivery) => readDelivery(delivery, university));
    expect(read?.records).toHaveLength(2);
  });

  // biome-ignore format: a table is read in columns
  const failures = [
    ['gave no answer',                 around(0),           200, 'NO_ANSWER'],
    ['said something that is no JSON', around(502),         200, 'UNREADABLE'],
    ['does not know us',               around(401, '{}'),   200, 'REFUSED'],
    ['is too busy',                    around(429, '{}'),   200, 'BUSY'],
    ['is not in the answer at all',    around(200, '{}').replaceAll(name, 'elders.example'), 200, 'NO_ANSWER'],
    ['may not be asked by us',         '{}',                403, 'REFUSED'],
    ['is not reached by the gateway',  '{}',                504, 'NO_ANSWER'],
  ] as const;
  it.each(failures)(
    'that %s is a problem of its own, whatever the gateway’s status',
    async (_what, text, status, problem) => {
      const { fetch } = gatewayThatSays(text, status);
      await expect(reading(fetch)).rejects.toMatchObject({ problem });
    },
  );

  it('must have a name that cannot be taken for several, or for all', () => {
    for (const bad of ['', 'a,b', 'a b', 'a\r\nx: y']) {
      expect(() => throughGateway(globalThis.fetch, bad)).toThrow('not a name of an endpoint');
    }
  });
});

const settings = (fetch: typeof globalThis.fetch) => ({
  url: 'https://gateway.example/',
  credentials,
  fetch,
});

const hang: typeof globalThis.fetch = (_input, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });

describe('several schools in one question', () => {
  const many = `{"gateway":{"endpoints":{
    "a.example":{"responseCode":200,"headers":{"content-type":"application/json; charset=utf-8"}},
    "b.example":{"responseCode":0},"c.example":{"responseCode":502},"d.example":{"responseCode":503}}},
    "responses":{"a.example":{ "items": [ ] }, "d.example": {"title":"druk"}}}`;

  it('each answers for itself, also one that was asked and is not named', async () => {
    const { asked, fetch } = gatewayThatSays(many);
    const names = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];
    const answers = await askGateway(settings(fetch), 'courses', names);
    expect(asked).toEqual([
      {
        url: 'https://gateway.example/courses',
        route: `endpoint=${names.join(',')}`,
        envelope: null,
      },
    ]);
    expect(
      Object.fromEntries(
        [...answers].map(([endpoint, answer]) => [
          endpoint,
          answer.kind === 'ANSWERED' ? answer.document.body : answer.problem,
        ]),
      ),
    ).toEqual({
      'a.example': '{ "items": [ ] }',
      'b.example': 'NO_ANSWER',
      'c.example': 'UNREADABLE',
      'd.example': 'BUSY',
      'e.example': 'NO_ANSWER',
    });
  });

  it('none named is all that we may ask; naming an empty list is a mistake', async () => {
    const { asked, fetch } = gatewayThatSays(many);
    expect((await askGateway(settings(fetch), 'courses')).size).toBe(4);
    expect(asked[0]?.route).toBeNull();
    await expect(askGateway(settings(fetch), 'courses', [])).rejects.toMatchObject({
      kind: 'BadInput',
    });
  });

  it('a gateway that is down, or is none, is a fault', async () => {
    await expect(
      askGateway(settings(gatewayThatSays('{}', 502).fetch), 'courses'),
    ).rejects.toMatchObject({ problem: 'NO_ANSWER' });
    await expect(
      askGateway(settings(gatewayThatSays('{"items":[]}').fetch), 'courses'),
    ).rejects.toMatchObject({ problem: 'UNREADABLE' });
    await expect(askGateway({ ...settings(hang), timeoutMs: 20 }, 'courses')).rejects.toMatchObject(
      { problem: 'NO_ANSWER' },
    );
  });
});

// biome-ignore format: a table is read in columns
const members = [
  ['{"a": 1.50 ,"b":2}',              'a', '1.50'],
  ['{"b":{"a":1},"a":[1, {"a":2}]}',  'a', '[1, {"a":2}]'],
  ['{"x":"\\"a\\":1,}","a":"{,}"}',   'a', '"{,}"'],
  ['{"\\u0061":null}',                'a', 'null'],
  ['{"a":1,"a":2}',                   'a', '2'],
  ['{"b":[{"a":1}]}',                 'a', undefined],
  ['[{"a":1}]',                       'a', undefined],
] as const;
it.each(members)('the member of %s named %s stands there as %s', (text, member, found) => {
  expect(memberText(text, member)).toBe(found);
});
