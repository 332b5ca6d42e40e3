/** Two stores that keep each other true: what the learner does in the pod with another app, papers, and what can be taken along. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, webId } from '../../../src/base/index.js';
import { reconcile } from '../../../src/flows/index.js';
import { checkAttestation } from '../../../src/identity/index.js';
import { layoutOf, rulesOf } from '../../../src/pod/index.js';
import {
  grantsUniversityResults,
  readsSamira,
  revokes,
  revokesAll,
} from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { solidLogin } from '../../fixtures/solid-login.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

async function newestGrant() {
  const { ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
  const [grant] = samira === undefined ? [] : await ledger.grants.ofLearner(samira.id);
  if (grant === undefined || samira === undefined) throw new Error('no grant');
  return { grant, at: layoutOf(samira.storage).grant(grant.id, grant.version), samira };
}
/** The next round looks at every grant, however lately it was looked at. */
async function nextRound(): Promise<number> {
  const { db } = house.running.house.ledger;
  await db.em().execute('delete from grant_check', [], 'run');
  return reconcile(house.running.workshop, (error) => house.faults.push(error));
}
const eventsOf = async (who: 'samira' = 'samira') => {
  const { data } = await house.ask(who, 'MyAccessLog', { first: 10 });
  return data.myAccessLog.nodes.map(({ event }: { event: string }) => event);
};

describe('a grant that stands in both stores', () => {
  it('is left alone, round after round', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    expect([await nextRound(), await nextRound()]).toEqual([0, 0]);
    expect((await readsSamira(house)).codes).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  it('ends when the learner deletes its document with another app', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant();
    const samira = await solidLogin(house.pods, house.account('samira'));
    expect((await samira.fetch(at, { method: 'DELETE' })).status).toBe(205);
    expect(await nextRound()).toBe(1);
    expect((await newestGrant()).grant.state).toBe('REVOKED');
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    expect(await eventsOf()).toContain('TAKEN_AWAY_IN_POD');
  });

  it('attack 34: ends when its document says more than was agreed, and widens nothing', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at } = await newestGrant();
    const samira = await solidLogin(house.pods, house.account('samira'));
    const document = JSON.parse(await (await samira.fetch(at)).text());
    const wider = { ...document, facets: ['core', 'credits', 'assessment'] };
    const headers = { 'content-type': 'application/lws+json' };
    const put = await samira.fetch(at, { method: 'PUT', headers, body: JSON.stringify(wider) });
    expect(put.ok).toBe(true);
    const [read] = (await readsSamira(house)).data.learner.records.nodes;
    expect(read.assessment).toEqual({ __typename: 'NotShared', code: 'NOT_IN_GRANT' });
    expect(await nextRound()).toBe(1);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('ends when its view’s rule is taken away, also where nobody asks', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { grant } = await newestGrant();
    const samira = await solidLogin(house.pods, house.account('samira'));
    expect((await samira.fetch(rulesOf(grant.view), { method: 'DELETE' })).ok).toBe(true);
    expect(await nextRound()).toBe(1);
    expect((await newestGrant()).grant.state).toBe('REVOKED');
  });

  it('stays when the pod does not answer: its trouble is not the learner’s no', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    house.proxy.setDown(true);
    expect(await nextRound()).toBe(0);
    house.proxy.setDown(false);
    house.faults.length = 0;
    expect((await newestGrant()).grant.state).toBe('ACTIVE');
    expect((await readsSamira(house)).codes).toEqual([]);
  });
});

describe('attack 35: in the pod', () => {
  it('neither an adviser nor a school can write a grant, a rule or a receipt', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { at, grant, samira } = await newestGrant();
    const { consent } = layoutOf(samira.storage);
    for (const who of ['adviser', 'roc', 'developer'] as const) {
      const login = await solidLogin(house.pods, house.account(who));
      for (const url of [
        at,
        rulesOf(at),
        `${consent}grants/x/v1`,
        rulesOf(grant.view),
        rulesOf(consent),
      ]) {
        const put = await login.fetch(url, {
          method: 'PUT',
          headers: { 'content-type': 'text/turtle' },
          body: '<> <https://w3id.org/leerkluis#grant> "x".',
        });
        expect([who, put.status]).toEqual([who, 403]);
      }
    }
  });
});

describe('the drift audit', () => {
  it('finds nobody where all is as it should be', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { data } = await house.ask('samira', 'AuditMyPod');
    expect(data.auditMyPod.at).not.toBeNull();
    expect(data.auditMyPod.strays).toEqual([]);
  });

  it('names who can read without a grant, and where, in a sentence', async () => {
    const samira = await solidLogin(house.pods, house.account('samira'));
    const { samira: row } = await newestGrant();
    const { index } = layoutOf(row.storage);
    const stranger = 'https://elders.example/ruud#me';
    const rule = (agent: string) => `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
      @prefix acp: <http://www.w3.org/ns/solid/acp#>.
      <> a acp:AccessControlResource; acp:resource <${index}>; acp:accessControl <#a>.
      <#a> a acp:AccessControl; acp:apply <#p>.
      <#p> a acp:Policy; acp:allow acl:Read; acp:anyOf <#m>.
      <#m> a acp:Matcher; acp:agent ${agent}.`;
    const put = (body: string) =>
      samira.fetch(rulesOf(index), {
        method: 'PUT',
        headers: { 'content-type': 'text/turtle' },
        body,
      });
    expect((await put(rule(`<${stranger}>`))).ok).toBe(true);
    const { data } = await house.ask(
      'samira',
      'AuditMyPod',
      {},
      { headers: { 'accept-language': 'en' } },
    );
    expect(data.auditMyPod.strays).toEqual([
      {
        agent: stranger,
        client: null,
        at: index,
        modes: ['Read'],
        sentence: 'Somebody can read this without a grant of yours here.',
      },
    ]);
    await samira.fetch(rulesOf(index), { method: 'DELETE' });
    const { data: after } = await house.ask('samira', 'AuditMyPod');
    expect(after.auditMyPod.strays).toEqual([]);
  });
});

describe('the repair that comes with it', () => {
  it('builds a view anew that was edited, and shuts one of a grant that is over', async () => {
    await revokesAll(house);
    const over = await grantsUniversityResults(house);
    const { grant: old } = await newestGrant();
    const { build } = house.running.workshop;
    const [view, rules] = [
      await (await build.fetch(old.view)).text(),
      await (await build.fetch(rulesOf(old.view))).text(),
    ];
    await revokes(house, over);
    await grantsUniversityResults(house);
    const { grant } = await newestGrant();
    const right = await (await build.fetch(grant.view)).text();
    const put = (url: string, body: string, type: string) =>
      build.fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
    await put(grant.view, '{"person":{},"records":[]}', 'application/json');
    // As a backup of the pod brings them back.
    await put(old.view, view, 'application/json');
    await put(rulesOf(old.view), rules, 'text/turtle');
    const { data } = await house.ask('samira', 'AuditMyPod');
    expect(data.auditMyPod.strays).toEqual([]);
    expect(await (await build.fetch(grant.view)).text()).toBe(right);
    expect((await build.fetch(old.view)).status).toBe(404);
    expect((await build.fetch(rulesOf(old.view))).status).toBe(404);
  });
});

describe('receipts', () => {
  it('are signed, the same in the pod and for the grantee, for each change', async () => {
    await revokesAll(house);
    const id = await grantsUniversityResults(house);
    await house.ask('samira', 'NarrowGrant', { input: { grantId: id, facets: ['CORE'] } });
    await revokes(house, id);
    const { grant, samira } = await newestGrant();
    const { data } = await house.ask('adviser', 'Receipts');
    const mine = data.receipts.nodes.filter(({ document }: { document: string }) =>
      document.includes(grant.id),
    );
    expect(mine.map(({ event }: { event: string }) => event).toSorted()).toEqual([
      'GRANTED',
      'NARROWED',
      'REVOKED',
    ]);
    const { build, attestationKeys } = house.running.workshop;
    for (const { document, event, version } of mine) {
      const at = layoutOf(samira.storage).receipt({ id: grant.id, version }, event);
      expect(await (await build.fetch(at)).text()).toBe(document);
      const { signature, ...said } = JSON.parse(document);
      const attested = await checkAttestation(signature, 'leerkluis-receipt+jwt', attestationKeys);
      const { iss, ...vouched } = attested ?? {};
      expect(iss).toBe(house.setup.issuerOrigin);
      expect(canonicalJson(vouched)).toBe(canonicalJson(said));
      expect(
        await checkAttestation(signature, 'leerkluis-grant+jwt', attestationKeys),
      ).toBeUndefined();
    }
    const { data: others } = await house.ask('developer', 'Receipts');
    expect(others.receipts.nodes).toEqual([]);
  });
});

describe('a request to delete', () => {
  it('can be asked once access that was in force is over, and is answered by who had it', async () => {
    await revokesAll(house);
    const id = await grantsUniversityResults(house);
    expect((await house.ask('samira', 'AskDeletion', { grant: id })).codes).toEqual(['NOT_FOUND']);
    await revokes(house, id);
    const { data } = await house.ask('samira', 'AskDeletion', { grant: id });
    expect(data.askDeletion.nodes[0]).toMatchObject({ state: 'ASKED', answer: null });
    const { data: asked } = await house.ask('adviser', 'DeletionRequests');
    const [request] = asked.deletionRequests.nodes;
    const answer = { id: request.id, done: true, text: 'Gewist.\u202e' };
    expect((await house.ask('developer', 'AnswerDeletion', answer)).codes).toEqual(['NOT_FOUND']);
    const { data: said } = await house.ask('adviser', 'AnswerDeletion', answer);
    expect(said.answerDeletion.nodes[0]).toMatchObject({ state: 'DONE', answer: 'Gewist.' });
    const { data: seen } = await house.ask('samira', 'MyDeletionRequests');
    expect(seen.myDeletionRequests.nodes[0]).toMatchObject({ state: 'DONE', answer: 'Gewist.' });
    expect(await eventsOf()).toEqual(
      expect.arrayContaining(['DELETION_ASKED', 'DELETION_ANSWERED']),
    );
  });
});

const imports = (documents: readonly string[], confirm: readonly string[] = []) =>
  house.ask('samira', 'ImportGrants', { documents, confirm });
const takeAlong = async (): Promise<string> => {
  const { data } = await house.ask('samira', 'ExportGrants');
  const { grant } = await newestGrant();
  const found = data.exportGrants.documents.find((text: string) => text.includes(grant.id));
  if (found === undefined) throw new Error('it was not exported');
  return found;
};

describe('grants that are taken along', () => {
  it('attack 50: brought back they revive nothing; agreed anew they are new grants', async () => {
    await revokesAll(house);
    const id = await grantsUniversityResults(house);
    const document = await takeAlong();
    expect((await imports([document])).data.importGrants.nodes[0].state).toBe('IN_FORCE');
    await revokes(house, id);
    const { data } = await imports([document]);
    expect(data.importGrants.nodes[0]).toMatchObject({ state: 'WAS_ENDED', made: null });
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    const confirmed = await imports([document, document], [data.importGrants.nodes[0].id]);
    const [first, second] = confirmed.data.importGrants.nodes;
    expect(first.made).not.toBeNull();
    expect(second.made).toBeNull();
    expect(first.made).not.toBe(id);
    expect((await readsSamira(house)).codes).toEqual([]);
  });

  it.each([
    ['changed by a letter', (text: string) => text.replace('"core"', '"assessment"'), 'NOT_SIGNED'],
    [
      'without a signature',
      (text: string) => text.replace(/,"signature":"[^"]*"/, ''),
      'UNREADABLE',
    ],
    [
      'with a term that nobody knows',
      (text: string) => text.replace('"claims":[]', '"claims":[{"kind":"AGE"}]'),
      'UNREADABLE',
    ],
    [
      'with a name twice (attack 51)',
      (text: string) => text.replace('"version":1', '"version":1,"version":1'),
      'UNREADABLE',
    ],
    [
      'with __proto__ (attack 51)',
      (text: string) => text.replace('"version":1', '"version":1,"__proto__":{}'),
      'NOT_SIGNED',
    ],
    ['that is no JSON', () => 'ja', 'UNREADABLE'],
  ] as const)('attack 50: one %s is none', async (_how, change, state) => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { data } = await imports([change(await takeAlong())]);
    expect(data.importGrants.nodes[0].state).toBe(state);
  });

  it('attack 34: of another learner’s pod it is not the learner’s own', async () => {
    await grantsUniversityResults(house);
    const document = await takeAlong();
    const { data } = await house.ask('barry', 'ImportGrants', { documents: [document] });
    expect(data.importGrants.nodes[0]).toMatchObject({ state: 'NOT_YOURS', terms: null });
  });
});
