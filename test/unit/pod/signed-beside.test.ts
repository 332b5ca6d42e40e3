/** Signed bytes beside a view: exact, of the view's own rule, there before they are named and gone when they are not. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex, webId } from '../../../src/base/index.js';
import { acp, wac } from '../../../src/pod/access-languages.js';
import { openView, rewriteView, takeViewAway } from '../../../src/pod/build.js';
import type { AccessOf } from '../../../src/pod/rules-place.js';
import { signedBeside, viewBeside, type WantedSigned } from '../../../src/pod/signed-beside.js';
import {
  nameOfForm,
  readSignedDocument,
  type SignedContent,
  signedDocument,
} from '../../../src/pod/signed-document.js';
import { seed } from '../../fixtures/properties.js';

const folder = 'https://pod.example/mo/leerkluis/shared/g/';
const view = `${folder}view.json`;
const owner = webId('https://pod.example/mo/profile/card#me');
const agentOf = (name: string) => ({
  agent: webId(`https://kluis.example/agents/${name}`),
  client: `https://kluis.example/clients/${name}`,
  issuer: 'https://kluis.example/issuer',
});
const keepers = { owner, builder: agentOf('builder') };
const readers = [agentOf('delegate')];
const access = { readers, keepers };

const languages = {
  ACP: { language: acp, suffix: '.acr' },
  WAC: { language: wac, suffix: '.acl' },
} as const;

const isRule = (at: string) => /\.ac[rl]$/.test(at);
/** A pod that lists what is in it. */
function pod(kind: keyof typeof languages) {
  const writes: string[] = [];
  const documents = new Map<string, string>();
  const list = () =>
    [...documents.keys()]
      .filter((at) => !isRule(at))
      .map((at) => `<${folder}> <http://www.w3.org/ns/ldp#contains> <${at}>.`)
      .join('\n');
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method } = request;
    if (method === 'GET' && url === folder) return new Response(list());
    if (method === 'GET') {
      const found = documents.get(url);
      const headers = { etag: '"1"' };
      return found === undefined
        ? new Response(null, { status: 404 })
        : new Response(found, { headers });
    }
    writes.push(`${method} ${url.slice(folder.length)}`);
    if (method === 'PUT') documents.set(url, await request.text());
    else documents.delete(url);
    return new Response(null, { status: 205 });
  };
  const accessOf: AccessOf = async () => languages[kind];
  const readersAt = (at: string) => {
    const { language, suffix } = languages[kind];
    const place = `${at}${suffix}`;
    const found = language.readersIn(documents.get(place) ?? '', at, place) ?? [];
    const own = new Set<string>([owner, keepers.builder.agent]);
    return found.map(({ agent }) => agent).filter((agent) => !own.has(agent));
  };
  return { tools: { fetch, context: {}, accessOf }, writes, documents, readersAt };
}

const signs = (words: string, n = 1, read = async () => contentOf(words)): WantedSigned => ({
  n,
  name: sha256Hex(words),
  read,
});
const contentOf = (words: string) => ({
  digest: sha256Hex(words),
  mediaType: 'application/vc+jwt',
  bytes: Buffer.from(words),
});
const byDigest = (content: SignedContent) => [content.digest, content] as const;
const empty = { person: {}, records: [] };
const named = { person: { birthdate: '2008-02-11' }, records: [] };
const notAsked = async () => {
  throw new TypeError('it is at hand');
};

describe.each(['ACP', 'WAC'] as const)('in a pod with %s', (kind) => {
  const [rule, first, second] = [
    languages[kind].suffix,
    'view-credential-1.json',
    'view-credential-2.json',
  ];

  it('attack 13: stand there under the rule of the view, before the view names them', async () => {
    const { tools, writes, readersAt } = pod(kind);
    await openView(tools, { view }, named, access, [signs('een'), signs('twee', 2)]);
    const order = (at: string) => (kind === 'ACP' ? [at, `${at}${rule}`] : [`${at}${rule}`, at]);
    expect(writes).toEqual(
      [...order(first), ...order(second), ...order('view.json')].map((at) => `PUT ${at}`),
    );
    for (const n of [1, 2]) expect(readersAt(signedBeside(view, n))).toEqual(readersAt(view));
    expect(readersAt(view)).toEqual([readers[0]?.agent]);
  });

  it('are all shut before the first goes, with the view', async () => {
    const { tools, writes, documents } = pod(kind);
    await openView(tools, { view }, named, access, [signs('een'), signs('twee', 2)]);
    writes.length = 0;
    const asked: string[] = [];
    await takeViewAway(tools, { view }, keepers, {
      mayHaveSigned: true,
      untilShut: async (places) => {
        asked.push(...places, ...writes);
      },
    });
    const shut = kind === 'ACP' ? 'DELETE' : 'PUT';
    const closed = ['view.json', second, first].map((at) => `${shut} ${at}${rule}`);
    expect(asked).toEqual([view, `${folder}${second}`, `${folder}${first}`, ...closed]);
    expect([...documents.keys()].filter((at) => at.endsWith('.json'))).toEqual([]);
  });

  it('that are not needed any more are shut and gone before the view is written', async () => {
    const { tools, writes, documents } = pod(kind);
    await openView(tools, { view }, named, access, [signs('een'), signs('twee', 2)]);
    writes.length = 0;
    await rewriteView(tools, { view }, empty, { signed: [signs('een', 1, notAsked)], access });
    const shut = kind === 'ACP' ? 'DELETE' : 'PUT';
    expect(writes).toEqual([`${shut} ${second}${rule}`, `DELETE ${second}`, 'PUT view.json']);
    expect([...readSignedDocument(documents.get(`${folder}${first}`) ?? '').keys()]).toEqual([
      sha256Hex('een'),
    ]);
  });

  it('that are new open to whom the view is open to at that moment, and to nobody else', async () => {
    const { tools, documents, readersAt } = pod(kind);
    await openView(tools, { view }, named, access, []);
    await rewriteView(tools, { view }, empty, { signed: [signs('een')], access });
    expect(readersAt(signedBeside(view, 1))).toEqual([readers[0]?.agent]);
    documents.delete(`${view}${rule}`);
    await rewriteView(tools, { view }, named, { signed: [signs('een'), signs('twee', 2)], access });
    expect(readersAt(signedBeside(view, 2))).toEqual([]);
  });

  it('are not written where there is no view any more', async () => {
    const { tools, writes } = pod(kind);
    const taken = await rewriteView(tools, { view }, named, { signed: [signs('een')], access });
    expect([taken, writes]).toEqual(['not taken', []]);
  });

  it('of which another part is to be seen now are made anew, and else stay', async () => {
    const { tools, documents, writes } = pod(kind);
    const name = nameOfForm(sha256Hex('a.b.c'));
    const form = (words: string, read = async () => contentOf(words)): WantedSigned => {
      const isIt = ({ digest }: SignedContent) => digest === sha256Hex(words);
      return { n: 1, name, isIt, read };
    };
    await openView(tools, { view }, named, access, [form('a.b.c~een~twee~')]);
    await rewriteView(tools, { view }, named, { signed: [form('a.b.c~een~')], access });
    const body = documents.get(signedBeside(view, 1)) ?? '';
    expect(body).not.toContain('twee');
    expect(readSignedDocument(body).get(name)).toEqual(contentOf('a.b.c~een~'));
    writes.length = 0;
    await rewriteView(tools, { view }, named, { signed: [form('a.b.c~een~', notAsked)], access });
    expect(writes).toEqual([]);
  });

  it('that a write which was cut off left there are taken away, and what somebody changed is mended', async () => {
    const { tools, documents } = pod(kind);
    await openView(tools, { view }, named, access, [signs('een')]);
    const at = signedBeside(view, 1);
    const good = documents.get(at);
    documents.set(
      at,
      signedDocument(['een', 'twee'].map(contentOf).map(byDigest)).replace('een"', 'elf"'),
    );
    await rewriteView(tools, { view }, named, { signed: [signs('een')], access });
    expect(documents.get(at)).toBe(good);
  });
});

it('where nothing was ever signed nobody looks what stands beside a view', async () => {
  const { tools } = pod('ACP');
  const asked: string[] = [];
  const heard = async (...[input, init]: Parameters<typeof fetch>) => {
    const { method, url } = new Request(input, init);
    asked.push(`${method} ${url.slice(folder.length)}`);
    return tools.fetch(input, init);
  };
  await openView({ ...tools, fetch: heard }, { view }, empty, access);
  await rewriteView({ ...tools, fetch: heard }, { view }, named);
  await takeViewAway({ ...tools, fetch: heard }, { view }, keepers, { mayHaveSigned: false });
  expect(asked).toEqual([
    'PUT view.json',
    'PUT view.json.acr',
    'GET view.json',
    'PUT view.json',
    'DELETE view.json.acr',
    'DELETE view.json',
  ]);
});

describe(`a document of signed bytes (seed ${seed})`, () => {
  it('gives back whatever bytes they are, each by its digest', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array(), fc.string())), (all) => {
        const contents = all.map((one) => {
          const bytes = Buffer.from(one);
          return { digest: sha256Hex(bytes), mediaType: 'application/vc', bytes };
        });
        const found = readSignedDocument(signedDocument(contents.map(byDigest)));
        for (const content of contents) expect(found.get(content.digest)).toEqual(content);
      }),
      { seed },
    );
  });

  it('keeps a byte order mark', () => {
    const bytes = Buffer.from('\uFEFF{}');
    const content = { digest: sha256Hex(bytes), mediaType: 'application/vc', bytes };
    expect(readSignedDocument(signedDocument([byDigest(content)])).get(content.digest)).toEqual(
      content,
    );
  });

  it('has a form under what its issuer signed, whichever parts it shows, and no other bytes under either name', () => {
    const [whole, less, other] = ['a.b.c~deel~ander~', 'a.b.c~deel~', 'a.b.d~deel~'].map(contentOf);
    if (whole === undefined || less === undefined || other === undefined) throw new TypeError('3');
    const name = nameOfForm(sha256Hex('a.b.c'));
    for (const [content, found] of [
      [whole, whole],
      [less, less],
      [other, 'altered'],
      [contentOf('a.b.c'), 'altered'],
    ] as const) {
      expect(readSignedDocument(signedDocument([[name, content]])).get(name)).toEqual(found);
    }
    // What follows a tilde is nothing that may be added to what stands under its own digest.
    const { digest } = contentOf('een');
    const longer = signedDocument([[digest, contentOf('een~meer~')]]);
    expect(readSignedDocument(longer).get(digest)).toBe('altered');
  });

  it('that holds other bytes than were signed says so, and one that is none of ours holds nothing', () => {
    const one = contentOf('een');
    const changed = signedDocument([byDigest(one)]).replace('"een"', '"elf"');
    expect(readSignedDocument(changed).get(one.digest)).toBe('altered');
    for (const odd of ['', 'null', '[]', '{"x":1}', `{"${one.digest}":"een"}`]) {
      expect(readSignedDocument(odd).size).toBe(0);
    }
  });
});

it('the view that such a document is beside is told by its address, and of no other document', () => {
  expect(viewBeside(signedBeside(view, 12))).toBe(view);
  expect(viewBeside(view)).toBeUndefined();
  expect(viewBeside(`${folder}view-credential-0.json`)).toBeUndefined();
});
