import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientId, type LearnerId, webId } from '../../../src/base/index.js';
import { type AssertedRole, roleLifeMs } from '../../../src/consent/index.js';
import {
  grantEvents,
  type Hearer,
  type House,
  type Live,
  liveOver,
  myEvents,
  type Pass,
  ratesOver,
  type Stream,
} from '../../../src/flows/index.js';
import { Asker, startLive } from '../../../src/graph/index.js';
import { pairwiseFor, principalFromSession } from '../../../src/identity/index.js';
import type { Ledger, LogFacts } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { memoryKeys } from '../../fixtures/memory-names.js';
import { asksAs, strangerNamed } from './asking.js';
import { activeGrant, answerUnder, byLearner, enrol, noor, terms, wim } from './people.js';

let kluis: TestLedger;
/** Where things happen: another process on the same database. */
let elsewhere: Ledger;
const faults: unknown[] = [];
beforeAll(async () => {
  kluis = await openTestLedger();
  elsewhere = await kluis.openAnother();
  return kluis.close;
});

/** The machine is shared by all tests. What is promised is measured where the whole house is. */
const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 5000, interval: 10 });

interface Here {
  readonly live: Live;
  readonly pass: Extract<Pass, { kind: 'session' }>;
  readonly hearer: Hearer;
  readonly ended: readonly string[];
}
/** Somebody who listens here, by a session of their own. */
async function listener(live: Live = liveOver(kluis.ledger.live, (error) => faults.push(error))) {
  const pass = { kind: 'session', tokenHash: randomUUID(), webId: noor.webId } as const;
  const who = { webId: noor.webId, kind: 'ADVISER', displayName: 'Noor' } as const;
  const later = new Date(Date.now() + 3_600_000);
  await kluis.ledger.sessions.start(pass.tokenHash, who, later);
  const ended: string[] = [];
  const hearer = { pass, end: (why: string) => void ended.push(why) };
  const leave = live.attend(hearer);
  onTestFinished(async () => {
    leave();
    await live.close();
  });
  return { live, pass, hearer, ended };
}

// What these stories ask of a house is its ledger.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const house = () => ({ ledger: kluis.ledger }) as House;
const callerOf = (id: string, clientOf: string, roles: readonly AssertedRole[] = []) => ({
  principal: principalFromSession({ webId: webId(id), clientId: clientId(clientOf), roles }),
  purpose: undefined,
  operation: 'Live',
});

/** Takes what comes, as long as the test lasts. */
function taking<T>(stream: Stream<T>) {
  const taken: T[] = [];
  const over = (async () => {
    for await (const event of stream) taken.push(event);
    return 'over' as const;
  })();
  onTestFinished(async () => void (await stream.return()));
  return { taken, over };
}
async function hersOf({ live }: Here, learner: LearnerId) {
  const row = await kluis.ledger.learners.byId(learner);
  if (row === undefined) throw new Error('a learner of this test is meant');
  const { taken } = taking(await myEvents(house(), live, callerOf(row.webId, byLearner.client)));
  return () => taken.map(({ kind }) => kind);
}
async function nooras({ live }: Here, roles?: readonly AssertedRole[]) {
  const caller = callerOf(noor.webId, noor.client, roles);
  const { taken, over } = taking(await grantEvents(house(), live, caller));
  return { states: () => taken.map(({ state }) => state), events: taken, over };
}

describe('attack 30: who listens', () => {
  it('is let go when the session is gone, also where nobody told of it', async () => {
    const [left, lost] = [await listener(), await listener()];
    await elsewhere.sessions.end(left.pass.tokenHash);
    await kluis.sql('delete from session where token_hash = $1', [lost.pass.tokenHash]);
    await soon(() => expect([left.ended[0], lost.ended[0]]).toEqual(['OVER', 'OVER']));
  });

  it('is let go when the token runs out, or its app is suspended', async () => {
    const { live } = await listener();
    const client = clientId(`https://app.example/${randomUUID()}`);
    const ended: string[] = [];
    const by = (name: string, until: number) => {
      const pass = { kind: 'token', client, until: new Date(Date.now() + until) } as const;
      onTestFinished(live.attend({ pass, end: (why) => void ended.push(`${name} ${why}`) }));
    };
    by('short', 200);
    await soon(() => expect(ended).toContain('short OVER'));
    by('long', 60_000);
    await elsewhere.clients.suspend(client);
    await soon(() => expect(ended).toContain('long OVER'));
  });

  it('does not stand as somebody else, whose session it may be by now', async () => {
    const { live, hearer, pass } = await listener();
    expect(await live.stands(hearer)).toBe(true);
    await kluis.sql('update session set web_id = $2 where token_hash = $1', [
      pass.tokenHash,
      wim.webId,
    ]);
    expect(await live.stands(hearer)).toBe(false);
  });

  it('hears again after the connection was lost, and of what was told meanwhile', async () => {
    const here = await listener();
    const { states } = await nooras(here);
    const away = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen leerkluis'`;
    await soon(async () => expect(await kluis.sql(away)).not.toEqual([]));
    await activeGrant(elsewhere, await enrol(elsewhere));
    await soon(() => expect(states()).toContain('ACTIVE'));
  });

  it('is let go where there is no database to ask', async () => {
    const broken = { ...kluis.ledger.live, standing: () => Promise.reject(new Error('away')) };
    const { ended } = await listener(liveOver(broken, () => undefined));
    await soon(() => expect(ended[0]).toBe('AWAY'));
  });
});

describe('a learner hears', () => {
  const tried = (because: 'NO_GRANT' | 'ENDED', actor = wim): LogFacts => {
    const what = { purpose: 'ADMISSION', operation: 'LearnerRecords' } as const;
    return { kind: 'DENIED', actor, ...what, because };
  };

  it('of a look once it was released, and not of their own', async () => {
    const here = await listener();
    const learner = await enrol(kluis.ledger);
    const grant = await activeGrant(kluis.ledger, learner);
    const kinds = await hersOf(here, learner);
    const answer = await answerUnder(kluis.ledger, learner, [grant]);
    await expect(
      elsewhere.release([answer, { ...answer, learner: await enrol(elsewhere), epoch: 7 }]),
    ).resolves.toEqual({ kind: 'moved' });
    await elsewhere.release([answer]);
    await soon(() => expect(kinds()).toEqual(['LOOK']));
    if (answer.log.kind !== 'READ') throw new Error('a look is meant');
    const own = { ...answer, uses: [], log: { ...answer.log, purpose: 'SELF_USE' as const } };
    await elsewhere.release([own]);
    await sleep(600);
    expect(kinds()).toEqual(['LOOK']);
  });

  it('of a refused try by who had a grant, and of no stranger’s', async () => {
    const here = await listener();
    const learner = await enrol(kluis.ledger);
    const kinds = await hersOf(here, learner);
    await elsewhere.log.noteRefused(learner, tried('NO_GRANT'), new Date());
    await elsewhere.log.noteRefused(learner, tried('ENDED', noor), new Date());
    await soon(() => expect(kinds()).toEqual(['REFUSED_TRY']));
  });

  it('of a request, unless it is held back; and when new records are in the pod', async () => {
    const here = await listener();
    const learner = await enrol(kluis.ledger);
    const kinds = await hersOf(here, learner);
    await elsewhere.requests.mute(learner, { grantee: wim.webId, muted: true, actor: byLearner });
    await elsewhere.requests.add(learner, strangerNamed(), asksAs(wim.webId));
    await elsewhere.requests.add(learner, strangerNamed(), asksAs(noor.webId));
    await soon(() => expect(kinds()).toEqual(['REQUEST']));
    const owed = { lane: 'DELIVERY', kind: 'DELIVER', payload: {} } as const;
    await elsewhere.db.inTransaction((tx) => elsewhere.outbox.add(tx, learner, [owed]));
    await sleep(500);
    expect(kinds()).toEqual(['REQUEST']);
    const craft = { handle: async () => {}, onError: () => {} };
    const setbackOf = () => ({ reason: 'NONE', patience: 1 });
    await elsewhere.outbox.drain(learner, 'DELIVERY', { ...craft, setbackOf });
    await soon(() => expect(kinds()).toEqual(['REQUEST', 'RECORDS_CHANGED']));
  });
});

describe('a grantee hears', () => {
  it('of a pause and of going on, without which of them keeps it; and the stream goes on', async () => {
    const here = await listener();
    const learner = await enrol(kluis.ledger);
    const grant = await activeGrant(kluis.ledger, learner);
    const { states } = await nooras(here);
    await elsewhere.grants.pauseAll(learner, byLearner);
    await soon(() => expect(states().at(-1)).toBe('CHANGED'));
    const before = states().length;
    await elsewhere.grants.resumeAll(learner, byLearner);
    await sleep(600);
    expect(states()).toHaveLength(before);
    await elsewhere.grants.activate(learner, grant, byLearner);
    await soon(() => expect(states().slice(before)).toEqual(['ACTIVE']));
  });

  it('nothing of a no, nor of a yes that never took effect, nor of one through another app', async () => {
    const here = await listener();
    const { states } = await nooras(here);
    const learner = await enrol(kluis.ledger);
    const other = clientId('https://elders.example/app.json');
    const request = asksAs(noor.webId);
    const id = await elsewhere.requests.add(learner, strangerNamed(), request);
    await elsewhere.requests.decline(learner, id ?? '', byLearner);
    const yes = { grantee: { kind: 'person', webId: noor.webId }, actor: byLearner } as const;
    const made = await elsewhere.grants.grant(learner, { ...yes, terms: terms() });
    if (made === undefined || !('id' in made)) throw new Error('a yes is meant');
    await elsewhere.grants.revoke(learner, made.id, byLearner);
    await activeGrant(elsewhere, learner, { clients: [other] });
    await sleep(600);
    expect(states()).toEqual([]);
  });

  it('of an end by the clock alone; then it is over, if it was the last', async () => {
    const here = await listener();
    const rows = 'update grant_version set valid_until = clock_timestamp() where grantee = $1';
    await kluis.sql(rows, [noor.webId]);
    const validUntil = new Date(Date.now() + 700);
    await activeGrant(kluis.ledger, await enrol(kluis.ledger), { validUntil });
    const { states, over } = await nooras(here);
    await soon(() => expect(states()).toEqual(['ENDED']));
    expect(await over).toBe('over');
  });

  it('of less for another app only: to this one it is the end', async () => {
    const here = await listener();
    const [learner, other] = [await enrol(kluis.ledger), clientId('https://elders.example/app')];
    const grant = await activeGrant(kluis.ledger, learner, { clients: [noor.client, other] });
    const { states, events } = await nooras(here);
    const less = { from: { ...grant, includeFuture: false }, actor: byLearner };
    await elsewhere.grants.narrow(learner, { ...less, terms: terms({ clients: [other] }) });
    await soon(() => expect(states()).toContain('ENDED'));
    expect(await events.at(-1)?.isSo()).toBe(true);
  });

  it('no yes that is over again before it is sent', async () => {
    const here = await listener();
    const learner = await enrol(kluis.ledger);
    const { states, events } = await nooras(here);
    const grant = await activeGrant(elsewhere, learner);
    await soon(() => expect(states()).toContain('ACTIVE'));
    const yes = events.find(({ learner: whose }) => whose === learner);
    expect(await yes?.isSo()).toBe(true);
    await elsewhere.grants.revoke(learner, grant.id, byLearner);
    expect(await yes?.isSo()).toBe(false);
    await soon(() => expect(states()).toContain('ENDED'));
  });

  it('nothing as what they are no longer: a role is an hour old at most', async () => {
    const here = await listener();
    const role = { issuer: 'https://idp.example', organisation: 'a.example', role: randomUUID() };
    const learner = await enrol(kluis.ledger);
    const yes = { grantee: { kind: 'role', ...role }, terms: terms(), actor: byLearner } as const;
    const made = await elsewhere.grants.grant(learner, yes);
    if (made === undefined || !('id' in made)) throw new Error('a yes is meant');
    await elsewhere.grants.activate(learner, { id: made.id, version: 1 }, byLearner);
    const assertedAt = new Date(Date.now() - roleLifeMs + 500);
    const { events } = await nooras(here, [{ ...role, assertedAt }]);
    await sleep(1200);
    await elsewhere.grants.revoke(learner, made.id, byLearner);
    await sleep(600);
    expect(events.filter(({ grant }) => grant === made.id)).toEqual([]);
  });
});

describe('each event is released by itself', () => {
  const pace = { perMinute: 1000, burst: 1000 };
  const text = 'subscription { grantEvents { grant learner state } }';
  const rooms = async (live: Live) => {
    const { ledger } = kluis;
    const ours = {
      ...house(),
      rates: ratesOver(ledger.rates, { ids: pace, operations: pace }),
      meterOf: () => 'a meter',
    };
    const graph = await startLive(
      { house: { ...ours, idsFor: pairwiseFor(memoryKeys) }, onFault: (e) => faults.push(e) },
      live,
    );
    const { principal } = callerOf(noor.webId, noor.client);
    return { graph, asker: new Asker(principal, undefined, undefined, ['nl']) };
  };
  async function following(live: Live, pass: Pass, onEnd: (why: string) => void) {
    const { graph, asker } = await rooms(live);
    const hearing = await graph.attend(asker, pass, onEnd);
    if (hearing === undefined) throw new Error('Noor may listen');
    onTestFinished(hearing.leave);
    const args = await graph.admit(hearing, { query: text });
    if (!('schema' in args)) throw new Error('this may be asked');
    const events = await graph.follow(args);
    if (!(Symbol.asyncIterator in events)) throw new Error('this can be followed');
    return events;
  }

  it('what was worked out for a session that is gone by then is not sent', async () => {
    const { live, pass } = await listener();
    const late: Live = {
      ...live,
      async stands(hearer) {
        await kluis.sql('delete from session where token_hash = $1', [pass.tokenHash]);
        return live.stands(hearer);
      },
    };
    const ended: string[] = [];
    const events = await following(late, pass, (why) => ended.push(why));
    const next = events.next();
    await activeGrant(elsewhere, await enrol(elsewhere));
    expect(await next).toEqual({ value: undefined, done: true });
    expect(ended).toContain('OVER');
  });
});

it('what strangers do is told by nothing: who listens finds it by looking', async () => {
  const told: string[] = [];
  const listening = kluis.ledger.live.listen({
    onId: (id) => void told.push(id),
    onGap: () => void told.push('listening'),
    onError: (error) => faults.push(error),
  });
  onTestFinished(() => listening.close());
  await soon(() => expect(told).toEqual(['listening']));
  const learner = await enrol(kluis.ledger);
  await elsewhere.requests.add(learner, strangerNamed(), asksAs(noor.webId));
  const facts = { kind: 'DENIED', actor: wim, purpose: 'ADMISSION' } as const;
  const refused = { ...facts, operation: 'LearnerRecords', because: 'NO_GRANT' } as const;
  await elsewhere.log.noteRefused(learner, refused, new Date());
  await elsewhere.grants.pauseAll(learner, byLearner);
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told).toEqual(['listening', learner]);
});

it('nothing unforeseen happened meanwhile', () => {
  expect(faults.map(String).filter((fault) => !fault.includes('terminat'))).toEqual([]);
});
