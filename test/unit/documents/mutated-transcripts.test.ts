import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvTemplate, readDocument } from '../../../src/documents/index.js';
import { achievement, credential } from '../../fixtures/european-credential.js';
import {
  failureOf,
  isLong,
  mainCases,
  patience,
  say,
  seed,
  someOf,
} from '../../fixtures/properties.js';
import { ects, taken, transcript } from '../../fixtures/transcripts.js';

const whole = transcript({
  taken: [
    taken({
      type: 'Degree Programme',
      instance: ects(120),
      parts: [taken({ status: 'passed', instance: ects(15) })],
    }),
    taken({ status: 'failed', instance: '<date>2026-01-30</date><resultLabel>F</resultLabel>' }),
  ],
});
const claims = [
  achievement({ hasPart: [achievement({ id: 'urn:a:2' })] }),
  { type: 'LearningAssessment', grade: { noteLiteral: { en: 'A' } } },
];
const elm = JSON.stringify(credential(claims));
const elmoJson = JSON.stringify({
  learner: { givenNames: 'Samira', bday: '2006-05-16T22:00:00.000+00:00' },
  report: [
    {
      issuer: { country: 'FI', title: [{ value: 'Lakeus', lang: 'fi' }] },
      learningOpportunitySpecification: [
        {
          title: [{ value: 'Meri', lang: 'fi' }],
          specifies: { learningOpportunityInstance: { credit: [{ scheme: 'ECTS', value: 5 }] } },
          hasPart: [],
        },
      ],
    },
  ],
});
const turtle = `@prefix elm: <http://data.europa.eu/snb/model/elm/>.
<urn:c:1> a elm:EuropeanDigitalCredential; <https://www.w3.org/2018/credentials#credentialSubject> <urn:p:1>.
<urn:p:1> elm:hasClaim [ a elm:LearningAchievement; <http://purl.org/dc/terms/title> "Sea"@en ].`;
const originals = [
  whole,
  elm,
  elmoJson,
  turtle,
  csvTemplate('nl').text,
  csvTemplate('en').text,
  JSON.stringify({ payload: elm, signatures: [{ signature: 'x' }] }),
];

/** What tends to break readers, more often than what does not. */
const pieces = fc.oneof(
  fc.constantFrom(
    '',
    '<',
    '>',
    '"',
    "'",
    '&lt;',
    '&#0;',
    '&x;',
    ']]>',
    '<![CDATA[',
    '<!DOCTYPE a>',
    '<?xml version="1.0"?>',
    '{',
    '}',
    '[]',
    'null',
    '[',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    '\uFEFF',
    '\u0000',
    '\uD800',
    '\u2028',
    '1e999',
    '-0',
    '99999999999999999999',
    '__proto__',
    '"__proto__":{"a":1},',
    'constructor',
    'hasPart',
    'isPartOf',
    'P99999999999Y',
    '2026-02-30',
    '9999-12-31',
    '2026-10-25T00:00:00+02:00',
    '@prefix',
    '[ ',
    '#',
  ),
  fc.string({ maxLength: 12 }),
);
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change = fc.record({
  at: place,
  gone: fc.oneof({ weight: 3, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(400) }),
  instead: pieces,
  times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(100) }),
  /** From where a stretch of the text is put in a second time. */
  again: fc.option(place, { freq: 4 }),
});
interface Change {
  readonly at: number;
  readonly gone: number;
  readonly instead: string;
  readonly times: number;
  readonly again: number | null;
}
const changed = (text: string, { at, gone, instead, times, again }: Change): string => {
  const start = Math.floor(at * text.length);
  const from = again === null ? text.length : Math.floor(again * text.length);
  const stretch = text.slice(from, from + 200);
  return text.slice(0, start) + instead.repeat(times) + stretch + text.slice(start + gone);
};

// A JSON document once for each of its values, with that value replaced.
function* replaced(value: unknown, instead: unknown): Generator {
  yield instead;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const other of replaced(member, instead)) {
      yield Array.isArray(value)
        ? value.map((each: unknown, n) => (String(n) === name ? other : each))
        : Object.fromEntries([...Object.entries(value), [name, other]]);
    }
  }
}
const odd = [
  null,
  '',
  0,
  -1,
  1e300,
  true,
  [],
  [[]],
  [null],
  {},
  { id: 'urn:x' },
  { en: ['a', 7] },
  { '': '' },
  { value: { value: 'x' } },
  [{}, 'urn:a:2', { type: 'LearningAchievement', id: 'urn:a:2', title: 'x' }],
  { type: 'LearningAchievement', hasPart: 'urn:a:2', isPartOf: 'urn:a:2' },
  JSON.parse('{"__proto__":{"value":1},"constructor":"x"}') as unknown,
  'x'.repeat(20_000),
];

it('a document whose parts are of another kind than they should be is read or refused, always alike', () => {
  const valid = [elm, elmoJson].flatMap((text) => {
    const value: unknown = JSON.parse(text);
    return odd.flatMap((instead) => [...replaced(value, instead)]);
  });
  const some = someOf(valid, 10);
  expect(some.length).toBeGreaterThan(100);
  for (const value of some) {
    const text = JSON.stringify(value);
    expect(isReadAlike(Buffer.from(text)) ? '' : text).toBe('');
  }
});

const mutated = fc
  .tuple(
    fc.constantFrom(...originals),
    fc.array(change, { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 3 }),
  )
  .map(([text, changes, flips]) => {
    const bytes = Buffer.from(changes.reduce(changed, text));
    for (const [at, byte] of flips) bytes[Math.floor(at * bytes.length)] = byte;
    return bytes;
  });

const counts = new Map<string, number>();

/** Twice the same, whatever it is; and whatever it is has a key for each record. */
function isReadAlike(bytes: Uint8Array): boolean {
  const [one, other] = [readDocument(bytes), readDocument(bytes)];
  counts.set(one.kind, (counts.get(one.kind) ?? 0) + 1);
  if (one.kind === 'IMPORTED') {
    const keys = new Set(one.records.map(({ key }) => key));
    if (keys.size !== one.records.length) throw new Error('two records under one key');
  }
  return JSON.stringify(one) === JSON.stringify(other);
}

it(`a damaged transcript, credential or table is read or refused, always alike, and never breaks the reader (seed ${seed})`, {
  timeout: patience,
}, () => {
  const runs = mainCases(800);
  expect(failureOf(mutated, isReadAlike, runs)).toBeUndefined();
  if (isLong) say(`${runs} damaged documents: ${JSON.stringify(Object.fromEntries(counts))}`);
  expect(Math.min(counts.get('IMPORTED') ?? 0, counts.get('REFUSED') ?? 0)).toBeGreaterThan(0);
});
