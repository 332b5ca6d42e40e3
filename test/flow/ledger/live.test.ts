import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientId } from '../../../src/base/index.js';
import { type Live, liveOver, type Pass, ratesOver } from '../../../src/flows/index.js';
import { Asker, startLive } from '../../../src/graph/index.js';
import { pairwiseFor } from '../../../src/identity/index.js';
import type { Ledger } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { memoryKeys } from '../../fixtures/memory-names.js';
import { asksAs, strangerNamed } from './asking.js';
import { callerOf, faults, houseOn, listener, nooras, soon } from './listening.js';
import { activeGrant, byLearner, enrol, noor, wim } from './people.js';

let kluis: TestLedger;
/** Where things happen: another process on the same database. */
let elsewhere: Ledger;
beforeAll(async () => {
  kluis = await openTestLedger();
  elsewhere = await kluis.openAnother();
  return kluis.close;
});

describe('attack 30: who listens', () => {
  it('is let go when the session is gone, also where nobody told of it', async () => {
    const [left, lost] = [await listener(kluis.ledger), await listener(kluis.ledger)];
    await elsewhere.sessions.end(left.pass.tokenHash);
    await kluis.sql('delete from session where token_hash = $1', [lost.pass.tokenHash]);
    await soon(() => expect([left.ended[0], lost.ended[0]]).toEqual(['OVER', 'OVER']));
  });

  it('is let go when the token runs out, or its app is suspended', async () => {
    const { live } = await listener(kluis.ledger);
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

  it('is let go when the app that they use is removed', async () => {
    const { live } = await listener(kluis.ledger);
    const client = clientId(`https://app.example/${randomUUID()}`);
    const redirectUris = ['https://app.example/back'];
    const words = { name: 'Stageplek', redirectUris, clusters: [], purpose: 'INTERNSHIP' } as const;
    await elsewhere.apps.add(client, noor.webId, words);
    const ended: string[] = [];
    const pass = { kind: 'token', client, until: new Date(Date.now() + 60_000) } as const;
    onTestFinished(live.attend({ pass, end: (why) => void ended.push(why) }));
    const listened = {
      kind: 'token',
      client: clientId(`${client}/other`),
      until: pass.until,
    } as const;
    const others: string[] = [];
    onTestFinished(live.attend({ pass: listened, end: (why) => void others.push(why) }));
    expect(await elsewhere.apps.remove(client, noor.webId)).toBe(true);
    await soon(() => expect(ended).toEqual(['OVER']));
    expect(others).toEqual([]);
  });

  it('is told so once, however often is looked after that', async () => {
    const gone = await listener(kluis.ledger);
    const stays = await listener(kluis.ledger, gone.live);
    await elsewhere.sessions.end(gone.pass.tokenHash);
    await soon(() => expect(gone.ended).toEqual(['OVER']));
    expect(await gone.live.stands(gone.hearer)).toBe(false);
    const { states } = await nooras(stays);
    await activeGrant(elsewhere, await enrol(elsewhere));
    await soon(() => expect(states()).toContain('ACTIVE'));
    expect([gone.ended, stays.ended]).toEqual([['OVER'], []]);
  });

  it('does not stand as somebody else, whose session it may be by now', async () => {
    const { live, hearer, pass } = await listener(kluis.ledger);
    expect(await live.stands(hearer)).toBe(true);
    await kluis.sql('update session set web_id = $2 where token_hash = $1', [
      pass.tokenHash,
      wim.webId,
    ]);
    expect(await live.stands(hearer)).toBe(false);
  });

  it('hears again after the connection was lost, and of what was told meanwhile', async () => {
    const here = await listener(kluis.ledger);
    const { states } = await nooras(here);
    const away = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen leerkluis'`;
    await soon(async () => expect(await kluis.sql(away)).not.toEqual([]));
    await activeGrant(elsewhere, await enrol(elsewhere));
    await soon(() => expect(states()).toContain('ACTIVE'));
  });

  it('is let go where there is no database to ask', async () => {
    const broken = { ...kluis.ledger.live, standing: () => Promise.reject(new Error('away')) };
    const { ended } = await listener(
      kluis.ledger,
      liveOver(broken, () => undefined),
    );
    await soon(() => expect(ended[0]).toBe('AWAY'));
  });
});

describe('each event is released by itself', () => {
  const pace = { perMinute: 1000, burst: 1000 };
  const text = 'subscription { grantEvents { grant learner state } }';
  const rooms = async (live: Live) => {
    const { ledger } = kluis;
    const ours = {
      ...houseOn(ledger),
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
    const { live, pass } = await listener(kluis.ledger);
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
