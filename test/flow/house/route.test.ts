/** A learner's own route: a plan in their pod, how far it is by what they have, and what somebody else sees of it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { demoInstitutions } from '../../../src/demo/institutions/index.js';
import { fillCatalogue } from '../../../src/flows/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';

const university = institutionId(demoInstitutions.university.id);
// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Data = any;

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ isQuiet: true });
  const { workshop } = house.running;
  const limits = { mostMs: 60_000, goesOn: () => true };
  await fillCatalogue(workshop, (error) => house.faults.push(error), limits);
  return () => house.stop();
}, 120_000);

const ask = async (operation: string, variables: object = {}) =>
  house.ask('samira', operation, variables);
/** The run of a course of the university, by its code. */
async function offeringOf(code: string): Promise<string> {
  const filter = { text: code, institutions: [university] };
  const { data } = await ask('SearchOfferings', { first: 20, filter });
  const found = data.offerings.nodes.find((node: Data) => node.code === code);
  return found?.id ?? expect.unreachable(`no ${code} in the catalogue`);
}
const plan = async (code: string, more: object = {}) =>
  ask('PlanStep', { input: { offering: await offeringOf(code), ...more } });
const planOwn = (title: string) => ask('PlanStep', { input: { title, when: '2027' } });
const myRoute = async (): Promise<Data> => (await ask('MyRoute')).data.myRoute;
const titles = async (): Promise<readonly string[]> =>
  (await myRoute()).steps.map(({ title }: Data) => title);

/** The bachelor is where it leads. @returns its id. */
async function aims(): Promise<string> {
  const { data } = await ask('SearchProgrammes', { text: 'Sociale geografie en gezondheid' });
  const [{ id: programme }] = data.programmes;
  await ask('SetRouteGoal', { input: { programme } });
  return programme;
}

const energy = 'Energietransitie in de gebouwde omgeving';

describe('a route of one’s own', () => {
  it('is none before anything is planned', async () => {
    expect(await myRoute()).toBeNull();
  });

  it('J1.3: what is planned is planned, and nothing is earned by it', async () => {
    const { data, codes } = await plan('ENE-401-2027-S2', { note: 'Eerst vragen of het mag.' });
    expect([codes, data.planStep.pod]).toEqual([[], 'CONFIRMED']);
    const { steps, progress } = await myRoute();
    expect(steps).toMatchObject([
      {
        id: data.planStep.step,
        title: energy,
        institution: { id: university },
        loads: [{ unit: 'EC', value: '5' }],
        state: 'PLANNED',
        note: 'Eerst vragen of het mag.',
        homeState: null,
        hostState: null,
        offering: { access: { reason: 'OWN' }, availability: { open: true } },
      },
    ]);
    const lines = progress.map(({ unit, earned, planned }: Data) => [unit, earned, planned]);
    const records = (await ask('MyRecords', { first: 1 })).data.myRecords;
    const earned = new Map(records.totals.map(({ unit, value }: Data) => [unit, value]));
    expect(lines).toContainEqual(['EC', earned.get('EC'), '5']);
    expect(lines).toContainEqual(['SBU', earned.get('SBU'), '0']);
  });

  it('planned twice it is one step, and says where it leads', async () => {
    const again = await plan('ENE-401-2027-S2');
    expect(again.codes).toEqual([]);
    expect(await titles()).toEqual([energy]);
    const programme = await aims();
    const { title, goal, progress } = await myRoute();
    expect(title).toBe('Sociale geografie en gezondheid');
    expect(goal).toMatchObject({ kind: 'PROGRAMME', programme });
    const ec = progress.find(({ unit }: Data) => unit === 'EC');
    expect(ec.required).toBe('180');
    expect(Number(ec.towardsGoal) * 10 + Number(ec.planned) * 10 + Number(ec.left) * 10).toBe(1800);
    expect(progress.find(({ unit }: Data) => unit === 'SBU')).toMatchObject({
      required: null,
      left: null,
    });
  });

  // biome-ignore format: a table is read in columns
  const refused = [
    ['what is full and has no queue',   'GEO-305-2027-S2'],
    ['what enrolment is over for',      'COM-101-2027-S2'],
  ] as const;
  it.each(refused)('cannot have %s', async (_because, code) => {
    const before = await titles();
    expect((await plan(code)).codes).toEqual(['BAD_INPUT']);
    expect(await titles()).toEqual(before);
  });

  it('a course that was passed before is passed', async () => {
    await plan('GEO-205-2027-S2');
    const [, step] = (await myRoute()).steps;
    expect(step).toMatchObject({
      state: 'COMPLETED',
      reason: 'PASSED_EARLIER',
      result: { title: 'Gezondheidsgeografie', assessment: { grade: '7.5', pass: 'PASSED' } },
    });
  });

  it('two changes at once are both there', async () => {
    const made = await Promise.all([planOwn('Een zomer lezen'), planOwn('Rijbewijs halen')]);
    expect(made.flatMap(({ codes }) => codes)).toEqual([]);
    expect((await titles()).toSorted()).toEqual(
      ['Een zomer lezen', energy, 'Gezondheidsgeografie', 'Rijbewijs halen'].toSorted(),
    );
  });

  it('steps are moved, said something of, and taken out', async () => {
    const { steps } = await myRoute();
    const last = steps.at(-1);
    expect((await ask('MoveStep', { id: last.id, to: 1 })).codes).toEqual([]);
    expect((await titles())[0]).toBe(last.title);
    await ask('NoteStep', { id: last.id, note: 'In juli.' });
    expect((await myRoute()).steps[0].note).toBe('In juli.');
    await ask('RemoveStep', { id: last.id });
    expect(await titles()).not.toContain(last.title);
    const gone = await ask('MoveStep', { id: last.id, to: 1 });
    expect(gone.codes).toEqual(['NOT_FOUND']);
    expect((await house.ask('barry', 'MoveStep', { id: steps[0].id, to: 1 })).codes).toEqual([
      'NOT_FOUND',
    ]);
  });

  it('is a record like any other, with no history of its own, and in the log without a word of it', async () => {
    const filter = { recordTypes: ['ROUTE'] };
    const { data } = await ask('MyRecords', { first: 5, filter });
    const [route] = data.myRecords.nodes;
    expect(data.myRecords.count).toBe(1);
    expect(route).toMatchObject({ recordType: 'ROUTE', assertedBy: 'SELF' });
    const history = await ask('RecordHistory', { id: route.id });
    expect(history.data.recordHistory).toHaveLength(1);
    expect(route.version).toBeGreaterThan(5);
    const log = await ask('MyAccessLog', { first: 50 });
    expect(JSON.stringify(log.data)).not.toContain('Energietransitie');
  });
});

describe('a route that is shared', () => {
  const route = `query LearnerRoute($learner: ID!) { learner(id: $learner) { records(first: 50) { nodes {
    id recordType ... on LearningRoute { steps { title state sentence outcomeShared note homeState
      offering { access { reason agreement sentence } availability { sentence } } result { id } enrolments { id }
      prerequisites { code } } progress { unit earned planned } outcomes { state } } } } } }`;
  const seen = async (): Promise<Data> => {
    const learner = house.account('samira').webId;
    const options = { purpose: 'CAREER_GUIDANCE', query: route };
    const { data } = await house.ask('adviser', 'LearnerRoute', { learner }, options);
    return data.learner?.records.nodes;
  };
  const stepsSeen = async (): Promise<Data[]> =>
    (await seen()).find(({ recordType }: Data) => recordType === 'ROUTE').steps;
  const share = async (types: readonly string[], facets: readonly string[]): Promise<string> => {
    const person = house.account('adviser').webId;
    const input = { grantee: { person }, purpose: 'CAREER_GUIDANCE', scope: [{ types }], facets };
    const { data, codes } = await ask('GrantAccess', { input });
    expect(codes).toEqual([]);
    await expect.poll(seen, { timeout: 30_000 }).toBeDefined();
    return data.grantAccess.grant.id;
  };

  // Where those above are not run, there is a route all the same.
  beforeAll(async () => {
    if ((await myRoute()) !== null) return;
    for (const code of ['ENE-401-2027-S2', 'GEO-205-2027-S2']) await plan(code);
    await planOwn('Een zomer lezen');
    await aims();
  });

  it('says of a step what its reader may see, and nothing of what they may not', async () => {
    const before = await share(['ROUTE'], ['CORE']);
    const [alone] = await seen();
    expect(alone.steps.map(({ state }: Data) => state)).toEqual(['PLANNED', 'PLANNED', 'PLANNED']);
    expect(alone).toMatchObject({ progress: null, outcomes: null });
    expect(alone.steps[0]).toMatchObject({ result: null, enrolments: [], prerequisites: null });
    // Of the learner, and never as if it were the reader who would take it.
    const planned = 'Gepland. In wat je ziet, staat geen inschrijving.';
    expect(alone.steps.map(({ sentence }: Data) => sentence)).toEqual([planned, planned, planned]);
    const own = (await myRoute()).steps;
    expect(own[0].sentence).toBe('Gepland. Je hebt je nog niet ingeschreven.');
    const offered = alone.steps.flatMap(({ offering }: Data) => offering ?? []);
    const untoldAccess = {
      reason: 'UNKNOWN',
      agreement: null,
      sentence: 'Of de leerling dit mag volgen, staat hier niet.',
    };
    expect(offered.map(({ access }: Data) => access)).toEqual(offered.map(() => untoldAccess));
    expect(offered[0].availability.sentence).toMatch(/^(Aanmelden|De school) /);
    await ask('RevokeGrant', { id: before });
    expect(await seen()).toBeUndefined();

    await share(['ROUTE', 'RESULT'], ['CORE', 'CREDITS']);
    const nodes = await seen();
    const shared = nodes.find(({ recordType }: Data) => recordType === 'ROUTE');
    const geography = shared.steps.find(({ title }: Data) => title === 'Gezondheidsgeografie');
    const sentence = 'Er is een resultaat. Hoe het afliep, is niet met je gedeeld.';
    const untold = { state: 'PLANNED', outcomeShared: false, result: null, sentence };
    expect(geography).toMatchObject(untold);
    expect(shared.outcomes).toBeNull();
    const ec = shared.progress.find(({ unit }: Data) => unit === 'EC');
    const mine = (await myRoute()).progress.find(({ unit }: Data) => unit === 'EC');
    expect(ec.earned).toBe(mine.earned);
  });

  it('says that nothing is missing to whoever may not see codes, and what tells how something ended is in the log', async () => {
    const { data } = await ask('MyGrants');
    for (const { id } of data.myGrants.nodes) await ask('RevokeGrant', { id });
    const outcomes = await share(['ROUTE', 'RESULT'], ['CORE', 'ASSESSMENT']);
    expect((await stepsSeen()).map(({ prerequisites }) => prerequisites)).toEqual([
      null,
      null,
      null,
    ]);
    await ask('RevokeGrant', { id: outcomes });

    await share(['ROUTE', 'RESULT'], ['CORE', 'ASSESSMENT', 'IDENTIFIERS']);
    const steps = await stepsSeen();
    expect(steps.filter(({ prerequisites }) => prerequisites === null)).toEqual([]);
    const log = await ask('MyAccessLog', { first: 1 });
    const [line] = log.data.myAccessLog.nodes;
    const told = line.records.filter(({ facets }: Data) => facets.includes('ASSESSMENT'));
    expect(told.length).toBeGreaterThan(steps.filter(({ result }) => result !== null).length);
  });
});
