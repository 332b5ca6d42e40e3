import { expect, it } from 'vitest';
import { newBrowser } from '../../../fixtures/browser.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { rowsOf, wholeDatabase } from '../attacks/ledger-rows.js';
import { learner, lena, newPerson, type Stage } from './stage.js';

const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;

const ledTo = async (house: TestHouse, to: string): Promise<string | null> => {
  const asked = new URLSearchParams({ return: to }).toString();
  return (await newBrowser().go(`${house.origin}/demo/samira?${asked}`)).headers.get('location');
};

export function comingIn(stage: () => Stage): void {
  it('somebody with an eduID alone gets a kluis, with their name, and comes back to the same', async () => {
    const { house, viewer, byEduid, ask } = stage();
    const browser = await learner(stage());
    const me = await viewer(browser);
    expect(me).toMatchObject({ kind: 'LEARNER', displayName: 'Lena Voort' });
    const { webId } = me;
    expect(webId).toMatch(/^http:\/\/localhost:\d+\/people\/p-[0-9a-f]{32}$/);
    const profile = await (await fetch(webId)).text();
    const pod = /space#storage> <([^>]+)>/.exec(profile)?.[1] ?? '';
    expect(pod.startsWith(`${house.pods}/p-`)).toBe(true);
    expect(profile).not.toContain('oidcIssuer');
    const person = await house.running.workshop.build.fetch(`${pod}edu/self/person.json`);
    expect(await person.json()).toMatchObject({ name: { given: 'Lena', family: 'Voort' } });
    expect((await fetch(`${pod}edu/self/person.json`)).status).toBe(401);
    const { data } = await ask(browser, 'MyAccessLog');
    const sentences = data.myAccessLog.nodes.map(({ sentence }: { sentence: string }) => sentence);
    expect(sentences).toContain('Je koppelde een manier van inloggen aan je kluis.');
    const elsewhere = newBrowser();
    expect(await byEduid(elsewhere, lena, '/account?tab=1')).toBe('/account?tab=1');
    expect((await viewer(elsewhere)).webId).toBe(webId);
  });

  it('who comes in two browsers at once gets one kluis', async () => {
    const { eduidAnswer, end, viewer } = stage();
    const who = newPerson();
    const both = [newBrowser(), newBrowser()];
    const answers: string[] = [];
    for (const browser of both) answers.push(await eduidAnswer(browser, who));
    await Promise.all(both.map((browser, n) => end(browser, answers[n] ?? '')));
    const [one, other] = await Promise.all(both.map(viewer));
    expect(one.webId).toBe(other.webId);
  });

  it('attack 46: no eduID stands in the database, in a line of the log or in an address', async () => {
    const { house } = stage();
    const everything = (await wholeDatabase(house)) + house.logLines.join('\n');
    expect(everything).not.toContain(lena.eduid);
    expect(house.logLines.join('\n')).not.toMatch(/Lena|Voort|\/people\//);
    expect(
      (await rowsOf(house, `select 1 from outbox_item where payload like '%Lena%'`)).length,
    ).toBe(0);
  });

  it('a learner comes by their own WebID, and nothing of that login goes on here', async () => {
    const { house, byPod, viewer } = stage();
    const browser = newBrowser();
    expect(await byPod(browser, house.account('samira'))).toBe('/');
    // The library would keep a timer for each, and the process with it.
    const before = timers();
    for (let n = 0; n < 3; n += 1) await byPod(browser, house.account('samira'));
    expect(timers()).toBeLessThan(before + 3);
    const { webId, persona } = house.account('samira');
    const { displayName } = persona;
    expect(await viewer(browser)).toMatchObject({ webId, kind: 'LEARNER', displayName });
    expect(browser.cookie('127.0.0.1')).toMatch(/^leerkluis=[\w-]{43}$/);
  });

  it('who was looked into is an adviser, anybody else a guest; neither has anything of a learner’s', async () => {
    const { house, byPod, viewer, ask, stranger } = stage();
    const [noor, guest] = [newBrowser(), newBrowser()];
    await byPod(noor, house.account('adviser'));
    expect(await viewer(noor)).toMatchObject({ kind: 'ADVISER' });
    await byPod(guest, stranger);
    const { webId } = stranger;
    expect(await viewer(guest)).toMatchObject({
      webId,
      kind: 'GUEST',
      displayName: 'Iemand Anders',
    });
    for (const operation of ['MyAccount', 'MyRecords']) {
      const { errors } = await ask(guest, operation);
      expect(errors[0].extensions.code).toBe('FORBIDDEN');
    }
  });

  it('J2.9: a login at a school we know links it for 180 days; of another it links nothing', async () => {
    const { ask } = stage();
    const schac_home_organization = 'merenveld.example';
    const uids = ['s-7'];
    const eduperson_scoped_affiliation = ['student@merenveld.example', 'employee@elders.example'];
    const there = { schac_home_organization, uids, eduperson_scoped_affiliation };
    const elsewhere = { ...there, schac_home_organization: 'elders.example' };
    const browser = await learner(stage(), { ...lena, ...elsewhere });
    expect((await ask(browser, 'MyAccount')).data.myAccount.institutions).toEqual([]);
    for (let n = 0; n < 2; n += 1) await stage().byEduid(browser, { ...lena, ...there });
    const { data } = await ask(browser, 'MyAccount');
    const [link, ...more] = data.myAccount.institutions;
    expect(more).toEqual([]);
    expect(link).toMatchObject({ institution: { id: 'merenveld.example' }, state: 'CURRENT' });
    const days = (Date.parse(link.until) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(180);
    const log = (await ask(browser, 'MyAccessLog')).data.myAccessLog.nodes;
    const events = log.map(({ event }: { event: string }) => event);
    expect(events.filter((event: string) => event === 'INSTITUTION_LINKED')).toHaveLength(1);
    const rows = await rowsOf(
      stage().house,
      `select roles from session where roles::text like '%student%'`,
    );
    expect(JSON.stringify(rows)).not.toContain('elders');
  });

  it('who calls it off, or has no eduID, hears so by a code and is not signed in', async () => {
    const { byEduid, viewer } = stage();
    const browser = newBrowser();
    expect(await byEduid(browser, undefined)).toBe('/sign-in?problem=CANCELLED');
    const again = '/sign-in?problem=CANCELLED&return=%2Faccount%3Ftab%3D1';
    expect(await byEduid(browser, undefined, '/account?tab=1')).toBe(again);
    const { eduid: _none, ...nameless } = newPerson({ uids: ['s-8'] });
    expect(await byEduid(browser, nameless)).toBe('/sign-in?problem=NO_EDUID');
    expect(await viewer(browser)).toBeUndefined();
  });

  it('who comes by the demo is led to where they wanted, and never to another site', async () => {
    const { house } = stage();
    const wish = `/oidc/authorize?state=${'a'.repeat(900)}`;
    expect(await ledTo(house, wish)).toBe(wish);
    expect(await ledTo(house, '//elsewhere.example')).toBe('/');
  });

  it('the page hears what this server offers', async () => {
    const { house } = stage();
    const { ways } = await (await fetch(`${house.origin}/sign-in/ways`)).json();
    expect(ways.slice(0, 3)).toEqual([
      { kind: 'EDUID', name: { nl: 'eduID', en: 'eduID' }, href: '/sign-in/eduid' },
      {
        kind: 'SOLID',
        name: { nl: 'Met e-mailadres en wachtwoord', en: 'With e-mail address and password' },
        href: `/sign-in/solid?issuer=${encodeURIComponent(`${house.pods}/`)}`,
      },
      {
        kind: 'DEMO',
        name: { nl: 'Samira el Amrani', en: 'Samira el Amrani' },
        href: '/demo/samira',
        persona: { key: 'samira', kind: 'LEARNER', displayName: 'Samira el Amrani' },
      },
    ]);
  });
}
