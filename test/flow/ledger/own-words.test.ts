/** Which delivery an institution can be held to: its own last word, and a change of just that. On a real database. */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  institutionId,
  type LearnerId,
  type RecordKey,
  recordKey,
} from '../../../src/base/index.js';
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
const Due = z.object({ deliveries: z.tuple([z.object({ id: z.string() })]) });

const whole = (hash: string): HashedDelivery => ({
  ...delivered(institution, [
    [enrolment, 'ingeschreven'],
    [result, hash],
  ]),
  mark: hash,
});
const change = (hash: string, keys: readonly RecordKey[] = about): HashedDelivery => ({
  ...delivered(
    institution,
    keys.map((key) => [key, hash]),
  ),
  about,
  isChange: true,
  mark: hash,
});
/** @returns the id that it has from then on. */
async function comes(
  learner: LearnerId,
  delivery: HashedDelivery,
  channel: Channel = 'PUSH',
): Promise<string> {
  const known = await kluis.ledger.deliveries.known(learner);
  const insteadOf = new Map(about.map((key) => [key, known.get(key)?.hash ?? '']));
  const came = delivery.isChange === true ? { ...delivery, insteadOf } : delivery;
  const acceptance = { actor: noor, institution, deliveries: [came], channel };
  const { work } = await kluis.ledger.deliveries.accept(learner, acceptance);
  const [row] = await kluis.sql('select payload from outbox_item where id = $1', [work[0]]);
  return Due.parse(JSON.parse(String(row?.payload))).deliveries[0].id;
}
const putOn = (learner: LearnerId, id: string, base: string) =>
  kluis.ledger.deliveries.putOn(learner, id, base);
const isOwn = async (learner: LearnerId, id: string) =>
  (await kluis.ledger.deliveries.taken(learner)).get(id)?.isOwnWord;

describe('a change', () => {
  it('is its institution’s word on its last word, and on nothing else that a pod gives', async () => {
    const learner = await enrol(kluis.ledger);
    const better = await comes(learner, whole('9'));
    const last = await comes(learner, whole('6'));
    const first = await comes(learner, change('p1'));
    expect(await isOwn(learner, first)).toBe(false);
    expect(await putOn(learner, first, better)).toBe(false);
    expect(await putOn(learner, first, '7d0c5f4e-0000-4000-8000-000000000000')).toBe(false);
    expect(await putOn(learner, first, last)).toBe(true);
    const second = await comes(learner, change('p2', [enrolment]));
    expect(await putOn(learner, second, last)).toBe(false);
    expect(await putOn(learner, second, first)).toBe(true);
    // Tried again, the pod gave something else.
    expect(await putOn(learner, second, better)).toBe(false);
    expect(await isOwn(learner, second)).toBe(false);
    const third = await comes(learner, change('p3'));
    expect(await putOn(learner, third, second)).toBe(false);
  });

  it.each(['PULL', 'FILE', 'INBOX'] as const)('put on what came by %s', async (channel) => {
    const learner = await enrol(kluis.ledger);
    await comes(learner, whole('6'));
    const last = await comes(learner, whole('7'), channel);
    const patch = await comes(learner, change('p1'));
    expect(await putOn(learner, patch, last)).toBe(channel !== 'INBOX');
  });

  it('on what was taken back in part is nobody’s word', async () => {
    const learner = await enrol(kluis.ledger);
    const last = await comes(learner, whole('6'));
    await comes(learner, {
      ...delivered(institution, [[result, withdrawnMark]]),
      about,
      mark: 'weg',
    });
    const patch = await comes(learner, change('p1'));
    expect(await putOn(learner, patch, last)).toBe(false);
    // Of what it was put on nobody can tell by whom it is.
    expect(await kluis.ledger.deliveries.putOn(learner, patch, undefined)).toBe(false);
  });

  it('goes on from nothing that came back in an archive', async () => {
    const learner = await enrol(kluis.ledger);
    const last = await comes(learner, whole('6'));
    const { delivery, hashes } = whole('10');
    const brought = { ...delivery, id: '5a3f9c1e-1111-4111-8111-111111111111' };
    const deliveries = [{ delivery: brought, mark: 'x', hashes, isPulled: false }];
    await kluis.ledger.deliveries.bring(learner, { actor: noor, deliveries });
    const patch = await comes(learner, change('p1'));
    expect(await putOn(learner, patch, brought.id)).toBe(false);
    expect(await putOn(learner, patch, last)).toBe(true);
  });

  it('is told from a word out of an inbox until its institution says the same itself', async () => {
    const learner = await enrol(kluis.ledger);
    const isOwnDoor = async () =>
      (await kluis.ledger.deliveries.known(learner)).get(result)?.isOwnDoor;
    await comes(learner, whole('10'), 'INBOX');
    expect(await isOwnDoor()).toBe(false);
    const acceptance = { actor: noor, institution, channel: 'PUSH' } as const;
    await kluis.ledger.deliveries.accept(learner, { ...acceptance, deliveries: [whole('10')] });
    expect(await isOwnDoor()).toBe(true);
    await comes(learner, whole('11'), 'INBOX');
    await kluis.ledger.deliveries.accept(learner, {
      ...acceptance,
      channel: 'INBOX',
      deliveries: [whole('11')],
    });
    expect(await isOwnDoor()).toBe(false);
  });

  it('is left out where what it is about was said anew meanwhile, also by what it does not name', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries } = kluis.ledger;
    await comes(learner, whole('6'));
    const insteadOf = new Map([[enrolment, 'ingeschreven']]);
    const patch = { ...change('p1', [enrolment]), insteadOf };
    const acceptance = { actor: noor, institution, deliveries: [patch] };
    const taken = await deliveries.accept(learner, acceptance);
    expect(taken).toMatchObject({ changed: [], overtaken: [result] });
  });
});
