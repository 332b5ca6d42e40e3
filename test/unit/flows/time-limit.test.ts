import { afterEach, expect, it, vi } from 'vitest';
import { clientId, grantId, webId } from '../../../src/base/index.js';
import { forSoLong } from '../../../src/flows/time-limit.js';

const delegate = {
  grantId: grantId('g'),
  grantee: webId('https://advies.example/noor#me'),
  client: clientId('app'),
  purpose: 'CAREER_GUIDANCE',
} as const;
afterEach(() => vi.restoreAllMocks());

/** A pod that answers to everything, and how often it was asked. */
function doors() {
  const counted = { asked: 0 };
  const build = {
    context: {},
    fetch: async () => {
      counted.asked += 1;
      return new Response('x');
    },
  };
  const probe = async () => {
    counted.asked += 1;
    return 200;
  };
  return { counted, build, probe };
}
const at = 'https://pod.example/';
const tooLate = { kind: 'PodUnreachable' };

it('asks nothing of a pod after its time but what puts things right, and everything before', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { counted, build, probe } = doors();
  const shop = forSoLong({ build, probe }, 1000);
  now = 1000;
  expect((await shop.build.fetch(at)).ok).toBe(true);
  expect(await shop.probe(delegate, at)).toBe(200);
  now = 20_000;
  await expect(shop.build.fetch(at)).rejects.toMatchObject(tooLate);
  expect(counted.asked).toBe(2);
  // The work has failed by that, and takes back what it began.
  now = 30_000;
  expect((await shop.build.fetch(at)).ok).toBe(true);
  now = 30_001;
  await expect(shop.build.fetch(at)).rejects.toMatchObject(tooLate);
  await expect(shop.probe(delegate, at)).rejects.toMatchObject(tooLate);
  expect(counted.asked).toBe(3);
});
