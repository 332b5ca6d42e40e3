import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/base/index.js';
import { layoutOf, storeDelivery, writeRecords } from '../../../src/pod/index.js';
import { association, deliveryOf, university } from '../../fixtures/oeapi-v5.js';

const storage = 'https://pods.example/samira/';
const delivery = deliveryOf([association()]);
const { page, manifest } = layoutOf(storage).inbox(university.id, delivery.id);
const receipt = (id: string) => ({ id, receivedAt: delivery.receivedAt });

/** As a pod keeps documents: by address, each change a new etag, conditions heeded. */
function pod() {
  const documents = new Map<string, string>();
  let [closed, writes] = [false, 0];
  const etagOf = (at: string) => `"${documents.get(at)?.length}-${documents.get(at)?.slice(-60)}"`;
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const request = new Request(url, init);
    const known = documents.get(request.url);
    if (closed) return new Response(null, { status: 404 });
    if (request.method !== 'PUT') {
      if (known === undefined) return new Response(null, { status: 404 });
      return new Response(known, { headers: { etag: encodeURIComponent(etagOf(request.url)) } });
    }
    if (request.headers.get('if-none-match') === '*' && known !== undefined) {
      return new Response(null, { status: 412 });
    }
    documents.set(request.url, await request.text());
    writes += 1;
    return new Response(null, { status: 201 });
  };
  return {
    tools: { fetch, context: {} },
    documents,
    writes: () => writes,
    close: () => {
      closed = true;
    },
  };
}

describe('a delivery', () => {
  it('is kept byte for byte, and once', async () => {
    const { tools, documents, writes } = pod();
    await storeDelivery(tools, storage, delivery);
    expect(documents.get(page)).toBe(delivery.page.body);
    expect([...documents.keys()]).toEqual([page, manifest]);
    const before = writes();
    await storeDelivery(tools, storage, delivery);
    expect(writes()).toBe(before);
  });

  it('of which a first write left a stub is made whole', async () => {
    const { tools, documents } = pod();
    documents.set(page, delivery.page.body.slice(0, 20));
    await storeDelivery(tools, storage, delivery);
    expect(documents.get(page)).toBe(delivery.page.body);
  });

  it('that the pod neither takes nor has is not done', async () => {
    const { tools, close } = pod();
    close();
    await expect(storeDelivery(tools, storage, delivery)).rejects.toMatchObject({
      kind: 'PodUnreachable',
    });
  });
});

describe('the index', () => {
  const none = { records: [], torn: false };
  it('is not written for records worked out from another one', async () => {
    const { tools, documents } = pod();
    const [first, second] = [receipt('one'), receipt('two')];
    await writeRecords(tools, storage, university.id, { ...none, from: [], deliveries: [first] });
    const { index } = layoutOf(storage);
    const before = documents.get(index);
    // A first reading that the pod refused, or another worker in between: what was read names nothing.
    const stale = writeRecords(tools, storage, university.id, {
      ...none,
      from: [],
      deliveries: [second],
    });
    await expect(stale).rejects.toBeInstanceOf(Fault);
    await expect(stale).rejects.toMatchObject({ kind: 'Conflict' });
    expect(documents.get(index)).toBe(before);
    const both = { ...none, from: [first], deliveries: [first, second] };
    await writeRecords(tools, storage, university.id, both);
    expect(documents.get(index)).toContain('two');
  });
});
