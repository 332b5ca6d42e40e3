/** Where a grant shows signed bytes and not all that they hold: which form of them, with which parts. */
import { describe, expect, it } from 'vitest';
import { grantId } from '../../../src/base/index.js';
import {
  authorisedView,
  buildView,
  closeFacets,
  type Grant,
  partsShown,
  showsSignedApart,
} from '../../../src/consent/index.js';
import type { Facet, RecordVersion } from '../../../src/records/index.js';
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
const selective = {
  digest: 'f'.repeat(64),
  mediaType: 'application/vc+sd-jwt',
  bytes: 1000,
  parts: { assessment: 100, credits: 20 },
};
const credential = { ...signedAs('een bewijs'), selective };
const signed = result({ credential });
const open = (facets: readonly Facet[], change: Partial<Grant> = {}) =>
  grant({ facets, scope: [{}], includeFuture: true, ...change });
const only = (records: readonly RecordVersion[], facets: readonly Facet[]) => {
  const [record] = buildView(open(facets), records, {}).records;
  return record;
};
const seen = (grants: readonly Grant[]) => {
  const [record] = authorisedView(viewsOf(planOf(grants), [signed])).records;
  return record;
};

const parts = (facets: readonly Facet[], record = signed) => partsShown(open(facets), record);
const withGrade = (bytes: number) =>
  result({
    credential: { ...credential, selective: { ...selective, parts: { assessment: bytes } } },
  });

describe('a signed form of which parts are left out', () => {
  it('attack 13: stands where the bytes are granted and not all that they hold, and nowhere else', () => {
    for (const facets of [
      ['core', 'credential'],
      ['core', 'credits', 'credential'],
    ] as const) {
      expect(only([signed], facets)?.credential).toEqual({ n: 1, form: selective.digest });
      expect([showsSignedApart(facets), closeFacets(facets).has('credential')]).toEqual([
        true,
        false,
      ]);
    }
    expect(only([signed], all)?.credential).toEqual({ n: 1 });
    expect(only([signed], ['core', 'credits'])).not.toHaveProperty('credential');
    expect(only([signed], ['credits', 'credential'])).toBeUndefined();
    const whole = result({ credential: signedAs('een bewijs') });
    expect(only([whole], ['core', 'credits', 'credential'])).not.toHaveProperty('credential');
  });

  it('attack 12: has the parts that are shown of the record and no others: no documents without the grade', () => {
    expect(parts(['core', 'credential'])).toEqual([]);
    expect(parts(['core', 'credits', 'evidence', 'feedback', 'credential'])).toEqual([
      'credits',
      'feedback',
    ]);
    expect(parts(['core', 'assessment', 'evidence', 'identifiers', 'credential'])).toEqual([
      'assessment',
      'evidence',
      'identifiers',
    ]);
    expect(parts(all)).toBeUndefined();
    expect(parts(['core', 'credits'])).toBeUndefined();
    const failed = result({ credential, credits: { earning: 'NOT_PASSED' } });
    expect(parts(['core', 'credits', 'credential'], failed)).toEqual([]);
    expect(parts(['core', 'assessment', 'credits', 'credential'], failed)).toEqual([
      'assessment',
      'credits',
    ]);
  });

  it('is placed by the size of what is shown: what is hidden moves nothing', () => {
    const hidden = ['core', 'credits', 'credential'] as const;
    expect(only([withGrade(500_000)], hidden)).toEqual(only([withGrade(1)], hidden));
  });

  it('is taken of two grants from the one that tells more, and never without the plan', () => {
    const less = open(['core', 'credential'], { id: grantId('less') });
    const more = open(['core', 'credits', 'credential'], { id: grantId('more') });
    const whole = open(all, { id: grantId('whole') });
    const none = open(['core', 'credits'], { id: grantId('none') });
    const form = { digest: selective.digest, parts: ['credits'] };
    for (const grants of [
      [less, more],
      [more, less],
      [more, none],
      [none, more],
    ]) {
      expect(seen(grants)?.signed).toMatchObject({ grant: more.id, form });
    }
    expect(seen([more, whole])?.signed).toEqual({
      grant: whole.id,
      n: 1,
      digest: credential.digest,
    });
    const [view] = viewsOf(planOf([more]), [signed]);
    const permits = [less, none].map((one) => planOf([one]).permits[0]);
    const shown = permits.map((permit) => {
      if (permit === undefined || view === undefined) throw new TypeError('a permit and a view');
      return authorisedView([{ permit, view: view.view }]).records[0]?.signed;
    });
    expect(shown[0]).toMatchObject({ grant: less.id, form: { parts: [] } });
    expect(shown[1]).toBeUndefined();
    // A view that names a form where its grant shows the whole, or the other way round, names nothing.
    const [permit] = planOf([whole]).permits;
    if (permit === undefined || view === undefined) throw new TypeError('a permit and a view');
    expect(authorisedView([{ permit, view: view.view }]).records[0]?.signed).toBeUndefined();
  });
});
