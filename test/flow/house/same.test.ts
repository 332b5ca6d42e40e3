/** One achievement reaches Samira by two sources: asked of her, counted once when she says so, undone when she takes it back. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { universityAssociations } from '../../../src/demo/institutions/index.js';
import { guidance, merenveld } from '../../fixtures/consent-steps.js';
import { badge, zonnedael } from '../../fixtures/credentials.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { signIn } from '../../fixtures/page-session.js';
import { emptyPod } from './archive/emptied.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let course: Node;
let badgeId: string;

interface Node {
  readonly id: string;
  readonly title: string;
  readonly issuedOn: string | null;
  readonly assertedBy: string;
  readonly status: string;
  readonly institution: { readonly id: string; readonly name: string };
  readonly credits: {
    readonly earned: boolean;
    readonly load: { readonly unit: string; readonly value: string } | null;
  };
  readonly possiblySame: readonly {
    readonly state: string;
    readonly record: { readonly id: string };
  }[];
}
const own = async () => (await house.ask('samira', 'MyRecords', { first: 250 })).data.myRecords;
const nodeOf = async (id: string): Promise<Node> =>
  (await own()).nodes.find((node: Node) => node.id === id);
/** Said by schools and issuers, said by herself, and what is left out since it is told twice. */
async function totals(): Promise<readonly unknown[]> {
  const line = (await own()).totals.find(({ unit }: { unit: string }) => unit === 'EC');
  const twice = line.leftOut.filter(
    ({ because }: { because: string }) => because === 'SAME_ACHIEVEMENT',
  );
  return [line.value, line.selfDeclared, twice.map(({ record }: { record: string }) => record)];
}
const says = async (same: boolean) =>
  (await house.ask('samira', 'SayTheSame', { record: badgeId, other: course.id, same })).data
    .sayTheSame.pod;
const undoes = async () =>
  (await house.ask('samira', 'UndoTheSame', { record: course.id, other: badgeId })).data.undoTheSame
    .pod;
async function stateOf(id: string): Promise<readonly string[]> {
  const { nodes } = (await house.ask('samira', 'PossiblySame')).data.myRecords;
  const asked: Node['possiblySame'] = nodes.find((node: Node) => node.id === id).possiblySame;
  return asked.map(({ state }) => state);
}

beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000 });
  await house.ask('samira', 'SyncAll');
  const { nodes }: { nodes: Node[] } = await own();
  const found = nodes.find(
    ({ credits, issuedOn }) =>
      credits.earned &&
      issuedOn !== null &&
      credits.load?.value === '5' &&
      credits.load.unit === 'EC',
  );
  if (found === undefined) throw new Error('she has a course of 5 EC');
  course = found;
  const file = badge({
    root: {
      issuer: { ...zonnedael, name: course.institution.name },
      validFrom: `${course.issuedOn}T12:00:00Z`,
    },
    achievement: { name: course.title, ECTS: 5, type: ['Achievement', 'EducredentialAchievement'] },
  });
  const content = Buffer.from(JSON.stringify(file)).toString('base64');
  const { data } = await house.ask('samira', 'ImportDocument', {
    input: { document: { content } },
  });
  badgeId = data.importDocument.report.items[0].id;
  return () => house.stop();
}, 300_000);

describe('a badge for a course that its school delivered too', () => {
  it('J1.7: is a record of its own until she says yes; then her total is 37.5, and after undo what it was', async () => {
    expect(await totals()).toEqual(['37.5', '5', []]);
    expect([(await nodeOf(badgeId)).assertedBy, (await nodeOf(course.id)).assertedBy]).toEqual([
      'IMPORT',
      'INSTITUTION',
    ]);
    expect([await stateOf(badgeId), await stateOf(course.id)]).toEqual([['ASKED'], ['ASKED']]);
    expect(await says(true)).toBe('CONFIRMED');
    expect(await totals()).toEqual(['37.5', '0', [badgeId]]);
    expect([await stateOf(badgeId), await stateOf(course.id)]).toEqual([['SAME'], ['SAME']]);
    const both = [await nodeOf(badgeId), await nodeOf(course.id)];
    expect(both.map(({ assertedBy, status }) => [assertedBy, status])).toEqual([
      ['IMPORT', 'CURRENT'],
      ['INSTITUTION', 'CURRENT'],
    ]);
    expect(await undoes()).toBe('CONFIRMED');
    expect(await totals()).toEqual(['37.5', '5', []]);
    expect(await stateOf(badgeId)).toEqual(['ASKED']);
  });

  it('is not the same when she says no, and is not asked again until she takes that back', async () => {
    expect(await says(false)).toBe('CONFIRMED');
    expect(await stateOf(badgeId)).toEqual(['NOT_THE_SAME']);
    expect(await totals()).toEqual(['37.5', '5', []]);
    await undoes();
  });

  it('stands in her log in words, and names no other’s records', async () => {
    await says(true);
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 20 });
    expect(JSON.stringify(data)).toContain('twee resultaten hetzelfde');
    const foreign = await house.ask('adviser', 'SayTheSame', {
      record: badgeId,
      other: course.id,
      same: true,
    });
    expect(foreign.codes).toEqual(['FORBIDDEN']);
    const others = await house.ask('barry', 'SayTheSame', {
      record: badgeId,
      other: course.id,
      same: true,
    });
    expect(others.codes).toEqual(['NOT_FOUND']);
    await undoes();
  });
});

const seen = async () => {
  const asked = { learner: house.account('samira').webId, first: 250 };
  return (await house.ask('adviser', 'LearnerRecords', asked, guidance)).data.learner.records;
};
/** The documents of grants in force, as they stand in her pod. */
async function view(): Promise<readonly string[]> {
  const { ledger, build } = house.running.workshop;
  const learner = await ledger.learners.byWebId(webId(house.account('samira').webId));
  const grants = learner === undefined ? [] : await ledger.grants.ofLearner(learner.id);
  const live = grants.filter(({ state }) => state === 'ACTIVE');
  return Promise.all(live.map(async (grant) => (await build.fetch(grant.view)).text()));
}
const input = (scope: object) => ({
  grantee: { person: house.account('adviser').webId },
  purpose: guidance.purpose,
  scope: [scope],
  facets: ['CORE', 'CREDITS'],
  includeFuture: true,
});

describe('somebody who may look', () => {
  it('sees both with one counted, and of one alone nothing that tells of the other, to the byte', async () => {
    const whole = await house.ask('samira', 'GrantAccess', { input: input({ types: null }) });
    await says(true);
    const line = (await seen()).totals.find(({ unit }: { unit: string }) => unit === 'EC');
    expect([line.value, line.selfDeclared]).toEqual(['37.5', '0']);
    await house.ask('samira', 'RevokeGrant', { id: whole.data.grantAccess.grant.id });
    await undoes();
    const part = await house.ask('samira', 'GrantAccess', {
      input: input({ types: ['MICROCREDENTIAL', 'CERTIFICATE'] }),
    });
    const [before, apart] = [JSON.stringify(await view()), await seen()];
    expect(before).toContain(course.title);
    expect(apart.nodes).toHaveLength(1);
    await says(true);
    const after = await seen();
    expect(JSON.stringify(await view())).toBe(before);
    expect([after.totals, after.view.version]).toEqual([apart.totals, apart.view.version]);
    expect(after.totals[0].selfDeclared).toBe('5');
    await house.ask('samira', 'RevokeGrant', { id: part.data.grantAccess.grant.id });
  });
});

const isIndex = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method === 'PUT' && path.endsWith('/edu/index.json');
const indexOf = (): string => `${house.account('samira').podRoot}edu/index.json`;
const index = async () => (await house.running.workshop.build.fetch(indexOf())).json();

describe('what she said', () => {
  it('is taken back also while it is on its way to her pod', async () => {
    await undoes();
    const written = Promise.withResolvers<void>();
    house.proxy.ambush({ lies: isIndex, nth: 1, when: 'before', strike: () => written.promise });
    const first = says(true);
    const { ledger } = house.running.house;
    const waiting = "select id from outbox_item where lane = 'DELIVERY' and state = 'WAITING'";
    await expect.poll(async () => (await ledger.db.em().execute<object[]>(waiting)).length).toBe(1);
    const second = undoes();
    await expect.poll(async () => (await ledger.db.em().execute<object[]>(waiting)).length).toBe(2);
    written.resolve();
    expect([await first, await second]).toEqual(['CONFIRMED', 'CONFIRMED']);
    house.proxy.ambush(undefined);
    expect([await stateOf(badgeId), await totals()]).toEqual([['ASKED'], ['37.5', '5', []]]);
  });

  it('is found again in her inbox when it cannot be read where it stands', async () => {
    await says(true);
    const good = await index();
    expect(good.same).toHaveLength(1);
    const spoilt = { ...good, same: [{ ...good.same[0], said: 'PERHAPS' }] };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(spoilt);
    await house.running.workshop.build.fetch(indexOf(), { method: 'PUT', headers, body });
    expect(await stateOf(badgeId)).toEqual(['ASKED']);
    house.schools.servers.university.amend(universityAssociations.samiraPassed, {
      result: { comment: 'Nog eens nagekeken.' },
    });
    await house.ask('samira', 'SyncInstitution', { institution: merenveld });
    const { same, deliveries } = await index();
    expect(deliveries.length).toBeGreaterThan(good.deliveries.length);
    expect(same).toEqual(spoilt.same);
    const key = randomUUID();
    await house.ask('samira', 'AddOwnRecord', { input: { key, skill: { label: 'Plannen' } } });
    expect((await index()).same).toEqual(good.same);
    expect(await stateOf(badgeId)).toEqual(['SAME']);
  });
});

it('what she said goes along in her archive and comes back with it', async () => {
  const samira = await signIn(house, 'samira');
  expect(await totals()).toEqual(['37.5', '0', [badgeId]]);
  const archive = await samira.archive();
  await emptyPod(house, house.account('samira').podRoot);
  expect((await own()).count).toBe(0);
  const report = await samira.bring(archive);
  expect(report).toMatchObject({ standing: 'SEALED' });
  await expect.poll(totals, { timeout: 60_000 }).toEqual(['37.5', '0', [badgeId]]);
  expect(await stateOf(course.id)).toEqual(['SAME']);
});
