/** Calling off at a host that is busy, silent, or does not let go: what is believed, what is tried again, and what is told. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestLedger } from '../../../fixtures/ledger.js';
import {
  brokenOff,
  hostOf,
  no,
  openAsking,
  type Script,
  said,
  tooBusy,
  unheard,
} from '../paper-hosts.js';

const minute = 60_000;
/** For us; the database has a clock of its own. */
const passes = (ms: number) => vi.setSystemTime(Date.now() + ms);

export function callingOffForLong(kluis: () => TestLedger): void {
  /** Asked once, and called off. */
  const calledOff = async (script: Script) => {
    const host = hostOf(script);
    const asking = await openAsking(kluis(), host.desk);
    await asking.ask(host.desk.id);
    await asking.try();
    await asking.callOff();
    await asking.try();
    return { ...asking, ask: () => asking.ask(host.desk.id), heard: host.heard };
  };

  describe('calling off at a host that does not show what is theirs', () => {
    // biome-ignore format: a table is read in columns
    const waits = [
      ['is busy then',             tooBusy,              'CALLING_OFF NO_ANSWER'],
      ['cannot be reached then',   unheard,              'CALLING_OFF NO_ANSWER'],
      ['is silent then',           brokenOff,            'CALLING_OFF NO_ANSWER'],
      ['does not take their leave', () => no('TOKEN'),   'CALLING_OFF TOKEN'],
    ] as const;
    it.each(waits)('goes on where it %s', async (_how, answer, is) => {
      const asking = await calledOff({
        ask: [brokenOff, answer, () => said('ASSOCIATED')],
        find: 'UNKNOWN',
      });
      expect([await asking.now(), await asking.goesOn()]).toEqual([is, true]);
      await asking.try();
      await asking.try();
      expect(await asking.now()).toBe('CALLED_OFF CANCELLED');
    });

    it('ends where it answers and says nothing of it, and can be tried again', async () => {
      const asking = await calledOff({ ask: [brokenOff, () => no('NOT_ALLOWED')] });
      expect([await asking.now(), await asking.goesOn()]).toEqual([
        'CALLED_OFF ALREADY_ASKED',
        false,
      ]);
      expect((await asking.callOff())?.stage).toBe('CALLING_OFF');
    });

    it('ends after days of silence, and can be tried again', async () => {
      const asking = await calledOff({ ask: [brokenOff, tooBusy] });
      await asking.later(', tries = 71');
      await asking.try();
      expect([await asking.now(), await asking.goesOn()]).toEqual(['CALLED_OFF NO_ANSWER', false]);
      expect((await asking.callOff())?.stage).toBe('CALLING_OFF');
    });
  });

  describe('that a host has nothing of it', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
    afterEach(() => void vi.useRealTimers());

    it('is believed where it says so again a minute later', async () => {
      const {
        callOff,
        heard,
        now,
        try: tryIt,
      } = await calledOff({ ask: [brokenOff], find: 'NONE' });
      expect(await now()).toBe('CALLING_OFF');
      // Asked for at once, it says no more than it did.
      await callOff();
      await tryIt();
      expect(await now()).toBe('CALLING_OFF');
      passes(minute);
      await tryIt();
      expect([await now(), heard]).toEqual(['CALLED_OFF', ['ASK', 'LOOK', 'LOOK', 'LOOK']]);
      expect(await callOff()).toBeUndefined();
    });

    it('is not believed the first time after a silence', async () => {
      const looks = [brokenOff, () => 'NONE' as const];
      const { now, try: tryIt } = await calledOff({
        ask: [brokenOff],
        find: () => (looks.length > 1 ? looks.shift() : looks[0])?.() ?? 'UNKNOWN',
      });
      passes(minute);
      await tryIt();
      expect(await now()).toBe('CALLING_OFF');
      passes(minute);
      await tryIt();
      expect(await now()).toBe('CALLED_OFF');
    });

    it('is believed as if for the first time where it said something else between', async () => {
      const looks = ['NONE', 'UNKNOWN', 'NONE'] as const;
      let at = 0;
      const { now, try: tryIt } = await calledOff({
        ask: [brokenOff, tooBusy],
        find: () => looks[at++] ?? 'NONE',
      });
      for (let tries = 0; tries < 2; tries += 1) {
        passes(minute);
        await tryIt();
      }
      expect(await now()).toBe('CALLING_OFF');
    });

    it('is looked at no sooner where a place in the same is asked for meanwhile', async () => {
      const { ask, learner, now } = await calledOff({ ask: [brokenOff], find: 'NONE' });
      const due = () =>
        kluis().sql('select next_at::text from enrolment where learner_id = $1', [learner]);
      const before = await due();
      expect((await ask()).stage).toBe('CALLING_OFF');
      expect([await due(), await now()]).toEqual([before, 'CALLING_OFF']);
    });
  });

  describe('a host that does not let them go', () => {
    it('is told to be so for as long as it says nothing else of it', async () => {
      const { now, try: tryIt } = await calledOff({
        ask: [() => said('PENDING')],
        off: () => no('NOT_ALLOWED'),
      });
      for (let looks = 0; looks < 2; looks += 1) {
        expect(await now()).toBe('ANSWERED CALL_OFF_REFUSED PENDING');
        await tryIt();
      }
    });

    it('is none where it does not take their leave: it is told once they let us again', async () => {
      const answers = [() => no('TOKEN'), () => said('CANCELLED')];
      const {
        goesOn,
        now,
        try: tryIt,
      } = await calledOff({
        ask: [() => said('PENDING')],
        off: () => answers.shift()?.() ?? no('TOKEN'),
      });
      expect([await now(), await goesOn()]).toEqual(['CALLING_OFF TOKEN PENDING', true]);
      await tryIt();
      expect(await now()).toBe('CALLED_OFF CANCELLED');
    });
  });

  describe('a question that the host says it has already', () => {
    it('is not taken for unheard where it is busy when we look', async () => {
      const host = hostOf({ ask: [() => no('ALREADY')], find: tooBusy });
      const asking = await openAsking(kluis(), host.desk);
      await asking.ask(host.desk.id);
      await asking.try();
      expect(await asking.now()).toBe('ASKED NO_ANSWER');
      expect((await asking.callOff())?.isSent).toBe(true);
    });
  });
}
