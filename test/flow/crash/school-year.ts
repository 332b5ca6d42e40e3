import { expect } from 'vitest';
import { z } from 'zod';
import { sha256Hex } from '../../../src/base/index.js';
import type { SourceDelivery } from '../../../src/records/index.js';
import type { Chance } from './chance.js';
import { type Stage, schoolKeys } from './stage.js';

const authorization = `Basic ${Buffer.from('leerkluis:demo').toString('base64')}`;
const asked = (url: string) => fetch(url, { headers: { authorization } });

const Marked = z.object({ score: z.string().optional() });
const Page = z.object({
  items: z.array(z.object({ associationId: z.string(), result: Marked.optional() })),
});

/** What happens at both schools between two syncs: some marks are corrected, now and then one is taken back. */
export async function schoolYear({ schools }: Stage, chance: Chance) {
  const marked = new Map<string, string[]>();
  for (const key of schoolKeys) {
    const { url, requests } = schools.servers[key];
    const path = requests.map((one) => one.path).find((one) => one.includes('/associations?'));
    const page = Page.parse(await (await asked(`${url}${path}`)).json());
    const ids = page.items.flatMap(({ associationId, result }) =>
      result?.score === undefined ? [] : [associationId],
    );
    marked.set(key, ids);
  }
  let term = 0;
  return {
    goesOn(): void {
      term += 1;
      for (const key of schoolKeys) {
        const ids = marked.get(key) ?? [];
        for (const id of chance.some(ids, key === 'roc' ? 2 : 4)) {
          const score = (5.5 + ((term * 7 + chance.between(0, 3)) % 45) / 10).toFixed(1);
          schools.servers[key].amend(id, { result: { score } });
        }
      }
      const rest = marked.get('university') ?? [];
      if (term % 2 === 0 && rest.length > 8) {
        const [gone = ''] = chance.some(rest, 1);
        schools.servers.university.remove(gone);
        marked.set(
          'university',
          rest.filter((id) => id !== gone),
        );
      }
    },
  };
}

/** The school still says the same at the same address: these are its bytes. */
export async function expectSchoolsBytes(deliveries: readonly SourceDelivery[]): Promise<void> {
  for (const { page } of deliveries) {
    const response = await asked(page.url);
    expect(response.status).toBe(page.status ?? 200);
    expect(sha256Hex(await response.text())).toBe(page.sha256);
  }
}
