import { expect, it, vi } from 'vitest';
import type { DemoAccount } from '../../../../src/demo/index.js';
import type { ForeignPods } from '../../../fixtures/foreign-pods/start.js';
import { solidLogin } from '../../../fixtures/solid-login.js';
import { answersAt, asksToBring, brings, comesIn, rowOf, type Stage, statusAt } from './stage.js';

/** Their profile names these pods from now on. */
async function names(pods: ForeignPods, account: DemoAccount, storages: readonly string[]) {
  const own = await solidLogin(pods.origin, account);
  const said = storages.map((one) => `<http://www.w3.org/ns/pim/space#storage> <${one}>`);
  const insert = `@prefix solid: <http://www.w3.org/ns/solid/terms#>.
    _:p a solid:InsertDeletePatch; solid:inserts { <${account.webId}> ${said.join('; ')}. }.`;
  const status = await statusAt(own.fetch, account.webId, {
    method: 'PATCH',
    headers: { 'content-type': 'text/n3' },
    body: insert,
  });
  await own.logout();
  if (status >= 300) throw new Error(`the profile was not changed: ${status}`);
}

/** Whether a folder of ours is in this pod, asked by whose pod it is. */
const folderIn = async (pods: ForeignPods, owner: DemoAccount) => {
  const own = await solidLogin(pods.origin, owner);
  const status = await statusAt(own.fetch, `${owner.podRoot}leerkluis/`);
  await own.logout();
  return status;
};

export function refusedWithNothingWritten(of: () => Stage): void {
  it('a pod of somebody else’s, without control: a plain code, and nothing is written', async () => {
    const stage = of();
    for (const pods of [stage.wac, stage.acp]) {
      const ada = await pods.person('ada');
      const thief = await pods.person('dief');
      await names(pods, thief, [ada.podRoot]);
      const guest = await comesIn(stage, pods, thief);
      expect(await brings(stage, guest)).toBe('/account?problem=POD_NO_CONTROL');
      expect([await folderIn(pods, ada), await rowOf(stage, guest)]).toEqual([404, undefined]);
    }
  });

  it('attack 31: a storage at a private address, or behind no https, is asked nothing', async () => {
    const stage = of();
    const elsewhere = [
      'http://10.0.0.7/pod/',
      'https://169.254.169.254/',
      'http://pods.example/x/',
    ];
    for (const [n, storage] of elsewhere.entries()) {
      const who = await stage.wac.person(`binnen${n}`);
      await names(stage.wac, who, [storage]);
      const guest = await comesIn(stage, stage.wac, who);
      expect(await brings(stage, guest)).toBe('/account?problem=POD_ADDRESS');
      expect(await rowOf(stage, guest)).toBeUndefined();
    }
  });

  it('of several pods one is chosen, and one that the profile does not name cannot be', async () => {
    const stage = of();
    const ada = await stage.wac.person('twee');
    await names(stage.wac, ada, [ada.podRoot, 'https://pods.example/twee/']);
    const guest = await comesIn(stage, stage.wac, ada);
    const choose = [ada.podRoot, 'https://pods.example/twee/'];
    expect((await asksToBring(stage, guest)).said.choose.toSorted()).toEqual(choose.toSorted());
    const other = await asksToBring(stage, guest, { pod: `${stage.wac.origin}/mo/` });
    expect(other.said.choose).toHaveLength(2);
    expect(await brings(stage, guest, { pod: ada.podRoot })).toBe('/account');
  });

  it('a pod whose rules let others in everywhere is not taken', async () => {
    const stage = of();
    const open = await stage.acp.person('open');
    const own = await solidLogin(stage.acp.origin, open);
    const rules = await (await own.fetch(`${open.podRoot}.acr`)).text();
    const more = `${rules}
      <> <http://www.w3.org/ns/solid/acp#memberAccessControl> [
        <http://www.w3.org/ns/solid/acp#apply> [
          <http://www.w3.org/ns/solid/acp#allow> <http://www.w3.org/ns/auth/acl#Read>;
          <http://www.w3.org/ns/solid/acp#anyOf> [
            <http://www.w3.org/ns/solid/acp#agent> <http://www.w3.org/ns/solid/acp#AuthenticatedAgent> ] ] ].`;
    const headers = { 'content-type': 'text/turtle' };
    const put = await statusAt(own.fetch, `${open.podRoot}.acr`, {
      method: 'PUT',
      headers,
      body: more,
    });
    await own.logout();
    expect(put).toBeLessThan(300);
    const guest = await comesIn(stage, stage.acp, open);
    expect(await brings(stage, guest)).toBe('/account?problem=POD_OPEN');
    expect(await folderIn(stage.acp, open)).toBe(404);
  });

  it('a folder of our name that is not ours stays as it is; one that was left half made is gone on with', async () => {
    const stage = of();
    for (const pods of [stage.wac, stage.acp]) {
      const who = await pods.person('map');
      const own = await solidLogin(pods.origin, who);
      const note = `${who.podRoot}leerkluis/note.txt`;
      const headers = { 'content-type': 'text/plain' };
      expect(await statusAt(own.fetch, note, { method: 'PUT', headers, body: 'mine' })).toBe(201);
      const guest = await comesIn(stage, pods, who);
      expect(await brings(stage, guest)).toBe('/account?problem=POD_FOLDER_TAKEN');
      expect(await (await own.fetch(note)).text()).toBe('mine');
      // Without what was in it, it is as we leave it when we are cut off before its rules.
      expect(await statusAt(own.fetch, note, { method: 'DELETE' })).toBe(205);
      await own.logout();
      expect(await brings(stage, guest)).toBe('/account');
    }
  });

  it('what goes wrong with us is not laid on the login, and can be tried again', async () => {
    const stage = of();
    const { acp, house } = stage;
    const who = await acp.person('opnieuw');
    const guest = await comesIn(stage, acp, who);
    const { ledger } = house.running.house;
    const broken = new Error('the database is away');
    const fails = vi.spyOn(ledger.ways, 'open').mockRejectedValueOnce(broken);
    expect(await brings(stage, guest)).toBe('/account?problem=TRY_LATER');
    expect(house.faults.splice(0)).toEqual([broken]);
    fails.mockRestore();
    expect(await brings(stage, guest)).toBe('/account');
  });

  it('attack 38: no other site brings a pod, no app, and nobody who signed in as somebody else', async () => {
    const stage = of();
    const { house, wac } = stage;
    const who = await wac.person('zelf');
    const guest = await comesIn(stage, wac, who);
    const at = `${house.origin}/account/pod?issuer=${encodeURIComponent(`${wac.origin}/`)}`;
    const foreign = await guest.browser.go(at, { method: 'POST' });
    expect(foreign.status).toBe(403);
    const site = { 'x-csrf': '1', origin: 'https://evil.example' };
    expect((await guest.browser.go(at, { method: 'POST', headers: site })).status).toBe(403);
    expect((await fetch(at, { method: 'POST', headers: { 'x-csrf': '1' } })).status).toBe(401);
    const { said } = await asksToBring(stage, guest);
    // Somebody else comes back from the login than who went there.
    const other = await wac.person('ander');
    const answered = { ...guest, account: other };
    guest.browser.forget('localhost');
    const ended = await guest.browser.go(await answersAt(answered, said.href));
    expect(ended.headers.get('location')).toBe('/account?problem=POD_NOT_FOUND');
    expect(await rowOf(stage, answered)).toBeUndefined();
    expect([await folderIn(wac, who), await folderIn(wac, other)]).toEqual([404, 404]);
  });
}
