/** The copies of a long log, at a pod that is too slow for all of it within one piece of work. */
import { expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { keepLog, type Workshop } from '../../../src/flows/index.js';
import { attestationKeySet, attester, newSigningKey } from '../../../src/identity/index.js';
import type { CopiedHead } from '../../../src/ledger/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { chainOf } from '../../fixtures/log-rows.js';
import { samira } from '../../fixtures/people.js';
import { now } from '../../fixtures/records.js';

const storage = 'https://pod.example/samira/leerkluis/';
const owner = webId('https://pod.example/samira/profile/card#me');
const rows = chainOf(Array.from({ length: 2000 }, (_none, n) => ({ line: n })));
const requestMs = 7000;

async function stage() {
  const key = await newSigningKey();
  // A head that is not ours: all is copied anew, beside it.
  const documents = new Map([[layoutOf(storage).log(0).head, 'x']]);
  let [time, last] = [0, undefined as CopiedHead | undefined];
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const shop = {
    attest: attester(key, 'https://leerkluis.example'),
    attestationKeys: attestationKeySet(key.publicJwk),
    ledger: {
      learners: { byId: async () => ({ id: samira, webId: owner, storage }) },
      log: { fold: async () => undefined },
      alerts: { look: async () => undefined },
      copies: {
        alone: (_id: unknown, work: () => Promise<void>) => work(),
        last: async () => last,
        stand: async () => ({ seq: rows.length, hash: rows.at(-1)?.hash, epoch: 1, now }),
        rowsAfter: async (_id: unknown, seq: number) => rows.slice(seq),
        hashAt: async (_id: unknown, seq: number) => rows[seq - 1]?.hash ?? '',
        note: async (_id: unknown, head: CopiedHead) => {
          last = head;
        },
        letGo: async () => undefined,
      },
    },
    build: {
      context: {},
      fetch: async (...[input, init]: Parameters<typeof fetch>) => {
        const request = new Request(input, init);
        time += requestMs;
        const known = documents.get(request.url);
        if (request.method === 'PUT') {
          documents.set(request.url, await request.text());
          return new Response(null, { status: 201 });
        }
        if (known === undefined) return new Response(null, { status: 404 });
        return new Response(known, { headers: { etag: `"${known.length}"` } });
      },
    },
    probe: async () => 403,
  };
  // What is asked of a workshop here, and no more.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { shop: shop as unknown as Workshop, documents, copied: () => last };
}

it('the copies of a long log at a slow pod come further each time, in one generation, and end', async () => {
  const { shop, documents, copied } = await stage();
  const errors: unknown[] = [];
  const seen: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    await keepLog(shop, samira, (error) => errors.push(error));
    seen.push(copied()?.seq ?? 0);
  }
  expect(errors).toEqual([]);
  expect(seen[0]).toBeGreaterThan(0);
  expect(seen[0]).toBeLessThan(rows.length);
  expect(copied()).toMatchObject({ seq: rows.length, generation: 1 });
  expect(documents.has(layoutOf(storage).log(2).segment(1))).toBe(false);
});
