import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { institutionId } from '../../../../src/base/index.js';
import { granteeKey } from '../../../../src/consent/index.js';
import { inboxOf } from '../../../../src/pod/index.js';
import { rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import { solidLogin } from '../../../fixtures/solid-login.js';
import { association, delivers } from '../push/steps.js';
import {
  asks,
  brings,
  comesIn,
  fetchesResults,
  type Guest,
  newestGrantOf,
  type Stage,
  sharesWithNoor,
  statusAt,
} from './stage.js';

/** @returns somebody whose pod it is, and who shares with Noor at the end. */
export function reducedWithWac(of: () => Stage): () => Guest {
  let guest: Guest;

  it('a school that is let in delivers by our doors, and is let into no inbox', async () => {
    const stage = of();
    const { house, wac } = stage;
    guest = await comesIn(stage, wac, await wac.person('lin'));
    expect(await brings(stage, guest)).toBe('/account');
    const input = {
      grantee: { institution: rocDeWaterlanden },
      purpose: 'ENROLMENT',
      scope: [],
    };
    const { data } = await asks(stage, guest, 'GrantAccess', { input });
    expect(data.grantAccess).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'ACTIVE' } });
    const sent = await delivers(house, association(), { learner: guest.account.webId });
    expect(sent.data?.deliverResults).toMatchObject({ fault: null, pod: 'CONFIRMED' });
    const inbox = inboxOf(`${guest.account.podRoot}leerkluis/`, institutionId(rocDeWaterlanden));
    const roc = await solidLogin(house.pods, house.account('roc'));
    const headers = { 'content-type': 'application/json' };
    const put = { method: 'PUT', headers, body: '{}' };
    expect(await statusAt(roc.fetch, `${inbox}van-ons.json`, put)).toBe(403);
    await roc.logout();
    const own = await solidLogin(wac.origin, guest.account);
    expect(await statusAt(own.fetch, `${inbox}.acl`)).toBe(404);
    await own.logout();
    const stopped = await asks(stage, guest, 'RevokeGrant', { id: data.grantAccess.grant.id });
    expect(stopped.data.revokeGrant).toMatchObject({ pod: 'CONFIRMED' });
    const after = await delivers(house, association(), { learner: guest.account.webId });
    expect(after.codes).toEqual(['FORBIDDEN']);
  });

  it('what a pod host sees of a delegate opens nothing at another host, at us, nor there again', async () => {
    const stage = of();
    const { house } = stage;
    await fetchesResults(stage, guest, 'barry');
    await sharesWithNoor(stage, guest);
    const { id, grantee, purpose, clients, view } = await newestGrantOf(stage, guest);
    const [client] = clients;
    if (client === undefined) throw new Error('no client');
    const parts = { grantId: id, grantee: granteeKey(grantee), client, purpose };
    expect(await house.running.workshop.probe(parts, view)).toBe(200);
    const seen: Record<string, string>[] = [];
    const evil = createServer((request, response) => {
      const { authorization = '', dpop } = request.headers;
      seen.push({ authorization, dpop: String(dpop) });
      response.end();
    });
    await new Promise<void>((listening) => evil.listen(0, '127.0.0.1', listening));
    const address = evil.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await house.running.workshop.probe(parts, `http://127.0.0.1:${port}${new URL(view).pathname}`);
    evil.close();
    const [headers] = seen;
    expect(headers?.authorization).toMatch(/^DPoP /);
    expect(await statusAt(fetch, view, headers === undefined ? {} : { headers })).toBe(401);
    const graph = await fetch(`${house.origin}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'x-purpose': purpose },
      body: JSON.stringify({ query: '{ viewer { kind } }' }),
    });
    const said: any = await graph.json();
    expect(said.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  return () => guest;
}
