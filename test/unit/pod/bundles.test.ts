import * as fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { recordKey, webId } from '../../../src/base/index.js';
import { documentRules, inboxRules } from '../../../src/pod/access-rules.js';
import { bundleBytes, bundleFile, fromBundles, toBundles } from '../../../src/pod/bundles.js';
import { layoutOf } from '../../../src/pod/index.js';
import { hogeschool, roc } from '../../fixtures/people.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { result } from '../../fixtures/records.js';

const context = { '@vocab': 'https://w3id.org/leerkluis#' };

/** Some records with one or more versions, each missing some facets. */
const someHistory = fc
  .array(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      without: fc.subarray(['assessment', 'credits', 'evidence', 'feedback', 'special'] as const),
      title: fc.string({ unit: 'grapheme' }),
    }),
    { maxLength: 12 },
  )
  .map((items) => {
    const seen = new Map<string, number>();
    return items.map(({ name, without, title }) => {
      const version = (seen.get(name) ?? 0) + 1;
      seen.set(name, version);
      const core = { title: [{ language: 'nl', value: title }] };
      return result({ key: recordKey(`record-${name}`), version, without, core });
    });
  });

const inOrder = (records: readonly ReturnType<typeof result>[]) =>
  records.toSorted((a, b) => (`${a.key} ${a.version}` < `${b.key} ${b.version}` ? -1 : 1));

describe(`bundles (seed ${seed})`, () => {
  it('hold all of every record: put together again they are the records', () => {
    const failure = failureOf(someHistory, (records) => {
      expect(inOrder(fromBundles(toBundles(records, context)))).toEqual(inOrder(records));
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('are the same bytes in whatever order the records were read', () => {
    const failure = failureOf(someHistory, (records) => {
      expect(toBundles(records.toReversed(), context)).toEqual(toBundles(records, context));
      return true;
    });
    expect(failure).toBeUndefined();
  });
});

it('a bundle is split before it grows over its limit, and nothing is lost', () => {
  const description = [{ language: 'nl', value: 'x'.repeat(9000) }];
  const many = Array.from({ length: 60 }, (_item, n) =>
    result({ key: recordKey(`record-${n}`), core: { description } }),
  );
  const bundles = toBundles(many, context);
  const cores = bundles.filter(({ facet }) => facet === 'core');
  expect(cores.length).toBeGreaterThan(2);
  expect(cores.map(bundleFile).slice(0, 2)).toEqual(['core.json', 'core-2.json']);
  for (const { body } of cores) expect(Buffer.byteLength(body)).toBeLessThan(bundleBytes + 10_000);
  expect(fromBundles(bundles)).toHaveLength(60);
});

it('a facet nobody has makes no bundle', () => {
  const plain = result({ without: ['evidence', 'feedback', 'special'] });
  const facets = toBundles([plain], context).map(({ facet }) => facet);
  expect(facets).toEqual(['core', 'assessment', 'credits', 'identifiers']);
});

it('the core bundle points to no other facet', () => {
  const [core] = toBundles([result()], context).filter(({ facet }) => facet === 'core');
  expect(core?.body).not.toMatch(/assessment|credits|score|passed|EC"/i);
});

describe('folders and rules', () => {
  it('two schools have two folders, and a folder does not tell which school', () => {
    const layout = layoutOf('https://pods.example/samira/');
    const folders = [layout.institution(hogeschool), layout.institution(roc)];
    expect(new Set(folders).size).toBe(2);
    expect(folders.join(' ')).not.toMatch(/hogeschool|roc/);
  });

  it('a rule names agent, client and issuer of each reader', () => {
    const reader = {
      agent: webId('https://kluis.example/agents/x'),
      client: 'https://c.example/',
      issuer: 'https://i.example',
    };
    const turtle = documentRules('https://pods.example/view.json', [reader]);
    for (const iri of [reader.agent, reader.client, reader.issuer])
      expect(turtle).toContain(`<${iri}>`);
  });

  const out = 'https://c.example/> . <#open> a <x';
  const agent = webId('https://kluis.example/agents/x');
  it('a name that would break out of the rule is refused', () => {
    const reader = { agent, client: 'https://c.example/', issuer: out };
    expect(() => documentRules('https://pods.example/view.json', [reader])).toThrow(TypeError);
  });

  it.each([
    'http://www.w3.org/ns/solid/acp#PublicClient',
    'https://www.w3.org/ns/solid/acp#PublicClient',
  ])('the word for all of them is refused as one of them: %s', (word) => {
    const one = { agent, client: 'https://c.example/', issuer: 'https://i.example' };
    for (const rules of [documentRules, inboxRules]) {
      const at = 'https://pods.example/inbox/';
      expect(() => rules(at, [{ ...one, client: word }])).toThrow(TypeError);
    }
  });

  it('a client without an address is a text, whatever is in it', () => {
    const issuer = 'https://i.example';
    for (const client of [out, 'a "quoted" one \\', 'line\nbreak \u0000']) {
      const rules = documentRules('https://pods.example/view.json', [{ agent, client, issuer }]);
      const clients = new Parser({ baseIRI: 'https://pods.example/view.json.acr' })
        .parse(rules)
        .filter(({ predicate }) => predicate.value.endsWith('#client'));
      expect(clients.map(({ object }) => [object.termType, object.value])).toEqual([
        ['Literal', client],
      ]);
    }
  });
});
