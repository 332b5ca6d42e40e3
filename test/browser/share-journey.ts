import { describe, expect, it } from 'vitest';
import { faultsIn } from './accessibility.js';
import type { Opened } from './opened.js';
import { desk, somebody } from './person.js';

export function sharingByLink(opened: Opened): void {
  describe('a link', () => {
    it('shows what was chosen to who has it, and nothing once it is stopped', async () => {
      const { app, browser } = opened();
      const barry = await somebody(browser, app.url, 'barry', { size: desk });
      const { page } = barry;
      await barry.go('/share');
      await page.getByLabel('resultaten', { exact: true }).check();
      await page.getByRole('button', { name: 'Maak de link' }).click();
      const address = await page.getByLabel('De link', { exact: true }).inputValue();
      expect(address.startsWith(`${app.url}/shared#`)).toBe(true);
      await page.getByRole('img', { name: 'QR-code van de link' }).waitFor();
      await page.getByRole('article').filter({ hasText: 'Kan kijken' }).waitFor();
      expect(await faultsIn(barry)).toEqual([]);

      const visitor = await somebody(browser, app.url, undefined);
      await visitor.page.goto(address);
      await visitor.page.getByRole('article').first().waitFor();
      expect(await visitor.page.locator('main').innerText()).toContain(
        'De leerling ziet dat er gekeken is',
      );
      expect(await faultsIn(visitor)).toEqual([]);
      await page.getByRole('button', { name: /^Stop toegang/ }).click();
      await page.getByText('Gestopt', { exact: true }).waitFor();
      await visitor.page.reload();
      await visitor.page.getByText(/niet meer met je|niets voor jou te zien/).waitFor();
      expect(await visitor.page.getByRole('article').count()).toBe(0);
      await visitor.context.close();
      await barry.context.close();
    }, 90_000);
  });
}
