/** What a view tells of signed bytes: their digest to all, their place to whom they are shown. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantId, recordKey } from '../../../src/base/index.js';
import { authorisedView, buildView, type Grant } from '../../../src/consent/index.js';
import { placesOf, signedBytesAtOnce } from '../../../src/consent/signed-places.js';
import type { Facet, RecordVersion } from '../../../src/records/index.js';
import { seed } from '../../fixtures/properties.js';
import { grant, planOf, result, viewsOf } from '../../fixtures/records.js';
import { signedAs } from '../../fixtures/signed.js';

const all: readonly Facet[] = [
  'core',
  'assessment',
  'credits',
  'evidence',
  'feedback',
  'credential',
];
const credential = signedAs('een bewijs');
const signed = result({ credential });
const open = (facets: readonly Facet[], change: Partial<Grant> = {}) =>
  grant({ facets, scope: [{}], includeFuture: true, ...change });
const only = (records: readonly RecordVersion[], facets: readonly Facet[]) => {
  const [record] = buildView(open(facets), records, {}).records;
  return record;
};
const seen = (grants: readonly Grant[], records: readonly RecordVersion[]) => {
  const [record] = authorisedView(viewsOf(planOf(grants), records)).records;
  return record;
};

it('by its digest anybody can ask whether it holds, and nobody else learns more', () => {
  const shown = only([signed], ['core']);
  expect(shown).toMatchObject({ digest: credential.digest });
  expect(shown).not.toHaveProperty('credential');
  expect(shown?.facets).not.toHaveProperty('credential');
  expect(only([signed], all)?.facets).not.toHaveProperty('credential');
  expect(only([result()], all)).not.toHaveProperty('digest');
  expect(only([result()], all)).not.toHaveProperty('credential');
});

it('attack 13: the place of the bytes is told only with all that they hold', () => {
  expect(only([signed], all)).toMatchObject({ credential: { n: 1 } });
  expect(only([signed], [...all, 'identifiers'])).toMatchObject({ credential: { n: 1 } });
  for (const facet of all) {
    const less = all.filter((one) => one !== facet);
    expect(only([signed], less) ?? {}).not.toHaveProperty('credential');
  }
});

it('a new signature over the same facts is news to nobody', () => {
  const again = result({
    version: 2,
    receivedAt: '2026-05-30T08:00:00.000Z',
    credential: signedAs('een nieuw bewijs'),
  });
  const before = result({ status: 'SUPERSEDED', credential });
  for (const facets of [['core'] as const, all]) {
    const { digest: _old, ...first } = only([signed], facets) ?? {};
    const { digest, ...second } = only([before, again], facets) ?? {};
    expect(second).toEqual(first);
    expect(digest).toBe(again.facets.credential?.digest);
  }
});

describe('a result that its school signed since it sent it, as only what was passed is', () => {
  const plain = result();
  const { core } = plain.facets;
  const since: RecordVersion = {
    ...plain,
    facets: {
      ...plain.facets,
      core: { ...core, assertedBy: 'ISSUER_SIGNED' },
      credential: { ...credential, beside: true },
    },
  };
  const told = { digest: credential.digest, facets: { core: { assertedBy: 'ISSUER_SIGNED' } } };

  it('looks to whoever sees not how it ended as one that nobody signed', () => {
    for (const facets of [['core'], ['core', 'credits', 'evidence', 'feedback']] as const) {
      expect(only([since], facets)).toEqual(only([plain], facets));
    }
    const before: RecordVersion = { ...plain, status: 'SUPERSEDED' };
    const after = { ...since, version: 2, receivedAt: '2026-05-30T08:00:00.000Z' };
    expect(only([before, after], ['core'])).toEqual(only([plain], ['core']));
    expect(only([since], ['core', 'assessment'])).toMatchObject({ ...told, beside: true });
  });

  it('is told no further by a view that says more than its grant shows', () => {
    const [view] = viewsOf(planOf([open(all)]), [since]);
    const [permit] = planOf([open(['core', 'credits'])]).permits;
    if (view === undefined || permit === undefined) throw new TypeError('a permit and its view');
    const [record] = authorisedView([{ permit, view: view.view }]).records;
    expect(record).not.toHaveProperty('digest');
    expect(record?.facets.core.assertedBy).toBe('INSTITUTION');
  });

  it('is signed to whom one of two grants shows how it ended, whichever is read first', () => {
    const wide = open(['core', 'assessment'], { id: grantId('wide') });
    const narrow = open(['core'], { id: grantId('narrow') });
    expect(seen([wide, narrow], [since])).toMatchObject(told);
    expect(seen([narrow, wide], [since])).toMatchObject(told);
    expect(seen([narrow], [since])).not.toHaveProperty('digest');
  });
});

describe('the plan, applied again', () => {
  it('attack 13: takes no place from a view that names more than its grant shows', () => {
    const [view] = viewsOf(planOf([open(all)]), [signed]);
    const [permit] = planOf([open(['core', 'assessment', 'credential'])]).permits;
    if (view === undefined || permit === undefined) throw new TypeError('a permit and its view');
    const [record] = authorisedView([{ permit, view: view.view }]).records;
    expect(record?.shared.has('credential')).toBe(false);
    expect(record).not.toHaveProperty('signed');
    expect(record).toMatchObject({ digest: credential.digest });
  });

  it('attack 12: two grants that show half of it each do not show the bytes', () => {
    const half = open(['core', 'assessment', 'credential'], { id: grantId('half') });
    const other = open(['core', 'assessment', 'credits', 'evidence', 'feedback']);
    const record = seen([half, other], [signed]);
    expect([...(record?.shared ?? [])].toSorted()).toEqual(
      ['core', 'assessment', 'credits', 'evidence', 'feedback'].toSorted(),
    );
    expect(record).not.toHaveProperty('signed');
  });

  it('a second grant never takes the bytes away', () => {
    const wide = open(all, { id: grantId('wide') });
    const narrow = open(['core'], { id: grantId('narrow') });
    for (const grants of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      const record = seen(grants, [signed]);
      expect(record?.signed).toEqual({ grant: wide.id, n: 1, digest: credential.digest });
    }
  });
});

const someSigned = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^[a-z]{1,6}$/).map(recordKey),
    receivedAt: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
    bytes: fc.integer({ min: 0, max: 200_000 }),
  }),
  { selector: ({ key }) => key, maxLength: 20 },
);

describe(`the documents beside a view (seed ${seed})`, () => {
  it('hold each record once, and no more than so much but for one that is larger by itself', () => {
    fc.assert(
      fc.property(someSigned, (records) => {
        const places = placesOf(records);
        expect(new Set(places.keys())).toEqual(new Set(records.map(({ key }) => key)));
        const parts = Map.groupBy(records, ({ key }) => places.get(key));
        const numbers = [...parts.keys()].map(Number).toSorted((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_n, at) => at + 1));
        const sizes = [...parts.values()].map((part) => ({
          alone: part.length === 1,
          bytes: part.reduce((sum, { bytes }) => sum + bytes, 0),
        }));
        expect(sizes.filter(({ alone, bytes }) => !alone && bytes > signedBytesAtOnce)).toEqual([]);
        expect(placesOf(records.toReversed())).toEqual(places);
      }),
      { seed },
    );
  });

  it('stay as they are when something comes that is later', () => {
    fc.assert(
      fc.property(someSigned, fc.integer({ min: 0, max: 200_000 }), (records, bytes) => {
        const before = placesOf(records);
        const later = { key: recordKey('0-later'), receivedAt: '2026-04-01', bytes };
        const after = placesOf([...records, later]);
        for (const [key, n] of before) expect(after.get(key)).toBe(n);
      }),
      { seed },
    );
  });
});
