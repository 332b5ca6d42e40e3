import { describe, expect, it } from 'vitest';
import { presses, seesFocus, tabsTo } from './keyboard.js';
import type { Opened } from './opened.js';
import { desk, settled, somebody } from './person.js';
import { askFor } from './steps.js';

const reason = 'Mag ik zien welke vakken je deed?';

/** What has focus stands in this, or is it. */
const within = 'article:focus-within';

export function keyboardJourney(opened: Opened): void {
  describe('Samira without a mouse', () => {
    it('skips to the page, answers a request, stops it, takes that back, and is never lost', async () => {
      const { app, browser } = opened();
      const noor = await somebody(browser, app.url, 'adviser', { size: desk });
      await askFor(noor, app.personas['samira']?.webId ?? '', reason);
      await noor.context.close();

      const samira = await somebody(browser, app.url, 'samira', { size: desk });
      const { page } = samira;
      await page.keyboard.press('Tab');
      await seesFocus(page);
      expect(await page.locator(':focus').innerText()).toBe('Naar de inhoud');
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).toBe('main');
      await seesFocus(page);
      await presses(page, page.locator('main').getByRole('link', { name: /Wie heeft toegang/ }));
      await page.waitForURL('**/access');
      await settled(page);
      await seesFocus(page);

      const request = page.getByRole('article').filter({ hasText: reason });
      await presses(page, request.getByRole('button', { name: 'Kies wat je deelt' }));
      for (const name of ['resultaten', 'studielast', 'naam']) {
        const tick = request.getByLabel(name, { exact: true });
        await presses(page, tick, 'Space');
        expect(await tick.isChecked()).toBe(true);
      }
      await presses(page, request.getByRole('button', { name: 'Ja, dit delen' }));
      const given = page.getByRole('article').filter({ hasText: 'Kan kijken' });
      const standing = given.filter({ hasText: 'Noor Hendriks' });
      await standing.waitFor();
      await request.waitFor({ state: 'detached' });
      await seesFocus(page);

      await presses(page, standing.getByRole('button', { name: /^Stop/ }));
      const undo = page.getByRole('button', { name: /Toch weer toestaan/ });
      await undo.waitFor();
      await seesFocus(page);
      // She is still at the card that she stopped, so that the way back is the next thing.
      expect(await page.locator(within).innerText()).toContain('Gestopt');
      await page.keyboard.press('Tab');
      await tabsTo(page, undo);
      await page.keyboard.press('Space');
      await undo.waitFor({ state: 'detached' });
      await standing.waitFor();
      await seesFocus(page);
      expect(await page.locator(within).innerText()).toContain('Je hebt dit weer toegestaan.');

      // From here on the minutes of this page are ours to pass.
      await page.clock.install();
      await presses(page, standing.getByRole('button', { name: /^Stop/ }), 'Space');
      await standing.waitFor({ state: 'detached' });
      await seesFocus(page);
      // The way back goes by itself while she is at it: then too she is somewhere.
      await tabsTo(page, undo);
      await page.clock.fastForward(11_000);
      await undo.waitFor({ state: 'detached' });
      await seesFocus(page);
      expect(await page.locator(within).innerText()).toContain('Gestopt');
      await samira.context.close();
    });
  });
}
