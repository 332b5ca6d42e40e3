/** Two stores that keep each other true: what the learner does in the pod with another app, papers, and what can be taken along. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepHeldLogs } from '../../../src/flows/index.js';
import { layoutOf, rulesOf } from '../../../src/pod/index.js';
import { grantsUniversityResults, readsSamira, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { urlOf } from '../../fixtures/memory-pod.js';
import { solidLogin } from '../../fixtures/solid-login.js';
import { leavesPapers } from './kept-true/papers.js';
import { eventsOf, letsGo, newestGrant, nextRound } from './kept-true/steps.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 20_000 });
});
afterAll(() => house.stop());

describe('a grant that stands in both stores', () => {
  it('is left alone, round after round', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    expect([await nextRound(house), await nextRound(house)]).toEqual([0, 0]);
    expect((await readsSamira(house)).codes).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  it('ends when the learner deletes its document with another app', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    const samira = await solidLogin(house.pods, house.account('samira'));
    expect((await samira.fetch(at, { method: 'DELETE' })).status).toBe(205);
    expect(await nextRound(house)).toBe(1);
    expect((await newestGrant(house)).grant.state).toBe('REVOKED');
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    expect(await eventsOf(house)).toContain('TAKEN_AWAY_IN_POD');
  });

  it('attack 34: ends when its document says more than was agreed, and widens nothing', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    const samira = await solidLogin(house.pods, house.account('samira'));
    const document = JSON.parse(await (await samira.fetch(at)).text());
    const wider = { ...document, facets: ['core', 'credits', 'assessment'] };
    const headers = { 'content-type': 'application/lws+json' };
    const put = await samira.fetch(at, { method: 'PUT', headers, body: JSON.stringify(wider) });
    expect(put.ok).toBe(true);
    const [read] = (await readsSamira(house)).data.learner.records.nodes;
    expect(read.assessment).toEqual({ __typename: 'NotShared', code: 'NOT_IN_GRANT' });
    expect(await nextRound(house)).toBe(1);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('ends when its view’s rule is taken away, also where nobody asks', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { grant } = await newestGrant(house);
    const samira = await solidLogin(house.pods, house.account('samira'));
    expect((await samira.fetch(rulesOf(grant.view), { method: 'DELETE' })).ok).toBe(true);
    expect(await nextRound(house)).toBe(1);
    expect((await newestGrant(house)).grant.state).toBe('REVOKED');
  });

  it('does not come back with the end of a pause, when it was taken away meanwhile', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    await house.ask('samira', 'PauseAll', { paused: true });
    const samira = await solidLogin(house.pods, house.account('samira'));
    expect((await samira.fetch(at, { method: 'DELETE' })).status).toBe(205);
    await house.ask('samira', 'PauseAll', { paused: false });
    await expect
      .poll(async () => (await newestGrant(house)).grant.state, { timeout: 20_000 })
      .toBe('REVOKED');
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('is left alone where its document is of before grants were signed', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    const { build } = house.running.workshop;
    const {
      signature: _none,
      claims: _new,
      grantee: _too,
      ...old
    } = JSON.parse(await (await build.fetch(at)).text());
    const headers = { 'content-type': 'application/lws+json' };
    await build.fetch(at, { method: 'PUT', headers, body: JSON.stringify(old) });
    expect(await nextRound(house)).toBe(0);
    expect((await readsSamira(house)).codes).toEqual([]);
  });

  it('stays when the pod does not answer: its trouble is not the learner’s no', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    house.proxy.setDown(true);
    expect(await nextRound(house)).toBe(0);
    house.proxy.setDown(false);
    house.faults.length = 0;
    expect((await newestGrant(house)).grant.state).toBe('ACTIVE');
    expect((await readsSamira(house)).codes).toEqual([]);
  });
});

describe('a pod that says no to everything', () => {
  it.each([403, 404])(
    'ends nothing and lets nothing out, until it is itself again: %i',
    async (status) => {
      await revokesAll(house);
      await grantsUniversityResults(house);
      const { workshop } = house.running;
      const { samira } = await newestGrant(house);
      house.proxy.sayOnly(status);
      expect(await nextRound(house)).toBe(0);
      // However often it is asked, as long as it is like this.
      await keepHeldLogs(workshop, (error) => house.faults.push(error));
      expect(await workshop.ledger.copies.held()).toContain(samira.id);
      house.proxy.sayOnly(undefined);
      await letsGo(house);
      house.faults.length = 0;
      expect(await nextRound(house)).toBe(0);
      expect((await newestGrant(house)).grant.state).toBe('ACTIVE');
      expect((await readsSamira(house)).codes).toEqual([]);
      expect(await eventsOf(house)).not.toContain('TAKEN_AWAY_IN_POD');
    },
  );

  it('and nothing leaves while one grant’s document is gone with all else of the kluis', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at, samira } = await newestGrant(house);
    const { consent } = layoutOf(samira.storage);
    const { build } = house.running.workshop;
    const kept = await Promise.all(
      [at, rulesOf(consent)].map(async (url) => {
        const found = await build.fetch(url);
        return { url, type: found.headers.get('content-type') ?? '', body: await found.text() };
      }),
    );
    for (const { url } of kept)
      expect((await build.fetch(url, { method: 'DELETE' })).ok).toBe(true);
    expect(await nextRound(house)).toBe(0);
    expect((await readsSamira(house)).codes).toEqual(['UPSTREAM']);
    for (const { url, type, body } of kept) {
      const headers = { 'content-type': type };
      expect((await build.fetch(url, { method: 'PUT', headers, body })).ok).toBe(true);
    }
    await letsGo(house);
    expect((await readsSamira(house)).codes).toEqual([]);
    expect(await nextRound(house)).toBe(0);
    house.faults.length = 0;
  });

  it('one no is none: it is asked once more', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    const { build } = house.running.workshop;
    let noes = 0;
    const once: typeof fetch = async (input, init) => {
      const isFirst = urlOf(input) === at && noes === 0;
      if (isFirst) noes += 1;
      return isFirst ? new Response(null, { status: 404 }) : build.fetch(input, init);
    };
    const shop = { ...house.running.workshop, build: { ...build, fetch: once } };
    expect(await nextRound(house, shop)).toBe(0);
    expect(noes).toBe(1);
    expect((await newestGrant(house)).grant.state).toBe('ACTIVE');
  });
});

describe('attack 35: in the pod', () => {
  it('neither an adviser nor a school can write a grant, a rule or a receipt', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at, grant, samira } = await newestGrant(house);
    const { consent } = layoutOf(samira.storage);
    for (const who of ['adviser', 'roc', 'developer'] as const) {
      const login = await solidLogin(house.pods, house.account(who));
      for (const url of [
        at,
        rulesOf(at),
        `${consent}grants/x/v1`,
        rulesOf(grant.view),
        rulesOf(consent),
      ]) {
        const put = await login.fetch(url, {
          method: 'PUT',
          headers: { 'content-type': 'text/turtle' },
          body: '<> <https://w3id.org/leerkluis#grant> "x".',
        });
        expect([who, put.status]).toEqual([who, 403]);
      }
    }
  });
});

leavesPapers(() => house);
