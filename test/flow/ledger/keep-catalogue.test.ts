/** Catalogues are read unasked, each by one process at a time, and a school in trouble is left alone. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { Fault, type InstitutionId } from '../../../src/base/index.js';
import {
  fillCatalogue,
  type House,
  type InstitutionDesk,
  keepCatalogue,
} from '../../../src/flows/index.js';
import type { CatalogueReading, Connection } from '../../../src/institutions/index.js';
import { eik, linde, nl, offeringOf } from '../../fixtures/offerings.js';
import { news, openTestCatalogue, type TestCatalogue } from './kept-offerings.js';

let kept: TestCatalogue;
beforeAll(async () => {
  kept = await openTestCatalogue();
  return kept.kluis.close;
}, 120_000);
beforeEach(() => kept.empty());

type CatalogueDoor = Pick<Connection, 'readCatalogue'>;
const never = () => Promise.reject(new TypeError('no learner is read here'));
/** A school that does nothing but tell what can be learned there. */
const deskOf = (id: InstitutionId, door: Partial<CatalogueDoor>, pausedMs = 0): InstitutionDesk => {
  const asked = {
    readLearner: never,
    readGone: never,
    isUnchanged: never,
    readCatalogue: never,
    askForPlace: never,
    callOff: never,
    findPlace: never,
    readPlace: never,
    takesGuests: false,
  };
  const connection = { ...asked, pausedMs: () => pausedMs, ...door };
  return { id, name: nl(id), connection };
};
const shopOf = (...desks: readonly InstitutionDesk[]) => ({
  ledger: kept.kluis.ledger,
  institutions: new Map(desks.map((desk) => [desk.id, desk])) satisfies House['institutions'],
});
const saying = (told: CatalogueReading): CatalogueDoor => ({
  readCatalogue: async () => told,
});
const failing = (kind: 'SourceUnreachable' | 'BadInput'): CatalogueDoor => ({
  readCatalogue: () => Promise.reject(new Fault(kind, 'no answer')),
});

const goesOn = () => true;
const faults: unknown[] = [];
const onError = (error: unknown) => void faults.push(error);
const round = (...desks: readonly InstitutionDesk[]) =>
  keepCatalogue(shopOf(...desks), onError, { random: () => 0.5 });
const due = () => kept.kluis.sql("update catalogue_source set next_at = now() - interval '1 s'");
const minutesUntil = async (institution: InstitutionId): Promise<number> => {
  const [row] = await kept.kluis.sql(
    `select round(extract(epoch from next_at - now()) / 60)::int as minutes
     from catalogue_source where institution = $1`,
    [institution],
  );
  return Number(row?.['minutes']);
};

it('reads each that is due once, keeps what came, and comes back in an hour', async () => {
  const told = saying(news([offeringOf('1')], { documents: [{ path: '/a', body: 'a' }] }));
  const [one, other] = [deskOf(linde, told), deskOf(eik, saying(news([], { unchanged: true })))];
  expect(await round(one, other)).toEqual({ asked: 2, unchanged: 1, failed: 0 });
  expect(await kept.ids()).toEqual(['1']);
  expect(await minutesUntil(linde)).toBe(60);
  expect(await round(one, other)).toEqual({ asked: 0, unchanged: 0, failed: 0 });
  expect(await kept.catalogue.document(linde, '/a')).toEqual({ path: '/a', body: 'a' });
});

it('gives what was read before to whoever reads again', async () => {
  const document = { path: '/a', validator: { etag: '"1"' }, body: 'a' };
  await kept.keep([], { documents: [document] });
  await due();
  const found: unknown[] = [];
  const door: CatalogueDoor = {
    readCatalogue: async (memory) => {
      found.push(await memory.find('/a'), await memory.find('/b'));
      return news([], { unchanged: true });
    },
  };
  await round(deskOf(linde, door));
  expect(found).toEqual([document, undefined]);
});

it('leaves a school that does not answer alone, longer each time, and keeps what it said', async () => {
  await kept.keep([offeringOf('1')]);
  for (const minutes of [5, 10, 20]) {
    await due();
    expect(await round(deskOf(linde, failing('SourceUnreachable')))).toMatchObject({ failed: 1 });
    expect(await minutesUntil(linde)).toBe(minutes);
  }
  expect(await kept.ids()).toEqual(['1']);
  const [source] = await kept.catalogue.sources();
  expect(source?.code).toBe('NO_ANSWER');
  await due();
  const part = { ...news([offeringOf('2')], { complete: false }), problem: 'BUSY' as const };
  const patient = { ...part, retryAfterMs: 7_200_000 };
  await round(deskOf(linde, { readCatalogue: async () => patient }));
  expect(await kept.ids()).toEqual(['1', '2']);
  expect(await minutesUntil(linde)).toBe(120);
});

it('asks none that rests, and what went wrong with us is said', async () => {
  faults.length = 0;
  const resting = deskOf(linde, failing('BadInput'), 600_000);
  expect(await round(resting)).toEqual({ asked: 0, unchanged: 0, failed: 0 });
  expect(await minutesUntil(linde)).toBe(15);
  expect(faults).toEqual([]);
  await due();
  await round(deskOf(linde, failing('BadInput')));
  expect(faults).toHaveLength(1);
  const [source] = await kept.catalogue.sources();
  expect(source).toEqual({ institution: linde, offerings: 0 });
});

it('fills at a start, and waits for no slow school', async () => {
  const quick = deskOf(linde, saying(news([offeringOf('1')])));
  const { promise: answered, resolve: answer } = Promise.withResolvers<CatalogueReading>();
  const slow = deskOf(eik, { readCatalogue: () => answered });
  expect(await fillCatalogue(shopOf(quick), onError, { mostMs: 60_000, goesOn })).toBe(true);
  expect(await kept.ids()).toEqual(['1']);
  expect(await fillCatalogue(shopOf(quick, slow), onError, { mostMs: 1, goesOn })).toBe(false);
  answer(news([offeringOf('2', { institution: eik })]));
  await expect
    .poll(async () => (await kept.catalogue.sources()).filter(({ offerings }) => offerings === 1))
    .toHaveLength(2);
});
