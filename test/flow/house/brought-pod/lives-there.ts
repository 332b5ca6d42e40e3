/** A kluis in a pod on another server, from the day it is brought: the same story for each way of saying who comes in. */
import { expect, it } from 'vitest';
import { clientId } from '../../../../src/base/index.js';
import { granteeKey } from '../../../../src/consent/index.js';
import { layoutOf } from '../../../../src/pod/index.js';
import type { ForeignPods } from '../../../fixtures/foreign-pods/start.js';
import { solidLogin } from '../../../fixtures/solid-login.js';
import { systemOf } from '../push/token.js';
import {
  answersAt,
  asks,
  asksToBring,
  brings,
  comesIn,
  fetchesResults,
  type Guest,
  newestGrantOf,
  noorReads,
  rowOf,
  type Stage,
  sharesWithNoor,
  statusAt,
} from './stage.js';

export function livesThere(
  kind: 'ACP' | 'WAC',
  of: () => Stage,
  podsOf: (stage: Stage) => ForeignPods,
): void {
  let guest: Guest;
  const storage = () => `${guest.account.podRoot}leerkluis/`;
  const delegate = async (client?: string) => {
    const { id, grantee, purpose, clients } = await newestGrantOf(of(), guest);
    const through = client === undefined ? clients[0] : clientId(client);
    if (through === undefined) throw new Error('no client');
    return { grantId: id, grantee: granteeKey(grantee), client: through, purpose };
  };

  it('a guest with a pod of their own says so, and has a kluis in it', async () => {
    const stage = of();
    const pods = podsOf(stage);
    guest = await comesIn(stage, pods, await pods.person('mo'));
    expect((await asks(stage, guest, 'Viewer')).data.viewer.kind).toBe('GUEST');
    // Begun in another browser meanwhile, and ended after.
    const other = await comesIn(stage, pods, guest.account);
    const { said } = await asksToBring(stage, other);
    expect(await brings(stage, guest)).toBe('/account');
    expect((await asks(stage, guest, 'Viewer')).data.viewer.kind).toBe('LEARNER');
    expect(await rowOf(stage, guest)).toMatchObject({ storage: storage(), brought: kind });
    expect((await asks(stage, guest, 'MyAccount')).data.myAccount.pod).toEqual({
      host: new URL(pods.origin).host,
      isBrought: true,
      tellsAppsApart: kind === 'ACP',
    });
    const before = await rowOf(stage, guest);
    const ended = await other.browser.go(await answersAt(other, said.href));
    expect(ended.headers.get('location')).toBe('/account');
    expect(await rowOf(stage, guest)).toEqual(before);
    expect((await asksToBring(stage, guest)).status).toBe(409);
  }, 240_000);

  it('strangers see nothing of it, with a login or without; the learner and any app of theirs all', async () => {
    const stage = of();
    const received = await fetchesResults(stage, guest, 'samira');
    expect(received).toMatchObject({ problem: null, inPod: true });
    const { edu, index, consent, institution: _folder, person } = layoutOf(storage());
    const places = [storage(), edu, index, consent, person];
    const noor = await solidLogin(stage.house.pods, stage.house.account('adviser'));
    const neighbour = await podsOf(stage).person('buur');
    const theirs = await solidLogin(podsOf(stage).origin, neighbour);
    const own = await solidLogin(podsOf(stage).origin, guest.account);
    for (const at of places) {
      const seen = [fetch, noor.fetch, theirs.fetch, own.fetch].map((as) => statusAt(as, at));
      expect([at, ...(await Promise.all(seen))]).toEqual([at, 401, 403, 403, 200]);
    }
    await Promise.all([noor, theirs, own].map((session) => session.logout()));
  }, 240_000);

  it('the adviser reads by a grant; no other app of theirs does, at us or at the pod', async () => {
    const stage = of();
    const shared = await sharesWithNoor(stage, guest);
    expect(shared).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'ACTIVE' } });
    const read = await noorReads(stage, guest);
    expect(read.codes).toEqual([]);
    expect(read.data.learner.records.count).toBeGreaterThan(0);
    expect(read.data.learner.records.nodes[0].assessment).toMatchObject({
      __typename: 'NotShared',
    });
    const { workshop } = stage.house.running;
    const { view } = await newestGrantOf(stage, guest);
    expect(await workshop.probe(await delegate(), view)).toBe(200);
    expect(await workshop.probe(await delegate('https://other.example/app'), view)).toBe(403);
    const { index, person } = layoutOf(storage());
    for (const at of [index, person, storage()]) {
      expect([at, await workshop.probe(await delegate(), at)]).toEqual([at, 403]);
    }
    const otherApp = await systemOf(stage.house, 'adviser');
    const body = {
      query: 'query Q($id: ID!) { learner(id: $id) { id } }',
      variables: { id: guest.account.webId },
    };
    const answer = await otherApp(`${stage.house.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-purpose': 'CAREER_GUIDANCE' },
      body: JSON.stringify(body),
    });
    const said: any = await answer.json();
    expect(said.errors[0].extensions.code).toBe('NOT_FOUND');
  }, 240_000);

  it('after a stop that says CONFIRMED the pod itself says no, and so do we', async () => {
    const stage = of();
    const { view } = await newestGrantOf(stage, guest);
    const parts = await delegate();
    const { data } = await asks(stage, guest, 'MyGrants');
    const { id } = data.myGrants.nodes.find(({ state }: any) => state === 'ACTIVE');
    const stopped = await asks(stage, guest, 'RevokeGrant', { id });
    expect(stopped.data.revokeGrant.pod).toBe('CONFIRMED');
    expect(await stage.house.running.workshop.probe(parts, view)).toBe(403);
    expect((await noorReads(stage, guest)).codes).toEqual(['GRANT_ENDED']);
  }, 240_000);

  it('whoever takes the rule away with another Solid app has stopped it', async () => {
    const stage = of();
    await sharesWithNoor(stage, guest);
    const { view } = await newestGrantOf(stage, guest);
    const own = await solidLogin(podsOf(stage).origin, guest.account);
    const rule = `${view}${kind === 'ACP' ? '.acr' : '.acl'}`;
    expect(await statusAt(own.fetch, rule, { method: 'DELETE' })).toBe(205);
    await own.logout();
    expect((await noorReads(stage, guest)).codes).toEqual(['GRANT_ENDED']);
  }, 240_000);

  it('and an audit of it finds nobody but who was let in, and names who was not', async () => {
    const stage = of();
    const { index } = layoutOf(storage());
    const strays = async (last?: string) => {
      let seen: any;
      const looked = async () => {
        seen = (await asks(stage, guest, 'AuditMyPod')).data.auditMyPod;
        return seen.at;
      };
      await expect.poll(looked, { timeout: 40_000, interval: 500 }).not.toBe(last ?? null);
      return seen;
    };
    const first = await strays();
    expect(first.strays).toEqual([]);
    const own = await solidLogin(podsOf(stage).origin, guest.account);
    const { builder } = stage.house.running.workshop;
    const rules = ruleFor(kind, index, [guest.account.webId, builder.webId]);
    const at = `${index}${kind === 'ACP' ? '.acr' : '.acl'}`;
    const headers = { 'content-type': 'text/turtle' };
    const put = await statusAt(own.fetch, at, { method: 'PUT', headers, body: rules });
    expect(put).toBeLessThan(300);
    const second = await strays(first.at);
    expect(second.strays.map((one: any) => one.at)).toContain(index);
    await statusAt(own.fetch, at, { method: 'DELETE' });
    await own.logout();
  }, 240_000);
}

/** Lets everybody read one document. */
const ruleFor = (kind: 'ACP' | 'WAC', at: string, keepers: readonly string[]): string =>
  kind === 'WAC'
    ? `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
<#o> a acl:Authorization; acl:agent ${keepers.map((one) => `<${one}>`).join()}; acl:accessTo <${at}>; acl:mode acl:Read, acl:Write, acl:Control.
<#p> a acl:Authorization; acl:agentClass <http://xmlns.com/foaf/0.1/Agent>; acl:accessTo <${at}>; acl:mode acl:Read.`
    : `@prefix acl: <http://www.w3.org/ns/auth/acl#>. @prefix acp: <http://www.w3.org/ns/solid/acp#>.
<> a acp:AccessControlResource; acp:resource <${at}>; acp:accessControl [ acp:apply [ acp:allow acl:Read;
  acp:anyOf [ acp:agent acp:PublicAgent ] ] ].`;
