import * as oidc from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonaKey } from '../../../../src/demo/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { cookieFor } from '../attacks/knock.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import {
  browserOf,
  type Client,
  clientAt,
  connects,
  linkOn,
  registers,
  removes,
  requestUrl,
} from './steps.js';

/** Somebody who wants to be signed in nowhere any more, and what is in their way. */
export function signingOutOfApps(opened: () => TestHouse): void {
  let house: TestHouse;
  let client: Client;
  beforeAll(async () => {
    house = opened();
    const id = await registers(house);
    client = await clientAt(house, id);
    return () => removes(house, id);
  });

  describe('a control character in what an app asks', () => {
    const odd = [
      ['nonce', 'a\u0000b'],
      ['state', 'a\u0000b'],
      ['login_hint', 'a\nb'],
      ['nonce', 'a\u0085b'],
    ] as const;

    it.each(someOf(odd, 2))('is asked of nobody, and not kept: %s %j', async (name, value) => {
      const { url } = await requestUrl(client, { [name]: value });
      const led = await (await browserOf(house, 'samira'))(url);
      expect(linkOn(led)?.searchParams.get('error')).toBe('invalid_request');
      const sent = await fetch(new URL(url.pathname, url), {
        method: 'POST',
        body: url.searchParams,
        headers: { cookie: await cookieFor(house, 'samira') },
        redirect: 'manual',
      });
      expect(sent.status).toBe(404);
      const kept = String.raw`select from app_paper where payload ~ '\\u00|\\n'`;
      expect(await rowsOf(house, kept)).toEqual([]);
    });
  });

  // At the end of the file: their sessions are over. Who has a kluis, who was looked into, of a school, and whom nobody knows.
  it.each<PersonaKey>(['barry', 'adviser', 'roc', 'developer'])(
    'who signs out everywhere is signed out of apps too: %s',
    async (who) => {
      const { tokens } = await connects(house, who, client, { decision: 'SIGN_IN' });
      const renews = () => {
        const token = tokens.refresh_token ?? '';
        const renewing = oidc.refreshTokenGrant(client.config, token, undefined, {
          DPoP: client.dpop,
        });
        return renewing.catch(({ error }: { error: string }) => error);
      };
      const out = await house.ask(who, 'SignOutEverywhere');
      expect(out.codes).toEqual([]);
      expect(out.data.signOutEverywhere.sessions).toBeGreaterThan(0);
      expect(await renews()).toBe('invalid_grant');
    },
  );
}
