/** One word of a learner about two of their records cannot be read in the index: it costs no more than itself. */
import { expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import { sameDelivery } from '../../../src/flows/same-delivery.js';
import { storedRecords, wordsToWrite } from '../../../src/flows/stored-records.js';
import { layoutOf, storeDelivery, writeRecords } from '../../../src/pod/index.js';
import { ownSource, pairOf, type SameDecision } from '../../../src/records/index.js';
import { samira } from '../../fixtures/people.js';

const storage = 'https://pods.example/samira/';
const { index: indexAt } = layoutOf(storage);
const word = (a: string, said: SameDecision['said'], day: number): SameDecision => ({
  records: pairOf(recordKey(a), recordKey('z')),
  said,
  at: `2026-09-0${day}T10:00:00.000Z`,
});
const words = [word('a', 'SAME', 1), word('b', 'NOT_THE_SAME', 2)];
const deliveries = words.map((said) => sameDelivery(samira, said));
const refs = deliveries.map(({ id, receivedAt }) => ({ id, receivedAt }));

/** A pod in which the second word cannot be read. */
async function spoilt() {
  const documents = new Map<string, string>();
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(`${request.method} ${request.url}`);
    if (request.method === 'PUT') {
      documents.set(request.url, await request.text());
      return new Response(null, { status: 201 });
    }
    const known = documents.get(request.url);
    if (known === undefined) return new Response(null, { status: 404 });
    return new Response(known, { headers: { etag: '"1"' } });
  };
  const build = { fetch, context: {} };
  for (const delivery of deliveries) await storeDelivery(build, storage, delivery);
  await writeRecords(build, storage, ownSource.id, {
    records: [],
    deliveries: refs,
    from: [],
    torn: false,
    said: { words, isRebuilt: false },
  });
  const whole = documents.get(indexAt) ?? '';
  documents.set(indexAt, whole.replace('NOT_THE_SAME', 'PERHAPS'));
  asked.length = 0;
  const shop = { institutions: new Map(), build };
  const own = async () => {
    const stored = (await storedRecords(shop, storage)).get(ownSource.id);
    if (stored === undefined) throw new TypeError('her own were written');
    return stored;
  };
  /** As whoever writes something of her own. */
  const write = async () => {
    const stored = await own();
    const said = await wordsToWrite(shop, storage, stored);
    await writeRecords(build, storage, ownSource.id, { ...stored, from: refs, said });
  };
  return { documents, asked, own, write, whole };
}

it('a word that cannot be read makes nobody read the inbox, and the others stand', async () => {
  const { own, asked } = await spoilt();
  expect(await own()).toMatchObject({ same: [words[0]], isSameWhole: false, torn: false });
  expect(asked).toEqual([`GET ${indexAt}`]);
});

it('a word that cannot be read is found again in the inbox by the next that is written', async () => {
  const { write, documents, whole } = await spoilt();
  await write();
  expect(documents.get(indexAt)).toBe(whole);
});

it('where an own delivery is gone, a word that cannot be read stays as it stands, and the others too', async () => {
  const { own, write, documents } = await spoilt();
  documents.delete(layoutOf(storage).inbox(ownSource.id, refs[0]?.id ?? '').page);
  const before = documents.get(indexAt);
  await write();
  expect(documents.get(indexAt)).toBe(before);
  expect(await own()).toMatchObject({ same: [words[0]] });
});
