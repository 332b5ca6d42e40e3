/** A learner says of two records that they are the same, while what they said before is on its way to the pod. */
import { expect, it } from 'vitest';
import { type RecordKey, recordKey, webId } from '../../../src/base/index.js';
import { type Caller, type House, sayTheSame } from '../../../src/flows/index.js';
import type { Reading } from '../../../src/flows/reading.js';
import { sameDelivery } from '../../../src/flows/same-delivery.js';
import { pairOf, type SameState, type SameWord } from '../../../src/records/index.js';
import { page, samira } from '../../fixtures/people.js';
import { now } from '../../fixtures/records.js';

const [course, badge] = [recordKey('course'), recordKey('badge')];
const pair = [
  { learner: samira, record: course },
  { learner: samira, record: badge },
] as const;
const records = pairOf(course, badge);
const onItsWay = (said: SameWord) => {
  const delivery = sameDelivery(samira, { records, said, at: now.toISOString() });
  return { id: said, payload: JSON.stringify({ deliveries: [delivery] }) };
};
interface Known {
  /** As the reading has it, made a while ago. */
  readonly read: SameState;
  readonly waiting?: readonly SameWord[];
  readonly inPod?: SameWord | 'unknown';
}

async function says(said: SameWord, { read, waiting = [], inPod }: Known) {
  const asked: string[] = [];
  const house = {
    podWaitMs: 0,
    fingerprint: () => 'mark',
    ledger: {
      outbox: { isDone: async ([id]: readonly string[]) => id === 'written' },
      sameWords: {
        onTheirWay: async () => {
          asked.push('outbox');
          return waiting.map(onItsWay);
        },
        say: async () => {
          asked.push('written');
          return ['written'];
        },
      },
    },
  };
  const reading = {
    learner: samira,
    sameOf: async (_key: RecordKey) => [{ record: { key: badge }, state: read }],
    saidNow: async () => {
      asked.push('pod');
      return inPod;
    },
  };
  const caller = { principal: { webId: webId('https://pod.example/s#me'), clientId: page } };
  const asks = { pair, said };
  // What is asked of them here, and no more.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const [of, reads, by] = [house, reading, caller] as unknown as [House, Reading, Caller];
  const { pod } = await sayTheSame(of, by, reads, asks);
  return [...asked, pod];
}

it('what reached the pod since it was read is taken back all the same', async () => {
  const took = await says('UNDONE', { read: 'ASKED', inPod: 'SAME' });
  expect(took).toEqual(['outbox', 'pod', 'written', 'CONFIRMED']);
});

it('what the pod says already is not written once more', async () => {
  expect(await says('SAME', { read: 'ASKED', inPod: 'SAME' })).toEqual([
    'outbox',
    'pod',
    'CONFIRMED',
  ]);
  expect(await says('UNDONE', { read: 'SAME' })).toEqual(['outbox', 'pod', 'CONFIRMED']);
});

it('where not all that was said can be read, a word is always written', async () => {
  const said = await says('UNDONE', { read: 'ASKED', inPod: 'unknown' });
  expect(said).toEqual(['outbox', 'pod', 'written', 'CONFIRMED']);
});

it('a word that waits is not said once more, and one that says otherwise is taken back', async () => {
  expect(await says('SAME', { read: 'ASKED', waiting: ['SAME'] })).toEqual(['outbox', 'PENDING']);
  const back = await says('UNDONE', { read: 'ASKED', waiting: ['SAME'] });
  expect(back).toEqual(['outbox', 'written', 'CONFIRMED']);
  const again = await says('UNDONE', { read: 'ASKED', waiting: ['UNDONE', 'SAME'] });
  expect(again).toEqual(['outbox', 'PENDING']);
});
