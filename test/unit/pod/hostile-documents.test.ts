/** What a pod's owner can lay there by hand, at the readers themselves. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, Fault } from '../../../src/base/index.js';
import { buildView, type Permit } from '../../../src/consent/index.js';
import { readBundle, toBundles } from '../../../src/pod/bundles.js';
import {
  layoutOf,
  ownPod,
  readConsentDocument,
  readInbox,
  readRecords,
  readView,
  writeRecords,
} from '../../../src/pod/index.js';
import { IndexShape, readShape, ViewShape } from '../../../src/pod/shapes.js';
import { hogeschool } from '../../fixtures/people.js';
import { failureOf, lateFailureOf, seed } from '../../fixtures/properties.js';
import { grant, planOf, result } from '../../fixtures/records.js';

const storage = 'https://pods.example/samira/';
const { edu, index } = layoutOf(storage);
const context = { '@vocab': 'https://w3id.org/leerkluis#' };

/** A pod of these documents that notes what was asked of it, by normalised address. */
function podOf(documents: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url, method } = new Request(input, init);
    asked.push(`${method} ${url}`);
    const found = documents[url];
    if (method !== 'GET') return new Response(null, { status: 205 });
    const headers = { etag: '"1"', 'content-type': 'application/json' };
    return found === undefined
      ? new Response(null, { status: 404 })
      : new Response(found, { headers });
  };
  return { asked, fetch, tools: { fetch, context } };
}

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return error instanceof Fault ? error.kind : `not foreseen: ${String(error)}`;
  }
};
const [permit] = planOf([grant()]).permits;
const readsAs = async (body: string) => {
  const { view } = grant();
  if (permit === undefined) throw new Error('no permit');
  const asked: Permit = permit;
  return readView(asked, podOf({ [view]: body }).fetch);
};
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a view', () => {
  const good = buildView(grant(), [result()], {});
  const text = JSON.stringify(good);

  // biome-ignore format: a table is read in columns
  const noViews = [
    ['100,000 levels of lists',            `{"person":{},"records":[],"x":${deep(100_000)}}`],
    ['100,000 levels where a part stands', text.replace('"credits":{', `"credits":{"load":${deep(100_000)},`)],
    ['a list for a record',                '{"person":{},"records":[[]]}'],
    ['a grade that is an object',          text.replace('"title":[', '"title":{"@list":[],"x":[').replace('"issuedOn"', '"y":0}, "issuedOn"')],
    ['a key that is a number',             text.replace(/"key":"[^"]*"/, '"key":1')],
    ['cut off in the middle',              text.slice(0, -20)],
    ['Turtle',                             '<#a> <#b> <#c>.'],
  ] as const;
  it.each(noViews)('attack 32: %s is no view, and no data', async (_what, body) => {
    expect(await kindOf(readsAs(body))).toBe('PodUnreachable');
  });

  // biome-ignore format: a table is read in columns
  const noPlace = [
    ['a level of four and a half', { eqf: 4.5 }, 1],
    ['a level of 99',              { eqf: 99 },  1],
    ['a level in words',           { eqf: 'x' }, 1],
    ['half a try',                 { eqf: 6 },   1.5],
    ['three thousand million tries', { eqf: 6 }, 3_000_000_000],
  ] as const;
  it.each(noPlace)(
    'attack 32: %s is no number, and costs nothing else',
    async (_what, odd, attempt) => {
      const { core, assessment } = result().facets;
      const level = { raw: 'x', derived: false, ...odd };
      const facets = {
        ...result().facets,
        core: { ...core, level },
        assessment: { ...assessment, attempt },
      };
      const body = JSON.stringify({ ...good, records: [{ ...good.records[0], facets }] });
      const read = readShape(ViewShape, body)?.records[0]?.facets;
      expect(read?.core.title).toEqual(core.title);
      expect(read?.core.level).toEqual({ raw: 'x', derived: false, ...(odd.eqf === 6 && odd) });
      expect(read?.assessment).toEqual({ ...assessment, ...(attempt === 1 && { attempt }) });
      const bundle = JSON.stringify({
        records: [{ key: 'k', version: 1, core: { ...core, level } }],
      });
      expect(readBundle('core', bundle).get('k 1')?.level).toEqual(read?.core.level);
    },
  );

  it('attack 32: a context that calls the grade something else is not looked at, nor fetched', async () => {
    const contexts = [
      'https://elders.example/context.jsonld',
      { credits: 'https://elders.example/grade', assessment: { '@id': 'credits' } },
      { '@import': 'https://elders.example/x', core: null },
    ];
    for (const said of contexts) {
      const { view } = grant();
      const pod = podOf({ [view]: JSON.stringify({ '@context': said, ...good }) });
      if (permit === undefined) throw new Error('no permit');
      expect(await readView(permit, pod.fetch)).toEqual(good);
      expect(pod.asked).toEqual([`GET ${view}`]);
    }
  });

  it(`attack 32: what stands beside our terms changes nothing (seed ${seed})`, () => {
    const strange = fc
      .oneof(
        fc.constantFrom('@id', '@graph', 'owl:sameAs', '@reverse', '__proto__', 'constructor'),
        fc.string().map((name) => `x-${name}`),
      )
      .chain((name) => fc.tuple(fc.constant(name), fc.jsonValue({ maxDepth: 3 })));
    const failure = failureOf(fc.array(strange, { maxLength: 6 }), (extras) => {
      const beside = extras.map(
        ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
      );
      const member = (at: string) => (beside.length === 0 ? at : `${at}${beside.join(',')},`);
      // In the view, in its record, in its facets and in one facet.
      const body = text
        .replace('{"person"', () => `${member('{')}"person"`)
        .replace('{"key"', () => `${member('{')}"key"`)
        .replace('{"core"', () => `${member('{')}"core"`)
        .replace('{"recordType"', () => `${member('{')}"recordType"`);
      const read = readShape(ViewShape, body);
      expect(canonicalJson(read)).toBe(canonicalJson(readShape(ViewShape, text)));
      return true;
    });
    expect(failure).toBeUndefined();
  });
});

const refOf = (path: string) => ({
  path,
  institution: hogeschool,
  facet: 'core',
  sha256: '0'.repeat(64),
  bytes: 1,
});

const indexWith = (path: string, delivery = 'a') =>
  JSON.stringify({
    bundles: [refOf(path)],
    deliveries: [{ institution: hogeschool, id: delivery, receivedAt: '2026-01-01T00:00:00Z' }],
  });

describe('an index', () => {
  const own = toBundles([result()], context);
  const folder = 'i-0123456789abcdef';

  /** Ways to another place that look like a way down. */
  const away = fc
    .tuple(
      fc.constantFrom(`${folder}/`, '', './', `${folder}/./`, '/', '//', '\\', '%2f'),
      fc.constantFrom('..', '%2e%2e', '.%2E', '../..', '..\\..', '..%2f..', '..;', '\t..', '.'),
      fc.constantFrom('/', '\\', '%2f', '%5c'),
      fc.constantFrom('barry/edu/index.json', 'barry/profile/card', 'core.json?x=/', 'core.json#'),
    )
    .map((parts) => parts.join(''));
  const elsewhere = fc.oneof(
    away,
    fc.webUrl(),
    fc.constantFrom(
      'https://elders.example/core.json',
      '//elders.example/core.json',
      `${folder}/core.json?acl`,
      `${folder}/core.json#me`,
      `${folder}/core.json.acr`,
      `${folder}/inbox/x.json`,
      `${folder}/core.json\n`,
      'self/person.json',
      'index.json',
    ),
  );

  it(`attack 32: one that leads out of its own folders is none, and nothing is asked, written or removed there (seed ${seed})`, async () => {
    const failure = await lateFailureOf(
      elsewhere,
      async (path) => {
        for (const body of [indexWith(path), indexWith(`${folder}/core.json`, path)]) {
          const pod = podOf({ [index]: body });
          expect(await kindOf(readRecords(pod.tools, storage))).toBe('PodUnreachable');
          expect(await kindOf(ownPod(storage, pod.fetch).envelopes())).toBe('PodUnreachable');
          const written = { records: [result()], deliveries: [], from: [], torn: true };
          expect(await kindOf(writeRecords(pod.tools, storage, hogeschool, written))).toBe(
            'PodUnreachable',
          );
          expect(new Set(pod.asked)).toEqual(new Set([`GET ${index}`]));
        }
      },
      200,
    );
    expect(failure).toBeUndefined();
  });

  it('attack 32: our own names are taken, split bundles too', () => {
    for (const { facet, part } of own) {
      const file = part === 1 ? facet : `${facet}-${part}`;
      expect(readShape(IndexShape, indexWith(`${folder}/${file}.json`))).toBeDefined();
    }
    expect(readShape(IndexShape, indexWith(`${folder}/core-37.json`))).toBeDefined();
  });

  it('attack 32: in the learner’s own folder are their own bundles, and who they are is none', async () => {
    const taken = [
      ['self/person.json', 'self'],
      ['self/core.json', hogeschool],
      [`${folder}/core.json`, 'self'],
      ['self/core.json', 'self'],
    ].map(([path = '', institution]) => {
      const bundles = [{ ...refOf(path), institution }];
      return readShape(IndexShape, JSON.stringify({ bundles, deliveries: [] })) !== undefined;
    });
    expect(taken).toEqual([false, false, false, true]);
  });

  it('attack 33: over 2,000 bundles is none', async () => {
    const bundles = Array.from({ length: 2001 }, (_, n) => refOf(`${folder}/core-${n + 2}.json`));
    const pod = podOf({ [index]: JSON.stringify({ bundles, deliveries: [] }) });
    expect(await kindOf(ownPod(storage, pod.fetch).envelopes())).toBe('PodUnreachable');
    expect(pod.asked).toEqual([`GET ${index}`]);
  });
});

const special = (value: string) =>
  `{"records":[{"key":"a","version":1,"special":{"extraTimeInMin":${value}}}]}`;

describe('a bundle', () => {
  const [core] = toBundles([result()], context);
  it('attack 32: 100,000 levels are malformed, at the walk through them too', () => {
    for (const levels of [65, 5000, 100_000]) {
      expect(() => readBundle('special', special(deep(levels)))).toThrow(
        expect.objectContaining({ kind: 'PodUnreachable' }),
      );
    }
    expect(readBundle('special', special(deep(20))).size).toBe(1);
  });

  it('attack 32: a record that stands there twice, or its name, gives one of them and no more', () => {
    const body = core?.body ?? '';
    const [start = '', entry = ''] = body.split(/"records":\[(.*)\]\}$/s);
    const twice = `${start}"records":[${entry},${entry}]}`;
    expect(readBundle('core', twice)).toEqual(readBundle('core', body));
    const renamed = entry.replace('"version":1', '"version":9,"version":1');
    expect(readBundle('core', `${start}"records":[${renamed}]}`)).toEqual(readBundle('core', body));
  });
});

describe('a consent document', () => {
  const at = `${storage}consent/grants/x/v1`;
  // biome-ignore format: a table is read in columns
  const documents = [
    ['a name twice, the wider one first',  '{"facets":["core","assessment"],"facets":["core"]}'],
    ['a name twice, spelled in two ways',  '{"facets":["core"],"f\\u0061cets":["core"]}'],
    ['a name twice in what it allows',     '{"a":{"purpose":"X","purpose":"Y"}}'],
    ['100,000 levels',                     `{"scope":${deep(100_000)}}`],
    ['a list',                             '[]'],
  ] as const;
  it.each(documents)('attack 32: with %s is not read as if it were ours', async (_what, body) => {
    expect(await readConsentDocument(podOf({ [at]: body }).tools, at)).toBe('unreadable');
  });
});

describe('an inbox', () => {
  it('attack 32: a delivery with 100,000 levels beside it is malformed', async () => {
    const { page, manifest } = layoutOf(storage).inbox(hogeschool, 'a');
    const pod = podOf({ [page]: '{}', [manifest]: `{"x":${deep(100_000)}}` });
    expect(await kindOf(readInbox(pod.tools, storage, hogeschool, ['a']))).toBe('PodUnreachable');
    expect(pod.asked.every((line) => line.startsWith(`GET ${edu}`))).toBe(true);
  });
});
