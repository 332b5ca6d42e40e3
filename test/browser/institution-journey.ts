import { describe, expect, it } from 'vitest';
import { faultsIn } from './accessibility.js';
import type { Opened } from './opened.js';
import { desk, settled, somebody } from './person.js';

export function institutionJourney(opened: Opened): void {
  describe('an agent of a school', () => {
    it('is told in plain words what there is here, and has no page of a learner', async () => {
      const { app, browser } = opened();
      const agent = await somebody(browser, app.url, 'roc', { size: desk });
      const { page } = agent;
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
        'Dag ROC De Waterlanden, administratie',
      );
      const menu = page.getByRole('navigation', { name: 'Menu' });
      expect(await menu.getByRole('link').allInnerTexts()).toEqual(['Begin', 'Account']);
      const told = await page.locator('main').innerText();
      expect(told).toContain('De pagina voor scholen komt nog.');
      expect(told).not.toMatch(/resultaten|toegang|leerlingen/i);
      expect(await faultsIn(agent)).toEqual([]);

      // Where learners see what is theirs, a school is told that it is not for them.
      for (const place of ['/results', '/access']) {
        await agent.go(place);
        await page.getByText('Deze pagina is voor iemand anders').first().waitFor();
        expect(await page.getByRole('article').count()).toBe(0);
      }

      await page.getByRole('link', { name: 'Begin', exact: true }).click();
      await settled(page);
      await page.getByRole('link', { name: /Vragen proberen/ }).click();
      await page.getByRole('tab', { name: 'Viewer' }).waitFor();
      expect([...agent.origins]).toEqual([app.url]);
      await agent.context.close();
    });
  });
}
