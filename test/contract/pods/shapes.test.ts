import { describe, expect, test } from 'vitest';
import { bundleFacets } from '../../../src/pod/record-shapes.js';
import { changed, isObject, type Json, parsed, type Step } from './change.js';
import { full, podOf } from './examples.js';
import { shapeAt, wrongs } from './linked-data.js';

interface Place {
  readonly steps: readonly Step[];
  readonly value: Json;
}

const pod = await podOf([full]);
/** One document of each shape that we write. */
const documents = new Map(
  pod.written().flatMap(({ at, path, body }) => {
    const shape = shapeAt(path);
    return shape === undefined || shape === 'bytes of a school'
      ? []
      : [[shape, { at, body }] as const];
  }),
);

/** Kept as JSON, one value to RDF: what is in them is read strictly by us (test/unit/pod, test/flow/ledger). */
const json = new Set(['special', 'grantee', 'claims', 'parts']);

/** Every place in a document but its context, and what is in a JSON value. */
function placesIn(value: Json, steps: readonly Step[] = []): readonly Place[] {
  const here = { steps, value };
  if (Array.isArray(value)) {
    return [here, ...value.flatMap((item, n) => placesIn(item, [...steps, n]))];
  }
  if (!isObject(value)) return [here];
  const members = Object.entries(value).filter(
    ([name]) => !name.startsWith('@') && !json.has(name),
  );
  return [here, ...members.flatMap(([name, item]) => placesIn(item, [...steps, name]))];
}

/** Members a document may lack; every other that stands in it has to. */
const optional = new Set(
  `scope blocks kind description issuedOn period start end level eqf nlqf enrolment remoteState attempts raw score final attempt rawScore maxRawScore weightPercent testedOn unitRaw partOf url outOfOrder name contact birthdate replaces types institutions recordIds issuedFrom issuedTo levelMin documents codes losses issues bundles lookups facets personFacets recordsAtGrant assessment credits evidence feedback identifiers email work concept certificate hoursPerWeek issued provenBy same sameAs sameSince form selective`.split(
    ' ',
  ),
);

/** What may be missing or be anything is told apart by where it stands. */
const isOptional = (shape: string, steps: readonly Step[]): boolean => {
  const name = String(steps.at(-1));
  if (name === 'status') return steps.includes('scope') || steps.includes('lookups');
  if (name === 'records' || name === 'credential' || name === 'digest') return shape === 'View';
  if (name === 'receivedAt') return steps.includes('deliveries');
  if (name === 'title') return !steps.includes('documents');
  if (name === 'organisation') return steps.includes('certificate');
  return typeof steps.at(-1) === 'number' || optional.has(name);
};

/** A thing of its own; the parts of `facets` are written as parts of what they are in. */
const isNode = ({ value, steps }: Place): boolean =>
  isObject(value) && !('language' in value) && steps.at(-1) !== 'facets';

type Change = (before: Json | undefined) => Json | undefined;
const withMember: Change = (before) => ({ ...(isObject(before) && before), surprise: 'x' });
const without: Change = () => undefined;
const aThing: Change = () => ({ surprise: 'x' });
const ofType =
  (type: Json): Change =>
  (before) => ({ ...(isObject(before) && before), '@type': type });

/** The places where a change goes by unseen. */
async function accepted(
  shape: string,
  places: readonly Place[],
  change: Change,
): Promise<readonly string[]> {
  const { at, body } = documents.get(shape) ?? { at: '', body: '' };
  const passed: string[] = [];
  for (const { steps } of places) {
    const found = await wrongs(JSON.stringify(changed(parsed(body), steps, change)), at, shape);
    if (found.length === 0) passed.push(steps.join('.'));
  }
  return passed;
}
const placesOf = (shape: string): readonly Place[] =>
  placesIn(parsed(documents.get(shape)?.body ?? 'null'));

const kinds = [...documents.keys()];

test('there is a document of every kind to change', () => {
  const bundles = bundleFacets.map((facet) => `${facet[0]?.toUpperCase()}${facet.slice(1)}Bundle`);
  const others = ['Index', 'Delivery', 'Person', 'View', 'Grant', 'Receipt'];
  expect(kinds.toSorted()).toEqual([...bundles, ...others].toSorted());
});

describe.each(kinds)('a document of shape %s is refused', (shape) => {
  const places = placesOf(shape);

  test('with a member more, wherever it stands', async () => {
    expect(await accepted(shape, places.filter(isNode), withMember)).toEqual([]);
  });

  test('with a member less, but for those that may be missing', async () => {
    const needed = places.filter(({ steps }) => steps.length > 0 && !isOptional(shape, steps));
    expect(await accepted(shape, needed, without)).toEqual([]);
  });

  test('with a thing where a value belongs', async () => {
    const leaves = places.filter(({ value }) => typeof value !== 'object');
    expect(leaves.length).toBeGreaterThan(2);
    expect(await accepted(shape, leaves, aThing)).toEqual([]);
  });

  const achievement = 'http://data.europa.eu/snb/model/elm/LearningAchievement';
  test.each(['Surprise', achievement, []])('as a thing of class %j', async (type) => {
    expect(await accepted(shape, places.slice(0, 1), ofType(type))).toEqual([]);
  });
});
