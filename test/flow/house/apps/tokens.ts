import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, importPKCS8, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../src/embedded/index.js';
import { newSigningKey, type SigningKey } from '../../../../src/identity/index.js';
import { wireApi } from '../../../../src/wire.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { headersWith, nowSeconds, proofBy } from '../attacks/app.js';
import { visible } from '../attacks/knock.js';
import { readsAndNoMore } from './reading.js';
import {
  answers,
  asksFor,
  browserOf,
  type Client,
  callback,
  clientAt,
  registers,
  removes,
} from './steps.js';

interface Given {
  readonly id_token?: string;
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly error?: string;
}

/** What comes of codes and tokens in other hands than those they were given to. */
export function attacksOnTokens(opened: () => TestHouse): void {
  let house: TestHouse;
  let id: string;
  let other: string;
  let client: Client;
  let key: SigningKey;
  beforeAll(async () => {
    house = opened();
    [id, other] = [await registers(house), await registers(house, { name: 'Andere' })];
    client = await clientAt(house, id);
    key = await newSigningKey();
    return async () => {
      await removes(house, id);
      await removes(house, other);
    };
  });
  const tokenDoor = () => `${house.origin}/oidc/token`;

  /** A code for Samira's sign-in, with the word that goes with it. */
  async function code(change: Readonly<Record<string, string>> = {}) {
    // As if it were long ago that she was asked: how often she can be is another test.
    await house.running.house.ledger.db.em().execute('delete from rate_bucket', [], 'run');
    const browse = await browserOf(house, 'samira');
    const asked = await asksFor(client, browse, change);
    const yes = await answers(house, 'samira', { id: asked.id, decision: 'SIGN_IN' });
    const { location } = await browse(yes.data.answerAppRequest.redirectTo);
    const word = location?.searchParams.get('code') ?? '';
    return { code: word, code_verifier: asked.verifier };
  }
  async function posted(form: Readonly<Record<string, string>>, headers = {}): Promise<Given> {
    const body = new URLSearchParams(form);
    return JSON.parse(await (await fetch(tokenDoor(), { method: 'POST', headers, body })).text());
  }
  const changes = async (
    form: Readonly<Record<string, string>>,
    by: SigningKey = key,
    client_id = id,
  ): Promise<Given> =>
    posted({ client_id, ...form }, { dpop: await proofBy(by, { htu: tokenDoor() }) });
  const withoutProof = async (word: object): Promise<Given> =>
    posted({
      client_id: id,
      grant_type: 'authorization_code',
      redirect_uri: callback,
      ...word,
    });
  const byCode = (given: object, by?: SigningKey, clientId?: string) =>
    changes({ grant_type: 'authorization_code', redirect_uri: callback, ...given }, by, clientId);
  const renewed = (refresh_token = '', by?: SigningKey, clientId?: string) =>
    changes({ grant_type: 'refresh_token', refresh_token }, by, clientId);

  const viewer = async (token: string, by = key) =>
    house.ask(undefined, 'Viewer', {}, { headers: await headersWith(house, token, by)() });
  const keyIn = async (name: string) => {
    const file = join(house.setup.dataDir, 'keys', `${name}.pem`);
    return importPKCS8(await readFile(file, 'utf8'), 'ES256');
  };

  describe('attack 15: a code is for the app it was given to, once', () => {
    it('shown a second time it opens nothing, and what it opened is shut', async () => {
      const word = await code();
      const first = await byCode(word);
      expect(first.error).toBeUndefined();
      expect((await byCode(word)).error).toBe('invalid_grant');
      expect((await renewed(first.refresh_token)).error).toBe('invalid_grant');
    });

    it('shown five times at once it opens once', async () => {
      const word = await code();
      const given = await Promise.all([1, 2, 3, 4, 5].map(() => byCode(word)));
      expect(given.filter(({ access_token: token }) => token !== undefined).length).toBeLessThan(2);
    });

    // biome-ignore format: a table is read in columns
    const wrong: readonly (readonly [string, (word: object) => Promise<Given>, string])[] = [
      ['by another app',              (word) => byCode(word, key, other),                          'invalid_grant'],
      ['by an app nobody knows',      (word) => byCode(word, key, `${id.slice(0, -1)}_`),          'invalid_client'],
      ['with another word',           (word) => byCode({ ...word, code_verifier: 'x'.repeat(43) }), 'invalid_grant'],
      ['without the word',            (word) => byCode({ ...word, code_verifier: '' }),            'invalid_grant'],
      ['for another address',         (word) => byCode({ ...word, redirect_uri: `${callback}/` }), 'invalid_grant'],
      ['without proof of a key',      (word) => withoutProof(word),                                'invalid_grant'],
    ];
    it.each(someOf(wrong, 2))('%s', async (_what, tries, error) => {
      expect((await tries(await code())).error).toBe(error);
    });

    it('by another key than the app said it would come with', async () => {
      const word = await code({ dpop_jkt: key.kid });
      expect((await byCode(word, await newSigningKey())).error).toBe('invalid_grant');
    });
  });

  describe('attack 16: signed in is who holds the key', () => {
    it('another key renews nothing, nor another app, and what was renewed once is spent', async () => {
      const { refresh_token: token } = await byCode(await code());
      expect((await renewed(token, await newSigningKey())).error).toBe('invalid_grant');
      expect((await renewed(token, key, other)).error).toBe('invalid_grant');
      const next = await renewed(token);
      expect(next.error).toBeUndefined();
      expect((await renewed(token)).error).toBe('invalid_grant');
      // Somebody has a copy: nobody goes on by it.
      expect((await renewed(next.refresh_token)).error).toBe('invalid_grant');
    });

    it('a proof is good once', async () => {
      const { refresh_token: token = '' } = await byCode(await code());
      const proof = await proofBy(key, { htu: tokenDoor() });
      const renewing = { client_id: id, grant_type: 'refresh_token' };
      const first = await posted({ ...renewing, refresh_token: token }, { dpop: proof });
      expect(first.error).toBeUndefined();
      const { refresh_token: next = '' } = first;
      const again = await posted({ ...renewing, refresh_token: next }, { dpop: proof });
      expect(again.error).toBe('invalid_grant');
    });

    it('an app that signs somebody out cannot renew', async () => {
      const { refresh_token: token = '' } = await byCode(await code());
      await oidc.tokenRevocation(client.config, token);
      expect((await renewed(token)).error).toBe('invalid_grant');
    });
  });

  describe('attack 17: a token is for the graph, by the issuer for apps, and for nothing else', () => {
    let good: string;
    beforeAll(async () => {
      good = (await byCode(await code())).access_token ?? '';
    });
    const minted = async (
      { claims = {}, header = {} }: { claims?: object; header?: object },
      pem = 'app-issuer',
    ): Promise<string> =>
      new SignJWT({ ...decodeJwt(good), ...claims })
        .setProtectedHeader({ ...decodeProtectedHeader(good), alg: 'ES256', ...header })
        .sign(await keyIn(pem));

    it('says for five minutes at most who asks, through which app, with which key', async () => {
      expect(decodeProtectedHeader(good)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
      const { exp = 0, iat = 0, ...claims } = decodeJwt(good);
      expect(exp - iat).toBe(300);
      expect(claims).toMatchObject({
        iss: `${house.origin}/oidc`,
        aud: `${house.origin}/graphql`,
        webid: house.account('samira').webId,
        client_id: id,
        cnf: { jkt: key.kid },
      });
      expect((await viewer(good)).codes).toEqual([]);
    });

    // biome-ignore format: a table is read in columns
    const refused: readonly (readonly [string, () => Promise<string>])[] = [
      ['Third-party app 3: one that ran out',   async () => minted({ claims: { iat: nowSeconds() - 400, exp: nowSeconds() - 100 } })],
      ['one for pods',                          async () => minted({ claims: { aud: 'solid' } })],
      ['one for our issuer',                    async () => minted({ claims: { aud: `${house.origin}/oidc` } })],
      ['one for nobody',                        async () => minted({ claims: { aud: undefined } })],
      ['one of another form',                   async () => minted({ header: { typ: 'JWT' } })],
      ['one without the key it is bound to',    async () => minted({ claims: { cnf: undefined } })],
      ['one signed by the issuer of agents',    async () => minted({}, 'query-issuer')],
      ['one signed by the builder',             async () => minted({}, 'builder-issuer')],
      ['one in the name of the agents’ issuer', async () => minted({ claims: { iss: house.setup.issuerOrigin } })],
      ['one as agents have them',               async () => minted({ claims: { iss: house.setup.issuerOrigin, aud: 'solid' } }, 'query-issuer')],
      ['one as the builder has them',           async () => minted({ claims: { iss: `${house.setup.issuerOrigin}/builder`, aud: 'solid' } }, 'builder-issuer')],
      ['one of our issuer with a slash more',   async () => minted({ claims: { iss: `${house.origin}/oidc/` } })],
      ['one of the pods’ issuer by our key',    async () => minted({ claims: { iss: `${house.pods}/`, aud: 'solid' } })],
    ];
    it.each(someOf(refused, 2))('%s: 401, in the bytes of any other', async (_what, token) => {
      const constant = await house.ask(
        undefined,
        'Viewer',
        {},
        {
          headers: { authorization: 'DPoP x', dpop: 'x' },
        },
      );
      expect(constant.status).toBe(401);
      expect(visible(await viewer(await token()))).toEqual(visible(constant));
    });

    it('attack 42: reads and hears what was shared, and does nothing in somebody’s name', async () => {
      expect(await readsAndNoMore(house, { id, token: good, key })).toBe('ENDED');
    });

    it('Third-party app 3: the ID token, the token of another app, and this one with another key', async () => {
      const { id_token: idToken = '' } = await byCode(await code());
      const stranger = await newSigningKey();
      const statuses = [await viewer(idToken), await viewer(good, stranger)].map(
        ({ status }) => status,
      );
      expect(statuses).toEqual([401, 401]);
    });

    it('no pod opens to it: not as the learner, not as an agent', async () => {
      const root = house.account('samira').podRoot;
      const agent = `${house.setup.issuerOrigin}/agents/${'a'.repeat(43)}`;
      const tokens = [
        good,
        await minted({ claims: { aud: 'solid' } }),
        await minted({ claims: { aud: 'solid', webid: agent, iss: house.setup.issuerOrigin } }),
      ];
      const url = `${root}edu/index.json`;
      for (const token of tokens) {
        const ath = createHash('sha256').update(token).digest('base64url');
        const dpop = await proofBy(key, { htm: 'GET', htu: url, ath });
        const { status } = await fetch(url, { headers: { authorization: `DPoP ${token}`, dpop } });
        expect([401, 403, 500]).toContain(status);
      }
    });
  });

  it('several processes are one issuer: a code given by one is changed at another, once', async () => {
    const port = await freePort();
    const api = await wireApi({ ...house.setup, port });
    try {
      api.ready();
      const word = await code();
      const body = new URLSearchParams({
        client_id: id,
        grant_type: 'authorization_code',
        redirect_uri: callback,
        ...word,
      }).toString();
      const dpop = await proofBy(key, { htu: tokenDoor() });
      const text = await new Promise<string>((resolve, reject) => {
        const headers = {
          host: new URL(house.origin).host,
          'content-type': 'application/x-www-form-urlencoded',
          dpop,
        };
        const sent = request(
          { host: '127.0.0.1', port, path: '/oidc/token', method: 'POST', headers },
          (response) => {
            const parts: Buffer[] = [];
            response.on('data', (part: Buffer) => parts.push(part));
            response.on('end', () => resolve(Buffer.concat(parts).toString()));
          },
        );
        sent.on('error', reject);
        sent.end(body);
      });
      const given: Given = JSON.parse(text);
      expect(given.error).toBeUndefined();
      expect((await byCode(word)).error).toBe('invalid_grant');
    } finally {
      await api.stop();
    }
  });
}
