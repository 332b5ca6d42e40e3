import { buildSchema, GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import { Fault } from '../../../src/base/index.js';

const text = `
  interface Animal { name: String! friend: Animal }
  type Dog implements Animal { name: String! friend: Animal barks: Boolean broken: String! }
  type Cat implements Animal { name: String! friend: Animal lives: Int! later: String! }
  union Pet = Dog | Cat
  enum Colour { RED GREEN }
  input Point { x: Int! = 1 y: Int colour: Colour = GREEN tags: [String!] }
  type Deep { value: Int! maybe: Int deep: Deep must: Deep! list: [Deep!]! holes: [Deep] }
  type Query {
    animals: [Animal!]! pet: Pet pets: [Pet] dog: Dog mustDog: Dog!
    deep: Deep fails: String refuses: String! nothing: String! asyncNothing: String
    colour(of: Colour = RED): Colour! wrongColour: Colour
    sum(points: [Point!]! = []): Int echo(text: String = "niets", not: Int): String
    page(first: Int! = 50): Int stranger: Animal
  }
  type Mutation { count: Int! fails: String }
`;

const dog = { kind: 'Dog', name: 'Bello', barks: true };
const cat = { kind: 'Cat', name: 'Mies', lives: 9, friend: dog };
const later = async <T>(value: T): Promise<T> => value;
const leaf = { value: 1, maybe: null, list: [], holes: [null] };
const bad = { ...leaf, value: null };

interface Point {
  readonly x: number;
  readonly y?: number | null;
  readonly colour: string;
}
const resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Query: {
    animals: () => [dog, later(cat)],
    pet: () => later(cat),
    pets: () => [dog, null, cat],
    dog: () => dog,
    mustDog: () => dog,
    deep: () => ({ ...leaf, deep: bad, must: leaf, list: [leaf, bad], holes: [leaf, bad, null] }),
    fails: () => {
      throw new Fault('NotFound', 'not for you');
    },
    refuses: async () => {
      throw new GraphQLError('There is nothing here for you.', {
        extensions: { code: 'NOT_FOUND' },
      });
    },
    nothing: () => null,
    asyncNothing: () => later(undefined),
    colour: (_root: unknown, { of }: { of: string }) => of,
    wrongColour: () => 'PURPLE',
    sum: (_root: unknown, { points }: { points: readonly Point[] }) =>
      points.reduce((sum, { x, y, colour }) => sum + x + (y ?? 100) + colour.length, 0),
    echo: (_root: unknown, args: object) => JSON.stringify(args),
    page: (_root: unknown, { first }: { first: number }) => first,
    stranger: () => ({ kind: 'Fish', name: 'Blub' }),
  },
  Dog: { broken: () => null },
  Cat: { later: () => later('soon') },
};

const fails = () => {
  throw new Fault('Conflict', 'too late');
};
const kindOf = (value: { kind: string }) => (value.kind === 'Fish' ? undefined : value.kind);

/** A schema of our own making in which all goes wrong that can. @param onCount runs with each mutation. */
export function nastySchema(onCount: () => void = () => undefined): GraphQLSchema {
  const schema = buildSchema(text);
  const count = () => {
    onCount();
    return 1;
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const own: Readonly<Record<string, unknown>> =
      type.name === 'Mutation' ? { count, fails } : (resolvers[type.name] ?? {});
    for (const [name, resolve] of Object.entries(own)) {
      const field = type.getFields()[name];
      if (field !== undefined) Reflect.set(field, 'resolve', resolve);
    }
  }
  for (const name of ['Animal', 'Pet']) {
    const type = schema.getType(name);
    if (type !== undefined) Reflect.set(type, 'resolveType', kindOf);
  }
  return schema;
}

interface Nasty {
  readonly what: string;
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly compiled: boolean;
}
const points = 'query Q($p: [Point!]!) { sum(points: $p) }';

export const nastyDocuments: readonly Nasty[] = [
  // biome-ignore format: a table is read in columns
  ...[
    ['aliases and __typename everywhere', '{ __typename a: dog { __typename n: name m: name } b: dog { name } }'],
    ['fragments on an interface', 'query Q { animals { __typename ...A ... on Cat { lives later } } } fragment A on Animal { name friend { ...B } } fragment B on Dog { barks }'],
    ['fragments on a union', '{ pet { __typename ... on Animal { name } ... on Cat { lives friend { name } } } pets { __typename ... on Dog { barks } } }'],
    ['one field asked twice', '{ dog { name } ...D dog { barks } } fragment D on Query { dog { friend { name } } }'],
    ['a nested error', '{ dog { name broken } fails }'],
    ['null that goes up to a nullable parent', '{ pet { ... on Dog { broken } } dog { broken } deep { deep { value } } }'],
    ['null that takes the whole answer', '{ dog { name } mustDog { name broken } }'],
    ['null in a list of non-null', '{ deep { list { value } } }'],
    ['null in a list with holes', '{ deep { value holes { value maybe deep { value } } } }'],
    ['a missing non-null object', '{ deep { must { must { value } } } }'],
    ['an error at the top that is not nullable', '{ dog { name } refuses }'],
    ['several errors of both kinds', '{ fails pet { ... on Cat { later } } deep { deep { value } list { value } } asyncNothing wrongColour }'],
    ['a value the enum does not have', '{ wrongColour colour(of: GREEN) }'],
    ['a value of no known type', '{ stranger { name } dog { name } }'],
    ['names of things every object has not', '{ then: dog { name } length: dog { name } data: fails }'],
  ].map(([what = '', source = '']) => ({ what, source, compiled: true })),
  { what: 'a null that is not allowed', source: '{ nothing dog { name } }', compiled: true },
  {
    what: 'an enum by variable',
    source: 'query Q($c: Colour) { colour(of: $c) }',
    variables: { c: 'GREEN' },
    compiled: true,
  },
  { what: 'an enum left out', source: 'query Q($c: Colour) { colour(of: $c) }', compiled: true },
  {
    what: 'an enum that is null',
    source: 'query Q($c: Colour) { colour(of: $c) }',
    variables: { c: null },
    compiled: true,
  },
  {
    what: 'an enum that is none',
    source: 'query Q($c: Colour) { colour(of: $c) }',
    variables: { c: 'PURPLE' },
    compiled: true,
  },
  {
    what: 'a list of input objects with defaults',
    source: points,
    variables: { p: [{}, { x: 2, y: 3, colour: 'RED' }, { y: null }] },
    compiled: true,
  },
  {
    what: 'one input object for a list',
    source: points,
    variables: { p: { x: 5 } },
    compiled: true,
  },
  {
    what: 'input objects that are wrong in several ways',
    source: points,
    variables: { p: [{ x: 'a' }, { z: 1 }, { x: null }, 4] },
    compiled: true,
  },
  { what: 'a variable left out that must be there', source: points, compiled: true },
  {
    what: 'a default value of a variable',
    source: 'query Q($t: String = "iets", $n: Int = 3) { echo(text: $t, not: $n) }',
    compiled: true,
  },
  {
    what: 'a variable that is too large',
    source: 'query Q($n: Int) { echo(not: $n) }',
    variables: { n: 3_000_000_000 },
    compiled: true,
  },
  {
    what: 'variables left out where arguments have defaults',
    source: 'query Q($t: String, $n: Int) { echo(text: $t, not: $n) }',
    compiled: true,
  },
  {
    what: 'null by variable where there is no null',
    source: 'query Q($f: Int = 5) { page(first: $f) }',
    variables: { f: null },
    compiled: true,
  },
  {
    what: 'unknown variables',
    source: 'query Q($t: String) { echo(text: $t) }',
    variables: { t: 'x', u: 'y', __proto__: 1 },
    compiled: true,
  },
  { what: 'text between quotes', source: '{ echo(text: "hier") }', compiled: false },
  {
    what: 'input objects in the document',
    source: 'query Q($y: Int) { sum(points: [{ x: 2, y: $y }]) }',
    compiled: false,
  },
  {
    what: 'skip and include',
    source:
      'query Q($no: Boolean!, $yes: Boolean = true) { dog @include(if: $yes) { name @skip(if: $no) barks } ...F @skip(if: $yes) ...F } fragment F on Query { pet { __typename } }',
    variables: { no: true },
    compiled: false,
  },
  {
    what: 'skip, the other way',
    source:
      'query Q($no: Boolean!) { dog { name @skip(if: $no) barks } a: dog { ...D @include(if: $no) ...D } } fragment D on Dog { name }',
    variables: { no: false },
    compiled: false,
  },
  {
    what: 'a name every object has',
    source: '{ constructor: dog { name } __proto__: dog { name } toString: fails }',
    compiled: false,
  },
  {
    what: 'a question about the schema',
    source: '{ __type(name: "Dog") { name } dog { name } }',
    compiled: false,
  },
];
