import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import { type IncomingRecord, recordTypes } from '../../../src/records/index.js';
import { university } from '../../fixtures/oeapi-v5.js';
import { mainCases, patience, proved, say, seed } from '../../fixtures/properties.js';
import { factsOf } from '../../fixtures/school-facts.js';
import { inBoth, shared } from '../../fixtures/two-versions.js';
import { endpoint, json, page } from '../oeapi-v5/endpoint.js';

/** Ten to a learner. */
const associations = Math.max(10, mainCases(1000));
const learnerOf = (n: number): string => `learner-${Math.floor(n / 10)}`;

const known = factsOf(associations, seed).map((fact, n) => ({
  learner: learnerOf(n),
  ...inBoth(fact, n, learnerOf(n)),
}));
const documents = new Map([...known.flatMap((one) => one.documents), ...shared]);
const learners = [...new Set(known.map(({ learner }) => learner))];

/** A school of either version, by the paths that it is asked for. */
function answer(version: 'v5' | 'v6', path: string) {
  const [, person, list] = /^\/persons\/([^/]+)\/([a-z-]+)$/.exec(path) ?? [];
  if (path === '/') return json({ contactEmail: 'beheer@heidestad.example' });
  if (person === undefined) {
    const found = documents.get(`${version}${path}`);
    return found === undefined ? { status: 404, body: '{}' } : json(found);
  }
  const mine = known.filter((one) => one.learner === person);
  const items = version === 'v5' ? mine : mine.filter((one) => one.list === list);
  return page(items.map((one) => one[version]));
}

/** What may differ: what was lost, and the name of a scale (the generator takes those that have the same in both). */
const comparable = ({ key, facets }: IncomingRecord): string => {
  const { losses: _losses, ...identifiers } = facets.identifiers;
  return canonicalJson({ key, facets: { ...facets, identifiers } });
};

async function recordsFrom(version: 'v5' | 'v6'): Promise<readonly IncomingRecord[]> {
  const school = await endpoint((path) => ({ ...answer(version, path), afterMs: 0 }));
  const connection = school.connect({
    version: version === 'v6' ? 6 : 5,
    budgetMs: patience,
    patience: { gate: { atOnce: 8, perSecond: 100_000, burst: 100_000 } },
  });
  const records: IncomingRecord[] = [];
  for (const learner of learners) {
    const { deliveries, complete } = await connection.readLearner(learner, 'row');
    expect(complete).toBe(true);
    const read = deliveries.map((delivery) => readDelivery(delivery, university));
    expect(read.flatMap(({ quarantined }) => quarantined)).toEqual([]);
    records.push(...read.flatMap((each) => each.records));
  }
  return records.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

it(
  `${associations} associations of a school give equal records by version 5 and by version 6 (seed ${seed})`,
  async () => {
    const [five, six] = [await recordsFrom('v5'), await recordsFrom('v6')];
    const wrong = six.findIndex(
      (record, n) => comparable(record) !== comparable(five[n] ?? record),
    );
    expect([six[wrong], six.length]).toEqual([five[wrong], five.length]);
    const perType = recordTypes.map((type) => [
      type,
      five.filter(({ facets }) => facets.core.recordType === type).length,
    ]);
    say(`records ${JSON.stringify(Object.fromEntries(perType.filter(([, many]) => many !== 0)))}`);
    const joined = five.filter(({ facets }) => facets.assessment?.attempts !== undefined);
    proved({
      method: 'v5 and v6 give equal records',
      cases: associations,
      mismatches: 0,
      note: `${joined.length} results of several tries`,
    });
    expect(five.length).toBeGreaterThan(associations);
  },
  patience,
);
