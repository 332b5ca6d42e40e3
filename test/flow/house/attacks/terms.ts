import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoPeople, universityAssociations } from '../../../../src/demo/institutions/index.js';
import { guidance, merenveld, readsSamira, revokesAll } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { written } from './ledger-rows.js';
import { recordsIn, shares, stranger } from './steps.js';

const days = (from: string, until: string): number =>
  (new Date(until).getTime() - new Date(from).getTime()) / 86_400_000;

const inDays = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();

const recordsOf = (load: string, { data }: GraphAnswer): number =>
  data.learner.records.nodes.filter(
    ({ credits }: { credits: { load?: { value: string } } }) => credits.load?.value === load,
  ).length;
const isEnrolment = ({ data }: GraphAnswer) =>
  data.learner.records.nodes.filter(
    ({ recordType }: { recordType: string }) => recordType === 'ENROLMENT',
  ).length;

/** What a yes holds and does not hold: uses, time, and what comes later. */
export function attacksOnTerms(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  const sync = () => house.ask('samira', 'SyncInstitution', { institution: merenveld });
  interface Line {
    readonly seq: number;
    readonly kind: string;
    readonly records: readonly unknown[];
  }
  const newestLines = async (): Promise<readonly Line[]> =>
    (await house.ask('samira', 'MyAccessLog', { first: 20 })).data.myAccessLog.nodes;

  it('a yes without more: core and credits, 90 days, this site, no later records, no person', async () => {
    await shares(house);
    const { data } = await house.ask('samira', 'MyGrants');
    const [grant] = data.myGrants.nodes;
    expect(grant).toMatchObject({
      clients: [house.running.house.pageClient],
      facets: ['CORE', 'CREDITS'],
      includeFuture: false,
      maxSessions: null,
      personFacets: [],
      state: 'ACTIVE',
    });
    expect(days(grant.validFrom, grant.validUntil)).toBe(90);
  });

  // biome-ignore format: a table is read in columns
  const wrong: readonly (readonly [string, () => object])[] = [
    ['no choice of records',     () => ({ scope: [] })],
    ['no parts',                 () => ({ facets: [] })],
    ['no app',                   () => ({ clients: [] })],
    ['an end that has passed',   () => ({ until: inDays(-1) })],
    ['an end in the year 9999',  () => ({ until: '9999-12-31T23:59:59Z' })],
    ['an end after two years',   () => ({ until: inDays(731) })],
    ['an end on 30 February',    () => ({ until: '2027-02-30T00:00:00Z' })],
    ['no time at all',           () => ({ maxSessions: 0 })],
    ['minus nought times',       () => ({ maxSessions: -0 })],
    ['half a time',              () => ({ maxSessions: 0.5 })],
    ['a level above the highest', () => ({ scope: [{ levelMin: 9 }] })],
    ['one’s own use',            () => ({ purpose: 'SELF_USE' })],
    ['oneself',                  () => ({ grantee: { person: house.account('samira').webId } })],
    ['a grantee that is no WebID', () => ({ grantee: { person: 'javascript:alert(1)' } })],
  ];
  it.each(someOf(wrong, 2))('%s is no grant: BAD_INPUT, nothing given', async (_what, change) => {
    const before = await written(house);
    const input = { grantee: { person: stranger }, purpose: 'ADMISSION', scope: [{}], ...change() };
    const answer = await house.ask('samira', 'GrantAccess', { input });
    expect(answer.codes).toEqual(['BAD_INPUT']);
    expect(await written(house)).toEqual(before);
  });

  describe('a grant for a number of times', () => {
    it('ends after the last: the third of two reads nothing', async () => {
      await shares(house, { maxSessions: 2 });
      const [first, second, third] = [
        await readsSamira(house),
        await readsSamira(house),
        await readsSamira(house),
      ];
      expect([first.codes, second.codes]).toEqual([[], []]);
      expect([third.data, third.codes]).toEqual([{ learner: null }, ['GRANT_ENDED']]);
      const { data } = await house.ask('samira', 'MyGrants');
      expect(data.myGrants.nodes[0]).toMatchObject({ state: 'EXHAUSTED', used: 2 });
    });

    it('for once, asked eight times at the same moment, is read once', async () => {
      await shares(house, { maxSessions: 1 });
      const answers = await Promise.all(Array.from({ length: 8 }, () => readsSamira(house)));
      expect(answers.filter(({ data }) => (data?.learner ?? null) !== null)).toHaveLength(1);
      const others = answers.flatMap(({ codes }) => codes);
      expect(others.every((code) => code === 'GRANT_ENDED' || code === 'CONFLICT')).toBe(true);
    });

    it('is used once by a question, however often that names the learner', async () => {
      await shares(house, { maxSessions: 2 });
      const [last] = await newestLines();
      const query = `query Q($webId: ID!, $id: ID!) {
        a: learner(id: $webId) { records(first: 3) { count } }
        b: learner(id: $webId) { ...F }
        c: learner(id: $id) { ...F }
      }
      fragment F on LearnerView { records(first: 250) { nodes { title } edges { node { title } } } }`;
      const { data } = await house.ask('adviser', 'ConsentedLearners');
      const [{ id }] = data.consentedLearners.nodes;
      const variables = { webId: house.account('samira').webId, id };
      const answer = await house.ask('adviser', 'Q', variables, { ...guidance, query });
      expect(answer.codes).toEqual([]);
      expect(answer.data.c).toEqual(answer.data.b);
      const since = (await newestLines()).filter(({ seq }) => seq > (last?.seq ?? 0));
      expect(since.map(({ kind }) => kind)).toEqual(['READ']);
      expect(since[0]?.records).toHaveLength(answer.data.a.records.count);
      expect((await house.ask('samira', 'MyGrants')).data.myGrants.nodes[0].used).toBe(1);
    });
  });

  const amend = (id: string, patch: object) => {
    house.schools.servers.university.amend(id, patch);
  };

  describe('what comes later', () => {
    it('a correction of a shared record shows, and moves no page under a reader', async () => {
      await shares(house, { scope: [{ institutions: [merenveld] }] });
      const before = await readsSamira(house, { first: 250 });
      expect(recordsOf('3.3', before)).toBe(0);
      const [page] = [await readsSamira(house, { first: 2 })];
      amend(universityAssociations.samiraPassed, {
        result: { studyLoad: { studyLoadUnit: 'ects', value: 3.3 } },
      });
      expect((await sync()).data.syncInstitution).toMatchObject({
        changed: expect.any(Number),
        inPod: true,
      });
      const after = await readsSamira(house, { first: 250 });
      expect(recordsOf('3.3', after)).toBe(1);
      expect(recordsIn(after)).toHaveLength(recordsIn(before).length);
      const { endCursor } = page.data.learner.records.pageInfo;
      expect((await readsSamira(house, { first: 2, after: endCursor })).codes).toEqual([
        'CONFLICT',
      ]);
    });

    it('a correction of a part that is not shared changes nothing the reader sees, not even a version', async () => {
      await shares(house, { scope: [{ institutions: [merenveld] }] });
      const before = await readsSamira(house, { first: 250 });
      amend(universityAssociations.samiraFailed, { result: { score: '4.9' } });
      expect((await sync()).data.syncInstitution.changed).toBeGreaterThan(0);
      const after = await readsSamira(house, { first: 250 });
      const { view, ...records } = after.data.learner.records;
      expect(view.version).toBe(before.data.learner.records.view.version);
      expect({ ...records, view: null }).toEqual({ ...before.data.learner.records, view: null });
    });

    it('a new record does not show, unless the learner said that later ones may', async () => {
      await shares(house, { scope: [{ institutions: [merenveld] }] });
      await shares(
        house,
        { scope: [{ institutions: [merenveld] }], includeFuture: true },
        'developer',
      );
      const reads = () =>
        house.ask(
          'developer',
          'LearnerRecords',
          { learner: house.account('samira').webId, first: 250 },
          guidance,
        );
      const [narrow, wide] = [await readsSamira(house, { first: 250 }), await reads()];
      expect(recordsIn(wide)).toHaveLength(recordsIn(narrow).length);
      const [waiting] = await waitingAssociations(house);
      if (waiting === undefined) throw new Error('every association has a result already');
      amend(waiting, {
        state: 'associated',
        result: {
          state: 'completed',
          pass: 'passed',
          score: '9.1',
          resultDate: '2026-11-20',
          studyLoad: { studyLoadUnit: 'ects', value: 5 },
        },
      });
      expect((await sync()).data.syncInstitution.changed).toBeGreaterThan(0);
      const [later, all] = [await readsSamira(house, { first: 250 }), await reads()];
      expect(recordsIn(later)).toHaveLength(recordsIn(narrow).length);
      expect(recordsIn(all)).toHaveLength(recordsIn(wide).length + 1);
      expect(isEnrolment(later)).toBe(isEnrolment(narrow));
    });
  });
}

/** Samira's associations at the university that carry no result yet, by its own list. */
async function waitingAssociations(house: TestHouse): Promise<readonly string[]> {
  const { url, requests } = house.schools.servers.university;
  const hers = `/persons/${demoPeople.university.samira.personId}/associations`;
  const asked = requests.find(({ path }) => path.includes(hers));
  const authorization = `Basic ${Buffer.from('leerkluis:demo').toString('base64')}`;
  const response = await fetch(`${url}${asked?.path ?? ''}`, { headers: { authorization } });
  const { items }: { items: { associationId: string; result?: object; state: string }[] } =
    JSON.parse(await response.text());
  return items
    .filter(({ result }) => result === undefined)
    .map(({ associationId }) => associationId);
}
