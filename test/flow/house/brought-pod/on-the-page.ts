import { expect, it } from 'vitest';
import { faultsIn } from '../../../browser/accessibility.js';
import { phone, somebody, startBrowser } from '../../../browser/person.js';
import { brings, comesIn, type Guest, type Stage } from './stage.js';

/** What whoever has a pod elsewhere reads of it, in a real browser. */
export function readOnThePage(of: () => Stage): void {
  it('a guest is asked for it in plain words, and afterwards reads where the kluis is and what that means', async () => {
    const { house, wac } = of();
    const browser = await startBrowser();
    const accountOf = async (guest: Guest) => {
      const person = await somebody(browser, house.origin, undefined, { size: phone });
      const pairs = guest.browser.cookie('127.0.0.1').split('; ');
      const cookies = pairs.map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: house.origin };
      });
      await person.context.addCookies(cookies);
      await person.go('/account');
      return person;
    };
    try {
      const guest = await comesIn(of(), wac, await wac.person('pim'));
      const before = await accountOf(guest);
      await before.page.getByRole('heading', { name: 'Heb je al een eigen opslag' }).waitFor();
      expect(await faultsIn(before)).toEqual([]);
      expect(await brings(of(), guest)).toBe('/account');
      const after = await accountOf(guest);
      await after.page.getByText(/kan apps niet uit elkaar houden/).waitFor();
      await after.page.getByText(`in je eigen opslag, bij ${new URL(wac.origin).host}`).waitFor();
      expect(await faultsIn(after)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 240_000);
}
