import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Fault, institutionId, type LearnerId, recordKey, webId } from '../../../src/base/index.js';
import {
  type DemoInstitution,
  type InstitutionKey,
  rocAssociations,
  startInstitution,
  universityAssociations,
} from '../../../src/demo/institutions/index.js';
import { readRecords } from '../../../src/pod/index.js';
import { readsSamira } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { bulk, idOf, loadAt, recordsAt, schools } from './sync/expected.js';
import { isAtRest, timePasses, waiting } from './sync/outbox.js';

const hasNoTime = {
  breaker: { failures: 5, pauseMs: 300 },
  retry: { tries: 2, backoffMs: 20, longestRetryAfterMs: 1000 },
};

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
/** The university, opened a second time with its books as they were at first. */
let reopened: DemoInstitution | undefined;
beforeAll(async () => {
  house = await openHouse({
    isUnfetched: true,
    podWaitMs: 60_000,
    schools: {
      bulk: { roc: bulk, university: bulk, hogeschool: bulk },
      connection: { patience: hasNoTime, timeoutMs: 60_000 },
    },
  });
  house.schools.servers.hogeschool.behave({});
  return async () => {
    await house.stop();
    await reopened?.stop();
  };
}, 300_000);

type Reports = ReadonlyMap<string, any>;
async function syncs(): Promise<Reports> {
  const { data, codes } = await house.ask('samira', 'SyncAll');
  expect(codes).toEqual([]);
  return new Map(data.syncAll.map((report: any) => [report.institution.id, report]));
}
/** Pod writes since the requests were last forgotten. */
const writes = (): readonly string[] =>
  house.proxy.requests
    .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    .map(({ method, path }) => `${method} ${path}`);

const ownQuery = `query Own($after: String) { myRecords(first: 250, after: $after) {
  nodes { id status version recordType title institution { id } feedback { ... on Feedback { comment } } }
  count totals { unit value leftOut { because } } pageInfo { hasNextPage endCursor } } }`;
/** All of Samira's, page after page. */
async function own() {
  const nodes: any[] = [];
  let [after, records]: [string | undefined, any] = [undefined, undefined];
  do {
    const { data } = await house.ask('samira', 'Own', { after }, { query: ownQuery });
    records = data.myRecords;
    nodes.push(...records.nodes);
    after = records.pageInfo.endCursor;
  } while (records.pageInfo.hasNextPage);
  const totals = records.totals.map(({ unit, value }: any) => [unit, value]);
  const leftOut = records.totals.flatMap((total: any) => total.leftOut);
  return { nodes, count: records.count, totals: Object.fromEntries(totals), leftOut };
}
async function samira(): Promise<LearnerId> {
  const { learners } = house.running.house.ledger;
  const found = await learners.byWebId(webId(house.account('samira').webId));
  if (found === undefined) throw new Error('Samira has no kluis');
  return found.id;
}
const comments = (nodes: readonly any[]): readonly string[] =>
  nodes.flatMap(({ feedback }) => feedback.comment ?? []);
const says = (comment: string) => ({ result: { comment } });

describe('a learner with some 300 records at three schools, of which one is down', () => {
  it('the other two arrive; the one is named, with why', async () => {
    house.schools.servers.hogeschool.behave({ down: true });
    const reports = await syncs();
    for (const school of ['roc', 'university'] as const) {
      const all = recordsAt(school);
      expect(reports.get(idOf(school))).toMatchObject({
        problem: null,
        received: all,
        changed: all,
        withdrawn: 0,
        inPod: true,
        setAside: [],
        issues: [],
      });
    }
    const { problem, ...nothing } = reports.get(idOf('hogeschool'));
    expect(problem).toEqual({
      code: 'NO_ANSWER',
      sentence: 'Deze school geeft nu geen antwoord. Probeer het later nog eens.',
    });
    expect(nothing).toMatchObject({ received: 0, changed: 0, inPod: false });
    const { count, totals } = await own();
    expect(count).toBe(recordsAt('roc') + recordsAt('university'));
    expect(totals).toEqual({
      EC: String(loadAt(house, 'university')),
      SBU: String(loadAt(house, 'roc')),
    });
  });

  it('fetched a second time, nothing is written to the pod', async () => {
    house.proxy.forget();
    const reports = await syncs();
    expect(reports.get(idOf('roc'))).toMatchObject({ received: recordsAt('roc'), changed: 0 });
    expect(reports.get(idOf('hogeschool')).problem.code).toMatch(/^(NO_ANSWER|PAUSED)$/);
    expect(writes()).toEqual([]);
  });

  it('once it is up again, it arrives as well: 301 records, and what was there is not written again', async () => {
    house.schools.servers.hogeschool.behave({});
    house.proxy.forget();
    const report = await vi.waitUntil(
      async () => {
        const one = (await syncs()).get(idOf('hogeschool'));
        return one.problem === null && one;
      },
      { timeout: 30_000, interval: 300 },
    );
    expect(report).toMatchObject({ changed: recordsAt('hogeschool'), inPod: true });
    const { count, totals } = await own();
    expect(count).toBe(301);
    expect(schools.reduce((sum, school) => sum + recordsAt(school), 0)).toBe(301);
    const ec = loadAt(house, 'university') + loadAt(house, 'hogeschool');
    expect(totals).toEqual({ EC: String(ec), SBU: String(loadAt(house, 'roc')) });
    const bundles = writes().filter((write) => /\/edu\/i-[^/]+\/[a-z]+(-\d)?\.json$/.test(write));
    expect(bundles.length).toBeGreaterThan(0);
    expect(new Set(bundles.map((write) => write.split('/').at(-2))).size).toBe(1);
    house.proxy.forget();
    await syncs();
    expect(writes()).toEqual([]);
  });
});

describe('what a school says later', () => {
  it('a correction takes the place of what it corrects, which stays in the history', async () => {
    const before = await own();
    house.schools.servers.roc.amend(rocAssociations.samiraShared, says('Netjes verbeterd.'));
    expect((await syncs()).get(idOf('roc'))).toMatchObject({ changed: 1, inPod: true });
    const after = await own();
    expect([after.count, after.totals]).toEqual([before.count, before.totals]);
    const corrected = after.nodes.filter((node) => comments([node]).includes('Netjes verbeterd.'));
    expect(corrected).toMatchObject([{ version: 2, status: 'CURRENT' }]);
    const stored = await readRecords(house.running.workshop.build, house.account('samira').podRoot);
    const found = [...stored.values()].flatMap(({ records }) =>
      records === 'torn' ? [] : records,
    );
    expect(found.filter(({ status }) => status === 'SUPERSEDED')).toHaveLength(1);
  });

  it('a withdrawal stays with her and leaves the totals and the adviser; come back, it counts again', async () => {
    const input = {
      grantee: { person: house.account('adviser').webId },
      purpose: 'CAREER_GUIDANCE',
      scope: [{ types: ['RESULT', 'ENROLMENT'] }],
      facets: ['CORE', 'CREDITS'],
    };
    const given = await house.ask('samira', 'GrantAccess', { input });
    expect(given.data.grantAccess.pod).toBe('CONFIRMED');
    const seen = async () => (await readsSamira(house, { first: 1 })).data.learner.records.count;
    const [before, seenBefore] = [await own(), await seen()];

    house.schools.servers.university.remove(universityAssociations.samiraPassed);
    const gone = (await syncs()).get(idOf('university'));
    expect(gone).toMatchObject({ withdrawn: 2, changed: 0, inPod: true });
    const without = await own();
    expect(without.count).toBe(before.count);
    const withdrawn = without.nodes.filter(({ status }) => status === 'WITHDRAWN');
    expect(new Set(withdrawn.map(({ recordType }) => recordType))).toEqual(
      new Set(['ENROLMENT', 'RESULT']),
    );
    expect(Number(without.totals.EC)).toBeLessThan(Number(before.totals.EC));
    expect(without.leftOut.map(({ because }: any) => because)).toContain('WITHDRAWN');
    expect(await seen()).toBe(seenBefore - 2);
    house.proxy.forget();
    expect((await syncs()).get(idOf('university'))).toMatchObject({ withdrawn: 0, changed: 0 });
    expect(writes()).toEqual([]);

    const { url, stop } = house.schools.servers.university;
    await stop();
    const credentials = { applicationId: 'leerkluis', password: 'demo' };
    const port = Number(new URL(url).port);
    reopened = await startInstitution('university', { port, host: '127.0.0.1', credentials, bulk });
    expect((await syncs()).get(idOf('university'))).toMatchObject({ changed: 2, inPod: true });
    const again = await own();
    expect(again.totals).toEqual(before.totals);
    expect(again.nodes.filter(({ status }) => status !== 'CURRENT')).toEqual([]);
    expect(await seen()).toBe(seenBefore);
  });
});

/** Samira fetches from one school; what came is accepted, whatever the pod does. */
const fetchesFrom = (school: InstitutionKey) =>
  house.ask('samira', 'SyncInstitution', { institution: idOf(school) });
const comment = (n: number): string => `Opmerking ${n} bij de toets.`;

describe('what is on its way to the pod', () => {
  it('a burst of deliveries costs each bundle and each view one writing', async () => {
    house.proxy.setDown(true);
    const fetched: Promise<unknown>[] = [];
    for (const n of [1, 2, 3, 4]) {
      house.schools.servers.roc.amend(rocAssociations.samiraShared, says(comment(n)));
      fetched.push(fetchesFrom('roc'));
      await expect.poll(() => waiting(house), { timeout: 30_000 }).toBe(n);
    }
    await expect.poll(() => isAtRest(house), { timeout: 60_000 }).toBe(true);
    house.proxy.forget();
    house.proxy.setDown(false);
    await timePasses(house);
    await Promise.all(fetched);
    expect(await waiting(house)).toBe(0);
    const times = Map.groupBy(writes(), (write) => write);
    expect([...times].filter(([, list]) => list.length > 1)).toEqual([]);
    expect([...times.keys()].filter((write) => write.endsWith('.delivery.json'))).toHaveLength(4);
    expect(comments((await own()).nodes)).toContain(comment(4));
  });

  it('a delivery that can never be brought is parked, with why; what comes later arrives', async () => {
    const { deliveries, outbox } = house.running.house.ledger;
    const { builder } = house.running.workshop;
    const institution = institutionId('opgeheven.example');
    const receivedAt = new Date().toISOString();
    const page = {
      url: 'https://opgeheven.example/',
      mediaType: 'application/json',
      sha256: '',
      body: '{}',
    };
    const delivery = {
      id: randomUUID(),
      institution,
      connector: 'none',
      receivedAt,
      page,
      lookups: [],
    };
    const hashes = new Map([[recordKey('Zk3vT2xkL0pRz9sWcY4hJA'), 'a hash']]);
    const poison = { actor: builder, institution, deliveries: [{ delivery, hashes }] };
    expect((await deliveries.accept(await samira(), poison)).work).toHaveLength(1);
    house.schools.servers.roc.amend(rocAssociations.samiraShared, says('Kwam er gewoon langs.'));
    const fetched = fetchesFrom('roc');
    await expect
      .poll(
        async () => {
          await timePasses(house);
          return (await outbox.parked()).map(({ reason, attempts }) => [reason, attempts]);
        },
        { timeout: 60_000, interval: 200 },
      )
      .toEqual([['INSTITUTION_UNKNOWN', 5]]);
    expect((await fetched).data.syncInstitution).toMatchObject({ changed: 1, inPod: true });
    expect(comments((await own()).nodes)).toContain('Kwam er gewoon langs.');
  });
});

describe('a school in trouble', () => {
  it('J6.2: that is slow holds up nobody: what another one has to say is taken in before it answers', async () => {
    house.schools.servers.hogeschool.behave({ delayMs: 20_000, at: '/persons' });
    house.schools.servers.roc.amend(rocAssociations.samiraShared, says('Eerder dan de ander.'));
    const arrivals = async () => {
      const { data } = await house.ask('samira', 'MyAccessLog', { first: 250 });
      return data.myAccessLog.nodes.filter(({ kind }: any) => kind === 'WRITE').length;
    };
    const before = await arrivals();
    let isOver = false;
    const all = syncs().finally(() => {
      isOver = true;
    });
    await expect.poll(arrivals, { timeout: 60_000, interval: 100 }).toBe(before + 1);
    expect(isOver).toBe(false);
    const reports = await all;
    expect(reports.get(idOf('hogeschool'))).toMatchObject({ problem: null, changed: 0 });
    expect(comments((await own()).nodes)).toContain('Eerder dan de ander.');
    house.schools.servers.hogeschool.behave({});
  });

  it('whose page breaks off is named; the others arrive, and nothing of it is taken for gone', async () => {
    house.schools.servers.hogeschool.behave({ cutAfter: 400, at: '/persons' });
    house.schools.servers.roc.amend(rocAssociations.samiraShared, says('Toch weer nieuws.'));
    const before = await own();
    const reports = await syncs();
    expect(reports.get(idOf('roc'))).toMatchObject({ problem: null, changed: 1, inPod: true });
    expect(reports.get(idOf('hogeschool')).problem).not.toBe(null);
    const after = await own();
    expect([after.count, after.totals]).toEqual([before.count, before.totals]);
    expect(after.nodes.filter(({ status }) => status !== 'CURRENT')).toEqual([]);
    house.schools.servers.hogeschool.behave({});
  });
});

it('nothing unforeseen happened behind these answers', () => {
  // The pod was down for a while, and one delivery was of a school nobody knows.
  const foreseen = new Set<unknown>(['PodUnreachable', 'NotFound']);
  const kinds = house.faults.map((fault) => (fault instanceof Fault ? fault.kind : fault));
  expect(kinds.filter((kind) => !foreseen.has(kind))).toEqual([]);
});
