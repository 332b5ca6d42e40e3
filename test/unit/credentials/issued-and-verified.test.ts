import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import {
  didDocumentOf,
  didsToFetch,
  examine,
  examineStatusList,
  leastEntries,
  openFileSigners,
  signCredential,
  statusListCredential,
  tokenStatusList,
  toOpenBadge,
} from '../../../src/credentials/index.js';
import { statusAt } from '../../../src/credentials/status/status-at.js';
import { award, statusEntry } from '../../fixtures/awards.js';

const origin = 'https://leerkluis.example:8443';
const zonnedael = institutionId('hogeschool-zonnedael.example');
const secret = 'a secret of these tests, long enough';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'issued-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('what institutions sign here', () => {
  it('holds by the verifier of imports, with the DID document that we publish', async () => {
    const source = await openFileSigners({
      folder: await mkdtemp(join(root, 'keys-')),
      origin,
      secret,
    });
    const { did, published, credentials } = await source.signersOf(zonnedael);
    const badge = toOpenBadge({ ...award(), issuer: { ...award().issuer, did } }, [statusEntry]);
    const created = new Date('2026-07-01T00:00:00Z');
    const bytes = await signCredential(badge, credentials, { created });
    expect(didsToFetch(bytes)).toEqual([did]);
    // A later key publishes the document: what the first one signed still holds.
    const later = await source.rotate(zonnedael);
    for (const keys of [published, later.published]) {
      const document = await didDocumentOf(did, keys);
      const examined = await examine(bytes, new Map([[did, { document }]]));
      expect(examined).toMatchObject({
        proof: 'VALID',
        findings: [],
        form: 'DATA_INTEGRITY',
        issuer: did,
        validUntil: '2031-07-01T23:59:59Z',
        status: [{ kind: 'BITSTRING', index: 4711, purpose: 'revocation' }],
      });
      expect(examined.keys).toMatchObject([{ method: `${did}#key-1`, did, isPublished: true }]);
    }
    const changed = Buffer.from(Buffer.from(bytes).toString().replace('"ECTS":4.5', '"ECTS":5.5'));
    const document = await didDocumentOf(did, published);
    const after = await examine(changed, new Map([[did, { document }]]));
    expect(after.proof).toBe('INVALID');
  });

  it('says in both kinds of list what was taken back, and nothing of others', async () => {
    const source = await openFileSigners({
      folder: await mkdtemp(join(root, 'keys-')),
      origin,
      secret,
    });
    const { did, published, credentials, wallets } = await source.signersOf(zonnedael);
    const dids = new Map([[did, { document: await didDocumentOf(did, published) }]]);
    const [from, until] = [new Date('2026-07-01T00:00:00Z'), new Date('2026-07-03T00:00:00Z')];
    const url = statusEntry.list;
    const common = { url, issuer: did, ttlMs: 3_600_000 };
    const bits = new Uint8Array(leastEntries / 8);
    bits[4711 >> 3] = 0x80 >> (4711 & 7);
    const bitstring = { ...common, purpose: 'revocation', bits, validFrom: from } as const;
    const twos = new Uint8Array(leastEntries / 4);
    twos[4711 >> 2] = 1 << ((4711 & 3) * 2);
    const token = {
      ...common,
      bits: twos,
      bitsPerEntry: 2,
      issuedAt: from,
      expires: until,
    } as const;
    const lists = [
      ['BITSTRING', await statusListCredential(bitstring, credentials, { created: from })],
      ['TOKEN', Buffer.from(await tokenStatusList(token, wallets))],
    ] as const;
    for (const [kind, bytes] of lists) {
      const examined = await examineStatusList(bytes, dids);
      if (!('list' in examined)) throw new Error(examined.finding.code);
      const at = (index: number) => {
        const purpose = kind === 'TOKEN' ? '' : 'revocation';
        const now = new Date('2026-07-02T00:00:00Z');
        return statusAt({ kind, list: url, index, purpose }, examined.list, { issuer: did, now })
          .state;
      };
      expect([4710, 4711, 4712].map(at)).toEqual(['VALID', 'REVOKED', 'VALID']);
    }
  });
});
