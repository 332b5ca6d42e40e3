import { beforeAll, describe, expect, it } from 'vitest';
import { appLimits } from '../../../../src/ledger/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { appOf } from '../attacks/app.js';
import { callback, purpose, registers, removes } from './steps.js';

const words = {
  name: 'Stageplek',
  redirectUris: [callback],
  clusters: ['RESULTS'],
  purpose,
};

/** What can be said of an app, by whom. */
export function registrations(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  const tries = (change: object) =>
    house.ask('developer', 'RegisterApp', { input: { ...words, ...change } });

  describe('Third-party app 1: somebody registers an app', () => {
    it('its client id is an address that gives its document, and nobody is said to have looked into it', async () => {
      const { data } = await house.ask('developer', 'RegisterApp', {
        input: { ...words, homepage: 'https://stageplek.example/' },
      });
      const { clientId, organisation } = data.registerApp;
      expect(organisation).toBeNull();
      expect(clientId.startsWith(`${house.setup.issuerOrigin}/clients/`)).toBe(true);
      const document = await fetch(clientId);
      expect(document.headers.get('content-type')).toContain('application/ld+json');
      expect(await document.json()).toMatchObject({
        client_id: clientId,
        client_name: 'Stageplek',
        client_uri: 'https://stageplek.example/',
        redirect_uris: [callback],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        dpop_bound_access_tokens: true,
      });
      const changed = await house.ask('developer', 'ChangeApp', {
        input: { ...words, clientId, name: 'Stageplek Twee' },
      });
      expect(changed.data.changeApp).toMatchObject({ clientId, name: 'Stageplek Twee' });
      const other = await house.ask('developer', 'ChangeApp', {
        input: { ...words, clientId, purpose: 'RESEARCH' },
      });
      expect(other.codes).toEqual(['BAD_INPUT']);
      const { clients } = house.running.house.ledger;
      await clients.suspend(clientId);
      expect((await fetch(clientId, { redirect: 'manual' })).status).not.toBe(200);
      await clients.resume(clientId);
      expect((await fetch(clientId)).status).toBe(200);
      expect((await removes(house, clientId)).codes).toEqual([]);
      expect((await fetch(clientId, { redirect: 'manual' })).status).not.toBe(200);
      const { data: left } = await house.ask('developer', 'MyApps');
      expect(left.myApps.nodes).not.toContainEqual(expect.objectContaining({ clientId }));
    });

    // biome-ignore format: a table is read in columns
    const refused: readonly (readonly [string, object])[] = [
      ['no address',                      { redirectUris: [] }],
      ['http elsewhere than at home',     { redirectUris: ['http://stageplek.example/back'] }],
      ['a scheme of its own',             { redirectUris: ['stageplek://back'] }],
      ['a script',                        { redirectUris: ['javascript:alert(1)'] }],
      ['a fragment',                      { redirectUris: ['https://stageplek.example/back#x'] }],
      ['an empty fragment',               { redirectUris: ['https://stageplek.example/back#'] }],
      ['a user in the address',           { redirectUris: ['https://merenveld.example@evil.example/'] }],
      ['a way back up',                   { redirectUris: ['https://stageplek.example/a/../back'] }],
      ['letters that look like others',   { redirectUris: ['https://mеrenveld.example/back'] }],
      ['our own page',                    { redirectUris: ['OUR/back'] }],
      ['a homepage that is a script',     { homepage: 'javascript:alert(1)' }],
      ['no name',                         { name: ' ' }],
      ['our name',                        { name: 'Leerkluis' }],
      ['our name, spelled to look so',    { name: 'L e e r k 1 u i s  helpt' }],
      ['the name of an organisation',     { name: 'Loopbaanplein De Delta' }],
      ['the name of a school',            { name: 'Universiteit Merenveld' }],
      ['that name in other letters',      { name: 'Lооpbaanplein De Delta' }],
      ['that name with figures',          { name: 'L00PBAANPLE1N DE DELTA' }],
      ['own use as the purpose',          { purpose: 'SELF_USE' }],
    ];
    it.each(someOf(refused, 2))('attack 40: %s is refused', async (_what, change) => {
      const text = JSON.stringify(change).replace('OUR', house.origin);
      const { codes, data } = await tries(JSON.parse(text));
      expect([data, codes]).toEqual([null, ['BAD_INPUT']]);
    });

    it('a name is a line of plain text, whatever stands in it', async () => {
      const { data } = await tries({ name: '<b>Stage</b>\u202Eplek\n' });
      expect(data.registerApp.name).toBe('<b>Stage</b> plek');
      await removes(house, data.registerApp.clientId);
    });

    it('the operator’s registry says whose app it is, not its developer', async () => {
      const clientId = await registers(house);
      const own = house.setup.organisations.get(house.account('adviser').webId as never);
      const { clients } = own ?? { clients: [] };
      (clients as string[]).push(clientId);
      try {
        const { data } = await house.ask('developer', 'MyApps');
        expect(data.myApps.nodes).toContainEqual(
          expect.objectContaining({
            clientId,
            organisation: expect.objectContaining({ id: 'loopbaanplein.example', verified: true }),
          }),
        );
      } finally {
        (clients as string[]).pop();
        await removes(house, clientId);
      }
    });

    it('an app of somebody else is nobody’s to change or remove, and a token registers none', async () => {
      const clientId = await registers(house);
      const input = { ...words, clientId };
      expect((await house.ask('adviser', 'ChangeApp', { input })).codes).toEqual(['NOT_FOUND']);
      expect((await house.ask('adviser', 'RemoveApp', { clientId })).codes).toEqual(['NOT_FOUND']);
      const headers = await (await appOf(house, 'developer')).headers();
      const byToken = await house.ask(undefined, 'RegisterApp', { input: words }, { headers });
      expect(byToken.codes).toEqual(['FORBIDDEN']);
      expect((await house.ask(undefined, 'RegisterApp', { input: words })).codes).toEqual([
        'UNAUTHENTICATED',
      ]);
      await removes(house, clientId);
    });

    it('attack 40: one person has so many apps, and registers so many in a day', async () => {
      const who = 'university';
      const adds = () => house.ask(who, 'RegisterApp', { input: words });
      const made: string[] = [];
      for (let n = 0; n < appLimits.most; n += 1) {
        made.push((await adds()).data.registerApp.clientId);
      }
      expect((await adds()).codes).toEqual(['BAD_INPUT']);
      for (const clientId of made) {
        await house.ask(who, 'RemoveApp', { clientId });
        expect((await adds()).codes).toEqual([]);
      }
      const { data } = await house.ask(who, 'MyApps');
      await house.ask(who, 'RemoveApp', { clientId: data.myApps.nodes[0].clientId });
      expect((await adds()).codes).toEqual(['RATE_LIMITED']);
    });
  });
}
