import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDoubleNames, nestsTooDeep, parseInSlices } from '../../../src/base/index.js';
import { failureOf, lateFailureOf, seed } from '../../fixtures/properties.js';

/** Texts that look like the marks of JSON, inside strings and as names. */
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('[[[', '{"a":', '\\', '\\\\"', '"', ':', '\u0000', '__proto__', 'grade'),
);
const someJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    awkward,
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(awkward, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const nested = (levels: number, open: string, close: string): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

// biome-ignore format: a table is read in columns
const shapes = [
  ['lists',                    '[',          ']'],
  ['objects',                  '{"a":',      '}'],
  ['lists in objects',         '{"a":[',     ']}'],
  ['names full of brackets',   '{"]}\\"":',  '}'],
] as const;

describe(`the form of JSON, before it is parsed (seed ${seed})`, () => {
  it.each(shapes)('attack 32: 100,000 levels of %s are too deep', (_what, open, close) => {
    expect(nestsTooDeep(nested(100_000, open, close))).toBe(true);
    // Never closed: seen as soon.
    expect(nestsTooDeep(open.repeat(100_000))).toBe(true);
  });

  it('attack 32: 64 levels are taken, one more is not, whatever stands beside it', () => {
    const failure = failureOf(someJson, (value) => {
      const [inside, beside] = [JSON.stringify([value]), JSON.stringify(value)];
      expect(nestsTooDeep(inside)).toBe(false);
      expect(nestsTooDeep(`[${beside},${nested(63, '[', ']')}]`)).toBe(false);
      expect(nestsTooDeep(`[${beside},${nested(64, '[', ']')}]`)).toBe(true);
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('attack 32: brackets in a string nest nothing, however the string is escaped', () => {
    for (const text of ['['.repeat(100_000), '\\"['.repeat(50_000), '\\'.repeat(99_999)]) {
      expect(nestsTooDeep(JSON.stringify({ text }))).toBe(false);
    }
  });

  it('attack 32: a name that stands twice in one object is seen, one in two objects is none', () => {
    const failure = failureOf(
      fc.tuple(fc.dictionary(awkward, someJson, { minKeys: 1, maxKeys: 5 }), fc.nat()),
      ([members, pick]) => {
        const entries = Object.entries(members);
        const [name = '', value] = entries[pick % entries.length] ?? [];
        const written = entries.map(
          ([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`,
        );
        const twice = [...written, `${JSON.stringify(name)} : ${JSON.stringify(value)}`];
        expect(hasDoubleNames(`{${written.join(',')}}`)).toBe(false);
        expect(hasDoubleNames(`{${twice.join(',')}}`)).toBe(true);
        expect(hasDoubleNames(`[{${twice.join(',')}}]`)).toBe(true);
        return true;
      },
    );
    expect(failure).toBeUndefined();
    expect(hasDoubleNames('{"grade":{"grade":1},"b":{"grade":2}}')).toBe(false);
    // The same name, spelled in two ways.
    expect(hasDoubleNames('{"grade":1,"gr\\u0061de":2}')).toBe(true);
  });

  it('attack 32: a string of 20 million characters is walked through like any other', () => {
    const text = JSON.stringify({ facets: 'x\\"'.repeat(5_000_000) });
    expect([nestsTooDeep(text), hasDoubleNames(text)]).toEqual([false, false]);
  });
});

/** V8 13.6 itself now and then takes one name for another where it is spelled with escapes: it is no measure there. */
const isSpelledPlainly = (text: string): boolean => !text.includes('\\');

const isReadAlike = async (value: unknown): Promise<void> => {
  const text = JSON.stringify(value);
  if (!isSpelledPlainly(text)) return;
  const limits = { marks: 100_000, element: 100_000 };
  expect(await parseInSlices(text, limits)).toEqual(JSON.parse(text));
  expect(await parseInSlices(JSON.stringify(value, undefined, 2), limits)).toEqual(
    JSON.parse(text),
  );
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const isNoOtherWhenBroken = async ([value, place, mark]: readonly [unknown, number, string]) => {
  const text = JSON.stringify(value);
  const at = place % (text.length + 1);
  const odd = `${text.slice(0, at)}${mark}${text.slice(at)}`;
  const found = isSpelledPlainly(text)
    ? await parseInSlices(odd, { marks: odd.length, element: odd.length })
    : undefined;
  // It may refuse what JSON takes: a name that stands twice.
  expect([undefined, asJson(odd)]).toContainEqual(found);
};

describe('a large text of a stranger', () => {
  const most = { marks: 900, element: 1000 };
  const someRecord = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }));
  const someLists = fc.dictionary(
    fc.constantFrom('records', '__proto__', '0', '{[', ' a:', ''),
    fc.oneof(fc.array(fc.oneof(someRecord, fc.jsonValue({ maxDepth: 2 }))), someRecord),
    { maxKeys: 4 },
  );

  it('attack 33: is read as JSON is, where it has no more in it than was asked', async () => {
    const some = fc.oneof(someLists, fc.jsonValue({ maxDepth: 4 }));
    expect(await lateFailureOf(some, isReadAlike, 500)).toBeUndefined();
  });

  it('attack 33: is no JSON where JSON says so, wherever it is broken', async () => {
    const broken = fc.tuple(
      someLists,
      fc.nat(),
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '1', ' ', 'x'),
    );
    expect(await lateFailureOf(broken, isNoOtherWhenBroken, 1000)).toBeUndefined();
  });

  // biome-ignore format: a table is read in columns
  const refused = [
    ['more brackets and commas than asked', `{"a":[${'[],'.repeat(1000)}1]}`],
    ['more values than asked',              `{"a":[${'1,'.repeat(1000)}1]}`],
    ['1,000 levels',                        `${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['a name twice',                        '{"a":[{"grade":1,"gr\\u0061de":2}]}'],
    ['a list twice',                        '{"a":[{"grade":1}],"a":[{}]}'],
    ['text that breaks off',                '{"grade":'],
    ['a name that breaks off',              '{"grade'],
    ['two things without a comma',          '{"a":[1{"b":2}]}'],
  ] as const;
  it.each(refused)('attack 33: %s is not built', async (_what, text) => {
    expect(await parseInSlices(text, most)).toBeUndefined();
  });

  it('attack 33: ten thousand names are not built, in one object or in as many', async () => {
    const lots = { marks: 1_000_000, element: 1_000_000 };
    const names = Array.from({ length: 10_000 }, (_, n) => `"k${n}":1`);
    expect(await parseInSlices(`{${names.join(',')}}`, lots)).toBeUndefined();
    const objects = names.map((name) => `{${name}}`);
    expect(await parseInSlices(`{"a":[${objects.join(',')}]}`, lots)).toBeUndefined();
  });

  it('attack 33: one thing of a list that is too long costs no other', async () => {
    const text = JSON.stringify({ a: [{ b: 1 }, { b: 'x'.repeat(2000) }, { b: 3 }] });
    expect(await parseInSlices(text, most)).toEqual({ a: [{ b: 1 }, null, { b: 3 }] });
  });
});
