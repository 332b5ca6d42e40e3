import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { universityAssociations } from '../../../../src/demo/institutions/index.js';
import {
  guidance,
  merenveld,
  readsSamira,
  revokes,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { recordsIn, shares } from './steps.js';

const poll = { timeout: 10_000, interval: 10 };
const yearMs = 365 * 86_400_000;
/** Somebody reads what is shared, and not by which rules. */
const isRead = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'GET' && path.includes('/shared/') && path.endsWith('/view.json');

/** Who tries to get in between: just before or after the learner, or by a clock that is wrong. */
export function attacksByTime(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  /** A question that the pod has not answered yet, for as long as something else is done. */
  async function meanwhile(act: () => Promise<unknown>) {
    const { promise: done, resolve: letGo } = Promise.withResolvers<void>();
    house.proxy.delay((answer) => (isRead(answer) ? done : 0));
    house.proxy.forget();
    try {
      const asked = readsSamira(house, { first: 250 });
      await expect.poll(() => house.proxy.requests.some(isRead), poll).toBe(true);
      await act();
      letGo();
      return await asked;
    } finally {
      letGo();
      house.proxy.delay(() => 0);
    }
  }

  const samira = () => house.account('samira').webId;
  /** The end of what Samira shares, in words of the database. */
  const until = (moment: string) =>
    house.running.house.ledger.db.em().execute(
      `update grant_version set valid_from = clock_timestamp() - interval '1 day', valid_until = ${moment}
           where state = 'ACTIVE' and exists (select from learner l where l.id = learner_id and l.web_id = ?)`,
      [samira()],
      'run',
    );
  /** Our process has another idea of the time than the database. */
  async function byAClockOff(ms: number) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    try {
      return await readsSamira(house);
    } finally {
      vi.useRealTimers();
    }
  }

  it('attack 21: asked again and again, and once more after the stop: nothing, and no pod is asked', async () => {
    const grant = await shares(house);
    for (let times = 0; times < 4; times += 1) {
      expect(recordsIn(await readsSamira(house, { first: 250 })).length).toBeGreaterThan(0);
    }
    await revokes(house, grant);
    house.proxy.forget();
    const after = await readsSamira(house, { first: 250 });
    expect([after.codes, after.data]).toEqual([['GRANT_ENDED'], { learner: null }]);
    expect(house.proxy.requests).toEqual([]);
  });

  it('attack 22: stopped while the pod is slow to answer, nothing of the answer leaves', async () => {
    const grant = await shares(house);
    const answer = await meanwhile(() => revokes(house, grant));
    expect([answer.codes, answer.data?.learner ?? null]).toEqual([['GRANT_ENDED'], null]);
  });

  it('attack 24: stopped and then added to: the question of before sees neither old nor new', async () => {
    const title = 'Wat na het stoppen kwam';
    const grant = await shares(house, { includeFuture: true });
    const answer = await meanwhile(async () => {
      await revokes(house, grant);
      house.schools.servers.university.amend(universityAssociations.samiraPassed, {
        result: { score: '7.4', comment: title },
      });
      const { data } = await house.ask('samira', 'SyncInstitution', { institution: merenveld });
      expect(data.syncInstitution).toMatchObject({ inPod: true, changed: 1 });
    });
    expect([answer.codes, answer.data?.learner ?? null]).toEqual([['GRANT_ENDED'], null]);
    expect(answer.text).not.toContain(title);
  });

  describe('attack 13: a grade that comes in by another door', () => {
    const grade = '8.73';
    beforeAll(async () => {
      house.schools.servers.university.amend(universityAssociations.samiraPassed, {
        result: {
          score: grade,
          consumers: [
            {
              consumerKey: 'nl-test-admin',
              documents: [{ documentId: 'blad-1', documentName: `Beoordeling, cijfer ${grade}` }],
            },
          ],
          comment: `Mooi werk: een ${grade}.`,
        },
      });
      const { data } = await house.ask('samira', 'SyncInstitution', { institution: merenveld });
      expect(data.syncInstitution.inPod).toBe(true);
    });
    const query = `query Q($learner: ID!) { learner(id: $learner) { records(first: 250) { nodes {
      title assessment { ...G } evidence { ... on Evidence { documents { title url } } ... on NotShared { code } }
      feedback { __typename } credits { __typename } } } } }
      fragment G on AssessmentFacet { ... on Assessment { grade } ... on NotShared { code } }`;
    const looks = () =>
      house.ask('adviser', 'Q', { learner: house.account('samira').webId }, { ...guidance, query });

    it.each([
      ['the papers behind it', ['CORE', 'CREDITS', 'EVIDENCE']],
      ['the signed proof', ['CORE', 'CREDITS', 'CREDENTIAL']],
      ['both', ['CORE', 'CREDITS', 'CREDENTIAL', 'EVIDENCE']],
    ])('does not: %s without grades show none', async (_what, facets) => {
      await shares(house, { facets });
      const answer = await looks();
      expect([answer.codes, answer.text.includes(grade)]).toEqual([[], false]);
      expect(recordsIn(answer).length).toBeGreaterThan(0);
    });

    it('comes where grades are shared, so that looking for it means something', async () => {
      await shares(house, { facets: ['CORE', 'ASSESSMENT', 'EVIDENCE'] });
      expect((await looks()).text.split(grade)).toHaveLength(3);
    });
  });

  describe('attack 26: a clock', () => {
    it('that says the end is now has ended it: the moment itself is no longer in', async () => {
      await shares(house);
      await until('clock_timestamp()');
      expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    });

    it('of ours that runs a year behind brings nothing back', async () => {
      await shares(house);
      expect((await byAClockOff(-yearMs)).codes).toEqual([]);
      await until("clock_timestamp() - interval '1 second'");
      expect((await byAClockOff(-yearMs)).data).toEqual({ learner: null });
    });

    it('of ours that runs a year behind lets no session in that is over', async () => {
      await house.ask('adviser', 'Viewer');
      const { db } = house.running.house.ledger;
      const ends = `update session set expires_at = expires_at - interval '${yearMs} milliseconds'`;
      await db.em().execute(ends, [], 'run');
      try {
        expect((await byAClockOff(-2 * yearMs)).codes).toEqual(['UNAUTHENTICATED']);
      } finally {
        await db.em().execute(ends.replace(' - ', ' + '), [], 'run');
      }
    });

    it.each([
      ['the hour that is twice, first', '2027-10-31T02:30:00+02:00', '2027-10-31T00:30:00.000Z'],
      ['the hour that is twice, second', '2027-10-31T02:30:00+01:00', '2027-10-31T01:30:00.000Z'],
      ['the hour that is not there', '2027-03-28T02:30:00+01:00', '2027-03-28T01:30:00.000Z'],
    ])('put forward or back: an end in %s is one moment', async (_what, said, meant) => {
      await shares(house, { until: said });
      const { data } = await house.ask('samira', 'MyGrants');
      expect(data.myGrants.nodes[0]).toMatchObject({ state: 'ACTIVE', validUntil: meant });
    });

    it.each(['2027-10-31T02:30:00', '2027-10-31', '2027-10-31T25:00:00Z', '9999-12-31T23:59:59Z'])(
      'cannot say when %s is, or not so far ahead: no grant',
      async (said) => {
        const input = {
          grantee: { person: house.account('adviser').webId },
          purpose: guidance.purpose,
          scope: [{}],
          until: said,
        };
        expect((await house.ask('samira', 'GrantAccess', { input })).codes).toEqual(['BAD_INPUT']);
      },
    );
  });
}
