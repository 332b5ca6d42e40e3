import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId, type WebId, webId } from '../../../src/base/index.js';
import { type AppWords, appLimits } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { byLearner, enrol, saidToApp, terms, yesTo } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const words: AppWords = {
  name: 'Stageplek',
  redirectUris: ['https://stageplek.example/back'],
  clusters: ['RESULTS'],
  purpose: 'INTERNSHIP',
};
const newOwner = (): WebId => webId(`https://ontwikkelaar.example/${randomUUID()}#me`);
const newClient = () => clientId(`https://leerkluis.example/clients/${randomUUID()}`);
async function registered(owner = newOwner()) {
  const client = newClient();
  expect(await kluis.ledger.apps.add(client, owner, words)).toBe('added');
  return { client, owner };
}

describe('apps that people registered', () => {
  it('of as many registrations at once as one may have and five more, so many are stored', async () => {
    const owner = newOwner();
    const tries = Array.from({ length: appLimits.most + 5 }, () =>
      kluis.ledger.apps.add(newClient(), owner, words),
    );
    const added = (await Promise.all(tries)).filter((outcome) => outcome === 'added');
    expect(added).toHaveLength(appLimits.most);
  });

  it('what is removed is gone for everybody, for ever, and its proofs open nothing', async () => {
    const { client, owner } = await registered();
    const { apps, usedProofs } = kluis.ledger;
    const proof = () => usedProofs.firstUse(randomUUID(), new Date(Date.now() + 60_000), client);
    expect(await apps.remove(client, newOwner())).toBe(false);
    expect(await proof()).toBe(true);
    expect(await apps.remove(client, owner)).toBe(true);
    expect(await proof()).toBe(false);
    expect(await apps.byClient(client)).toBeUndefined();
    expect(await apps.change(client, owner, words)).toBe(false);
    await expect(apps.add(client, owner, words)).rejects.toThrow('duplicate key');
  });
});

/** @returns what names the paper of a sign-in of this moment. */
async function signsIn(): Promise<string> {
  const idHash = randomUUID();
  expect(await kluis.ledger.papers.add('Grant', idHash, { payload: '{}' }, 60)).toBe(true);
  return idHash;
}

const shares = async (change = {}) => {
  const { client } = await registered();
  const learner = await enrol(kluis.ledger);
  const person = (await kluis.ledger.learners.byId(learner))?.webId ?? newOwner();
  const yes = yesTo(client, change);
  const first = await signsIn();
  const given = await kluis.ledger.grants.grant(learner, yes);
  if (given?.kind !== 'made') throw new Error('nothing was in the way of a yes');
  const isSignedIn = (by = first) => kluis.ledger.apps.isStillSignedIn(client, person, by);
  return { client, learner, person, id: given.id, yes, isSignedIn };
};

describe('signed in to an app', () => {
  it('is who shares something, or never did; not who stopped since', async () => {
    const { learner, client, id, isSignedIn } = await shares();
    expect(await isSignedIn()).toBe(true);
    const isNew = kluis.ledger.apps.isStillSignedIn(client, newOwner(), await signsIn());
    expect(await isNew).toBe(true);
    await kluis.ledger.grants.revoke(learner, id, byLearner);
    expect(await isSignedIn()).toBe(false);
    // Who signs in anew, shares nothing, and knows it; however soon after the stop.
    expect(await isSignedIn(await signsIn())).toBe(true);
    expect(await isSignedIn('a paper that is gone')).toBe(false);
  });

  it('who shares again after a stop is not signed in by what they had before it', async () => {
    const { learner, id, yes, isSignedIn } = await shares();
    const { grants } = kluis.ledger;
    await grants.grant(learner, { ...yes, terms: terms({ ...yes.terms, purpose: 'RESEARCH' }) });
    await grants.revoke(learner, id, byLearner);
    // The other one went on.
    expect(await isSignedIn()).toBe(true);
    for (const one of await grants.ofLearner(learner))
      await grants.revoke(learner, one.id, byLearner);
    expect(await isSignedIn()).toBe(false);
    expect(await grants.grant(learner, yes)).toMatchObject({ kind: 'made' });
    expect(await isSignedIn()).toBe(false);
  });

  it('who thinks better of a stop is signed in as before, until the next', async () => {
    const { learner, id, yes, isSignedIn } = await shares();
    const { grants } = kluis.ledger;
    await grants.grant(learner, yesTo(yes.grantee.client, { purpose: 'RESEARCH' }));
    const stopAll = async () => {
      for (const one of await grants.ofLearner(learner)) {
        await grants.revoke(learner, one.id, byLearner);
      }
    };
    await stopAll();
    const from = await grants.byId(id);
    if (from === undefined) throw new Error('it was shared');
    expect(await isSignedIn()).toBe(false);
    expect(await grants.again(learner, { from, actor: byLearner })).toMatchObject({ kind: 'made' });
    expect(await isSignedIn()).toBe(true);
    await stopAll();
    expect(await isSignedIn()).toBe(false);
  });

  it('another yes in the place of one before is one change: both or neither', async () => {
    const { learner, yes, isSignedIn } = await shares();
    const { grants } = kluis.ledger;
    const said = (yeses: (typeof yes)[]) => saidToApp(yes.grantee.client, yeses);
    const statesNow = async () =>
      (await grants.ofLearner(learner)).map(({ state }) => state).toSorted();
    await grants.pauseAll(learner, byLearner);
    expect(await grants.exchange(learner, said([yes]))).toEqual({ kind: 'paused' });
    expect(await statesNow()).toEqual(['SUSPENDED']);
    await grants.resumeAll(learner, byLearner);
    expect(await grants.exchange(learner, said([yes, yes]))).toHaveProperty('work');
    expect(await statesNow()).toEqual(['PREPARING', 'PREPARING', 'REVOKED']);
    expect(await isSignedIn()).toBe(true);
  });
});

describe('an answer to an app', () => {
  const paper = { client: 'c', grantId: 'g', payload: '{}' };

  it('and what it shares are kept together: a question that is gone meanwhile leaves all as it was', async () => {
    const { learner, yes } = await shares();
    const { grants, papers } = kluis.ledger;
    const idHash = randomUUID();
    const answered = { model: 'Interaction', idHash, payload: '{"result":{}}' };
    const said = { ...saidToApp(yes.grantee.client, [yes]), answered };
    const before = await grants.ofLearner(learner);
    expect(await grants.exchange(learner, said)).toEqual({ kind: 'not open' });
    expect(await grants.ofLearner(learner)).toEqual(before);
    await papers.put('Interaction', idHash, paper, 60);
    expect(await grants.exchange(learner, said)).toHaveProperty('work');
    expect((await papers.find('Interaction', idHash))?.payload).toBe(answered.payload);
    expect(await grants.ofLearner(learner)).toHaveLength(2);
  });

  it('takes the place of all that was said at the same time: what is shared is what one of them says', async () => {
    const { learner, yes } = await shares();
    const { grants } = kluis.ledger;
    const said = saidToApp(yes.grantee.client, [yes]);
    await Promise.all([1, 2, 3].map(() => grants.exchange(learner, said)));
    const all = await grants.ofLearner(learner);
    expect(all.filter(({ state }) => state !== 'REVOKED')).toHaveLength(1);
    expect(all).toHaveLength(4);
  });

  it('leaves alone what is shared with it for another purpose, and what others have', async () => {
    const { learner, yes } = await shares();
    const { grants } = kluis.ledger;
    await grants.grant(learner, yesTo(yes.grantee.client, { purpose: 'RESEARCH' }));
    await grants.grant(learner, yesTo(newClient()));
    await grants.exchange(learner, saidToApp(yes.grantee.client, [yes]));
    const states = (await grants.ofLearner(learner)).map(({ state }) => state);
    expect(states.filter((state) => state === 'REVOKED')).toHaveLength(1);
  });
});

it('a sign-in begins with the answer, not before what was stopped while it was under way', async () => {
  const { client, learner, person, id, yes } = await shares();
  const { grants, papers, apps } = kluis.ledger;
  const [question, signIn] = [randomUUID(), await signsIn()];
  await papers.put('Interaction', question, { payload: '{}' }, 60);
  await grants.revoke(learner, id, byLearner);
  expect(await apps.isStillSignedIn(client, person, signIn)).toBe(false);
  const answered = { model: 'Interaction', idHash: question, payload: '{}', signIn };
  expect(await grants.exchange(learner, { ...saidToApp(client, [yes]), answered })).toHaveProperty(
    'work',
  );
  expect(await apps.isStillSignedIn(client, person, signIn)).toBe(true);
  for (const one of await grants.ofLearner(learner))
    await grants.revoke(learner, one.id, byLearner);
  expect(await apps.isStillSignedIn(client, person, signIn)).toBe(false);
});

describe('papers of the issuer for apps', () => {
  const paper = { client: 'c', grantId: 'g', payload: '{}' };
  const of = (person: WebId) => ({ ...paper, person });

  it('are used up by one of many at once, over all processes', async () => {
    const { papers } = kluis.ledger;
    const other = (await kluis.openAnother()).papers;
    const id = randomUUID();
    expect(await papers.add('AuthorizationCode', id, paper, 60)).toBe(true);
    expect(await other.add('AuthorizationCode', id, paper, 60)).toBe(false);
    const used = await Promise.all(
      [papers, other, papers, other].map((each) => each.consume('AuthorizationCode', id)),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  it('end, of every kind, with all sessions of somebody and with a way in of theirs', async () => {
    const { papers, sessions, ways, learners } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const person = (await learners.byId(learner))?.webId ?? newOwner();
    const other = newOwner();
    // What an app sent stands in it: the database can make nothing of some of that.
    const odd = { ...of(other), payload: JSON.stringify({ nonce: 'a\u0000b', state: '\ud800' }) };
    const kinds = ['Grant', 'AuthorizationCode', 'RefreshToken'];
    const gives = async () => {
      for (const kind of kinds) await papers.put(kind, person, of(person), 60);
      await papers.put('Interaction', person, of(person), 60);
      await papers.put('Grant', other, odd, 60);
    };
    const left = async () => {
      const found = [...kinds, 'Interaction'].map((kind) => papers.find(kind, person));
      return (await Promise.all(found)).filter((one) => one !== undefined).length;
    };
    await gives();
    expect(await left()).toBe(4);
    await sessions.endAll(person);
    expect(await left()).toBe(0);
    await gives();
    await ways.link(learner, { kind: 'EDUID', subject: randomUUID() }, byLearner);
    const [way, last] = await ways.of(learner);
    expect(await ways.unlink(learner, way?.id ?? '', byLearner)).toBe('unlinked');
    expect(await left()).toBe(0);
    await gives();
    expect(await ways.unlink(learner, last?.id ?? '', byLearner)).toBe('last');
    expect(await left()).toBe(4);
    expect(await papers.find('Grant', other)).toBeDefined();
  });

  it('are worth nothing after their time, go with what they were given under, and with their app', async () => {
    const { papers, apps } = kluis.ledger;
    const { client, owner } = await registered();
    await papers.add('RefreshToken', 'over', paper, 0);
    await papers.add('RefreshToken', 'under', { ...paper, grantId: 'h' }, 60);
    await papers.add('RefreshToken', 'of', { ...paper, client }, 60);
    const found = async () => {
      const all = ['over', 'under', 'of'].map((id) => papers.find('RefreshToken', id));
      return (await Promise.all(all)).map((one) => one !== undefined);
    };
    expect(await found()).toEqual([false, true, true]);
    await papers.dropGrant('h');
    await apps.remove(client, owner);
    expect(await found()).toEqual([false, false, false]);
    await papers.sweep();
    const rows = await kluis.sql("select from app_paper where id_hash in ('over', 'under', 'of')");
    expect(rows).toEqual([]);
  });
});
