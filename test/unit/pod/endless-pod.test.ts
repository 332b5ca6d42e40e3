/** Pods without end, over real connections: what is read of them is bounded by a cap, and what is not all is an error. */
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { Fault, type GuardedFetch, sha256Hex } from '../../../src/base/index.js';
import { podTransport } from '../../../src/identity/index.js';
import {
  eraseInLog,
  layoutOf,
  ownPod,
  readersIn,
  readInbox,
  readLogRows,
  readRecords,
  readView,
} from '../../../src/pod/index.js';
import {
  byteByByte,
  type EndlessServer,
  startEndlessServer,
  withoutEnd,
} from '../../fixtures/endless-server.js';
import { hogeschool } from '../../fixtures/people.js';
import { grant, planOf } from '../../fixtures/records.js';

const maxBytes = 1_500_000;
/** What lies in the sockets of both sides when one of them stops. */
const underWay = 20_000_000;
const gigabyte = 1_000_000_000;

let pod: EndlessServer;
let fetch: GuardedFetch;
const servers: EndlessServer[] = [];

beforeEach(() => {
  fetch = podTransport({ ownPodOrigins: [], allowLoopback: true, headersMs: 3000, maxBytes });
});
afterEach(() => fetch.close());
afterAll(() => Promise.all(servers.map((server) => server.stop())));

async function podThat(...answer: Parameters<typeof startEndlessServer>): Promise<string> {
  pod = await startEndlessServer(...answer);
  servers.push(pod);
  return `${pod.origin}/samira/`;
}
const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'taken as all';
  } catch (error) {
    return error instanceof Fault ? `${error.kind}: ${error.message}` : String(error);
  }
};
const readsView = async (storage: string) => {
  const [permit] = planOf([grant({ view: `${storage}view.json` })]).permits;
  if (permit === undefined) throw new Error('no permit');
  return readView(permit, fetch);
};
const tools = () => ({ fetch, context: {} });

it('attack 33: a document without end is read up to the cap, and is no view', async () => {
  const storage = await podThat(() => withoutEnd('{"person":{},"records":[]}'));
  expect(await kindOf(readsView(storage))).toBe('PodUnreachable: the answer is over 1500000 bytes');
  expect(pod.sent()).toBeLessThan(maxBytes + underWay);
});

it('attack 33: a document that says it has a gigabyte, the same', async () => {
  const storage = await podThat((_request, response) => {
    response.setHeader('content-length', gigabyte);
    return withoutEnd('{"person":{},"records":[]}');
  });
  expect(await kindOf(readsView(storage))).toMatch(/^PodUnreachable/);
  expect(pod.sent()).toBeLessThan(maxBytes + underWay);
});

it('attack 33: one that breaks off before the end it told of is not taken as all', async () => {
  const storage = await podThat((_request, response) => {
    response.setHeader('content-length', 1000);
    response.write('{"person":{},"records":[]}', () => response.destroy());
    return 'nothing';
  });
  expect(await kindOf(readsView(storage))).toMatch(/^PodUnreachable/);
});

it('attack 33: a pod that sends a byte now and then is cut off', async () => {
  const storage = await podThat(() => byteByByte(20));
  expect(await kindOf(readsView(storage))).toBe('PodUnreachable: no answer in time');
});

it('attack 33: a pod that sends a header now and then is cut off', async () => {
  await fetch.close();
  fetch = podTransport({ ownPodOrigins: [], allowLoopback: true, headersMs: 300, maxBytes });
  const storage = await podThat((_request, response) => {
    const { socket } = response;
    socket?.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket?.write('x-more: y\r\n'), 20);
    response.on('close', () => clearInterval(drip));
    return 'nothing';
  });
  expect(await kindOf(readsView(storage))).toMatch(/^PodUnreachable/);
});

const indexOf2000 = JSON.stringify({
  bundles: Array.from({ length: 2000 }, (_item, n) => ({
    path: `i-0123456789abcdef/core-${n + 2}.json`,
    institution: hogeschool,
    facet: 'core',
    sha256: '0'.repeat(64),
    bytes: 1,
  })),
  deliveries: [],
});
const bundle = Buffer.from(`{"records":[],"x":"${'y'.repeat(1_400_000)}"}`);
const overBudget = 'PodUnreachable: the pod holds more than one reading takes in';

it('attack 33: an index that names bundle after bundle is read until the budget of one reading is gone', async () => {
  const storage = await podThat(({ url }) =>
    url?.endsWith('/index.json') === true ? indexOf2000 : bundle,
  );
  expect(await kindOf(ownPod(storage, fetch).envelopes())).toBe(overBudget);
  // 64,000,000 characters are 45 of these, and no more than eight are under way.
  expect(pod.asked.length).toBeLessThan(45 + 2 * 8);
});

/** The same without connections: what the builder may read is more than a test should send. */
function longPod(answer: (url: string) => string) {
  const asked: string[] = [];
  const read: typeof globalThis.fetch = async (input) => {
    const { url } = new Request(input);
    asked.push(url);
    return new Response(answer(url));
  };
  return { asked, tools: { fetch: read, context: {} } };
}

it('attack 33: the builder reads bundles, and what came in, until the budget is gone', async () => {
  const page = ' '.repeat(1_400_000);
  const manifest = JSON.stringify({
    id: 'a',
    institution: hogeschool,
    connector: 'x',
    receivedAt: '2026-01-01T00:00:00Z',
    page: { url: 'https://a.example/', mediaType: 'application/json', sha256: sha256Hex(page) },
    lookups: [],
  });
  const long = longPod((url) => {
    if (url.endsWith('/index.json')) return indexOf2000;
    return url.endsWith('.delivery.json') ? manifest : page;
  });
  const storage = 'https://pods.example/samira/';
  expect(await kindOf(readRecords(long.tools, storage))).toBe(overBudget);
  // 200,000,000 characters are 142 of these.
  expect(long.asked.length).toBeLessThan(142 + 2 * 8);
  long.asked.length = 0;
  const ids = Array.from({ length: 5000 }, (_item, n) => `d${n}`);
  expect(await kindOf(readInbox(long.tools, storage, hogeschool, ids))).toBe(overBudget);
  expect(long.asked.length).toBeLessThan(2 * (142 + 2 * 8));
});

it('attack 33: copies of a log that never end are an error, to read and to empty', async () => {
  const storage = await podThat(() => '{"rows":[]}');
  const endless = 'PodUnreachable: the copies of the log do not end';
  expect(await kindOf(readLogRows(fetch, storage, 0))).toBe(endless);
  expect(pod.asked).toHaveLength(2000);
  expect(pod.asked.at(-1)).toBe(new URL(layoutOf(storage).log(0).segment(2000)).pathname);
  expect(await kindOf(eraseInLog(tools(), storage, 0, new Date()))).toBe(endless);
  expect(pod.asked).toHaveLength(4000);
});

const listOf = (places: readonly string[]): string =>
  `<> <http://www.w3.org/ns/ldp#contains> ${places.map((place) => `<${place}>`).join(',')}.`;

it('attack 33: folder in folder without end is gone into 32 deep, and the rest named as not seen', async () => {
  const storage = await podThat(({ url }) =>
    url?.endsWith('.acr') === true ? undefined : listOf(['a/']),
  );
  const { found, unseen, next } = await readersIn({ fetch }, storage);
  expect([found, next]).toEqual([[], undefined]);
  expect(unseen).toEqual([`${storage}${'a/'.repeat(32)}`]);
  // A rule of each, and a list of each but the deepest.
  expect(pod.asked).toHaveLength(33 + 32);
});

it('attack 33: a folder of 100,000 documents is not looked into one by one', async () => {
  const many = Array.from({ length: 100_000 }, (_item, n) => `a-document-${n}`);
  const storage = await podThat(({ url }) => {
    if (url?.endsWith('.acr') === true) return undefined;
    return listOf(many);
  });
  expect(await kindOf(readersIn({ fetch }, storage))).toBe(
    'PodUnreachable: the answer is over 1500000 bytes',
  );
  expect(pod.asked).toHaveLength(2);
});

it('attack 33: of a folder of 10,000 documents 500 at once, and the next look goes on from there', async () => {
  const many = Array.from({ length: 10_000 }, (_item, n) => String(n).padStart(5, '0'));
  const storage = await podThat(({ url }) =>
    url?.endsWith('.acr') === true ? undefined : listOf(many),
  );
  const first = await readersIn({ fetch }, storage);
  expect(first.next).toBe(`${storage}00498`);
  const asked = pod.asked.length;
  const second = await readersIn({ fetch }, storage, first.next);
  expect(second.next).toBe(`${storage}00998`);
  expect(pod.asked.length - asked).toBe(500 + 1);
});
