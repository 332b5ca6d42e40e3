import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { newSigningKey } from '../../../../src/identity/index.js';
import {
  asksForResults,
  guidance,
  openRequest,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import {
  type App,
  appOf,
  headersWith,
  nowSeconds,
  type ProofChange,
  tokensByLogin,
} from './app.js';
import { visible } from './knock.js';
import { written } from './ledger-rows.js';
import { shares, stranger } from './steps.js';

/** Apps that carry a token of the pods' own issuer, and what they try with it. */
export function attacksByApps(opened: () => TestHouse): void {
  let house: TestHouse;
  let app: App;
  let other: App;
  let samira: string;
  beforeAll(async () => {
    house = opened();
    samira = house.account('samira').webId;
    [app, other] = [await appOf(house, 'adviser'), await appOf(house, 'adviser')];
    await revokesAll(house);
    await shares(house, { clients: [app.clientId] });
    return () => revokesAll(house);
  });

  const asks = (
    headers: Record<string, string>,
    operation: string,
    variables = {},
  ): Promise<GraphAnswer> => house.ask(undefined, operation, variables, { ...guidance, headers });
  const reads = async (by: App, learner = samira, change: ProofChange = {}) =>
    asks(await by.headers(change), 'LearnerRecords', { learner });

  /** A token's WebID document is looked at, to see that it lists the issuer; that is no record. */
  const toRecords = () =>
    house.proxy.requests.filter(({ path }) => /\/(edu|shared|consent)\//.test(path));

  it('an app reads under the grant that names it, and says who it is', async () => {
    const answer = await reads(app);
    expect(answer.codes).toEqual([]);
    expect(answer.data.learner.records.count).toBeGreaterThan(0);
    const { data } = await asks(await app.headers(), 'Viewer');
    expect(data.viewer).toMatchObject({ client: app.clientId, kind: 'APP' });
    expect(data.viewer.webId).toBe(house.account('adviser').webId);
    const log = await house.ask('samira', 'MyAccessLog', { first: 1 });
    expect(log.data.myAccessLog.nodes[0]).toMatchObject({ kind: 'READ', client: app.clientId });
  });

  it('attack 15: another app of the same person gets what a stranger gets; her own session gets nothing', async () => {
    house.proxy.forget();
    const learner = samira;
    const nobody = await reads(other, stranger);
    expect(nobody.codes).toEqual(['NOT_FOUND']);
    expect(visible(await reads(other))).toEqual(visible(nobody));
    const page = await house.ask('adviser', 'LearnerRecords', { learner }, guidance);
    expect(page.data).toEqual({ learner: null });
    expect(toRecords()).toEqual([]);
  });

  it('a request made by an app is answered to that app alone', async () => {
    await revokesAll(house);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const items = [{ facets: ['CORE'] }];
    const input = { learner: samira, purpose: guidance.purpose, items, reason: 'Ik', until };
    const sent = await asks(await other.headers(), 'RequestAccess', { input });
    expect(sent.data).toEqual((await asksForResults(house, { learner: stranger })).data);
    const yes = {
      requestId: await openRequest(house),
      decision: 'GRANT',
      scope: [{}],
      facets: ['CORE'],
    };
    await house.ask('samira', 'AnswerAccessRequest', { input: yes });
    expect((await reads(other)).codes).toEqual([]);
    expect((await reads(app)).codes).toEqual(['GRANT_ENDED']);
    await revokesAll(house);
    await shares(house, { clients: [app.clientId] });
  });

  it.each(['MyRecords', 'MyGrants', 'MyAccessLog', 'MyRequests'])(
    '%s is for a learner’s own session: FORBIDDEN to an app with the learner’s own token',
    async (operation) => {
      const hers = await appOf(house, 'samira');
      house.proxy.forget();
      const before = await written(house);
      const answer = await asks(await hers.headers(), operation);
      expect([answer.data ?? null, answer.codes]).toEqual([null, ['FORBIDDEN']]);
      expect(toRecords()).toEqual([]);
      expect(await written(house)).toEqual(before);
    },
  );

  const withProof = (change: ProofChange) => () => app.headers(change);
  const forged = async () => {
    const [key, { sub = '', ...claims }] = [await newSigningKey(), payloadOf(app.token)];
    const header = { alg: 'ES256', typ: 'at+jwt', kid: 'eigen' };
    const token = await new SignJWT({ ...claims, sub })
      .setProtectedHeader(header)
      .sign(key.privateKey);
    return headersWith(house, token, app.key)();
  };
  const unsigned = () => {
    const [, payload = ''] = app.token.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString(
      'base64url',
    );
    return headersWith(house, `${header}.${payload}.`, app.key)();
  };
  const replayed = async () => {
    const headers = await app.headers();
    await asks(headers, 'Viewer');
    return headers;
  };
  const idToken = async () => {
    const { id, key } = await tokensByLogin(house, house.account('adviser'));
    return headersWith(house, id, key)();
  };
  const without = (name: 'dpop' | 'authorization') => async () => {
    const { [name]: _left, ...headers } = await app.headers();
    return headers;
  };

  describe('attack 16: 401 in the same bytes, whichever check fails', () => {
    // biome-ignore format: a table is read in columns
    const refused: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
      ['no proof',                       without('dpop')],
      ['a proof without ath',            withProof({ claims: { ath: undefined } })],
      ['a proof for another token',      withProof({ claims: { ath: 'A'.repeat(43) } })],
      ['a proof used before',            replayed],
      ['a proof for another address',    withProof({ claims: { htu: 'https://evil.example/graphql' } })],
      ['a proof for the pod server',     async () => app.headers({ claims: { htu: `${house.pods}/graphql` } })],
      ['a proof for another method',     withProof({ claims: { htm: 'GET' } })],
      ['a proof of two minutes ago',     async () => app.headers({ claims: { iat: nowSeconds() - 120 } })],
      ['a proof of two minutes ahead',   async () => app.headers({ claims: { iat: nowSeconds() + 120 } })],
      ['a proof by another key',         async () => app.headers({ key: await newSigningKey() })],
      ['a proof without an id',          withProof({ claims: { jti: undefined } })],
      ['the token of another app',       async () => ({ ...(await app.headers()), authorization: `DPoP ${other.token}` })],
      ['the token as Bearer',            async () => ({ ...(await app.headers()), authorization: `Bearer ${app.token}` })],
      ['a token of our own making',      forged],
      ['a token that nobody signed',     unsigned],
      ['a token that was changed',       async () => headersWith(house, `${app.token.slice(0, -4)}AAAA`, app.key)()],
      ['an ID token',                    idToken],
      ['no token at all',                async () => ({ authorization: 'DPoP' })],
    ];
    it.each(someOf(refused, 2))('%s', async (_what, headers) => {
      const constant = await asks({ authorization: 'DPoP x', dpop: 'x' }, 'Viewer');
      expect([constant.status, constant.codes]).toEqual([401, ['UNAUTHENTICATED']]);
      const sent = await headers();
      const before = await written(house);
      house.proxy.forget();
      const answer = await asks(sent, 'LearnerRecords', { learner: samira });
      expect(visible(answer)).toEqual(visible(constant));
      expect(answer.headers.get('www-authenticate')).toBe('DPoP algs="ES256"');
      expect(toRecords()).toEqual([]);
      expect(await written(house)).toEqual(before);
    });

    it('whereas the access token of that same login is good', async () => {
      const { access, key } = await tokensByLogin(house, house.account('adviser'));
      const answer = await asks(await headersWith(house, access, key)(), 'Viewer');
      expect(answer.data.viewer.webId).toBe(house.account('adviser').webId);
    });
  });
}

const payloadOf = (token: string): Record<string, string> => {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
};
