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

it('asks nothing of a pod after its time, and everything before', async () => {
  let [now, asked] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const build = {
    context: {},
    fetch: async () => {
      asked += 1;
      return new Response('x');
    },
  };
  const probe = async () => {
    asked += 1;
    return 200;
  };
  const shop = forSoLong({ build, probe }, 1000);
  now = 1000;
  expect((await shop.build.fetch('https://pod.example/')).ok).toBe(true);
  expect(await shop.probe(delegate, 'https://pod.example/')).toBe(200);
  now = 1001;
  const late = [
    shop.build.fetch('https://pod.example/'),
    shop.probe(delegate, 'https://pod.example/'),
  ];
  for (const one of late) await expect(one).rejects.toMatchObject({ kind: 'PodUnreachable' });
  expect(asked).toBe(2);
});
