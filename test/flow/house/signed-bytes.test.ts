/** Signed bytes of a record: who gets them, where they stand for that, and that they go when the learner says so. On real servers. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { grantId, sha256Hex } from '../../../src/base/index.js';
import { delegateKey } from '../../../src/consent/index.js';
import { findSigned, layoutOf, rulesOf, signedBeside } from '../../../src/pod/index.js';
import { guidance, readsSamira, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { badge } from '../../fixtures/credentials.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { newestGrant, nextRound } from './kept-true/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

/** Signed by nobody: that something stands where a signature stands is all that is looked at here. White space is its own. */
const signedBadge = (name: string, filling = ''): string =>
  `\n${JSON.stringify(
    {
      ...badge({ achievement: { name, criteria: { narrative: filling } } }),
      proof: { type: 'DataIntegrityProof', proofValue: 'z3FXQ' },
    },
    undefined,
    1,
  )} `;
const small = signedBadge('Fietsen bouwen');

let house: TestHouse;
const brings = async (text: string): Promise<string> => {
  const input = { document: { content: Buffer.from(text).toString('base64') } };
  const { data } = await house.ask('samira', 'ImportDocument', { input });
  return data.importDocument.report.items[0].id;
};
let mine: string;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  mine = await brings(small);
  return () => house.stop();
}, 300_000);
beforeEach(() => revokesAll(house));

const inSignedBytes = ['CORE', 'ASSESSMENT', 'CREDITS', 'EVIDENCE', 'FEEDBACK', 'CREDENTIAL'];
/** Samira shares her badges with Noor. @returns the grant's id, for her. */
async function shares(facets: readonly string[], change: object = {}): Promise<string> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{ institutions: ['import.invalid'] }],
    facets,
    until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    ...change,
  };
  const { data, codes } = await house.ask('samira', 'GrantAccess', { input });
  expect([codes, data.grantAccess.pod]).toEqual([[], 'CONFIRMED']);
  return data.grantAccess.grant.id;
}

const signed = `__typename ... on Credential { mediaType sha256 content encoding }`;
const ofNoor = async () => {
  const query = `query Signed($learner: ID!) { learner(id: $learner) { records {
    nodes { title credential { ${signed} } }
  } } }`;
  const learner = house.account('samira').webId;
  const { data } = await house.ask('adviser', 'Signed', { learner }, { ...guidance, query });
  const nodes: readonly { title: string; credential: object }[] = data.learner?.records.nodes ?? [];
  return nodes;
};
const titled = async (name: string) => (await ofNoor()).find(({ title }) => title === name);
const told = (text: string) => ({
  __typename: 'Credential',
  mediaType: expect.any(String),
  sha256: sha256Hex(text),
  content: text,
  encoding: 'UTF8',
});

/** What the pod says to Noor's delegate. */
async function delegateStatus(url: string): Promise<number> {
  const { grant, samira } = await newestGrant(house);
  const { id, grantee, purpose, clients } = grant;
  const [client] = clients;
  if (client === undefined) throw new TypeError('a grant has a client');
  const parts = { grantId: id, grantee: delegateKey(grantee, samira.webId), client, purpose };
  return house.running.workshop.probe(parts, url);
}
/** What stands beside the newest grant's view, the last first. */
const beside = async () =>
  findSigned(house.running.workshop.build, (await newestGrant(house)).grant.view);
const signedIn = (paths: readonly { readonly path: string }[]) =>
  paths.filter(({ path }) => path.includes('view-credential-'));

describe('the exact bytes of a signed credential', () => {
  it('are there for their learner, who sees them noted in the log, and read only when asked', async () => {
    const { data } = await house.ask('samira', 'RecordById', { id: mine });
    expect(data.node.credential).toEqual(told(small));
    const log = await house.ask('samira', 'MyAccessLog', { first: 1 });
    expect(log.data.myAccessLog.nodes[0].records[0].facets).toContain('CREDENTIAL');
    house.proxy.forget();
    await house.ask('samira', 'MyRecords', { first: 50 });
    expect(house.proxy.requests.filter(({ path }) => path.includes('/inbox/'))).toEqual([]);
  });

  it('attack 13: reach who is granted them with all that they hold, and nobody who is not', async () => {
    await shares(inSignedBytes);
    expect(await ofNoor()).toEqual([{ title: 'Fietsen bouwen', credential: told(small) }]);
    const log = await house.ask('samira', 'MyAccessLog', { first: 1 });
    expect(log.data.myAccessLog.nodes[0].records[0].facets).toEqual(['CORE', 'CREDENTIAL']);
    for (const without of ['ASSESSMENT', 'CREDITS', 'EVIDENCE', 'FEEDBACK', 'CREDENTIAL']) {
      await revokesAll(house);
      await shares(inSignedBytes.filter((facet) => facet !== without));
      expect([without, await ofNoor()]).toEqual([
        without,
        [{ title: 'Fietsen bouwen', credential: { __typename: 'NotShared' } }],
      ]);
      expect([without, await beside()]).toEqual([without, []]);
    }
  });

  it('cost one request of the pod where they are asked for, and none where they are not', async () => {
    await shares(inSignedBytes);
    house.proxy.forget();
    await readsSamira(house);
    expect(house.proxy.requests).toHaveLength(1);
    house.proxy.forget();
    await ofNoor();
    expect(house.proxy.requests).toHaveLength(2);
    expect(signedIn(house.proxy.requests)).toHaveLength(1);
  });

  it('stand beside the view under its own rule, and a look through the pod finds nobody too many', async () => {
    await shares(inSignedBytes);
    const { grant, samira } = await newestGrant(house);
    const [at] = await beside();
    expect(at).toBe(signedBeside(grant.view, 1));
    const rulesAt = async (document: string) => {
      const rules = await house.running.workshop.build.fetch(rulesOf(document));
      return (await rules.text()).replaceAll(document, '');
    };
    expect(await rulesAt(at ?? '')).toBe(await rulesAt(grant.view));
    expect(await delegateStatus(at ?? '')).toBe(200);
    const from = Date.now();
    const heard = async () => {
      const { data } = await house.ask('samira', 'AuditMyPod');
      return data.auditMyPod;
    };
    const isSeen = async () => Date.parse((await heard()).at ?? '1970-01-01') > from;
    await expect.poll(isSeen, { timeout: 120_000, interval: 2000 }).toBe(true);
    expect((await heard()).strays).toEqual([]);
    expect(layoutOf(samira.storage).view(grantId(grant.id))).toBe(grant.view);
  });

  it('are shown as they would be to who is granted them, before they are', async () => {
    const id = await shares(inSignedBytes);
    const query = `query Shown($id: ID!) { previewGrant(id: $id) { records {
      nodes { title credential { ${signed} } }
    } } }`;
    const { data } = await house.ask('samira', 'Shown', { id }, { query });
    expect(data.previewGrant.records.nodes).toEqual(await ofNoor());
  });
});

describe('documents of signed bytes', () => {
  it('are several where there is much, none of them with part of a record, and a stop closes each', async () => {
    const large = ['een', 'twee', 'drie'].map((name) =>
      signedBadge(`Veel ${name}`, `${name} `.repeat(15_000)),
    );
    for (const text of large) await brings(text);
    const id = await shares(inSignedBytes);
    const places = await beside();
    expect(places.length).toBeGreaterThan(1);
    const shown = (await ofNoor()).map(({ credential }) => credential);
    expect(shown).toEqual(expect.arrayContaining([small, ...large].map(told)));
    const { view } = (await newestGrant(house)).grant;
    const all = [view, ...places];
    expect(await Promise.all(all.map(delegateStatus))).toEqual(all.map(() => 200));
    expect((await revokes(house, id)).data.revokeGrant.pod).toBe('CONFIRMED');
    expect(await Promise.all(all.map(delegateStatus))).toEqual(all.map(() => 403));
    expect(await beside()).toEqual([]);
    for (const at of all) {
      expect((await house.running.workshop.build.fetch(at)).status).toBe(404);
    }
  });

  it('go when the grant is made less, and the records that come later have theirs', async () => {
    const grant = await shares(inSignedBytes, { includeFuture: true });
    const later = signedBadge('Fietsen keuren');
    await brings(later);
    expect((await titled('Fietsen keuren'))?.credential).toEqual(told(later));
    const places = await beside();
    const input = { grantId: grant, facets: inSignedBytes.slice(0, -1) };
    const { data } = await house.ask('samira', 'NarrowGrant', { input });
    expect(data.narrowGrant.pod).toBe('CONFIRMED');
    expect(await beside()).toEqual([]);
    expect(await Promise.all(places.map(delegateStatus))).toEqual(places.map(() => 403));
    expect((await titled('Fietsen keuren'))?.credential).toEqual({ __typename: 'NotShared' });
  });

  it('that somebody changed in the pod are not told as signed, and the next look mends them', async () => {
    await shares(inSignedBytes);
    const { build } = house.running.workshop;
    const [at = ''] = (await beside()).toReversed();
    const body = await (await build.fetch(at)).text();
    const put = await build.fetch(at, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: body.replaceAll('bouwen', 'slopen'),
    });
    expect(put.ok).toBe(true);
    const nothing = { mediaType: null, sha256: null, content: null, encoding: null };
    expect((await titled('Fietsen bouwen'))?.credential).toEqual({
      __typename: 'Credential',
      ...nothing,
    });
    await brings(signedBadge('Fietsen poetsen'));
    expect((await titled('Fietsen bouwen'))?.credential).toEqual(told(small));
  });

  it('are not opened again by a refresh where the learner took the view’s rule away', async () => {
    await shares(inSignedBytes, { includeFuture: true });
    const { view } = (await newestGrant(house)).grant;
    const { build } = house.running.workshop;
    const [at = ''] = (await beside()).toReversed();
    for (const document of [view, at]) await build.fetch(rulesOf(document), { method: 'DELETE' });
    await build.fetch(at, { method: 'DELETE' });
    await brings(signedBadge('Fietsen verven'));
    expect(await delegateStatus(at)).toBe(403);
    await nextRound(house);
    await expect.poll(beside, { timeout: 60_000 }).toEqual([]);
  });

  it('are left nowhere by a pause', async () => {
    await shares(inSignedBytes);
    const places = await beside();
    await house.ask('samira', 'PauseAll');
    expect(await Promise.all(places.map(delegateStatus))).toEqual(places.map(() => 403));
    expect(await beside()).toEqual([]);
    await house.ask('samira', 'PauseAll', { paused: false });
    expect(await beside()).toEqual(places);
    expect(await Promise.all(places.map(delegateStatus))).toEqual(places.map(() => 200));
  });
});
