import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { beforeAll, expect, it, vi } from 'vitest';
import { Fault, type GrantId, grantId, type LearnerId, webId } from '../../../src/base/index.js';
import { type GrantView, granteeKey, viewOf } from '../../../src/consent/index.js';
import { Asker, startGraph } from '../../../src/graph/index.js';
import { principalFromSession } from '../../../src/identity/index.js';
import type { GrantRow, Ledger, LogLine } from '../../../src/ledger/index.js';
import { openView } from '../../../src/pod/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';

const learners = ['samira', 'barry'] as const;
type Who = (typeof learners)[number];
/** Asking of each learner. */
const readers = 3;
/** In each round so many grants are in force at once, and are stopped one right after the other. */
const atOnce = 3;
const rounds = 34;
const leakyRounds = 5;
const purpose = 'CAREER_GUIDANCE';
const patience = { timeout: 60_000, interval: 100 };
const upTo = (ms: number): number => Math.random() * ms;

let house: TestHouse;
/** Grants given beforehand, their views in the pod, each to be put in force and stopped in its turn. */
let waiting: ReadonlyMap<Who, GrantRow[]>;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 0 });
  await vi.waitUntil(async () => (await workLeft()) === 0, patience);
  const found = learners.map(async (who) => [who, await givenBy(who)] as const);
  waiting = new Map(await Promise.all(found));
  house.proxy.delay(({ method, path, status }) =>
    method === 'GET' && status === 200 && path.endsWith('/view.json') ? upTo(300) : 0,
  );
  return () => house.stop();
}, 300_000);

async function workLeft(): Promise<number> {
  const rows = await house.running.house.ledger.db
    .em()
    .execute<{ left: number }[]>(
      "select count(*)::int as left from outbox_item where state <> 'DONE'",
    );
  return rows[0]?.left ?? -1;
}

async function learnerOf(who: Who): Promise<LearnerId> {
  const found = await house.running.house.ledger.learners.byWebId(webId(house.account(who).webId));
  if (found === undefined) throw new Error(`${who} has no kluis`);
  return found.id;
}

/** A yes through the door, so that its rows and its view are the product's own. */
async function givesOne(who: Who): Promise<GrantRow> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose,
    scope: [{ types: ['RESULT'] }],
    facets: ['CORE'],
  };
  const { data } = await house.ask(who, 'GrantAccess', { input });
  expect(data.grantAccess.pod).toBe('PENDING');
  const { grants } = house.running.house.ledger;
  const learner = await learnerOf(who);
  return vi.waitUntil(async () => {
    const [given] = await grants.ofLearner(learner);
    return given?.state === 'ACTIVE' && given;
  }, patience);
}

/** The same yes many times over, each a grant of its own with its view and rule in the pod, and not in force yet. */
async function givenBy(who: Who): Promise<GrantRow[]> {
  const first = await givesOne(who);
  const { ledger } = house.running.house;
  const { build, names, readerFor } = house.running.workshop;
  const { person, records }: GrantView = JSON.parse(await (await build.fetch(first.view)).text());
  const rows = await ledger.db.em().execute<{ grant_id: string }[]>(
    `insert into grant_version
     select (jsonb_populate_record(one, jsonb_build_object(
       'grant_id', gen_random_uuid(), 'state', 'PREPARING', 'pod', 'PENDING', 'activated_at', null))).*
     from grant_version one, generate_series(1, ?) where grant_id = ? returning grant_id`,
    [atOnce * (rounds + leakyRounds) - 1, first.id],
  );
  const storage = house.account(who).podRoot;
  const copies = rows.map(({ grant_id }) => {
    const id = grantId(grant_id);
    return { ...first, id, view: viewOf(storage, id) };
  });
  for (const { id, grantee, clients, view } of copies) {
    const delegates = clients.map((client) =>
      readerFor(names.delegateOf({ grantId: id, grantee: granteeKey(grantee), client, purpose })),
    );
    await openView(build, { view }, { person, records }, delegates);
  }
  return [first, ...copies];
}

/** An answer as its asker got it. */
interface Heard {
  readonly who: Who;
  readonly name: string;
  readonly asked: number;
  /** Absent when it was refused, with why. */
  readonly shown?: { readonly count: number; readonly asOf: string };
  readonly codes: readonly string[];
}
/** A grant in force from, and the moments its stop was sent and had been answered. */
interface Stopped {
  readonly who: Who;
  readonly id: GrantId;
  readonly from: number;
  readonly sent: number;
  readonly returned: number;
}
type Ask = (who: Who, name: string) => Promise<Pick<Heard, 'shown' | 'codes'>>;

const question = (name: string): string =>
  `query ${name}($learner: ID!) { learner(id: $learner) { records { count nodes { id } view { asOf } } } }`;
const variablesFor = (who: Who) => ({ learner: house.account(who).webId });
const shownIn = (data: any): Pick<Heard, 'shown'> => {
  if (data?.learner === null || data?.learner === undefined) return {};
  const { count, nodes, view } = data.learner.records;
  expect(nodes).toHaveLength(count);
  return { shown: { count, asOf: new Date(view.asOf).toISOString() } };
};

const overHttp: Ask = async (who, name) => {
  const query = question(name);
  const { data, codes } = await house.ask('adviser', name, variablesFor(who), { purpose, query });
  return { ...shownIn(data), codes };
};

/** Learners stop grants one after the other while six readers ask without pause. */
async function race(ask: Ask, name: string, roundsEach: number) {
  const [heard, stopped]: [Heard[], Stopped[]] = [[], []];
  const { grants } = house.running.house.ledger;
  const until = new AbortController();
  const reads = async (who: Who, reader: string): Promise<void> => {
    for (let n = 1; !until.signal.aborted; n += 1) {
      const [one, asked] = [`${name}_${reader}_${n}`, performance.now()];
      heard.push({ who, name: one, asked, ...(await ask(who, one)) });
    }
  };
  /** A round starts to end once somebody was shown something in it, or too long nobody was. */
  const isRead = async (who: Who, from: number): Promise<void> => {
    const wasShown = () => heard.some((one) => one.who === who && one.asked > from && one.shown);
    while (!wasShown() && performance.now() < from + 4000) await sleep(10);
  };
  const stops = async (who: Who): Promise<void> => {
    const learner = await learnerOf(who);
    const { seal } = house.running.house.idsFor(webId(house.account(who).webId));
    for (let round = 0; round < roundsEach; round += 1) {
      const given = waiting.get(who)?.splice(0, atOnce) ?? [];
      for (const { id } of given)
        await grants.activate(learner, { id, version: 1 }, house.running.workshop.builder);
      const from = performance.now();
      await isRead(who, from);
      for (const { id } of given) {
        await sleep(upTo(100));
        const sent = performance.now();
        const { data } = await house.ask(who, 'RevokeGrant', { id: seal('grant', id) });
        stopped.push({ who, id, from, sent, returned: performance.now() });
        expect(data.revokeGrant.grant.state).toBe('REVOKED');
      }
    }
  };
  const reading = learners.flatMap((who) =>
    Array.from({ length: readers }, (_, n) => reads(who, `${who}${n}`)),
  );
  await Promise.all(learners.map(stops));
  until.abort();
  await Promise.all(reading);
  return { heard, stopped };
}
type Raced = Awaited<ReturnType<typeof race>>;

type Read = Extract<LogLine, { kind: 'READ' }>;
const isRead = (line: LogLine): line is Read => line.kind === 'READ';

async function logs(): Promise<readonly (readonly LogLine[])[]> {
  const { log } = house.running.house.ledger;
  const ids = await Promise.all(learners.map(learnerOf));
  return Promise.all(ids.map(async (id) => (await log.read(id, 100_000)).toReversed()));
}

/** A log is in order of commit: a reading under a grant that stands behind its stop was let out after it. */
function leaksIn(oldestFirst: readonly LogLine[]): readonly Read[] {
  const revoked = new Set<GrantId>();
  const leaks: Read[] = [];
  for (const line of oldestFirst) {
    if (line.kind === 'POLICY' && line.event === 'REVOKED') {
      for (const { id } of line.grants) revoked.add(id);
    }
    if (isRead(line) && line.grants.some(({ id }) => revoked.has(id))) leaks.push(line);
  }
  return leaks;
}

/** What the log says of a race, beside what its askers heard. */
async function judge({ heard, stopped }: Raced) {
  const all = await logs();
  const names = new Set(heard.map(({ name }) => name));
  const reads = all.flat().filter(isRead);
  const lines = reads.filter(({ operation }) => names.has(operation));
  const byName = new Map(lines.map((line) => [line.operation, line]));
  const shown = heard.filter((one) => one.shown !== undefined);
  const returned = new Map(stopped.map((stop) => [stop.id, stop.returned]));
  const late = shown.filter(({ name, asked }) =>
    byName.get(name)?.grants.some(({ id }) => asked > (returned.get(id) ?? Infinity)),
  );
  const refused = heard.filter((one) => one.shown === undefined);
  const voided = refused.filter(({ who, asked }) =>
    stopped.some((stop) => stop.who === who && stop.from < asked && asked < stop.sent),
  );
  return {
    shown,
    voided,
    late,
    lines,
    codes: new Set(refused.flatMap(({ codes }) => codes)),
    /** Heard, and not as it stands in the log. */
    unlogged: shown.filter((one) => byName.get(one.name)?.at !== one.shown?.asOf),
    leaks: all.flatMap(leaksIn).filter(({ operation }) => names.has(operation)),
  };
}

const refusals = new Set(['CONFLICT', 'GRANT_ENDED', 'NOT_FOUND', 'UPSTREAM']);

it('no answer leaves after the revoke of its grant, whatever the pod had said: 204 revokes, six readers', async () => {
  const raced = await race(overHttp, 'Reads', rounds);
  const { shown, voided, late, lines, codes, unlogged, leaks } = await judge(raced);
  process.stdout.write(
    `revocation race: ${raced.stopped.length} revokes, ${raced.heard.length} answers, ` +
      `${shown.length} released, ${voided.length} void of those asked in time, ${leaks.length} leaks\n`,
  );
  expect(raced.stopped).toHaveLength(learners.length * rounds * atOnce);
  expect(leaks).toEqual([]);
  expect(late).toEqual([]);
  expect(unlogged).toEqual([]);
  expect(lines).toHaveLength(shown.length);
  expect(shown.every((one) => (one.shown?.count ?? 0) > 0)).toBe(true);
  expect([...codes].filter((code) => !refusals.has(code))).toEqual([]);
  // A race that always ends one way was none.
  expect(shown.length).toBeGreaterThan(20);
  expect(voided.length).toBeGreaterThan(3);
}, 600_000);

/** Lets out whatever was allowed when the question came: the epoch as it finds it, and no use. */
const releaseByTheStart =
  (ledger: Ledger): Ledger['release'] =>
  async (disclosures) => {
    for (;;) {
      const unchecked = disclosures.map(async (disclosure) => {
        const { learner, log } = disclosure;
        const { epoch } = await ledger.grants.policyBetween(learner, [log.actor.webId]);
        return { ...disclosure, epoch, uses: [] };
      });
      const outcome = await ledger.release(await Promise.all(unchecked));
      if (outcome.kind === 'released') return outcome;
    }
  };

it('the same judge sees the leaks of a server that looks at the policy at the start only', async () => {
  const { house: own } = house.running;
  const ledger = { ...own.ledger, release: releaseByTheStart(own.ledger) };
  const graph = await startGraph({
    house: { ...own, ledger },
    openSchema: true,
    onFault: () => undefined,
  });
  const adviser = principalFromSession({
    webId: webId(house.account('adviser').webId),
    clientId: own.pageClient,
  });
  const ask: Ask = async (who, name) => {
    const asked = { query: question(name), operationName: name, variables: variablesFor(who) };
    const contextValue = new Asker(adviser, purpose, undefined, []);
    const { body } = await graph.executeOperation(asked, { contextValue });
    if (body.kind !== 'single') throw new Error('one answer was expected');
    const { data, errors = [] } = body.singleResult;
    return {
      ...shownIn(JSON.parse(JSON.stringify(data))),
      codes: errors.map(({ extensions }) => String(extensions?.['code'])),
    };
  };
  const raced = await race(ask, 'Leaks', leakyRounds);
  await graph.stop();
  const { shown, leaks, lines } = await judge(raced);
  process.stdout.write(
    `start-only variant: ${raced.stopped.length} revokes, ${shown.length} released, ${leaks.length} leaks\n`,
  );
  expect(lines).toHaveLength(shown.length);
  expect(leaks.length).toBeGreaterThan(0);
}, 600_000);

it('nothing unforeseen happened behind these answers', () => {
  const kinds = house.faults.map((fault) => {
    const cause = fault instanceof GraphQLError ? fault.originalError : fault;
    return cause instanceof Fault ? cause.kind : cause;
  });
  // A view that is taken away while it is read may break off.
  expect(kinds.filter((kind) => kind !== 'PodUnreachable')).toEqual([]);
});
