/** Access rules and lists of a pod, as anybody with control over it can write them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentRules } from '../../../src/pod/access-rules.js';
import { readersIn } from '../../../src/pod/index.js';
import { lateFailureOf, seed } from '../../fixtures/properties.js';

const storage = 'https://pods.example/samira/';
const document = `${storage}shared/view.json`;
const reader = {
  agent: 'https://kluis.example/delegates/1#it',
  client: 'https://kluis.example/clients/gateway',
  issuer: 'https://kluis.example/issuers/query',
} as const;
const prefixes = `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
@prefix acp: <http://www.w3.org/ns/solid/acp#>.
@prefix ldp: <http://www.w3.org/ns/ldp#>.
@prefix owl: <http://www.w3.org/2002/07/owl#>.
`;
const listOf = (...places: readonly string[]): string =>
  `${prefixes}<> ldp:contains ${places.map((place) => `<${place}>`).join(', ')}.`;

/** The storage, one folder and one document; each answers what is given, and what was asked is noted. */
async function look(rules: string, list = listOf('shared/')) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, string>> = {
    [storage]: list,
    [`${storage}shared/`]: listOf('view.json'),
    [`${document}.acr`]: rules,
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    asked.push(url);
    const found = answers[url];
    return new Response(found ?? null, { status: found === undefined ? 404 : 200 });
  };
  return { asked, ...(await readersIn({ fetch }, storage)) };
}
const agentsIn = async (rules: string): Promise<readonly string[]> =>
  (await look(rules)).found.map(({ agent }) => agent).toSorted();

// Letters of our own document, so that the reader is at hand: WebID branded elsewhere.
const ours = documentRules(document, [
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  reader as unknown as Parameters<typeof documentRules>[1][number],
]);
const stranger = 'https://elders.example/ruud#me';
const policy = (who: string): string =>
  `[ a acp:AccessControl; acp:apply [ a acp:Policy; acp:allow acl:Read; acp:anyOf [ a acp:Matcher; acp:agent ${who} ] ] ]`;

describe('a policy beside ours', () => {
  // biome-ignore format: a table is read in columns
  const spellings: readonly (readonly [string, string])[] = [
    ['in blank nodes',                       `<> acp:accessControl ${policy(`<${stranger}>`)}.`],
    ['for all that is below',                `<> acp:memberAccessControl ${policy(`<${stranger}>`)}.`],
    ['under another prefix',                 `@prefix x: <http://www.w3.org/ns/solid/acp#>. <> x:accessControl ${policy(`<${stranger}>`)}.`],
    ['with a prefix that was ours before',   `@prefix acl: <http://www.w3.org/ns/solid/acp#>. <> acl:accessControl [ acl:apply [ acl:allow <http://www.w3.org/ns/auth/acl#Read>; acl:anyOf [ acl:agent <${stranger}> ] ] ].`],
    ['with an address of another base',      `@base <https://elders.example/>. <${document}.acr> acp:accessControl ${policy('<ruud#me>')}.`],
    ['in our own policy',                    `<#reader0> acp:agent <${stranger}>.`],
    ['as a matcher of our own policy',       `<#policy0> acp:anyOf [ acp:agent <${stranger}> ].`],
    ['as a policy of our own control',       `<#access0> acp:apply [ acp:allow acl:Write; acp:anyOf [ acp:agent <${stranger}> ] ].`],
  ];
  it.each(spellings)('attack 32: %s is seen', async (_how, turtle) => {
    expect(await agentsIn(ours)).toEqual([reader.agent]);
    expect(await agentsIn(`${ours}\n${turtle}`)).toEqual([stranger, reader.agent].toSorted());
  });

  it('attack 32: somebody said to be the same as our delegate is nobody, and stays who they are', async () => {
    const same = `<${reader.agent}> owl:sameAs <${stranger}>. <${stranger}> owl:sameAs <${reader.agent}>.`;
    expect(
      await agentsIn(
        `${ours}${same.replaceAll('owl:sameAs', '<http://www.w3.org/2002/07/owl#sameAs>')}`,
      ),
    ).toEqual([reader.agent]);
  });

  it('attack 32: one that names nobody lets everyone in', async () => {
    const open =
      '<> acp:accessControl [ acp:apply [ acp:allow acl:Read; acp:anyOf [ a acp:Matcher ] ] ].';
    expect(await agentsIn(`${ours}\n${open}`)).toEqual(['everyone', reader.agent]);
  });
});

// biome-ignore format: a table is read in columns
const elsewhere: readonly (readonly [string, string])[] = [
  ['a policy',           '<#access0> acp:apply <https://elders.example/rules#policy>.'],
  ['a policy, of which something is said here',
                         '<#access0> acp:apply <https://elders.example/rules#p>. <https://elders.example/rules#p> acp:allow acl:Read.'],
  ['a policy beside it', '<> acp:accessControl [ acp:apply <../other.acr#policy> ].'],
  ['a control',          '<> acp:memberAccessControl <https://elders.example/rules#control>.'],
  ['a matcher',          '<#policy0> acp:anyOf <https://elders.example/rules#matcher>.'],
];
it.each(elsewhere)(
  'attack 32: %s in another document is not taken for nobody',
  async (_what, more) => {
    expect(await look(`${ours}\n${more}`)).toMatchObject({ found: [], unseen: [document] });
  },
);

const many = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_item, n) => text(n)).join('');

describe('rules that are too much', () => {
  // biome-ignore format: a table is read in columns
  const bombs: readonly (readonly [string, string])[] = [
    ['a hundred thousand blank nodes',       `<> <#x> ${many(100_000, () => '[],')}[].`],
    ['blank nodes in blank nodes',           `<> <#x> ${'[<#x> '.repeat(20_000)}[]${']'.repeat(20_000)}.`],
    ['lists in lists',                       `<> <#x> ${'('.repeat(60_000)}${')'.repeat(60_000)}.`],
    ['one literal of ten million letters',   `<> <#x> "${'x'.repeat(10_000_000)}".`],
    ['one that never ends',                  `<> <#x> """${'x'.repeat(200_000)}`],
    ['5,000,000 triples',                    `<> <#x> ${'1,'.repeat(5_000_000)}1.`],
  ];
  it.each(bombs)('attack 32: %s stay outside the parser', async (_what, turtle) => {
    const rules = await look(`${prefixes}${turtle}`);
    expect([rules.found, rules.unseen]).toEqual([[], [document]]);
    const list = await look('', `${prefixes}${turtle.padEnd(1_500_001)}`);
    expect([list.found, list.unseen]).toEqual([[], [storage]]);
  });

  it('attack 32: nesting as deep as the length allows is read, and lets nobody in', async () => {
    for (const [open, close] of [
      ['[<#x> ', ']'],
      ['(', ')'],
    ] as const) {
      const levels = Math.floor(99_000 / (open.length + close.length));
      const nested = `<> <#x> ${open.repeat(levels)}${open === '(' ? '' : '1'}${close.repeat(levels)}.`;
      expect(await look(nested)).toMatchObject({ found: [], unseen: [] });
      // Never closed.
      const unclosed = await look(`<> <#x> ${open.repeat(levels)}`);
      expect(unclosed).toMatchObject({ found: [], unseen: [document] });
    }
  });

  it('attack 32: readers by the product of policies, matchers and agents are not all worked out', async () => {
    const agents = many(3000, (n) => `<#a${n}>,`).slice(0, -1);
    const product = `${prefixes}<> acp:accessControl <#c>. <#c> acp:apply ${many(600, (n) => `<#p${n}>,`).slice(0, -1)}.
      <#m> acp:agent ${agents}. ${many(600, (n) => `<#p${n}> acp:allow acl:Read; acp:anyOf <#m>.`)}`;
    expect(product.length).toBeLessThan(100_000);
    // 1,800,000 of them.
    expect(await look(product)).toMatchObject({ found: [], unseen: [document] });
  });
});

describe('a list of what is in a folder', () => {
  const outside = fc.oneof(
    fc.constantFrom(
      '../barry/',
      'shared/../../barry/',
      '%2e%2e/barry/',
      'https://pods.example/samira/../barry/',
      'https://pods.example/samira/%2E%2E/barry/card',
      'https://pods.example/barry/',
      '//pods.example/barry/',
      'https://elders.example/samira/',
      'http://169.254.169.254/latest/',
      'file:///etc/passwd',
      '',
      '.',
      '#x',
    ),
    fc
      .array(fc.constantFrom('..', '.', '%2e%2e', 'shared', 'barry', '%2E.'), { minLength: 1 })
      .map((parts) => `${parts.join('/')}/`),
  );
  it(`attack 32: is followed below that folder only, however an address is spelled (seed ${seed})`, async () => {
    const failure = await lateFailureOf(
      fc.array(outside, { minLength: 1, maxLength: 5 }),
      async (places) => {
        const { asked } = await look(ours, listOf(...places));
        expect(asked.filter((url) => !url.startsWith(storage) && url !== `${storage}.acr`)).toEqual(
          [],
        );
      },
      300,
    );
    expect(failure).toBeUndefined();
  });
});
