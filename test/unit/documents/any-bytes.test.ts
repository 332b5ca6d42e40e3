import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { canonicalJson } from '../../../src/base/index.js';
import { type DocumentReading, type Drafted, readDocument } from '../../../src/documents/index.js';
import { bundleFacets, facetShapes } from '../../../src/pod/record-shapes.js';
import { nameInPath } from '../../../src/records/index.js';
import {
  assertion,
  association,
  badge,
  careerRecord,
  course,
  jwtOf,
  microcredential,
  plainCredential,
  transcript,
} from '../../fixtures/credentials.js';
import { failureOf, isLong, mainCases, patience, say, seed } from '../../fixtures/properties.js';

const sound: readonly unknown[] = [
  badge(),
  microcredential(),
  badge({
    subject: { result: [{ status: 'Completed' }], creditsEarned: 3 },
    root: { evidence: [{ name: 'x' }] },
  }),
  assertion(),
  transcript([course('a', 'A'), course('b', 'B'), microcredential()], {
    association: [association('isChildOf', 'urn:example:a', 'urn:example:b')],
    achievement: [{ id: 'd', name: 'D' }],
  }),
  plainCredential({
    name: 'Barry',
    employmentRecord: { jobTitle: 'Lasser', employer: { name: 'X' }, startDate: '2020' },
  }),
  plainCredential({ hasCredential: { name: 'Bachelor', dateAwarded: '2024-05-18' } }),
  careerRecord(),
  { '@context': { a: 'b' } },
  { schac_home_organization: 'x.example' },
];

/** What systems write where something else is meant, and what programs stumble over. */
const oddities: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1e21,
  1e308,
  0.1,
  'x'.repeat(10_001),
  '\uD800',
  '\u0000',
  '1e999',
  '2026-02-30',
  '9999-12-31',
  '2026-03-31T00:00:00Z',
  'javascript:alert(1)',
  'did:example:1',
  '123456782',
  [],
  {},
  [[]],
  [null],
  [{}],
  { '@value': 1 },
  { id: 'data:application/vc+jwt,eyJh.eyJh.x' },
  'eyJhIjoxfQ.eyJhIjoxfQ.x',
  ['OpenBadgeCredential', 'ClrCredential'],
  { nl: {} },
];
const names = [
  '__proto__',
  'constructor',
  'toString',
  'type',
  'id',
  '@context',
  'name',
  'value',
  'credentialSubject',
  'achievement',
  'result',
  'badge',
  'verifiableCredential',
  'issuer',
];

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every place in a document, as the object and the name in it. */
function places(value: unknown): readonly (readonly [Record<string, unknown>, string])[] {
  if (!isMembers(value)) return [];
  return Object.keys(value).flatMap((name) => [[value, name] as const, ...places(value[name])]);
}

interface Change {
  readonly how: number;
  readonly where: number;
  readonly what: number;
  readonly other: number;
}

function put(holder: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < levels; n += 1) value = n % 2 === 0 ? { name: value } : [value];
  return value;
}

/** One thing wrong: gone, odd, in the place of another, under another name, a list, twice, or nested. */
function mutate(document: unknown, { how, where, what, other }: Change): void {
  const all = places(document);
  const [holder, name] = all[where % all.length] ?? [];
  if (holder === undefined || name === undefined) return;
  const [holder2, name2] = all[other % all.length] ?? [holder, name];
  const odd = structuredClone(oddities[what % oddities.length]);
  const ways: readonly (() => void)[] = [
    () => {
      delete holder[name];
    },
    () => {
      put(holder, name, odd);
    },
    () => {
      put(holder, name, structuredClone(holder2[name2]));
    },
    () => {
      put(holder, names[what % names.length] ?? 'x', structuredClone(holder[name]));
    },
    () => {
      put(holder, name, [holder[name], odd]);
    },
    () => {
      put(holder, name, [structuredClone(holder[name]), structuredClone(holder[name])]);
    },
    () => {
      put(holder, name, nested(what % 70));
    },
  ];
  ways[how % ways.length]?.();
}

const many = fc.nat({ max: 10_000 });
const change: fc.Arbitrary<Change> = fc.record({ how: many, where: many, what: many, other: many });
const mutated = fc
  .record({
    which: fc.nat({ max: sound.length - 1 }),
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    asJwt: fc.nat({ max: 9 }),
  })
  .map(({ which, changes, asJwt }): Uint8Array => {
    const document = structuredClone(sound[which]);
    for (const each of changes) mutate(document, each);
    if (asJwt < 2) return jwtOf(asJwt === 0 ? { vc: document } : document);
    return Buffer.from(JSON.stringify(document));
  });
const flipped = fc
  .record({
    bytes: mutated,
    flips: fc.array(fc.tuple(many, fc.nat({ max: 255 })), { maxLength: 6 }),
    cut: fc.nat({ max: 5 }),
    at: many,
  })
  .map(({ bytes, flips, cut, at }): Uint8Array => {
    const changed = Uint8Array.from(bytes);
    for (const [place, byte] of flips) changed[place % changed.length] = byte;
    return cut === 0 ? changed.subarray(0, at % changed.length) : changed;
  });
const anything = fc.oneof(
  { weight: 7, arbitrary: mutated },
  { weight: 3, arbitrary: flipped },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
);

const inPath = /^(?:[\w@$*:-]+)(?:[.][\w@$*: -]+)*$/;
/** Where something is, is a path of names and numbers of places; nothing that could be anybody's. */
function saysOnlyPlaces(reading: DocumentReading): boolean {
  if (reading.kind === 'REFUSED')
    return /^[A-Z_0-9]+$/.test(reading.code) && /^(?:\/[\w-]+)*$/.test(reading.path);
  if (reading.kind === 'RECOGNISED') return true;
  const issues = [
    ...reading.issues,
    ...reading.records.flatMap(({ facets }) => facets.identifiers.issues),
  ];
  const losses = [
    ...reading.losses,
    ...reading.records.flatMap(({ facets }) => facets.identifiers.losses),
  ];
  return (
    issues.every(({ code, path }) => /^[A-Z_0-9]+$/.test(code) && inPath.test(path)) &&
    losses.every((path) =>
      path.split('.').every((name) => name === nameInPath(name) || name === '*'),
    ) &&
    reading.quarantined.every(({ path }) => /^(?:\/[\w-]+)*$/.test(path))
  );
}
/** By itself, since shapes of one facet are not those of another. */
const fits = (shape: z.ZodType, said: unknown): boolean => {
  if (said === undefined) return true;
  const kept = shape.safeParse(JSON.parse(JSON.stringify(said)));
  return kept.success && canonicalJson(kept.data) === canonicalJson(said);
};
const fitsThePod = (facets: Drafted['facets']): boolean =>
  bundleFacets.every((facet) => fits(facetShapes[facet], facets[facet]));

/** A record that a pod would not give back as it was is none; its place and key are its own. */
function canBeKept(reading: DocumentReading): boolean {
  if (reading.kind !== 'IMPORTED') return true;
  const { records } = reading;
  return (
    records.length > 0 &&
    new Set(records.map(({ key }) => key)).size === records.length &&
    new Set(records.map(({ item }) => item)).size === records.length &&
    records.every(
      ({ facets: { core } }) => core.title.length > 0 && core.assertedBy === 'IMPORT',
    ) &&
    records.every(({ facets }) => fitsThePod(facets))
  );
}

let importedOnes = 0;
const holds = (bytes: Uint8Array): boolean => {
  const reading = readDocument(bytes);
  importedOnes += reading.kind === 'IMPORTED' ? 1 : 0;
  const again = readDocument(Uint8Array.from(bytes));
  return (
    JSON.stringify(reading) === JSON.stringify(again) &&
    saysOnlyPlaces(reading) &&
    canBeKept(reading)
  );
};

it('whatever bytes come, there is one answer, and it says nothing that stood in them', {
  timeout: patience,
}, () => {
  const count = isLong ? 100_000 : mainCases(600);
  expect(failureOf(anything, holds, count), `seed ${seed}`).toBeUndefined();
  say(`${count} documents damaged, ${importedOnes} of them still read`);
  expect(importedOnes).toBeGreaterThan(count / 10);
});
