/** An examination board lets what was learned elsewhere count: who may, what comes of it, and that it ends. On real servers. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { demoInstitutions } from '../../../src/demo/institutions/index.js';
import { offeringKeyOf, programmeKeyOf } from '../../../src/records/index.js';
import { revokes } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { nl, offeringOf, programmeOf } from '../../fixtures/offerings.js';
import { signIn } from '../../fixtures/page-session.js';
import { emptyPod, standing } from './archive/emptied.js';
import { letsWrite, merenveld, rocDeWaterlanden } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

const university = institutionId(demoInstitutions.university.id);
const roc = institutionId(demoInstitutions.roc.id);
const forRecognition = { purpose: 'RECOGNITION_OF_PRIOR_LEARNING' } as const;

const programmes = [
  programmeOf('bachelor', {
    institution: university,
    title: nl('Bachelor Geografie'),
    loads: [{ unit: 'SBU', amount: '5000' }],
  }),
  programmeOf('mbo', { institution: roc, title: nl('Zorg') }),
];
const offerings = [
  offeringOf('run', { institution: university, programmes: ['bachelor'] }),
  offeringOf('elsewhere', { institution: roc }),
];

let house: TestHouse;
let webId: string;
let write: string;
/** What Samira learned at the ROC, as the university reads it. */
let seen: any[] = [];
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  webId = house.account('samira').webId;
  const { catalogue } = house.running.house.ledger;
  for (const institution of [roc, university]) {
    const due = await catalogue.claim([institution], 60_000);
    if (due === undefined) throw new Error('nothing is due');
    const mine = <T extends { institution: string }>(all: readonly T[]) =>
      all.filter((one) => one.institution === institution);
    const news = { documents: [], unchanged: false, complete: true };
    const found = { ...news, offerings: mine(offerings), programmes: mine(programmes) };
    await catalogue.keep(due, found, { at: new Date(), waitMs: 1e9 });
  }
  return () => house.stop();
}, 300_000);

const letsRead = async (change: object = {}): Promise<string> => {
  const { data } = await house.ask('samira', 'GrantAccess', {
    input: {
      grantee: { person: house.account('university').webId },
      purpose: 'RECOGNITION_OF_PRIOR_LEARNING',
      scope: [{ types: ['RESULT'], institutions: [rocDeWaterlanden] }],
      facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
      ...change,
    },
  });
  expect(data?.grantAccess).toBeTruthy();
  return data.grantAccess.grant.id;
};
const readsAs = async (who: 'university' | 'adviser') => {
  const { data } = await house.ask(who, 'LearnerRecords', { learner: webId }, forRecognition);
  expect(data?.learner).toBeTruthy();
  return data.learner.records.nodes;
};
const recognises = (change: object = {}, options: object = forRecognition) => {
  const input = {
    learner: webId,
    record: seen[0]?.id,
    programme: programmeKeyOf(university, 'bachelor'),
    course: offeringKeyOf(university, 'run'),
    decision: 'De commissie kent dit toe.',
    reference: 'EC-2026-7',
    key: randomUUID(),
    ...change,
  };
  return house.ask('university', 'RecogniseResult', { input }, options);
};
const query = `query Recognised { myRecords(first: 250, filter: { institutions: ["${merenveld}"], recordTypes: [CERTIFICATE] }) {
  nodes { id title status withdrawalReason version feedback { ... on Feedback { comment } } credits { ... on Credits { load { value } } }
    ... on Certificate { recognition { programme { id title } record course reference } } } } }`;
const recognitions = async (): Promise<any[]> => {
  const { data } = await house.ask('samira', 'Recognised', {}, { query });
  expect(data).toBeTruthy();
  return data.myRecords.nodes;
};

it('is open to who is shown the record and may add to the learner’s, and to nobody else', async () => {
  const read = await letsRead();
  seen = await readsAs('university');
  expect(seen.length).toBeGreaterThan(0);
  const noWrite = await recognises();
  expect(noWrite.codes).toEqual(['FORBIDDEN']);
  const { data } = await letsWrite(house, { grantee: { institution: merenveld } });
  write = data.grantAccess.grant.id;
  const nobody = await recognises({ learner: `${house.pods}/niemand/card#me` });
  expect(nobody.text).toBe(noWrite.text);
  const ofAnother = await recognises({ record: 'unknown' });
  expect(ofAnother.text).toBe(noWrite.text);
  expect((await recognises({}, {})).codes).toEqual(['PURPOSE_REQUIRED']);
  expect((await recognises({}, { purpose: 'CAREER_GUIDANCE' })).codes).toEqual([
    'PURPOSE_REQUIRED',
  ]);
  await revokes(house, read);
  expect((await recognises()).text).toBe(noWrite.text);
  expect(await recognitions()).toEqual([]);
  const log = await house.ask('samira', 'MyAccessLog', { first: 20 });
  expect(log.text).toContain('wilde iets toevoegen en mocht dat niet');
});

it('is made where the institution finds its own programmes, and no others', async () => {
  const own = async (institutions: string, who: 'university' | 'samira' = 'university') => {
    const { data } = await house.ask(who, 'SearchProgrammes', { institutions });
    return data.programmes.map(({ title }: any) => title);
  };
  const { data } = await house.ask('university', 'Viewer');
  expect(data.viewer.institution).toMatchObject({ id: merenveld });
  expect((await house.ask('samira', 'Viewer')).data.viewer.institution).toBeNull();
  expect(await own(data.viewer.institution.id)).toEqual(['Bachelor Geografie']);
  expect(await own(rocDeWaterlanden, 'samira')).toEqual(['Zorg']);
  expect(await own('niemand.example')).toEqual([]);
});

it('counts for programmes and courses of its own only', async () => {
  await letsRead();
  const other = await recognises({ programme: programmeKeyOf(roc, 'mbo') });
  expect(other.codes).toEqual(['NOT_FOUND']);
  const course = await recognises({ course: offeringKeyOf(roc, 'elsewhere') });
  expect(course.codes).toEqual(['NOT_FOUND']);
  for (const wrong of [{ decision: 'a'.repeat(2001) }, { key: '' }, { key: 'k'.repeat(101) }]) {
    expect((await recognises(wrong)).codes).toEqual(['BAD_INPUT']);
  }
  const who = await house.ask('adviser', 'RecogniseResult', {
    input: { learner: webId, record: 'x', programme: 'x', key: 'x' },
  });
  expect(who.codes).toEqual(['FORBIDDEN']);
  expect(await recognitions()).toEqual([]);
});

it('tells nothing of a record, not even that it cannot count, before that is in the log', async () => {
  const { data: writing } = await letsWrite(house, { grantee: { institution: merenveld } });
  await letsRead();
  const read = await letsRead({ scope: [{ types: ['ENROLMENT'] }], facets: ['CORE'] });
  const [enrolment] = (await readsAs('university')).filter(
    ({ recordType }: any) => recordType === 'ENROLMENT',
  );
  const kinds = async (): Promise<readonly string[]> => {
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 50 });
    return data.myAccessLog.nodes
      .filter(({ operation }: any) => operation === 'RecogniseResult')
      .map(({ kind }: any) => kind);
  };
  const before = await kinds();
  expect((await recognises({ record: enrolment.id })).codes).toEqual(['BAD_INPUT']);
  expect(await kinds()).toEqual(['READ', ...before]);
  await revokes(house, read);
  // Results are shown to them still: that this is not, is a refused try.
  expect((await recognises({ record: enrolment.id })).codes).toEqual(['FORBIDDEN']);
  expect(await kinds()).toEqual(['DENIED', 'READ', ...before]);
  expect(await recognitions()).toEqual([]);
  await revokes(house, writing.grantAccess.grant.id);
});

let made: { id: string; record: string };
const key = randomUUID();
it('is a record without credits, once, and read under the learner’s yes', async () => {
  const { data } = await recognises({ key });
  expect(data?.recogniseResult).toMatchObject({ changed: true, pod: 'CONFIRMED' });
  made = data.recogniseResult;
  for (const again of [{ key }, {}]) {
    const { data: twice } = await recognises(again);
    expect(twice.recogniseResult).toEqual({ ...made, changed: false });
  }
  const [record, ...others] = await recognitions();
  expect(others).toEqual([]);
  const filter = { institutions: [rocDeWaterlanden], recordTypes: ['RESULT'] };
  const mine = await house.ask('samira', 'MyRecords', { first: 250, filter });
  const learned = mine.data.myRecords.nodes.find(({ title }: any) => title === seen[0].title);
  expect(record).toMatchObject({
    title: `Telt mee: ${seen[0].title} voor Bachelor Geografie`,
    status: 'CURRENT',
    version: 1,
    feedback: { comment: 'De commissie kent dit toe.' },
    credits: { load: null },
    recognition: {
      programme: { id: programmeKeyOf(university, 'bachelor'), title: 'Bachelor Geografie' },
      record: learned.id,
      course: 'of-run',
      reference: 'EC-2026-7',
    },
  });
  const lines = await house.ask('samira', 'MyAccessLog', { first: 6 });
  expect(lines.data.myAccessLog.nodes.map(({ operation }: any) => operation)).toContain(
    'RecogniseResult',
  );
});

const route = async () => (await house.ask('samira', 'MyRoute')).data.myRoute;
const lineOf = ({ progress }: any, unit: string) =>
  progress.find((line: any) => line.unit === unit);
it('counts towards the goal, and its course need not be taken', async () => {
  await house.ask('samira', 'SetRouteGoal', {
    input: { programme: programmeKeyOf(university, 'bachelor') },
  });
  const step = { offering: offeringKeyOf(university, 'run') };
  await house.ask('samira', 'PlanStep', { input: step });
  const now = await route();
  expect(now.steps.map(({ state }: any) => state)).toEqual(['RECOGNISED']);
  const { load } = seen[0].credits;
  expect(lineOf(now, load.unit)).toMatchObject({ towardsGoal: load.value });
});

it('is told to who is not shown what counts without a word of that', async () => {
  await house.ask('samira', 'GrantAccess', {
    input: {
      grantee: { person: house.account('adviser').webId },
      purpose: 'RECOGNITION_OF_PRIOR_LEARNING',
      scope: [{ types: ['CERTIFICATE'], institutions: [merenveld] }],
      facets: ['CORE'],
    },
  });
  const asked = `query Told($learner: ID!) { learner(id: $learner) { records { nodes { title
    ... on Certificate { recognition { record reference programme { title } } } } } } }`;
  const options = { ...forRecognition, query: asked };
  const { data } = await house.ask('adviser', 'Told', { learner: webId }, options);
  expect(data.learner.records.nodes).toEqual([
    {
      title: 'Telt mee voor Bachelor Geografie',
      recognition: {
        record: null,
        reference: 'EC-2026-7',
        programme: { title: 'Bachelor Geografie' },
      },
    },
  ]);
});

it('is another decision under the same key where it is of something else', async () => {
  const another = await recognises({ key, course: undefined });
  expect(another.data?.recogniseResult.changed).toBe(true);
  const { id } = another.data.recogniseResult;
  expect(id).not.toBe(made.id);
  const input = { learner: webId, associationId: id, reason: 'Weg.' };
  expect((await house.ask('university', 'WithdrawResults', { input })).data).toBeTruthy();
});

it('ends when the institution takes it back, for good under the same key', async () => {
  const input = { learner: webId, associationId: made.id, reason: 'Vergissing.' };
  const taken = await house.ask('university', 'WithdrawResults', { input });
  expect(taken.data?.withdrawResults).toMatchObject({ records: 1, changed: 1 });
  expect((await recognises({ key })).data.recogniseResult.changed).toBe(false);
  const record = (await recognitions()).find(({ recognition }) => recognition.course !== null);
  expect(record).toMatchObject({ status: 'WITHDRAWN', withdrawalReason: 'Vergissing.' });
  const now = await route();
  expect(now.steps.map(({ state }: any) => state)).toEqual(['PLANNED']);
  expect(lineOf(now, 'SBU').towardsGoal).toBe('0');
  expect((await recognises()).data.recogniseResult.changed).toBe(true);
  // The other one was taken back before.
  const current = (await recognitions()).filter(({ status }) => status === 'CURRENT');
  expect(current.map(({ recognition }) => recognition.course)).toEqual(['of-run']);
  await revokes(house, write);
  expect((await recognises()).codes).toEqual(['FORBIDDEN']);
});

/** Of a recognition we know that a school said it, not that it stands in a list of the school. */
const isPulled = () =>
  house.running.house.ledger.db.em().execute(
    `select is_pulled from known_record where institution = ? and record_key in
       (select value from jsonb_array_elements_text(?::jsonb))`,
    [university, JSON.stringify(recognised)],
  );
let recognised: readonly string[] = [];
it('comes back from an archive as it was, and not as if the school had been asked for it', async () => {
  const storage = house.account('samira').podRoot;
  const samira = await signIn(house, 'samira');
  const archive = await samira.archive();
  const all = (await standing(house, storage)).flatMap(({ records }) => [...records]);
  recognised = all.flatMap(({ key: of, status, facets: { core } }) =>
    core.recognition !== undefined && status === 'CURRENT' ? [of] : [],
  );
  expect(recognised).toHaveLength(1);
  await emptyPod(house, storage);
  // As where nothing was heard of her before.
  await house.running.house.ledger.db.em().execute('delete from known_record', [], 'run');
  expect(await samira.bring(archive)).toMatchObject({ standing: 'SEALED', inPod: true });
  expect(await isPulled()).toEqual([{ is_pulled: false }]);
  const stays = (await recognitions()).filter(({ status }) => status === 'CURRENT');
  expect(stays.map(({ recognition }) => recognition.course)).toEqual(['of-run']);
});
