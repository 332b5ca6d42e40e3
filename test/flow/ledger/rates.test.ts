import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId } from '../../../src/base/index.js';
import { ratesOver } from '../../../src/flows/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { statementsOf } from '../../fixtures/statements.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

/** So slow that nothing comes back while a test lasts. */
const slow = { perMinute: 0.001, burst: 100 };
const draw = (key: string, need: number, lot = need) =>
  kluis.ledger.rates.draw(key, slow, { need, lot });
const secondsLater = (key: string, seconds: number) =>
  kluis.sql('update rate_bucket set at = at - make_interval(secs => $2) where key = $1', [
    key,
    seconds,
  ]);

describe('a bucket', () => {
  it('gives what is in it and no more; to who needs more than is left, nothing', async () => {
    const key = randomUUID();
    expect(await draw(key, 60)).toBe(60);
    expect(await draw(key, 41)).toBe(0);
    expect(await draw(key, 30, 500)).toBe(40);
    expect(await draw(key, 1)).toBe(0);
    expect(await draw(randomUUID(), 101)).toBe(0);
    expect(await draw(randomUUID(), 100)).toBe(100);
  });

  it('fills by the clock of the database, and never over its brim', async () => {
    const key = randomUUID();
    const pace = { perMinute: 60, burst: 100 };
    const all = () => kluis.ledger.rates.draw(key, pace, { need: 1, lot: 1000 });
    expect(await all()).toBe(100);
    await secondsLater(key, 30);
    expect(await all()).toBe(30);
    await secondsLater(key, 100_000);
    expect(await all()).toBe(100);
    await secondsLater(key, -50);
    expect(await all()).toBe(0);
  });

  it('is one for all processes: two hundred at once get what is in it', async () => {
    const key = randomUUID();
    const other = await kluis.openAnother();
    const drawn = await Promise.all(
      Array.from({ length: 200 }, (_none, n) =>
        (n % 2 === 0 ? kluis.ledger : other).rates.draw(key, slow, { need: 1, lot: 1 }),
      ),
    );
    expect(drawn.reduce((sum, each) => sum + each, 0)).toBe(100);
  });

  it('is forgotten once it has long been full', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    await draw(old, 1);
    await draw(young, 1);
    await secondsLater(old, 90_000);
    await kluis.ledger.rates.sweep();
    const left = await kluis.sql('select key from rate_bucket where key = any($1)', [[old, young]]);
    expect(left).toEqual([{ key: young }]);
  });
});

const open = () => ratesOver(kluis.ledger.rates, { ids: slow, operations: slow });

describe('what a process has at hand', () => {
  it('lets most questions pay nothing: one statement in twenty', async () => {
    const [rates, who] = [open(), randomUUID()];
    const counts: number[] = [];
    const twenty = async () => {
      for (let n = 0; n < 20; n += 1) await rates.take(who, 'ids', 1);
    };
    for (let n = 0; n < 3; n += 1) counts.push((await statementsOf(twenty)).length);
    expect(counts).toEqual([1, 1, 1]);
  });

  it('never lets pass more than the bucket holds, by one process or several, one by one or at once', async () => {
    const who = randomUUID();
    const processes = [open(), open(), open()];
    const taken = await Promise.all(
      Array.from({ length: 300 }, (_none, n) => (processes[n % 3] ?? open()).take(who, 'ids', 1)),
    );
    const passed = taken.filter((may) => may).length;
    expect(passed).toBeLessThanOrEqual(100);
    expect(passed).toBeGreaterThan(100 - 3 * 20);
  });

  it('of fifty at once in one process, as many pass as there are ids', async () => {
    const [rates, who] = [open(), randomUUID()];
    const taken = await Promise.all(Array.from({ length: 150 }, () => rates.take(who, 'ids', 1)));
    expect(taken.filter((may) => may)).toHaveLength(100);
  });

  it('counts ids, operations and askers apart', async () => {
    const [rates, who] = [open(), randomUUID()];
    expect(await rates.take(who, 'ids', 100)).toBe(true);
    expect(await rates.take(who, 'ids', 1)).toBe(false);
    expect(await rates.take(who, 'operations', 1)).toBe(true);
    expect(await rates.take(randomUUID(), 'ids', 1)).toBe(true);
  });

  it('a refusal takes nothing: who asks less gets it', async () => {
    const [rates, who] = [open(), randomUUID()];
    await rates.take(who, 'ids', 95);
    expect(await rates.take(who, 'ids', 10)).toBe(false);
    expect(await rates.take(who, 'ids', 5)).toBe(true);
  });
});

const later = () => new Date(Date.now() + 60_000);

describe('an app that was suspended', () => {
  const app = clientId('https://stagezoeker.example/app.json');
  const shows = () => kluis.ledger.usedProofs.firstUse(randomUUID(), later(), app);

  it('opens nothing with a good proof until it is let go on', async () => {
    const { clients } = kluis.ledger;
    expect(await shows()).toBe(true);
    expect([await clients.suspend(app), await clients.suspend(app)]).toEqual([true, false]);
    expect(await clients.suspended()).toEqual([app]);
    expect(await shows()).toBe(false);
    expect([await clients.resume(app), await clients.resume(app)]).toEqual([true, false]);
    expect(await shows()).toBe(true);
  });
});
