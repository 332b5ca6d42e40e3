/** By which delivery a record was said last, and whether its institution can be held to that. On a real database. */
import { beforeAll, expect, it } from 'vitest';
import { institutionId, type LearnerId, recordKey } from '../../../src/base/index.js';
import { type Channel, type HashedDelivery, withdrawnMark } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { delivered } from './deliveries.js';
import { enrol, noor } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const institution = institutionId('heidestad.example');
const [enrolment, result] = [recordKey('inschrijving'), recordKey('resultaat')];
const about = [enrolment, result];

const whole = (hash: string): HashedDelivery => ({
  ...delivered(institution, [
    [enrolment, 'ingeschreven'],
    [result, hash],
  ]),
  about,
});
const ofEnrolment = (hash: string): HashedDelivery => ({
  ...delivered(institution, [[enrolment, hash]]),
  about,
});
const comes = (
  learner: LearnerId,
  channel: Channel,
  ...deliveries: readonly HashedDelivery[]
): Promise<unknown> =>
  kluis.ledger.deliveries.accept(learner, { actor: noor, institution, deliveries, channel });
async function last(learner: LearnerId) {
  const found = (await kluis.ledger.deliveries.known(learner)).get(result);
  return { hash: found?.hash, isOwnDoor: found?.isOwnDoor };
}

it.each(['PULL', 'PUSH', 'FILE', 'INBOX'] as const)('a result by %s', async (channel) => {
  const learner = await enrol(kluis.ledger);
  await comes(learner, channel, whole('7'));
  expect(await last(learner)).toEqual({ hash: '7', isOwnDoor: channel !== 'INBOX' });
});

it('out of an inbox is no word of its institution because that says something beside it', async () => {
  const learner = await enrol(kluis.ledger);
  await comes(learner, 'INBOX', whole('10'));
  await comes(learner, 'PUSH', ofEnrolment('klaar'));
  expect(await last(learner)).toEqual({ hash: '10', isOwnDoor: false });
  // The same, by its own door.
  await comes(learner, 'PUSH', whole('10'));
  expect(await last(learner)).toEqual({ hash: '10', isOwnDoor: true });
  await comes(learner, 'INBOX', whole('11'));
  // What was asked for may be older than what lay there.
  await comes(learner, 'PULL', whole('11'));
  expect(await last(learner)).toEqual({ hash: '11', isOwnDoor: false });
});

it('that an archive says otherwise is nobody’s last word, and the same leaves it as it was', async () => {
  const learner = await enrol(kluis.ledger);
  await comes(learner, 'PULL', whole('6'));
  const brings = (hash: string, id: string) => {
    const { delivery, hashes } = whole(hash);
    const deliveries = [{ delivery: { ...delivery, id }, mark: 'x', hashes, isPulled: true }];
    return kluis.ledger.deliveries.bring(learner, { actor: noor, deliveries });
  };
  await brings('6', '5a3f9c1e-1111-4111-8111-111111111111');
  expect(await last(learner)).toEqual({ hash: '6', isOwnDoor: true });
  await brings('10', '5a3f9c1e-2222-4222-8222-222222222222');
  expect(await last(learner)).toMatchObject({ isOwnDoor: false });
});

it('that is there no more is no news of what nobody told of', async () => {
  const learner = await enrol(kluis.ledger);
  const gone: HashedDelivery = delivered(institution, [[result, withdrawnMark]]);
  await comes(learner, 'PULL', gone);
  expect(await last(learner)).toEqual({ hash: undefined, isOwnDoor: undefined });
  await comes(learner, 'PULL', whole('6'), gone);
  expect(await last(learner)).toEqual({ hash: withdrawnMark, isOwnDoor: true });
});

it('a change says all that it touches anew, and is left out where something was said meanwhile', async () => {
  const learner = await enrol(kluis.ledger);
  const { deliveries } = kluis.ledger;
  const patch = async (hash: string, insteadOf: ReadonlyMap<typeof result, string>) => {
    const change = {
      ...delivered(institution, [
        [enrolment, hash],
        [result, hash],
      ]),
      about,
      isChange: true,
      insteadOf,
    };
    const acceptance = { actor: noor, institution, deliveries: [change] };
    return deliveries.accept(learner, acceptance);
  };
  await comes(learner, 'PUSH', whole('6'));
  const late = await patch('p1', new Map([[enrolment, 'ingeschreven']]));
  expect(late).toMatchObject({ changed: [], overtaken: [result] });
  const known = async () =>
    new Map(
      [...(await deliveries.known(learner))].map(([key, { hash }]) => [recordKey(key), hash]),
    );
  expect((await patch('p1', await known())).changed).toEqual(about);
  expect((await patch('p1', await known())).changed).toEqual([]);
  await comes(learner, 'PUSH', ofEnrolment('klaar'));
  const before = (await deliveries.known(learner)).get(result)?.saidBy;
  expect((await patch('p1', await known())).changed).toEqual(about);
  expect((await deliveries.known(learner)).get(result)?.saidBy).not.toBe(before);
});
