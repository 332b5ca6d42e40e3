import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId } from '../../../src/base/index.js';
import { roleLifeMs } from '../../../src/consent/index.js';
import type { Ledger, LogFacts } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { asksAs, strangerNamed } from './asking.js';
import { hersOf, listener, nooras, soon } from './listening.js';
import { activeGrant, answerUnder, byLearner, enrol, noor, terms, wim } from './people.js';

let kluis: TestLedger;
/** Where things happen: another process on the same database. */
let elsewhere: Ledger;
beforeAll(async () => {
  kluis = await openTestLedger();
  elsewhere = await kluis.openAnother();
  return kluis.close;
});

const tried = (because: 'NO_GRANT' | 'ENDED', actor = wim): LogFacts => {
  const what = { purpose: 'ADMISSION', operation: 'LearnerRecords' } as const;
  return { kind: 'DENIED', actor, ...what, because };
};

/** Does what is due, without a pod. */
const craft = {
  handle: async () => {},
  setbackOf: () => ({ reason: 'NONE', patience: 1 }),
  onError: () => {},
};

describe('a learner hears', () => {
  it('of a look once it was released, and not of their own', async () => {
    const here = await listener(kluis.ledger);
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
    const here = await listener(kluis.ledger);
    const learner = await enrol(kluis.ledger);
    const kinds = await hersOf(here, learner);
    await elsewhere.log.noteRefused(learner, tried('NO_GRANT'), new Date());
    await elsewhere.log.noteRefused(learner, tried('ENDED', noor), new Date());
    await soon(() => expect(kinds()).toEqual(['REFUSED_TRY']));
  });

  it('of a request, unless it is held back; and when new records are in the pod', async () => {
    const here = await listener(kluis.ledger);
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
    await elsewhere.outbox.drain(learner, 'DELIVERY', craft);
    await soon(() => expect(kinds()).toEqual(['REQUEST', 'RECORDS_CHANGED']));
  });
});

describe('a grantee hears', () => {
  it('of a pause and of going on, without which of them keeps it; and the stream goes on', async () => {
    const here = await listener(kluis.ledger);
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
    const here = await listener(kluis.ledger);
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
    const here = await listener(kluis.ledger);
    const rows = 'update grant_version set valid_until = clock_timestamp() where grantee = $1';
    await kluis.sql(rows, [noor.webId]);
    const validUntil = new Date(Date.now() + 700);
    await activeGrant(kluis.ledger, await enrol(kluis.ledger), { validUntil });
    const { states, over } = await nooras(here);
    await soon(() => expect(states()).toEqual(['ENDED']));
    expect(await over).toBe('over');
  });

  it('of less for another app only: to this one it is the end', async () => {
    const here = await listener(kluis.ledger);
    const [learner, other] = [await enrol(kluis.ledger), clientId('https://elders.example/app')];
    const grant = await activeGrant(kluis.ledger, learner, { clients: [noor.client, other] });
    const { states, events } = await nooras(here);
    const less = { from: { ...grant, includeFuture: false }, actor: byLearner };
    await elsewhere.grants.narrow(learner, { ...less, terms: terms({ clients: [other] }) });
    await soon(() => expect(states()).toContain('ENDED'));
    expect(await events.at(-1)?.isSo()).toBe(true);
  });

  it('no yes that is over again before it is sent', async () => {
    const here = await listener(kluis.ledger);
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
    const here = await listener(kluis.ledger);
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
