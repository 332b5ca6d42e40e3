import { afterEach, expect, it, vi } from 'vitest';
import type { Workshop } from '../../../src/flows/index.js';
import { forSoLong } from '../../../src/flows/time-limit.js';

afterEach(() => vi.restoreAllMocks());

it('asks nothing of a pod after its time, and everything before', async () => {
  let [now, asked] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const build = {
    fetch: async () => {
      asked += 1;
      return new Response('x');
    },
  };
  const probe = async () => {
    asked += 1;
    return 200;
  };
  const shop = forSoLong({ build, probe } as unknown as Workshop, 1000);
  const delegate = {} as Parameters<Workshop['probe']>[0];
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
