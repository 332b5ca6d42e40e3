/** Somebody whose own pod never let the builder in is not locked out by that. */
import { expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { arriveByWebId, bringPod, type House, type PodFinder } from '../../../src/flows/index.js';
import { samira } from '../../fixtures/people.js';

const owner = webId('https://pod.example/samira/profile/card#me');
const issuer = 'https://pod.example/';

function houseOf(isOpened: boolean, brought?: 'ACP') {
  const row = { id: samira, webId: owner, storage: 'https://shut.example/', brought };
  const house = {
    podWaitMs: 0,
    organisations: new Map(),
    institutions: new Map(),
    ledger: {
      learners: {
        byId: async () => row,
        byWebId: async () => row,
        isOpened: async () => isOpened,
      },
      ways: { behind: async () => ({ learner: samira, way: 'w' }) },
    },
  };
  // What is asked of a house here, and no more.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return house as unknown as House;
}
const arrives = (isOpened: boolean, brought?: 'ACP') =>
  arriveByWebId(houseOf(isOpened, brought), { webId: owner, issuer }, 'Samira');

it('they sign in as who has no kluis, and are told why; whose pod we make is asked to wait', async () => {
  expect(await arrives(false, 'ACP')).toMatchObject({
    who: { kind: 'GUEST', webId: owner },
    problem: 'POD_NOT_READY',
    way: 'w',
  });
  expect(await arrives(false)).toBe('KLUIS_NOT_READY');
  expect(await arrives(true, 'ACP')).toMatchObject({ who: { kind: 'LEARNER' }, way: 'w' });
});

it('they may bring another pod; whoever has a kluis keeps it, and none of their pods is asked', async () => {
  const asNobody = vi.fn<typeof fetch>(async () => new Response(null, { status: 404 }));
  const finder: PodFinder = {
    asNobody,
    asStranger: () => asNobody,
    keepersOf: () => {
      throw new TypeError('no pod was found');
    },
  };
  const wish = { webId: owner, root: 'https://pod.example/samira/', owner: asNobody };
  expect(await bringPod(houseOf(true, 'ACP'), finder, wish)).toBe('brought');
  expect(await bringPod(houseOf(false), finder, wish)).toBe('brought');
  expect(asNobody).not.toHaveBeenCalled();
  expect(await bringPod(houseOf(false, 'ACP'), finder, wish)).toBe('POD_NOT_FOUND');
});
