import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { sha256Url } from '../../../../src/base/index.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { newClientCredentials } from '../../../../src/embedded/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

/**
 * A student system of a school that signs in at the pods by the app it told of, and shows proof with each request as
 * RFC 9449 has it, the hash of its token included.
 */
export async function systemOf(house: TestHouse, who: PersonaKey): Promise<typeof fetch> {
  const { login, webId, client } = house.account(who);
  const { id, secret } = client ?? (await newClientCredentials(`${house.pods}/`, login, webId));
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  const proof = (method: string, url: string, claims: object = {}) =>
    new SignJWT({ htm: method, htu: url, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
      .setJti(randomUUID())
      .setIssuedAt()
      .sign(privateKey);
  const door = `${house.pods}/.oidc/token`;
  const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
  const answer = await fetch(door, {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic.toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      dpop: await proof('POST', door),
    },
    body: 'grant_type=client_credentials&scope=webid',
  });
  const said: any = await answer.json();
  const token = String(said.access_token);
  return async (input, init = {}) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    request.headers.set('authorization', `DPoP ${token}`);
    const claims = { ath: sha256Url(token) };
    request.headers.set('dpop', await proof(request.method, `${origin}${pathname}`, claims));
    return fetch(request);
  };
}
