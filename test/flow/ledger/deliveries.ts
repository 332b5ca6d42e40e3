import type { InstitutionId, RecordKey } from '../../../src/base/index.js';
import type { HashedDelivery } from '../../../src/ledger/index.js';

/** A page of one school that says this of these records; what it says in words matters to nobody here. */
export const delivered = (
  institution: InstitutionId,
  hashes: readonly (readonly [RecordKey, string])[],
): HashedDelivery => ({
  delivery: {
    id: '0e9b6c1a-3c62-8d5e-9f40-6f0b7f3c2d11',
    institution,
    connector: 'oeapi-v5',
    receivedAt: '2026-04-02T08:00:00.000Z',
    page: {
      url: 'https://oeapi.example/page',
      mediaType: 'application/json',
      sha256: '',
      body: '{}',
    },
    lookups: [],
  },
  hashes: new Map(hashes),
});
