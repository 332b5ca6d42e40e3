import { describe, expect, it } from 'vitest';
import {
  type ClusterName,
  clusterNames,
  clusters,
  clustersInScope,
  isNoMoreThan,
  scopeOfCluster,
  termsOfClusters,
} from '../../../src/consent/index.js';
import { facets, recordTypes } from '../../../src/records/index.js';

/** Every choice there is. */
const choices: readonly (readonly ClusterName[])[] = Array.from(
  { length: 2 ** clusterNames.length },
  (_, bits) => clusterNames.filter((_name, n) => Math.floor(bits / 2 ** n) % 2 === 1),
);

/** What somebody sees: each sort of record with each part of it. */
const shownBy = (parts: readonly { types: readonly string[]; facets: readonly string[] }[]) =>
  new Set(
    parts.flatMap((one) => one.types.flatMap((type) => one.facets.map((f) => `${type} ${f}`))),
  );
const shownByClusters = (names: readonly ClusterName[]) =>
  shownBy(
    names.map((name) => ({ types: clusters[name].recordTypes, facets: clusters[name].facets })),
  );

describe('what an app can ask for', () => {
  it('is named in Dutch and English, once each, and of sorts and parts that there are', () => {
    for (const language of ['nl', 'en']) {
      const named = clusterNames.map(
        (name) => clusters[name].name.find((text) => text.language === language)?.value,
      );
      expect(new Set(named).size).toBe(clusterNames.length);
      expect(named).not.toContain(undefined);
    }
    for (const { recordTypes: types, facets: parts } of Object.values(clusters)) {
      expect(recordTypes).toEqual(expect.arrayContaining([...types]));
      expect(facets).toEqual(expect.arrayContaining([...parts]));
    }
  });

  it.each(choices)(
    '%s %s %s %s %s: its grants show that, all of it, and nothing more',
    (...names) => {
      const terms = termsOfClusters(names);
      expect(shownBy(terms)).toEqual(shownByClusters(names));
      expect(terms.length).toBeLessThan(3);
    },
  );

  it('what is given is no more than was asked when it shows no more', () => {
    for (const asked of choices) {
      for (const given of choices) {
        const shows = shownByClusters(given).isSubsetOf(shownByClusters(asked));
        expect(isNoMoreThan(given, asked)).toBe(shows);
      }
    }
  });

  it('a scope names each by one word, and other words name none', () => {
    const words = clusterNames.map(scopeOfCluster);
    expect(clustersInScope(words.toReversed().join(' '))).toEqual(clusterNames);
    expect(clustersInScope('openid webid RESULTS results_with __proto__ toString')).toEqual([]);
  });
});
