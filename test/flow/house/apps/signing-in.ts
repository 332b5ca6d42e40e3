import * as oidc from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId as asClient } from '../../../../src/base/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { cookieFor, fromPage, knock } from '../attacks/knock.js';
import {
  answers,
  asksFor,
  asksGraph,
  browserOf,
  type Client,
  callback,
  clientAt,
  connects,
  linkOn,
  queryOf,
  registers,
  removes,
  requestUrl,
  tokensAfter,
} from './steps.js';

const signInOnly = { decision: 'SIGN_IN' } as const;

const renews = async ({ config, dpop }: Client, token = ''): Promise<string> => {
  const renewing = oidc.refreshTokenGrant(config, token, undefined, { DPoP: dpop });
  return renewing.then(
    () => 'renewed',
    ({ error }: { error: string }) => error,
  );
};

/** From the app to our page and back: what must not get through. */
export function attacksOnSigningIn(opened: () => TestHouse): void {
  let house: TestHouse;
  let id: string;
  let client: Client;
  beforeAll(async () => {
    house = opened();
    id = await registers(house);
    client = await clientAt(house, id);
    return () => removes(house, id);
  });

  const grantsOf = async (): Promise<number> =>
    (await house.ask('samira', 'MyGrants')).data.myGrants.nodes.length;
  const asksViewer = async (app: Client, token: string): Promise<number> => {
    const asked = asksGraph(house, app, token, 'Viewer');
    return (await asked.catch((error: { status: number }) => error)).status;
  };

  it('who is not signed in is sent to sign in first, and comes back to the same question', async () => {
    const { url } = await requestUrl(client);
    const { location } = await (await browserOf(house, undefined))(url);
    expect(location?.pathname).toBe('/sign-in');
    expect(queryOf(location)).toEqual({ return: url.pathname + url.search });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['another path',        `${callback}/`],
    ['a query more',        `${callback}?x=1`],
    ['another port',        'http://localhost:10/callback'],
    ['another host',        'http://127.0.0.1:9/callback'],
    ['a fragment',          `${callback}#x`],
    ['capital letters',     'http://LOCALHOST:9/callback'],
    ['a way back up',       'http://localhost:9/x/../callback'],
    ['somebody else',       'https://evil.example/callback'],
  ])('attack 40: an address to come back to that is not letter by letter the app’s: %s', async (_what, uri) => {
    const { url } = await requestUrl(client, { redirect_uri: uri });
    const { status, location, text } = await (await browserOf(house, 'samira'))(url);
    expect([status, location]).toEqual([400, null]);
    expect(text).not.toContain('evil');
  });

  it('the page is told who asks, where the answer goes, what is asked and what is new since last time', async () => {
    const browse = await browserOf(house, 'barry');
    const asked = await asksFor(client, browse, { scope: 'openid webid results_with_grades' });
    expect(asked.at.href).toBe(`${house.origin}/connect/${asked.id}`);
    const { data, codes } = await house.ask('barry', 'AppRequest', { id: asked.id });
    expect(codes).toEqual([]);
    expect(data.appRequest).toMatchObject({
      origin: 'http://localhost:9',
      canShare: true,
      isFirst: true,
      app: { clientId: id, name: 'Stageplek', organisation: null, purpose: 'INTERNSHIP' },
      asked: [{ name: 'RESULTS_WITH_GRADES', title: 'Resultaten met cijfers' }],
      added: [],
      shared: [],
    });
    const { redirectTo } = (
      await answers(house, 'barry', {
        id: asked.id,
        decision: 'GRANT',
        clusters: ['RESULTS_WITH_GRADES'],
      })
    ).data.answerAppRequest;
    await tokensAfter(client, browse, redirectTo, asked);
    const again = await asksFor(client, browse, {
      scope: 'openid webid results_with_grades diplomas',
    });
    const { appRequest } = (await house.ask('barry', 'AppRequest', { id: again.id })).data;
    expect(appRequest).toMatchObject({ isFirst: false, added: [{ name: 'DIPLOMAS' }] });
    expect(appRequest.shared.map(({ name }: { name: string }) => name)).toEqual([
      'RESULTS',
      'RESULTS_WITH_GRADES',
    ]);
    // What stands is not taken for a yes to what is new: signed in, and no more.
    const { tokens } = await connects(house, 'barry', client, signInOnly);
    expect(tokens.scope).toBe('results results_with_grades');
    for (const { id: grant } of appRequest.grants)
      await house.ask('barry', 'RevokeGrant', { id: grant });
  });

  describe('attack 40: nothing but an answer on our page is a yes', () => {
    it('opening the address again, or going on without an answer, leads to the page', async () => {
      const before = await grantsOf();
      const browse = await browserOf(house, 'samira');
      const asked = await asksFor(client, browse);
      const { location } = await browse(`${house.origin}/oidc/authorize/${asked.id}`);
      expect(location?.pathname).toMatch(/^\/connect\//);
      expect(await grantsOf()).toBe(before);
    });

    it('attack 38: not by GET, not without the marks of our page, not from another site', async () => {
      const before = await grantsOf();
      const browse = await browserOf(house, 'samira');
      const asked = await asksFor(client, browse);
      const query =
        'mutation($input: AnswerAppRequestInput!) { answerAppRequest(input: $input) { redirectTo } }';
      const variables = { input: { id: asked.id, decision: 'GRANT', clusters: ['DIPLOMAS'] } };
      const body = JSON.stringify({ query, variables });
      const headers = fromPage(await cookieFor(house, 'samira'));
      const { 'x-csrf': _left, ...unmarked } = headers;
      const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      const statuses = [
        await knock(house, { method: 'GET', path: `/graphql?${search.toString()}`, headers }),
        await knock(house, { headers: unmarked, body }),
        await knock(house, { headers: { ...headers, origin: 'https://evil.example' }, body }),
        await knock(house, { method: 'POST', path: `/oidc/authorize/${asked.id}`, headers, body }),
      ].map(({ status }) => status);
      expect(statuses).toEqual([405, 403, 403, 404]);
      expect(await grantsOf()).toBe(before);
    });

    it('what is asked of one is nobody else’s to see or answer', async () => {
      const asked = await asksFor(client, await browserOf(house, 'samira'));
      const variables = { id: asked.id };
      expect((await house.ask('barry', 'AppRequest', variables)).codes).toEqual(['NOT_FOUND']);
      const answer = { ...variables, decision: 'GRANT', clusters: ['DIPLOMAS'] };
      expect((await answers(house, 'barry', answer)).codes).toEqual(['NOT_FOUND']);
    });

    it('an answer counts in the browser that was asked, and while the same person is signed in', async () => {
      const asked = await asksFor(client, await browserOf(house, 'samira'));
      const given = await answers(house, 'samira', { id: asked.id, ...signInOnly });
      const { redirectTo } = given.data.answerAppRequest;
      const other = await (await browserOf(house, 'samira'))(redirectTo);
      expect([other.status, other.location]).toEqual([400, null]);
      const browse = await browserOf(house, 'samira');
      const later = await asksFor(client, browse);
      const said = await answers(house, 'samira', { id: later.id, ...signInOnly });
      browse.keep(await cookieFor(house, 'barry'));
      const { location } = await browse(said.data.answerAppRequest.redirectTo);
      expect(queryOf(location)).toMatchObject({ error: 'access_denied' });
    });

    it('said twice at once, it counts once', async () => {
      const before = await grantsOf();
      const browse = await browserOf(house, 'samira');
      const asked = await asksFor(client, browse);
      const input = { id: asked.id, decision: 'GRANT', clusters: ['DIPLOMAS'] };
      const said = await Promise.all([1, 2, 3].map(() => answers(house, 'samira', input)));
      const led = new Set(said.flatMap(({ data }) => data?.answerAppRequest?.redirectTo ?? []));
      expect(led.size).toBe(1);
      expect(await grantsOf()).toBe(before + 1);
      const again = await answers(house, 'samira', input);
      expect(again.data.answerAppRequest.redirectTo).toBe([...led][0]);
      expect(await grantsOf()).toBe(before + 1);
    });

    it('a no is an answer like any other, and more than was asked is none', async () => {
      const before = await grantsOf();
      const browse = await browserOf(house, 'samira');
      const asked = await asksFor(client, browse, { scope: 'openid webid diplomas' });
      const more = { id: asked.id, decision: 'GRANT', clusters: ['DIPLOMAS', 'RESULTS'] };
      expect((await answers(house, 'samira', more)).codes).toEqual(['BAD_INPUT']);
      const none = { id: asked.id, decision: 'GRANT', clusters: [] };
      expect((await answers(house, 'samira', none)).codes).toEqual(['BAD_INPUT']);
      const no = await answers(house, 'samira', { id: asked.id, decision: 'DECLINE' });
      const { location } = await browse(no.data.answerAppRequest.redirectTo);
      expect(queryOf(location)).toMatchObject({ error: 'access_denied', state: asked.state });
      expect(await grantsOf()).toBe(before);
    });

    it('an app asks no more than it registered', async () => {
      const { url } = await requestUrl(client, { scope: 'openid webid enrolments' });
      const refused = await (await browserOf(house, 'samira'))(url);
      expect(queryOf(linkOn(refused))).toMatchObject({ error: 'invalid_scope' });
    });
  });

  it('an adviser signs in to an app, and has nothing to share', async () => {
    const browse = await browserOf(house, 'adviser');
    const asked = await asksFor(client, browse);
    const { data } = await house.ask('adviser', 'AppRequest', { id: asked.id });
    expect(data.appRequest.canShare).toBe(false);
    const grant = { id: asked.id, decision: 'GRANT', clusters: ['DIPLOMAS'] };
    expect((await answers(house, 'adviser', grant)).codes).toEqual(['BAD_INPUT']);
    const yes = await answers(house, 'adviser', { id: asked.id, ...signInOnly });
    const { redirectTo } = yes.data.answerAppRequest;
    const tokens = await tokensAfter(client, browse, redirectTo, asked);
    const viewer = await asksGraph(house, client, tokens.access_token, 'Viewer');
    expect(viewer.data.viewer).toMatchObject({
      webId: house.account('adviser').webId,
      client: id,
      kind: 'APP',
    });
    expect(viewer.data.viewer.displayName).toBeNull();
  });

  describe('an app that is gone', () => {
    it('attack 40: removed, its tokens open nothing from that moment on, and none are given', async () => {
      const gone = await registers(house);
      const app = await clientAt(house, gone);
      const { tokens } = await connects(house, 'samira', app, signInOnly);
      expect(await asksViewer(app, tokens.access_token)).toBe(200);
      await removes(house, gone);
      expect(await asksViewer(app, tokens.access_token)).toBe(401);
      expect(await renews(app, tokens.refresh_token)).toBe('invalid_client');
      const { status, location } = await (await browserOf(house, 'samira'))(
        (await requestUrl(app)).url,
      );
      expect([status, location]).toEqual([400, null]);
    });

    it('attack 40: stopped by the operator likewise, until it may go on', async () => {
      const { clients } = house.running.house.ledger;
      const { tokens } = await connects(house, 'samira', client, signInOnly);
      await clients.suspend(asClient(id));
      expect(await asksViewer(client, tokens.access_token)).toBe(401);
      expect(await renews(client, tokens.refresh_token)).toBe('invalid_client');
      await clients.resume(asClient(id));
      expect(await asksViewer(client, tokens.access_token)).toBe(200);
      expect(await renews(client, tokens.refresh_token)).toBe('renewed');
    });
  });
}
