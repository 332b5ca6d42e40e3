/** A place at another school: asked for in a learner's own name, answered by the host, and back with a result. On real servers. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { EnrolmentKeeper, fillCatalogue } from '../../../src/flows/index.js';
import { letsAsk } from '../../fixtures/guest.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { keepsItsStep } from './enrol/its-step.js';
import { leaveToAsk } from './enrol/leave.js';
import { rightLongEnough } from './enrol/right.js';
import { youngGuests } from './enrol/young.js';
import { systemOf } from './push/token.js';
import { rocDeWaterlanden } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 120_000 });
// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Data = any;

let house: TestHouse;
let host: typeof fetch;
/** Offerings of the host that a place can be asked in, each used once. */
const open: Data[] = [];
beforeAll(async () => {
  house = await openHouse({ isQuiet: true, takesGuests: true, podWaitMs: 30_000 });
  const { workshop } = house.running;
  const limits = { mostMs: 60_000, goesOn: () => true };
  await fillCatalogue(workshop, (error) => house.faults.push(error), limits);
  host = await systemOf(house, 'roc');
  const filter = { institutions: [rocDeWaterlanden], openNow: true, freePlaces: true };
  const { data } = await ask('SearchOfferings', { first: 50, filter });
  open.push(...data.offerings.nodes.filter(({ kind }: Data) => kind === 'COURSE'));
  return () => house.stop();
}, 300_000);

const roc = () => house.schools.servers.roc;
const ask = async (operation: string, variables: object = {}) =>
  house.ask('samira', operation, variables);

/** @returns the step, and the offering as the host has it. */
async function plans(offering: Data) {
  const { data } = await ask('PlanStep', { input: { offering: offering.id } });
  return { id: String(data.planStep.step), offering };
}
/** Plans the next offering. */
async function planned() {
  const offering = open.shift();
  if (offering === undefined) throw new Error('no offering is left');
  return plans(offering);
}
/** Planned, and never asked for. */
let first: ReturnType<typeof planned> | undefined;
const unasked = () => (first ??= planned());
async function stepOf(id: string): Promise<Data> {
  const { data } = await ask('MyRoute');
  return data.myRoute.steps.find((step: Data) => step.id === id);
}
const told = async (id: string): Promise<string> => {
  const { state, by, reason } = await stepOf(id);
  return [state, by, reason].filter((word) => word !== null).join(' ');
};
const enrols = (step: string, agreed = true) => ask('EnrolStep', { input: { step, agreed } });
/** What the host has of guests, by the state of each. */
const guests = () => roc().enrolments();
const lastGuest = () => guests().at(-1) ?? expect.unreachable('nobody came');

/** As the host's own system writes to the home side. */
async function patches(associationId: string, change: object): Promise<number> {
  const { id } = (await samiraAtHost()) ?? {};
  const response = await host(`${house.origin}/oeapi/${id}/associations/${associationId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify(change),
  });
  await response.body?.cancel();
  return response.status;
}
/** Samira, as the host knows her in addresses. */
async function samiraAtHost(): Promise<Data> {
  const { idsFor, ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(house.account('samira').webId as never);
  const agent = house.account('roc').webId as never;
  return { id: idsFor(agent).seal('learner', String(samira?.id)) };
}
/** What is due now is asked again. */
async function later(): Promise<void> {
  const { ledger } = house.running.house;
  await ledger.db.em().execute('update enrolment set next_at = now() where next_at is not null');
  const { webId, client } = house.running.workshop.builder;
  const tools = { ...house.running.house, actor: { webId, client } };
  const keeper = new EnrolmentKeeper(tools, (error) => void house.faults.push(error));
  await keeper.round();
  await keeper.idle();
}
const grants = async (): Promise<Data[]> => {
  const { data } = await ask('MyGrants');
  return data.myGrants.nodes.filter(
    ({ purpose, state }: Data) => purpose === 'ENROLMENT' && state === 'ACTIVE',
  );
};

/** Hours that were earned, by the route. */
async function sbu(): Promise<number> {
  const { progress } = (await ask('MyRoute')).data.myRoute;
  return Number(progress.find(({ unit }: Data) => unit === 'SBU').earned);
}

describe('before anything is asked', () => {
  it('says in sentences what is agreed to, and asks nothing without a yes and without leave', async () => {
    const { id, offering } = await unasked();
    const { data } = await ask('EnrolAgreement', { step: id });
    expect(data.enrolAgreement).toMatchObject({
      step: id,
      title: offering.title,
      host: { id: rocDeWaterlanden },
      agreed: false,
      authorised: false,
    });
    expect(data.enrolAgreement.sentences).toHaveLength(3);
    expect((await enrols(id, false)).codes).toEqual(['BAD_INPUT']);
    const { data: asked } = await enrols(id);
    expect(asked.enrolStep.outcome).toBe('SIGN_IN');
    expect([guests().length, (await grants()).length, await told(id)]).toEqual([0, 0, 'PLANNED']);
  });

  it('goes on where they came from once they said yes at their eduID, and says so where they did not', async () => {
    expect(await letsAsk(house, 'samira', 'nobody')).toContain('/route?');
    expect((await ask('Viewer')).codes).toEqual([]);
    expect(await letsAsk(house, 'samira')).toBe('/route');
    expect(await letsAsk(house, 'barry', 'samira')).toContain('LINKED_ELSEWHERE');
  });
});

describe('a place that is asked for', () => {
  beforeAll(() => letsAsk(house, 'samira'));
  it('J1.3: is theirs once both sides say so; it stands in their list and log, and asked twice it is asked once', async () => {
    const { id } = await planned();
    const both = await Promise.all([enrols(id), enrols(id)]);
    expect(both.flatMap(({ codes }) => codes)).toEqual([]);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
    const { homeState, hostState, request } = await stepOf(id);
    expect([homeState, hostState, request.stage]).toEqual(['ASSOCIATED', 'ASSOCIATED', 'ANSWERED']);
    expect(guests()).toMatchObject([{ state: 'associated', remoteState: 'associated' }]);
    const [grant, ...more] = await grants();
    expect([grant.purpose, more]).toEqual(['ENROLMENT', []]);
    const { data } = await ask('MyAccessLog', { first: 50 });
    const lines = data.myAccessLog.nodes.map(({ sentence }: Data) => sentence);
    expect(lines.filter((line: string) => line.includes('vroeg een plek aan'))).toHaveLength(1);
    const found = async () => (await stepOf(id)).enrolments;
    await expect.poll(async () => (await found()).length, { timeout: 8000 }).toBe(1);
    const [mine] = await found();
    const enrolments = await ask('MyRecords', {
      first: 50,
      filter: { recordTypes: ['ENROLMENT'], institutions: [rocDeWaterlanden] },
    });
    expect(enrolments.data.myRecords.nodes.map(({ id: key }: Data) => key)).toContain(mine.id);
  });

  it('J1.3, J1.4: waits for the host, hears its yes, and ends with a result that counts once', async () => {
    roc().decide({ decide: 'pending' });
    const { id, offering } = await planned();
    await enrols(id);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('REQUESTED WAITING_FOR_HOST');
    expect(await stepOf(id)).toMatchObject({ homeState: 'ASSOCIATED', hostState: 'PENDING' });
    const before = await sbu();
    const { associationId } = lastGuest();
    expect(await patches(associationId, { remoteState: 'associated' })).toBe(200);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
    expect(await sbu()).toBe(before);
    const [load] = offering.loads;
    const result = {
      state: 'completed',
      pass: 'passed',
      score: '8',
      resultDate: '2026-11-27',
      studyLoad: { studyLoadUnit: 'sbu', value: Number(load.value) },
      ext: { resultValueType: '1-10' },
    };
    expect(await patches(associationId, { result })).toBe(200);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('COMPLETED');
    expect(await sbu()).toBe(before + Number(load.value));
    const versions = async () => {
      const { result: found } = await stepOf(id);
      return (await ask('RecordHistory', { id: found.id })).data.recordHistory.length;
    };
    expect(await versions()).toBe(1);
    expect(await patches(associationId, { result })).toBe(200);
    expect([await versions(), await sbu()]).toEqual([1, before + Number(load.value)]);
    roc().decide(undefined);
  });

  // biome-ignore format: a table is read in columns
  const answers = [
    ['denied',  'DENIED HOST',       'DENIED'],
    ['queued',  'REQUESTED QUEUED',  'QUEUED'],
  ] as const;
  it.each(answers)(
    'is %s, with the host’s own words and both states',
    async (decide, is, state) => {
      roc().decide({ decide });
      const { id } = await planned();
      await enrols(id);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe(is);
      const { homeState, hostState, request } = await stepOf(id);
      expect([homeState, hostState]).toEqual(['ASSOCIATED', state]);
      expect(request.message.length).toBeGreaterThan(5);
      roc().decide(undefined);
    },
  );

  it('is asked again of a host that was silent or whose answer broke off, and is one enrolment', async () => {
    const count = guests().length;
    const { id } = await planned();
    roc().behave({ down: true, at: '/associations' });
    await enrols(id);
    expect(await told(id)).toBe('REQUESTED HOST_SILENT');
    // It hears the question, and its answer does not arrive.
    roc().behave({ cutAfter: 5, at: '/associations' });
    await later();
    expect(await told(id)).toBe('REQUESTED HOST_SILENT');
    expect(guests()).toHaveLength(count + 1);
    roc().behave({ failEvery: 1, at: '/associations' });
    await later();
    roc().behave({});
    await later();
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
    expect(guests()).toHaveLength(count + 1);
  });

  it('is given up after days of silence, says so, and can be called off or asked for again', async () => {
    const { id } = await planned();
    roc().behave({ cutAfter: 5, at: '/associations' });
    await enrols(id);
    const { ledger } = house.running.house;
    await ledger.db.em().execute(`update enrolment set tries = 71 where state = 'ASKED'`);
    await later();
    expect(await told(id)).toBe('PLANNED HOST_NEVER_ANSWERED');
    const { sentence, request } = await stepOf(id);
    expect([sentence.includes('dagenlang'), request.stage]).toEqual([true, 'GIVEN_UP']);
    const asked = () => roc().requests.filter(({ method }) => method === 'POST').length;
    const before = asked();
    await later();
    expect(asked()).toBe(before);
    // It had the question after all.
    expect(lastGuest().state).toBe('associated');
    roc().behave({});
    expect((await ask('WithdrawStep', { id })).codes).toEqual([]);
    await later();
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('WITHDRAWN HOME');
    expect(lastGuest().state).toBe('canceled');
    await enrols(id);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
  });

  it('is called off, also where the host was never heard, and can be asked for again', async () => {
    const { id } = await planned();
    roc().behave({ cutAfter: 5, at: '/associations' });
    await enrols(id);
    expect((await ask('WithdrawStep', { id })).codes).toEqual([]);
    expect(await told(id)).toBe('WITHDRAWN HOME HOST_NOT_TOLD_YET');
    expect(lastGuest().state).toBe('associated');
    roc().behave({});
    await later();
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('WITHDRAWN HOME');
    expect(lastGuest().state).toBe('canceled');
    expect((await ask('WithdrawStep', { id })).codes).toEqual(['NOT_FOUND']);
    await enrols(id);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
  });

  it('the host writes nothing more from the moment its right is stopped, and the enrolment stands as it was', async () => {
    const [grant] = await grants();
    const { id } = await planned();
    roc().decide({ decide: 'pending' });
    await enrols(id);
    await expect.poll(() => told(id), { timeout: 8000 }).toBe('REQUESTED WAITING_FOR_HOST');
    const { associationId } = lastGuest();
    expect((await ask('RevokeGrant', { id: grant.id })).codes).toEqual([]);
    expect(await patches(associationId, { remoteState: 'associated' })).toBe(403);
    const before = roc().requests.length;
    await later();
    expect(
      roc()
        .requests.slice(before)
        .filter(({ path }) => path.includes(associationId)),
    ).toEqual([]);
    expect(await told(id)).toBe('REQUESTED WAITING_FOR_HOST');
    roc().decide(undefined);
    expect(house.faults).toEqual([]);
  });

  it('is in nobody’s tables or lines in words', async () => {
    const rows = await house.running.house.ledger.db
      .em()
      .execute<{ line: string }[]>('select row_to_json(e)::text as line from enrolment e');
    const text = rows.map(({ line }) => line).join('\n');
    expect(rows.length).toBeGreaterThan(3);
    for (const { associationId } of guests()) expect(text).not.toContain(associationId);
    const lines = house.logLines.join('\n');
    expect(lines).not.toContain('Bearer');
    for (const { associationId } of guests()) expect(lines).not.toContain(associationId);
  });
});

const stage = {
  house: () => house,
  roc,
  planned,
  plans,
  unasked,
  stepOf,
  told,
  enrols,
  patches,
  lastGuest,
  later,
  grants,
};
rightLongEnough(stage);
keepsItsStep(stage);
leaveToAsk(stage);
youngGuests(stage);
