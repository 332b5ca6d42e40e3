/** What a learner enters themselves, and what they want to know of who has access: on real servers. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { shapeAt, wrongs } from '../../contract/pods/linked-data.js';
import { guidance, readsSamira, revokes } from '../../fixtures/consent-steps.js';
import { type GraphAnswer, openHouse, type TestHouse } from '../../fixtures/house.js';
import { accessPage, shares } from './own/access-page.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 90_000 });
  return () => house.stop();
}, 300_000);

const work = {
  role: 'Verkoper',
  organisation: 'De Groene Hoek',
  start: '2019-05',
  end: '2021-02',
  hoursPerWeek: 12,
};
const adds = (input: object, key: string = randomUUID()): Promise<GraphAnswer> =>
  house.ask('samira', 'AddOwnRecord', { input: { key, ...input } });
const changes = (id: string, input: object): Promise<GraphAnswer> =>
  house.ask('samira', 'ChangeOwnRecord', { id, input: { key: randomUUID(), ...input } });
const removes = (id: string) => house.ask('samira', 'RemoveOwnRecord', { id });
const byId = async (who: 'samira' | 'adviser', id: string) =>
  house.ask(who, 'RecordById', { id }, who === 'adviser' ? guidance : {});

async function mine(): Promise<GraphAnswer['data']> {
  const filter = { institutions: ['self'] };
  const { data } = await house.ask('samira', 'MyRecords', { first: 250, filter });
  return data.myRecords;
}
const added = async (input: object): Promise<string> => (await adds(input)).data.addOwnRecord.id;
async function sentences(language: string, count: number): Promise<readonly string[]> {
  const headers = { 'accept-language': language };
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 50 }, { headers });
  const writes = data.myAccessLog.nodes.filter(({ kind }: { kind: string }) => kind === 'WRITE');
  return writes.slice(0, count).map(({ sentence }: { sentence: string }) => sentence);
}

const isOwn = ({ institution }: { institution: string }): boolean => institution === 'self';

describe('what a learner enters', () => {
  it('J2.1: is there once, however often it is sent, marked as their own word for ever', async () => {
    const key = randomUUID();
    const both = await Promise.all([1, 2].map(() => adds({ workExperience: work }, key)));
    const again = await adds({ workExperience: work }, key);
    expect(new Set([...both, again].map(({ text }) => text)).size).toBe(1);
    expect(again.data.addOwnRecord).toEqual({ id: expect.any(String), pod: 'CONFIRMED' });
    const { nodes } = await mine();
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toMatchObject({
      id: again.data.addOwnRecord.id,
      recordType: 'WORK_EXPERIENCE',
      title: 'Verkoper',
      ...work,
      issuedOn: null,
      institution: { id: 'self', name: 'Zelf toegevoegd' },
      assertedBy: 'SELF',
      provenance: { assertedBy: 'SELF', method: 'ENTERED_BY_LEARNER' },
      status: 'CURRENT',
    });
  });

  it('is changed version by version, taken back and kept, and stands in the log each time', async () => {
    const id = await added({ learning: { title: 'Eerste hulp', date: '2022', hours: 16 } });
    const self = async () => {
      const { nodes, totals } = await mine();
      const record = nodes.find((node: { id: string }) => node.id === id);
      return { record, hours: totals.find(({ unit }: { unit: string }) => unit === 'HOUR') };
    };
    // A learner's own hours are a number of their own, never part of what schools said.
    expect(await self()).toMatchObject({
      record: { issued: '2022', issuedOn: null },
      hours: { value: '0', selfDeclared: '16' },
    });
    const next = {
      title: 'Eerste hulp',
      date: '2022-03-19',
      hours: 20,
      organisation: 'EHBO Elburg',
    };
    expect((await changes(id, { learning: next })).data.changeOwnRecord).toEqual({
      id,
      pod: 'CONFIRMED',
    });
    expect(await self()).toMatchObject({
      record: { issued: '2022-03-19', issuedOn: '2022-03-19', organisation: 'EHBO Elburg' },
      hours: { selfDeclared: '20' },
    });
    expect((await changes(id, { skill: { label: 'Eerste hulp' } })).codes).toEqual(['BAD_INPUT']);
    const removed = await removes(id);
    expect((await removes(id)).text).toBe(removed.text);
    expect(await self()).toMatchObject({
      record: { status: 'WITHDRAWN' },
      hours: { value: '0', selfDeclared: '0' },
    });
    expect((await changes(id, { learning: next })).codes).toEqual(['NOT_FOUND']);
    expect(await sentences('nl', 3)).toEqual([
      'Je haalde iets weg dat je zelf had toegevoegd.',
      'Je veranderde iets dat je zelf had toegevoegd.',
      'Je voegde zelf iets toe.',
    ]);
    expect((await sentences('en', 1))[0]).toBe('You removed something you had added yourself.');
  });

  it('stands in the learner’s own folder, in the shapes of every other record', async () => {
    const root = house.account('samira').podRoot;
    const { edu, index } = layoutOf(root);
    const { fetch } = house.running.workshop.build;
    const { bundles, deliveries } = await (await fetch(index)).json();
    const paths = bundles.filter(isOwn).map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['self/core.json', 'self/credits.json']));
    const manifests = deliveries
      .filter(isOwn)
      .map(({ id }: { id: string }) => `self/inbox/${id}.delivery.json`);
    expect(manifests).toHaveLength(4);
    for (const path of [...paths, ...manifests]) {
      const at = `${edu}${path}`;
      const shape = shapeAt(at.slice(root.length)) ?? 'unknown';
      const body = await (await fetch(at)).text();
      expect([path, await wrongs(body, at, shape)]).toEqual([path, []]);
    }
    expect(await wrongs(await (await fetch(index)).text(), index, 'Index')).toEqual([]);
  });

  it('is the learner’s alone to add and change, and only what they entered', async () => {
    const input = { key: randomUUID(), workExperience: work };
    const others = await Promise.all(
      (['adviser', 'roc'] as const).map((who) => house.ask(who, 'AddOwnRecord', { input })),
    );
    expect(others.flatMap(({ codes }) => codes)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const { data } = await house.ask('samira', 'MyRecords', { first: 250 });
    const school = data.myRecords.nodes.find(
      ({ assertedBy }: { assertedBy: string }) => assertedBy === 'INSTITUTION',
    );
    const own = data.myRecords.nodes.find(
      ({ assertedBy }: { assertedBy: string }) => assertedBy === 'SELF',
    );
    const refused = [
      await changes(school.id, { workExperience: work }),
      await removes(school.id),
      await house.ask('barry', 'RemoveOwnRecord', { id: own.id }),
      await changes('geen-nummer', { workExperience: work }),
    ];
    expect(refused.flatMap(({ codes }) => codes)).toEqual(Array(4).fill('NOT_FOUND'));
    const odd = [
      { workExperience: work, skill: { label: 'x' } },
      {},
      { workExperience: { ...work, start: '5-2019' } },
    ];
    for (const one of odd) expect((await adds(one)).codes).toEqual(['BAD_INPUT']);
  });
});

/** The view of her newest grant. */
async function newestView(): Promise<string> {
  const { learners, grants } = house.running.house.ledger;
  const samira = await learners.byWebId(webId(house.account('samira').webId));
  const [newest] = samira === undefined ? [] : await grants.ofLearner(samira.id);
  if (newest === undefined) throw new Error('no grant');
  return newest.view;
}

describe('a skill with what shows it', () => {
  it('J2.8: is seen with its proof under one grant; what is withheld is not named; later entries come along where that was said', async () => {
    const { data } = await house.ask('samira', 'MyRecords', {
      first: 250,
      filter: { recordTypes: ['RESULT'] },
    });
    const [course, other] = data.myRecords.nodes;
    const label = 'Kaartlezen';
    const grant = await shares(house, {
      scope: [{ types: ['SKILL'], institutions: ['self'] }, { recordIds: [course.id] }],
      facets: ['CORE', 'ASSESSMENT', 'EVIDENCE'],
      includeFuture: true,
    });
    const concept = 'http://data.europa.eu/esco/skill/f0de4973-0a70-4644-8fd4-3a97080476f4';
    const skill = await added({
      skill: { label, concept, level: 'goed', provenBy: [course.id, other.id] },
    });
    const own = (await byId('samira', skill)).data.node;
    expect(own).toMatchObject({ title: label, concept });
    expect(new Set(own.evidence.provenBy)).toEqual(new Set([course.id, other.id]));

    const { nodes } = (await readsSamira(house)).data.learner.records;
    expect(nodes).toHaveLength(2);
    const seen = nodes.find(({ recordType }: { recordType: string }) => recordType === 'SKILL');
    const shown = nodes.find(({ recordType }: { recordType: string }) => recordType === 'RESULT');
    expect(seen).toMatchObject({ title: label, assertedBy: 'SELF', concept });
    const { evidence } = (await byId('adviser', seen.id)).data.node;
    expect(evidence.provenBy).toEqual([shown.id]);
    expect(shown).toMatchObject({ assertedBy: 'INSTITUTION', title: course.title });
    const body = await (await house.running.workshop.build.fetch(await newestView())).text();
    expect(body).toContain(label);
    expect(body.match(/"provenBy":\[[^\]]*\]/)?.[0]?.split(',')).toHaveLength(1);
    await revokes(house, grant);
  });
});

describe('the page of who has access', () => {
  accessPage(() => house);
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
