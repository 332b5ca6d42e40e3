/** What institutions offer, as PostgreSQL keeps it. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eik, linde, nl, offeringOf } from '../../fixtures/offerings.js';
import { among, at, news, openTestCatalogue, type TestCatalogue } from './kept-offerings.js';

let kept: TestCatalogue;
beforeAll(async () => {
  kept = await openTestCatalogue();
  return kept.kluis.close;
}, 120_000);
beforeEach(() => kept.empty());

describe('what is kept', () => {
  it('is written where it changed, and gone only where all was read', async () => {
    const [one, two, three] = [offeringOf('1'), offeringOf('2'), offeringOf('3')];
    expect(await kept.keep([one, two, three])).toEqual({ written: 3, removed: 0 });
    expect(await kept.keep([one, two, three])).toEqual({ written: 0, removed: 0 });
    const other = offeringOf('2', { title: nl('Anders') });
    expect(await kept.keep([one, other], { complete: false })).toEqual({ written: 1, removed: 0 });
    expect(await kept.ids()).toEqual(['2', '1', '3']);
    expect(await kept.keep([one, other])).toEqual({ written: 0, removed: 1 });
    expect(await kept.ids()).toEqual(['2', '1']);
    expect(await kept.ids('anders')).toEqual(['2']);
  });

  it('is its own institution’s alone, and comes back as it was', async () => {
    const own = offeringOf('1', { description: nl('nul \0 en half \ud800 paar') });
    const others = offeringOf('2', { institution: eik });
    await kept.keep([others], {}, eik);
    const foreign = offeringOf('3', { institution: eik });
    await kept.keep([own, foreign, { ...others, title: nl('Van een ander') }]);
    const [found, stranger] = await kept.catalogue.find([own.key, others.key]);
    expect([found, stranger]).toContainEqual(others);
    expect([found, stranger]).toContainEqual({
      ...own,
      description: nl('nul \u{fffd} en half \u{fffd} paar'),
    });
    expect(await kept.catalogue.find([foreign.key])).toEqual([]);
    expect(await kept.catalogue.find([])).toEqual([]);
  });

  it('holds each document with what it is known by, and forgets those that are gone', async () => {
    const { catalogue } = kept;
    const [first, second] = [
      { path: '/courses?pageSize=250', validator: { etag: '"1"' }, body: '{"items":[]}' },
      { path: '/programs', body: '{}' },
    ];
    await kept.keep([], { documents: [first, second] });
    expect(await catalogue.document(linde, first.path)).toEqual(first);
    expect(await catalogue.document(linde, second.path)).toEqual(second);
    expect(await catalogue.document(eik, first.path)).toBe(undefined);
    await kept.keep([], { documents: [{ ...first, validator: { etag: '"2"' } }], complete: false });
    expect((await catalogue.document(linde, first.path))?.validator).toEqual({ etag: '"2"' });
    expect(await catalogue.document(linde, second.path)).toEqual(second);
    await kept.keep([], { documents: [first] });
    expect(await catalogue.document(linde, second.path)).toBe(undefined);
  });

  it('stays as it is where nothing changed, and the source says when it was asked', async () => {
    await kept.keep([offeringOf('1')], { documents: [{ path: '/a', body: 'a' }] });
    expect(await kept.keep([offeringOf('1')], { unchanged: true })).toEqual({
      written: 0,
      removed: 0,
    });
    expect(await kept.ids()).toEqual(['1']);
    expect(await kept.catalogue.document(linde, '/a')).toEqual({ path: '/a', body: 'a' });
    expect(await kept.catalogue.sources()).toEqual([
      { institution: linde, readAt: at, wholeAt: at, offerings: 1 },
    ]);
  });
});

describe('whose turn it is', () => {
  it('is one process’s at a time, and whoever was taken for dead has no word any more', async () => {
    const { catalogue } = kept;
    const late = await kept.dueFor(linde, 0);
    const again = await kept.dueFor(linde, 60_000);
    const both = await Promise.all([
      catalogue.claim(among, 60_000),
      catalogue.claim(among, 60_000),
    ]);
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
    const told = news([offeringOf('1')]);
    expect(await catalogue.keep(late, told, { at, waitMs: 0 })).toBe(undefined);
    await catalogue.fail(late, { code: 'BUSY', waitMs: 0 });
    expect(await kept.ids()).toEqual([]);
    expect((await catalogue.keep(again, told, { at, waitMs: 60_000 }))?.written).toBe(1);
    expect(await catalogue.claim([again.institution], 60_000)).toBe(undefined);
  });

  it('counts failures in a row, from the first, until a reading goes well', async () => {
    const { catalogue } = kept;
    await kept.keep([offeringOf('1')]);
    await catalogue.fail(await kept.claim(linde), { code: 'NO_ANSWER', waitMs: 0 });
    const [first] = await catalogue.sources();
    expect(first).toMatchObject({ code: 'NO_ANSWER', readAt: at, offerings: 1 });
    const second = await kept.claim(linde);
    expect(second.failures).toBe(1);
    await catalogue.putOff(second, 0);
    await kept.keep([offeringOf('1')], { code: 'BUSY', complete: false });
    const [third] = await catalogue.sources();
    expect(third).toMatchObject({ code: 'BUSY', failingSince: first?.failingSince });
    expect((await kept.claim(linde)).failures).toBe(2);
    await kept.keep([offeringOf('1')]);
    const [last] = await catalogue.sources();
    expect([last?.code, last?.failingSince]).toEqual([undefined, undefined]);
  });
});
