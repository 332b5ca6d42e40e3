import { beforeAll, describe, expect, it } from 'vitest';
import { guidance, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { written } from './ledger-rows.js';

const times = (count: number, each: (n: number) => string): string =>
  Array.from({ length: count }, (_none, n) => each(n)).join(' ');
const doubled = (leaf: string): string =>
  `fragment F0 on Viewer { ${leaf} } ${times(60, (n) => `fragment F${n + 1} on Viewer { ...F${n} ...F${n} }`)}`;

const times101 = Array.from({ length: 101 }, (_none, n) => ({ __typename: 'Result', id: `g${n}` }));

const list = (first: string): string =>
  `learner(id: $learner) { records(first: ${first}) { count } }`;

/** All asked by an adviser with a live grant and a purpose: a question that passed would be answered from a pod. */
export function attacksByCost(opened: () => TestHouse): void {
  let house: TestHouse;
  let samira: string;
  beforeAll(async () => {
    house = opened();
    samira = house.account('samira').webId;
    const scope = [{ institutions: ['merenveld.example'] }];
    const input = { grantee: { person: house.account('adviser').webId }, scope };
    await house.ask('samira', 'GrantAccess', { input: { ...input, purpose: guidance.purpose } });
    return () => revokesAll(house);
  });

  const reads = 'query Q($learner: ID!';

  // biome-ignore format: a table is read in columns
  const questions: readonly (readonly [string, string, string, object?])[] = [
    ['attack 1: 1,000 aliases of learner with guessed ids', 'COST_LIMIT', `query Q { ${times(1000, (n) => `a${n}: learner(id: "g${n}") { id }`)} }`],
    ['attack 1: 150 aliases, few enough words to be read', 'COST_LIMIT', `query Q { ${times(150, (n) => `a${n}: learner(id: "g${n}") { id }`)} }`],
    ['11 learners without an alias',           'COST_LIMIT', `${reads}) { ${times(11, () => 'learner(id: $learner) { id }')} }`],
    ['11 learners in fragments',               'COST_LIMIT', `${reads}) { ${times(11, () => '...F')} } fragment F on Query { learner(id: $learner) { id } }`],
    ['first: 1000000 by literal',              'COST_LIMIT', `${reads}) { ${list('1000000')} }`],
    ['first: 1000000 by variable',             'COST_LIMIT', `${reads}, $n: Int!) { ${list('$n')} }`, { n: 1_000_000 }],
    ['first: 1000000 by a variable’s default', 'COST_LIMIT', `${reads}, $n: Int = 1000000) { ${list('$n')} }`],
    ['five full pages by a variable’s default', 'COST_LIMIT', `${reads}, $n: Int = 250) { ${times(5, (n) => `a${n}: ${list('$n')}`)} }`],
    ['five full pages behind a negative one',  'COST_LIMIT', `${reads}) { z: ${list('-5000')} ${times(5, (n) => `a${n}: ${list('250')}`)} }`],
    ['a page of none',                         'BAD_INPUT',  `${reads}) { ${list('0')} }`],
    ['a page of null',                         'BAD_INPUT',  `${reads}, $n: Int) { ${list('$n')} }`, { n: null }],
    ['a number too big to be one',             'COST_LIMIT',  `${reads}, $n: Int) { ${list('$n')} }`, { n: 1e300 }],
    ['a number as text',                       'BAD_INPUT',  `${reads}, $n: Int) { ${list('$n')} }`, { n: '5' }],
    ['attack 3: fragments that go round',                'BAD_INPUT',  `${reads}) { learner(id: $learner) { ...A } } fragment A on LearnerView { id ...B } fragment B on LearnerView { ...A }`],
    ['attack 3: fragments that double sixty times',      'COST_LIMIT', `query Q { viewer { ...F60 } } ${doubled('webId')}`],
    ['the same with __typename only',          'COST_LIMIT', `query Q { viewer { ...F60 } } ${doubled('__typename')}`],
    ['a schema question without end',          'COST_LIMIT', `query Q { __schema { types { ${'fields { type { '.repeat(9)} name ${'} }'.repeat(9)} } } }`],
    ['250 directives',                       'BAD_INPUT',  `query Q { viewer { webId ${'@skip(if: false) '.repeat(250)} } }`],
    ['attack 3: @defer',                                 'BAD_INPUT',  `${reads}) { ... @defer { ${list('10')} } }`],
    ['attack 3: @stream',                                'BAD_INPUT',  `${reads}) { learner(id: $learner) { records { nodes @stream { id } } } }`],
    ['attack 3: 600 levels',                           'BAD_INPUT',  `query Q ${'{ a '.repeat(600)}${'}'.repeat(600)}`],
    ['attack 1: 101 things, as a router names them', 'COST_LIMIT', 'query Q($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: times101 }],
    ['a subscription as a question',           'BAD_INPUT',  'subscription Q { myEvents { kind } }'],
    ['a subscription',                         'BAD_INPUT',  'subscription Q { viewer { webId } }'],
  ];
  it.each(questions.map(([what, code, query, more = {}]) => [what, code, query, more] as const))(
    'Third-party app 4: %s: %s, with no pod asked and no line in a log',
    async (_what, code, query, more) => {
      const before = await written(house);
      house.proxy.forget();
      const sent = { learner: samira, ...more };
      const started = performance.now();
      const answer = await house.ask('adviser', 'Q', sent, { ...guidance, query });
      expect(new Set(answer.codes)).toEqual(new Set([code]));
      expect(performance.now() - started).toBeLessThan(2000);
      expect(house.proxy.requests).toEqual([]);
      expect(await written(house)).toEqual(before);
      expect(answer.status).toBe(answer.data === undefined ? 400 : 200);
    },
  );

  it('what stays under all limits is answered', async () => {
    const query = `${reads}, $n: Int = 250) { ${times(4, (n) => `a${n}: ${list('$n')}`)} }`;
    const answer = await house.ask('adviser', 'Q', { learner: samira }, { ...guidance, query });
    expect(answer.codes).toEqual([]);
    expect(answer.data.a3.learner ?? answer.data.a3.records.count).toBeGreaterThan(0);
  });

  describe('the log', () => {
    it('keeps no operation name that is longer than a name', async () => {
      const name = `JeMoet${'Betalen'.repeat(2000)}`;
      const query = `query ${name}($learner: ID!) { ${list('10')} }`;
      await house.ask('adviser', name, { learner: samira }, { ...guidance, query });
      const log = await house.ask('samira', 'MyAccessLog', { first: 1 });
      expect(log.data.myAccessLog.nodes[0].operation).toMatch(/^JeMoet\w{1,90}$/);
    });
  });
}
