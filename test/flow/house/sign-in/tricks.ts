import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createAccount } from '../../../../src/embedded/index.js';
import { newBrowser } from '../../../fixtures/browser.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { learner, lena, type Stage } from './stage.js';

const startAgain = '/sign-in?problem=START_AGAIN';

export function tricks(stage: () => Stage): void {
  it('attack 38: an answer to a sign-in that another browser began signs nobody in', async () => {
    const { eduidAnswer, podAnswer, end, viewer, house } = stage();
    const attacker = newBrowser();
    for (const answer of [
      await eduidAnswer(attacker, lena),
      await podAnswer(attacker, house.account('adviser')),
    ]) {
      const victim = newBrowser();
      expect(await end(victim, answer)).toBe(startAgain);
      // Also in the middle of a sign-in of their own, which goes on.
      const own = await eduidAnswer(victim, lena);
      expect(await end(victim, answer)).toBe(startAgain);
      expect(await viewer(victim)).toBeUndefined();
      expect(await end(victim, own)).toBe('/');
    }
  });

  it('attack 38: the code of one browser under the state of another is no login', async () => {
    const { eduidAnswer, podAnswer, end, viewer, house } = stage();
    const answers = [
      (browser: ReturnType<typeof newBrowser>) => eduidAnswer(browser, lena),
      (browser: ReturnType<typeof newBrowser>) => podAnswer(browser, house.account('samira')),
    ];
    for (const answer of answers) {
      const [attacker, victim] = [newBrowser(), newBrowser()];
      const stolen = new URL(await answer(attacker)).searchParams.get('code');
      const mixed = new URL(await answer(victim));
      mixed.searchParams.set('code', stolen ?? '');
      expect(await end(victim, mixed.href)).toBe('/sign-in?problem=PROVIDER_FAILED');
      expect(await viewer(victim)).toBeUndefined();
    }
    // Heard of, without a word of the provider.
    const heard = house.faults.splice(0).map(String);
    expect(heard).toEqual(
      Array(2).fill('LoginFailed: a login did not come about: PROVIDER_FAILED'),
    );
  });

  it('attack 38: an answer counts once, whoever brings the cookie along again', async () => {
    const { eduidAnswer, end, house } = stage();
    const browser = newBrowser();
    const answer = await eduidAnswer(browser, lena);
    const host = new URL(house.origin).hostname;
    const [name = '', value = ''] = browser.cookie(host).split('=');
    expect(name).toBe('leerkluis-sign-in');
    expect(await end(browser, answer)).toBe('/');
    expect(browser.cookie(host)).not.toContain(name);
    const thief = newBrowser();
    thief.plant(host, name, value);
    expect(await end(thief, answer)).toBe(startAgain);
    for (const bad of [value.slice(0, -2), `${value}A`, '']) {
      thief.plant(host, name, bad);
      expect(await end(thief, answer)).toBe(startAgain);
    }
    // The answer of one kind of login at the door of the other.
    const other = await eduidAnswer(browser, lena);
    expect(await end(browser, other.replace('/eduid/', '/solid/'))).toBe(startAgain);
  });

  it('attack 38: after a sign-in a browser is at a path of ours and nowhere else', async () => {
    const { byEduid } = stage();
    const browser = newBrowser();
    for (const where of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
    ]) {
      expect(await byEduid(browser, lena, where)).toBe('/');
    }
  });

  it('attack 31: an issuer that is not on the list is not asked for anything', async () => {
    const { house } = stage();
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const spelled = [
      `http://localhost:${port}`,
      `http://localhost:${port}/`,
      `${house.pods}.example/`,
      '',
      'x',
    ];
    for (const issuer of [...spelled, `${house.pods}/%0d`]) {
      const query = new URLSearchParams({ issuer }).toString();
      const { headers } = await newBrowser().go(`${house.origin}/sign-in/solid?${query}`);
      expect(headers.get('location')).toBe('/sign-in?problem=ISSUER_NOT_TRUSTED');
    }
    const twice = `${house.origin}/sign-in/solid?issuer=${house.pods}/&issuer=http://localhost:${port}`;
    expect((await newBrowser().go(twice)).headers.get('location')).toBe(
      '/sign-in?problem=ISSUER_NOT_TRUSTED',
    );
    expect(asked).toBe(0);
    server.close();
    await once(server, 'close');
  });

  it('attack 19: a login service that the person does not name speaks for nobody', async () => {
    const { house, byPod, viewer } = stage();
    const login = { email: 'los@kluis.example', password: 'a password of no other' };
    const made = await createAccount(`${house.pods}/`, { ...login, podName: 'los' });
    const card = `<${made.webId}> a <http://xmlns.com/foaf/0.1/Person>.`;
    const wrote = await house.running.workshop.build.fetch(`${made.podRoot}profile/card`, {
      method: 'PUT',
      headers: { 'content-type': 'text/turtle' },
      body: card,
    });
    expect(wrote.ok).toBe(true);
    const { persona } = stage().stranger;
    const browser = newBrowser();
    expect(await byPod(browser, { ...made, login, persona })).toBe(
      '/sign-in?problem=WEBID_NOT_CONFIRMED',
    );
    expect(await viewer(browser)).toBeUndefined();
  });

  it('attack 38: a session that somebody put there is not the one that is signed in', async () => {
    const { house, byEduid, viewer } = stage();
    const host = new URL(house.origin).hostname;
    const [victim, attacker] = [newBrowser(), newBrowser()];
    const chosen = 'A'.repeat(43);
    for (const browser of [victim, attacker]) browser.plant(host, 'leerkluis', chosen);
    await byEduid(victim, lena);
    expect(victim.cookie(host)).not.toContain(chosen);
    expect(await viewer(attacker)).toBeUndefined();
    // And one that was somebody’s is over once they sign in anew.
    const before = victim.cookie(host).split('=')[1] ?? '';
    await byEduid(victim, lena);
    attacker.plant(host, 'leerkluis', before);
    expect(await viewer(attacker)).toBeUndefined();
  });

  it('a session lasts eight hours, however it is used', async () => {
    const { house, viewer } = stage();
    const browser = await learner(stage());
    const hours = `select max(extract(epoch from expires_at - clock_timestamp()) / 3600)::float8 as hours from session`;
    await viewer(browser);
    const [row] = await rowsOf(house, hours);
    expect(Number(row?.['hours'])).toBeLessThanOrEqual(8);
  });
}
