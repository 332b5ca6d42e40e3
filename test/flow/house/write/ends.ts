/** How a grant to write ends, in both stores. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../../src/base/index.js';
import { reconcile, sweep } from '../../../../src/flows/index.js';
import { shutInbox } from '../../../../src/flows/write-access.js';
import { rulesOf } from '../../../../src/pod/index.js';
import { revokes } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { urlOf } from '../../../fixtures/memory-pod.js';
import { solidLogin } from '../../../fixtures/solid-login.js';
import { eventsOf, newestGrant } from '../kept-true/steps.js';
import {
  adds,
  letsRocWrite,
  posts,
  rocDeWaterlanden,
  type SolidFetch,
  stateOf,
  statusOf,
} from './steps.js';

const school = institutionId(rocDeWaterlanden);

export interface Writing {
  readonly house: TestHouse;
  readonly roc: SolidFetch;
  readonly inbox: string;
}

export function endsWhenSaid(of: () => Writing): void {
  describe('it ends', () => {
    it('when the learner stops it: in the pod too before that answers', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      expect(await adds(roc, inbox)).toBe(201);
      const { data } = await revokes(house, id);
      expect(data.revokeGrant).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'REVOKED' } });
      expect([await adds(roc, inbox), await posts(roc, inbox)]).toEqual([403, 403]);
      expect(data.revokeGrant.grant.writeAccess.sentence).toContain('mocht');
      const { build } = house.running.workshop;
      expect((await build.fetch(rulesOf(inbox))).status).toBe(404);
    });

    it('in the pod as soon as it answers, where it was down', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      house.proxy.setDown(true);
      const { data } = await revokes(house, id);
      expect(data.revokeGrant).toMatchObject({ pod: 'PENDING', grant: { state: 'REVOKED' } });
      house.proxy.setDown(false);
      const shut = { timeout: 40_000, interval: 500 };
      await expect.poll(() => adds(roc, inbox), shut).toBe(403);
      await expect.poll(async () => (await newestGrant(house)).grant.pod, shut).toBe('CONFIRMED');
      house.faults.length = 0;
    }, 60_000);

    it('at its last moment, by the sweep', async () => {
      const { house, roc, inbox } = of();
      const until = new Date(Date.now() + 2500).toISOString();
      const { id } = await letsRocWrite(house, { until });
      expect(await adds(roc, inbox)).toBe(201);
      await sleep(2600);
      await sweep(house.running.workshop, (error) => house.faults.push(error));
      await expect.poll(() => adds(roc, inbox), { timeout: 10_000 }).toBe(403);
      expect(await stateOf(house, id)).toBe('EXPIRED');
      expect(house.faults).toEqual([]);
    });

    it('for as long as all is paused', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      const { data } = await house.ask('samira', 'PauseAll', { paused: true });
      expect(data.pauseAll).toEqual({ paused: true, pod: 'CONFIRMED' });
      expect(await adds(roc, inbox)).toBe(403);
      await house.ask('samira', 'PauseAll', { paused: false });
      expect([await adds(roc, inbox), await stateOf(house, id)]).toEqual([201, 'ACTIVE']);
    });

    it('and leaves another grant of the same school in force', async () => {
      const { house, roc, inbox } = of();
      const first = await letsRocWrite(house);
      const second = await letsRocWrite(house);
      await revokes(house, first.id);
      expect(await adds(roc, inbox)).toBe(201);
      await revokes(house, second.id);
      expect(await adds(roc, inbox)).toBe(403);
    });
  });
}

/** Whether the pod has followed in all of Samira's grants. */
async function isSettled(house: TestHouse): Promise<boolean> {
  const { samira } = await newestGrant(house);
  const all = await house.running.house.ledger.grants.ofLearner(samira.id);
  return all.every(({ pod }) => pod === 'CONFIRMED');
}
async function nextRound(house: TestHouse): Promise<number> {
  const { db } = house.running.house.ledger;
  await db.em().execute('delete from grant_check', [], 'run');
  return reconcile(house.running.workshop, (error) => house.faults.push(error));
}
/** A round of the house's own may have come first. */
const isRevoked = (house: TestHouse, id: string) =>
  expect.poll(() => stateOf(house, id), { timeout: 20_000 }).toBe('REVOKED');
const takesAway = async (house: TestHouse, url: string) => {
  const samira = await solidLogin(house.pods, house.account('samira'));
  expect(await statusOf(samira.fetch(url, { method: 'DELETE' }))).toBe(205);
};

export function endsInBothStores(of: () => Writing): void {
  describe('two stores', () => {
    it('agree, round after round', async () => {
      const { house, roc, inbox } = of();
      await letsRocWrite(house);
      expect([await nextRound(house), await nextRound(house)]).toEqual([0, 0]);
      expect([await adds(roc, inbox), house.faults]).toEqual([201, []]);
    });

    it('a rule that the learner took away in the pod is a no', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      await takesAway(house, rulesOf(inbox));
      expect(await adds(roc, inbox)).toBe(403);
      await nextRound(house);
      await isRevoked(house, id);
      expect(await eventsOf(house)).toContain('TAKEN_AWAY_IN_POD');
    });

    it('a no stays a no, whatever is done about another grant to the same school', async () => {
      const { house, roc, inbox } = of();
      const [first, second] = [await letsRocWrite(house), await letsRocWrite(house)];
      await takesAway(house, rulesOf(inbox));
      const { data } = await revokes(house, first.id);
      expect(data.revokeGrant.grant.state).toBe('REVOKED');
      await expect.poll(() => isSettled(house), { timeout: 20_000 }).toBe(true);
      expect([await adds(roc, inbox), await stateOf(house, second.id)]).toEqual([403, 'REVOKED']);
      const third = await letsRocWrite(house);
      expect(await adds(roc, inbox)).toBe(201);
      expect(await stateOf(house, third.id)).toBe('ACTIVE');
    }, 60_000);

    it('a school that its operator forgot keeps what it has, and no grant ends by that', async () => {
      const { house, roc, inbox } = of();
      const [first, second] = [await letsRocWrite(house), await letsRocWrite(house)];
      const { workshop } = house.running;
      const { samira } = await newestGrant(house);
      const known = workshop.institutions.get(school);
      if (known === undefined) throw new Error('no such school');
      const { agent: _forgotten, ...rest } = known;
      const institutions = new Map(workshop.institutions).set(school, rest);
      await shutInbox({ ...workshop, institutions }, samira, school);
      expect([await adds(roc, inbox), await nextRound(house)]).toEqual([201, 0]);
      const both = [await stateOf(house, first.id), await stateOf(house, second.id)];
      expect(both).toEqual(['ACTIVE', 'ACTIVE']);
    });

    it('nor does making it less bring back what the learner took away', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      await takesAway(house, rulesOf(inbox));
      const until = new Date(Date.now() + 86_400_000).toISOString();
      await house.ask('samira', 'NarrowGrant', { input: { grantId: id, until } });
      await expect.poll(() => stateOf(house, id), { timeout: 20_000 }).toBe('REVOKED');
      expect(await adds(roc, inbox)).toBe(403);
    });

    it('the pod’s yes alone is none: it is taken back when the rest cannot be written', async () => {
      const { house, roc, inbox } = of();
      const { build } = house.running.workshop;
      const { fetch: real } = build;
      const asked: string[] = [];
      const withoutReceipts: typeof fetch = (input, init) => {
        if (urlOf(input).includes('/consent/receipts/')) {
          asked.push(init?.method ?? 'GET');
          return Promise.resolve(new Response(null, { status: 503 }));
        }
        return real(input, init);
      };
      Object.assign(build, { fetch: withoutReceipts });
      let id: string;
      try {
        ({ id } = await letsRocWrite(house));
        expect(await stateOf(house, id)).toBe('PREPARING');
        await expect.poll(() => asked.length, { timeout: 10_000 }).toBeGreaterThan(0);
        await expect.poll(() => adds(roc, inbox), { timeout: 10_000 }).toBe(403);
      } finally {
        Object.assign(build, { fetch: real });
      }
      await expect.poll(() => stateOf(house, id), { timeout: 30_000 }).toBe('ACTIVE');
      expect(await adds(roc, inbox)).toBe(201);
      house.faults.length = 0;
    }, 60_000);

    it('a document that the learner took away is one too, and the school is shut out', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      await takesAway(house, (await newestGrant(house)).at);
      await nextRound(house);
      await expect.poll(() => adds(roc, inbox), { timeout: 20_000 }).toBe(403);
      await isRevoked(house, id);
    });
  });
}
