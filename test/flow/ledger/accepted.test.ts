import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId, type RecordKey, recordKey } from '../../../src/base/index.js';
import { type Channel, withdrawnMark } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { delivered } from './deliveries.js';
import { owedTo } from './owed.js';
import { enrol, noor, waterbeheer } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

/** What the pod is owed, as it stands in the outbox. */
const Due = z.object({
  deliveries: z.tuple([z.object({ id: z.string(), receivedAt: z.string() })]),
});

describe('an accepted delivery', () => {
  const acceptance = { actor: noor, institution: institutionId('heidestad.example') };
  const says = (...hashes: readonly (readonly [RecordKey, string])[]) => ({
    ...acceptance,
    deliveries: [delivered(acceptance.institution, hashes)],
  });

  const back = (before: string) => ({
    ...acceptance,
    deliveries: [
      {
        ...delivered(acceptance.institution, [[waterbeheer, withdrawnMark]]),
        insteadOf: new Map([[waterbeheer, before]]),
      },
    ],
  });

  it('is in the log, known, and due to the pod', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries, log } = kluis.ledger;
    const { changed, work } = await deliveries.accept(learner, says([waterbeheer, 'a1']));
    expect([changed, work.length]).toEqual([[waterbeheer], 1]);
    const known = {
      institution: acceptance.institution,
      hash: 'a1',
      isPulled: true,
      isOwnDoor: true,
    };
    const all = [...(await deliveries.known(learner))];
    expect(all).toMatchObject([[waterbeheer, known]]);
    expect(all[0]?.[1].saidBy).toHaveLength(36);
    expect(await owedTo(kluis, learner)).toEqual({ items: 1, jobs: 1 });
    expect(await log.read(learner, 1)).toMatchObject([
      { kind: 'WRITE', records: [{ key: waterbeheer }] },
    ]);
    await deliveries.accept(learner, says([waterbeheer, 'b2']));
    expect((await deliveries.known(learner)).get(waterbeheer)?.hash).toBe('b2');
  });

  it('that brings nothing new is not taken: no work, no line in the log', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries, log } = kluis.ledger;
    await deliveries.accept(learner, says([waterbeheer, 'a1']));
    expect(await deliveries.accept(learner, says([waterbeheer, 'a1']))).toEqual({
      changed: [],
      work: [],
    });
    expect(await owedTo(kluis, learner)).toEqual({ items: 1, jobs: 1 });
    expect(await log.read(learner, 10)).toHaveLength(1);
  });

  it('fetched by five at once is taken once', async () => {
    const learner = await enrol(kluis.ledger);
    const all = Array.from({ length: 5 }, () =>
      kluis.ledger.deliveries.accept(learner, says([waterbeheer, 'a1'])),
    );
    expect((await Promise.all(all)).filter(({ work }) => work.length > 0)).toHaveLength(1);
  });

  it('that takes a record back is taken only while the word it was asked after is the last', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries } = kluis.ledger;
    await deliveries.accept(learner, says([waterbeheer, 'a1']));
    await deliveries.accept(learner, says([waterbeheer, 'b2']));
    expect((await deliveries.accept(learner, back('a1'))).changed).toEqual([]);
    expect((await deliveries.accept(learner, back('b2'))).changed).toEqual([waterbeheer]);
  });

  it('is heard by asking once it was, whoever says what, until it is taken back', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries, log } = kluis.ledger;
    const comes = async (hash: string, channel: Channel) => {
      await deliveries.accept(learner, { ...says([waterbeheer, hash]), channel });
      const known = (await deliveries.known(learner)).get(waterbeheer);
      return [known?.hash, known?.isPulled];
    };
    expect(await comes('a1', 'FILE')).toEqual(['a1', false]);
    expect(await comes('a1', 'PULL')).toEqual(['a1', true]);
    expect(await comes('a1', 'PUSH')).toEqual(['a1', true]);
    expect(await log.read(learner, 10)).toHaveLength(1);
    expect(await comes('b2', 'PUSH')).toEqual(['b2', true]);
    expect(await comes('c3', 'INBOX')).toEqual(['c3', true]);
    expect(await comes(withdrawnMark, 'PULL')).toEqual([withdrawnMark, true]);
    expect(await comes('d4', 'FILE')).toEqual(['d4', false]);
    expect(await comes('e5', 'PUSH')).toEqual(['e5', false]);
    expect(await comes('f6', 'PULL')).toEqual(['f6', true]);
  });

  it('that was asked for before a newer word came is left out whole, and the others of its run are not', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries } = kluis.ledger;
    const [bakken, koken] = [recordKey('bakken'), recordKey('koken')];
    const page = (before: readonly (readonly [RecordKey, string])[], ...now: typeof before) => ({
      ...delivered(acceptance.institution, now),
      insteadOf: new Map(before),
    });
    await deliveries.accept(learner, says([waterbeheer, 'a1']));
    // Asked here; meanwhile something else is sent of one, and something first of another.
    await deliveries.accept(learner, { ...says([waterbeheer, 'b2']), channel: 'PUSH' });
    await deliveries.accept(learner, { ...says([koken, 'k1']), channel: 'PUSH' });
    const before = [[waterbeheer, 'a1']] as const;
    const pages = [
      page(before, [waterbeheer, 'a1'], [bakken, 'x1']),
      page([], [koken, 'k0']),
      page([], [bakken, 'x2']),
      page([], [bakken, 'x3']),
    ];
    const run = { ...acceptance, deliveries: pages };
    const { changed, work, overtaken } = await deliveries.accept(learner, run);
    expect([changed, work.length, overtaken]).toEqual([[bakken], 2, [waterbeheer, koken]]);
    const hashes = [...(await deliveries.known(learner))].map(([key, { hash }]) => [key, hash]);
    expect(new Map(hashes.map(([key, hash]) => [key, hash]))).toEqual(
      new Map([
        [waterbeheer, 'b2'],
        [koken, 'k1'],
        [bakken, 'x3'],
      ]),
    );
  });

  it('of the same bytes at another time is another delivery, with the time it was taken', async () => {
    const learner = await enrol(kluis.ledger);
    const { deliveries } = kluis.ledger;
    await deliveries.accept(learner, says([waterbeheer, 'a1']));
    await deliveries.accept(learner, says([waterbeheer, 'b2']));
    await deliveries.accept(learner, says([waterbeheer, 'a1']));
    const rows = await kluis.sql(
      'select payload from outbox_item where learner_id = $1 order by seq',
      [learner],
    );
    const received = rows.map(({ payload }) => Due.parse(JSON.parse(String(payload))).deliveries);
    expect(new Set(received.map(([{ id }]) => id)).size).toBe(3);
    const times = received.map(([{ receivedAt }]) => receivedAt);
    expect(times.toSorted()).toEqual(times);
  });
});
