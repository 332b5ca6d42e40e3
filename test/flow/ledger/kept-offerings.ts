import { expect } from 'vitest';
import type { InstitutionId } from '../../../src/base/index.js';
import type { CatalogueReading } from '../../../src/institutions/index.js';
import type { DueCatalogue, OfferingFilter } from '../../../src/ledger/index.js';
import type { CatalogueOffering } from '../../../src/records/index.js';
import { openTestLedger } from '../../fixtures/ledger.js';
import { eik, linde } from '../../fixtures/offerings.js';

export const today = '2026-11-28';
export const at = new Date('2026-11-28T09:00:00Z');
export const among = [linde, eik];

export const news = (
  offerings: readonly CatalogueOffering[],
  changes: Partial<CatalogueReading> & { readonly code?: string } = {},
): CatalogueReading => ({
  setAside: [],
  issues: [],
  offerings,
  programmes: [],
  documents: [],
  unchanged: false,
  complete: true,
  ...changes,
});

export const asked = (text: string | undefined, filter: OfferingFilter = {}) => ({
  ...(text !== undefined && { text }),
  filter,
  among,
  today,
});

/** A ledger of its own, and the catalogue in it. */
export async function openTestCatalogue() {
  const kluis = await openTestLedger();
  const { catalogue } = kluis.ledger;
  const dueFor = async (institution: InstitutionId, leaseMs = 60_000): Promise<DueCatalogue> => {
    const due = await catalogue.claim([institution], leaseMs);
    return due ?? expect.unreachable('nothing is due');
  };
  const claim = async (institution: InstitutionId): Promise<DueCatalogue> => {
    await kluis.sql('update catalogue_source set next_at = now(), claim = null');
    await kluis.sql('update catalogue_source set claimed_until = null');
    return dueFor(institution);
  };
  const ids = async (text?: string, filter: OfferingFilter = {}): Promise<readonly string[]> => {
    const { found } = await catalogue.search({ ...asked(text, filter), first: 100 });
    return found.map(({ offering }) => offering.sourceId);
  };
  return {
    kluis,
    catalogue,
    dueFor,
    claim,
    ids,
    byFilter: (filter: OfferingFilter) => ids(undefined, filter),
    keep: async (
      offerings: readonly CatalogueOffering[],
      changes: Partial<CatalogueReading> & { readonly code?: string } = {},
      institution = linde,
    ) => {
      const due = await claim(institution);
      return catalogue.keep(due, news(offerings, changes), { at, waitMs: 3_600_000 });
    },
    empty: async (): Promise<void> => {
      for (const table of ['offering', 'programme', 'document', 'source']) {
        await kluis.sql(`delete from catalogue_${table}`);
      }
    },
  };
}
export type TestCatalogue = Awaited<ReturnType<typeof openTestCatalogue>>;
