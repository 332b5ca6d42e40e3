/** A pod from which everything that was learned is gone, as after a move or a loss; the kluis itself is still there. */
import { layoutOf, readRecords } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

/** All records of a pod, as the builder reads them. */
export async function standing({ running }: TestHouse, storage: string) {
  const found = await readRecords(running.workshop.build, storage);
  const inOrder = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([institution, { records, deliveries }]) => ({
    institution,
    records: records === 'torn' ? [] : records,
    isTorn: records === 'torn',
    deliveries: deliveries.map(({ id, receivedAt }) => ({ id, receivedAt })),
  }));
}

/** The exact bytes of every delivery, by address. */
export async function bytesInInboxes(house: TestHouse, storage: string) {
  const { fetch } = house.running.workshop.build;
  const layout = layoutOf(storage);
  const bytes = new Map<string, string>();
  for (const { institution, deliveries } of await standing(house, storage)) {
    for (const { id } of deliveries) {
      for (const at of Object.values(layout.inbox(institution, id))) {
        const response = await fetch(at);
        bytes.set(at, Buffer.from(await response.arrayBuffer()).toString('base64'));
      }
    }
  }
  return bytes;
}

/** Takes away index, bundles and deliveries. */
export async function emptyPod(house: TestHouse, storage: string): Promise<void> {
  const { fetch } = house.running.workshop.build;
  const layout = layoutOf(storage);
  const index = await (await fetch(layout.index)).json();
  const bundles: readonly { path: string }[] = index.bundles;
  const gone = [
    ...(await bytesInInboxes(house, storage)).keys(),
    ...bundles.map(({ path }) => `${layout.edu}${path}`),
    layout.index,
  ];
  for (const at of gone) await fetch(at, { method: 'DELETE' });
}
