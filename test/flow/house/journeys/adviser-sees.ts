import { beforeAll, expect, it } from 'vitest';
import { universityAssociations } from '../../../../src/demo/institutions/index.js';
import { guidance, merenveld, readsSamira, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { shares } from '../attacks/steps.js';
import { achievements, addsOwnWord, asksOf, newestView, type Seen, terms } from './steps.js';

interface Total {
  readonly unit: string;
  readonly value: string;
  readonly selfDeclared: string;
  readonly counted: readonly string[];
  readonly leftOut: readonly object[];
}

/** Exact, as credits are. */
const tenths = (value: string): number => Math.round(Number(value) * 10);
const sumOf = (records: readonly Seen[]): number =>
  records.reduce((sum, { credits }) => sum + tenths(credits.load?.value ?? '0'), 0);
const isOwnWord = ({ assertedBy }: Seen): boolean => assertedBy === 'SELF';
const withoutIds = (records: readonly Seen[]) =>
  records.map(({ id: _id, ...record }) => record).map((record) => JSON.stringify(record));

/** All that an adviser can come by: answers in each order, what stands in the pod for them, and what is asked of it. */
async function traces(house: TestHouse) {
  const orders = [undefined, 'TITLE', 'ISSUED_ON', 'RECEIVED_AT', 'CREDITS'];
  house.proxy.forget();
  const answers: string[] = [];
  for (const field of orders) {
    const orderBy = field === undefined ? undefined : { field };
    const { text, headers } = await readsSamira(house, { first: 250, orderBy });
    answers.push(text.replace(/"asOf":"[^"]*"/, ''), headers.get('content-length') ?? '');
  }
  const asked = house.proxy.requests.map(({ method, path }) => `${method} ${path}`);
  return { answers, asked, view: await newestView(house) };
}
const ownGrades = async (house: TestHouse): Promise<string> =>
  JSON.stringify(
    (await house.ask('samira', 'MyRecords', { first: 250 })).data.myRecords.nodes.map(
      ({ assessment }: Seen) => assessment,
    ),
  );

/** What an adviser sees of Samira by a grant for advice: what she did, where and for how much, and nothing of how well. */
export function whatAnAdviserSees(opened: () => TestHouse): void {
  let house: TestHouse;
  /** What she is shown before she says yes. */
  let preview: { readonly nodes: Seen[]; readonly count: number };
  beforeAll(async () => {
    house = opened();
    await revokesAll(house);
    await addsOwnWord(house);
    const grantee = { person: house.account('adviser').webId };
    const input = { grantee, purpose: guidance.purpose, ...terms() };
    preview = (await house.ask('samira', 'PreviewScope', { input })).data.previewScope.records;
    await shares(house, terms());
    return () => revokesAll(house);
  });
  const list = async (variables: object = {}): Promise<{ nodes: Seen[]; totals: Total[] }> =>
    (await readsSamira(house, { first: 250, ...variables })).data.learner.records;

  it('J4.4: she is shown beforehand that failed and running courses go along, as records without credits; and so it is', async () => {
    const { nodes } = await list();
    expect(withoutIds(preview.nodes)).toEqual(withoutIds(nodes.slice(0, preview.nodes.length)));
    expect([preview.count, preview.nodes.length > 30]).toEqual([nodes.length, true]);

    const own = await house.ask('samira', 'MyRecords', { first: 250 });
    const mine: (Seen & { assessment: { pass: string; state: string } })[] =
      own.data.myRecords.nodes;
    const ended = (is: (how: { pass: string; state: string }) => boolean): readonly string[] =>
      mine
        .filter((one) => one.recordType === 'RESULT' && is(one.assessment) && !isOwnWord(one))
        .map(({ title }) => title);
    const failed = ended(({ pass }) => pass === 'FAILED');
    const running = ended(({ state }) => state === 'IN_PROGRESS');
    expect([failed.length > 0, running.length > 0]).toEqual([true, true]);
    for (const title of [...failed, ...running]) {
      const found = nodes.filter((node) => node.title === title && !isOwnWord(node));
      expect([title, found.length > 0]).toEqual([title, true]);
      for (const { credits } of found) {
        expect(credits).toMatchObject({ load: null, earned: false, notEarnedBecause: null });
      }
    }
  });

  it('J4.2, Adviser 2: those types and no other, with titles, schools, levels and loads that add up over what is seen; no grade', async () => {
    const { nodes, totals } = await list();
    const types = new Set(nodes.map(({ recordType }) => recordType));
    expect([...types].filter((type) => !achievements.includes(type))).toEqual([]);
    expect(types.size).toBeGreaterThan(1);
    for (const { title, institution, assessment } of nodes) {
      expect([title, institution.id].every((text) => text.length > 1)).toBe(true);
      expect(assessment).toEqual({ __typename: 'NotShared', code: 'NOT_IN_GRANT' });
    }
    expect(nodes.filter(({ level }) => level?.eqf !== undefined).length).toBeGreaterThan(5);
    expect(totals.map(({ unit }) => unit)).toEqual(expect.arrayContaining(['EC', 'SBU', 'HOUR']));
    for (const { unit, value, selfDeclared, counted, leftOut } of totals) {
      const seen = nodes.filter(({ id }) => counted.includes(id));
      expect([unit, seen.length]).toEqual([unit, counted.length]);
      expect(seen.every(({ credits }) => credits.load?.unit === unit)).toBe(true);
      const [own, others] = [seen.filter(isOwnWord), seen.filter((one) => !isOwnWord(one))];
      expect([unit, sumOf(others), sumOf(own)]).toEqual([
        unit,
        tenths(value),
        tenths(selfDeclared),
      ]);
      expect(leftOut).toEqual([]);
    }
  });

  it('Adviser 2: nothing else is told of by a total, a count, a filter or a part of who she is', async () => {
    const scope = [{ types: ['RESULT'], institutions: [merenveld] }];
    await shares(house, { ...terms(), scope }, 'developer');
    const query = `query Q($learner: ID!) { learner(id: $learner) {
      person { name { __typename } contact { __typename } birthdate { __typename } }
      all: records { count totals { unit value selfDeclared } nodes { __typename } }
      work: records(filter: { recordTypes: [WORK_EXPERIENCE, SKILL, ENROLMENT] }) { count totals { unit } nodes { id } } } }`;
    const { person, all, work } = (await asksOf(house, query, {}, 'developer')).data.learner;
    expect(all.totals).toEqual([{ unit: 'EC', value: '37.5', selfDeclared: '0' }]);
    const types = all.nodes.map((node: { __typename: string }) => node['__typename']);
    expect([all.count, types]).toEqual([12, Array<string>(12).fill('Result')]);
    const withheld = { __typename: 'NotShared' };
    expect(person).toEqual({ name: withheld, contact: withheld, birthdate: withheld });
    expect(work).toEqual({ count: 0, totals: [], nodes: [] });
  });

  it('J4.2: a grade that becomes another is not told by the answer, its order, a count, a type, the document in the pod or the steps it takes', async () => {
    const [before, grades] = [await traces(house), await ownGrades(house)];
    const { university } = house.schools.servers;
    const { samiraPassed, samiraFailed, samiraInProgress } = universityAssociations;
    university.amend(samiraPassed, { result: { score: '5.6' } });
    university.amend(samiraFailed, { result: { state: 'in progress', pass: null, score: null } });
    university.amend(samiraInProgress, {
      result: { state: 'completed', pass: 'failed', score: '2' },
    });
    const { data } = await house.ask('samira', 'SyncInstitution', { institution: merenveld });
    expect(data.syncInstitution).toMatchObject({ changed: 3, inPod: true });
    expect(await ownGrades(house)).not.toBe(grades);
    const after = await traces(house);
    expect(after.answers).toEqual(before.answers);
    expect(after.asked).toEqual(before.asked);
    expect(after.view).toBe(before.view);
    expect(before.view).not.toMatch(/assessment|"score"|PASSED|FAILED|IN_PROGRESS/);
  });

  it('J4.3, Adviser 6: of each item whose word it is, how it came here and when: a school’s or her own', async () => {
    const { nodes } = await list();
    const said = new Set(
      nodes.map(({ assertedBy, provenance }) =>
        [assertedBy, provenance.assertedBy, provenance.method].join(' '),
      ),
    );
    expect(said).toEqual(
      new Set(['INSTITUTION INSTITUTION FETCHED_FROM_INSTITUTION', 'SELF SELF ENTERED_BY_LEARNER']),
    );
    for (const { provenance } of nodes) {
      const age = Date.now() - Date.parse(provenance.receivedAt);
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThan(3_600_000);
    }
  });
}
