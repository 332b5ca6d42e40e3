import { describe, expect, it } from 'vitest';
import { GrantAccessDocument, type RecordType } from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { phone, settled, somebody } from './person.js';

/** A yes to whoever has a link, for as long as the test takes. */
const linkTo = (type: RecordType) => ({
  grantee: { link: true },
  purpose: 'EMPLOYMENT' as const,
  scope: [{ types: [type] }],
  facets: ['CORE' as const],
  until: new Date(Date.now() + 3_600_000).toISOString(),
});

export function staysSteady(opened: Opened): void {
  describe('a page that is looked at while things change', () => {
    it('what was stopped stays at its place in the list', async () => {
      const { app, browser } = opened();
      const barry = await somebody(browser, app.url, 'barry', { size: phone });
      const { page } = barry;
      for (const type of ['RESULT', 'SKILL', 'DIPLOMA'] as const) {
        await asks(barry, app.url, GrantAccessDocument, { input: linkTo(type) });
      }
      await barry.go('/access');
      // What ended before stands apart, closed.
      const cards = page.locator('main > div > .cards > li');
      await cards.nth(2).waitFor();
      const before = await cards.count();
      const second = cards.nth(1);
      const what = await second.locator('dd').first().innerText();
      await second.getByRole('button', { name: /^Stop/ }).click();
      await second.getByText('Gestopt', { exact: true }).waitFor();
      await settled(page);
      expect(await cards.count()).toBe(before);
      expect(await second.innerText()).toContain('Gestopt');
      expect(await second.locator('dd').first().innerText()).toBe(what);
      for (const index of [0, 2])
        expect(await cards.nth(index).innerText()).toContain('Kan kijken');
      await barry.context.close();
    });

    it('without a connection it says so, what was there stays, and it goes on once it is back', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const { page } = samira;
      await samira.go('/results');
      const cards = page.getByRole('article');
      await cards.first().waitFor();
      const before = await cards.allInnerTexts();
      await samira.context.setOffline(true);
      await page.getByText('Je hebt geen internet', { exact: true }).waitFor();
      await page.getByText('Kiezen wat je ziet').click();
      await page.getByLabel('Soort').selectOption('ENROLMENT');
      await page.getByText('Er kwam geen antwoord. Kijk of je internet hebt.').waitFor();
      expect(await cards.allInnerTexts()).toEqual(before);

      await samira.context.setOffline(false);
      await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
      await expect.poll(() => cards.allInnerTexts()).not.toEqual(before);
      expect(await cards.count()).toBeGreaterThan(0);
      await page.getByText('Je hebt geen internet').waitFor({ state: 'detached' });
      await samira.context.close();
    });

    it('a session that is over says sign in again, and what was typed stays and can be sent', async () => {
      const { app, browser } = opened();
      const barry = await somebody(browser, app.url, 'barry', { size: phone });
      const { page } = barry;
      await barry.go('/add');
      await page.getByRole('button', { name: 'Cursus of training' }).click();
      const title = `EHBO ${Date.now()}`;
      await page.getByLabel('Wat leerde je?').fill(title);
      await barry.context.clearCookies();
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await page.getByText('Je bent niet meer ingelogd', { exact: true }).waitFor();
      const again = page.getByRole('link', { name: 'Opnieuw inloggen' });
      expect(await page.getByLabel('Wat leerde je?').inputValue()).toBe(title);
      expect(await faultsIn(barry)).toEqual([]);
      // Whoever comes by meanwhile reads nothing of it.
      expect(await page.getByLabel('Wat leerde je?').isVisible()).toBe(false);

      const [tab] = await Promise.all([barry.context.waitForEvent('page'), again.click()]);
      await tab.getByRole('link', { name: 'Barry de Wit' }).click();
      await settled(tab);
      await tab.close();
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await page.getByRole('article').filter({ hasText: title }).waitFor();
      await barry.context.close();
    });

    it('who signs out in one tab leaves nothing in another', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira');
      await samira.go('/results');
      await samira.page.getByRole('article').first().waitFor();
      const other = await samira.context.newPage();
      await other.goto(app.url);
      await settled(other);
      await other.getByRole('button', { name: 'Uitloggen' }).click();
      await expect.poll(() => samira.page.getByRole('article').count()).toBe(0);
      await samira.page.getByRole('link', { name: 'Inloggen' }).first().waitFor();
      expect(await samira.page.locator('main').innerText()).not.toContain('Merenveld');
      await samira.context.close();
    });
  });
}
