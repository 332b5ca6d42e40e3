import { readFile } from 'node:fs/promises';
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
      expect(await menu.getByRole('link').allInnerTexts()).toEqual([
        'Begin',
        'Laten meetellen',
        'Toegang vragen',
        'Leveringen',
        'Resultaten versturen',
        'Microcredentials geven',
        'Account',
      ]);
      const told = await page.locator('main').innerText();
      expect(told).toContain('Zie wat er aankwam, en wat niet en waarom.');
      expect(told).not.toMatch(/mijn resultaten|wie heeft toegang/i);
      expect(await faultsIn(agent)).toEqual([]);

      // What became of what was fetched here, without a name or number of any learner.
      await menu.getByRole('link', { name: 'Leveringen' }).click();
      await page.getByRole('article').first().waitFor();
      const list = await page.locator('main').innerText();
      expect(list).toMatch(/Aangekomen: \d/);
      expect(list).toContain('Bij jullie opgehaald');
      expect(list).not.toMatch(/samira|barry|https?:/i);
      await page.getByLabel('Laat zien').selectOption('REFUSED');
      await page.getByText('Hier is niets.').waitFor();
      expect(await faultsIn(agent)).toEqual([]);

      // A table is looked into before it is sent; what reaches nobody waits, and can be erased.
      await menu.getByRole('link', { name: 'Resultaten versturen' }).click();
      const [template] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Voorbeeldbestand opslaan' }).click(),
      ]);
      expect(await readFile(await template.path(), 'utf8')).toMatch(/^\uFEFFdeelnemer;titel;/);
      const rows = ['deelnemer;titel;datum', 's0000000;Soepen;30-06-2026', 's1;Vis;31/12/2026'];
      const buffer = Buffer.from(rows.join('\r\n'));
      const file = { name: 'klas.csv', mimeType: 'text/csv', buffer };
      await page.locator('input[type=file]').setInputFiles(file);
      const wrong = page.getByRole('row').filter({ hasText: 'datum' });
      await wrong.waitFor();
      expect(await wrong.innerText()).toMatch(/^3\s+Gaat niet\s+datum\s+Deze datum kan op twee/);
      expect(await faultsIn(agent)).toEqual([]);
      await page.getByRole('button', { name: 'Versturen', exact: true }).click();
      await page.getByText('Verstuurd. Dit kwam ervan:').waitFor();
      await menu.getByRole('link', { name: 'Leveringen' }).click();
      const waits = page.getByRole('article', { name: /^Rij 2 van/ });
      await waits.waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/s0000000|soepen/i);
      expect(await faultsIn(agent)).toEqual([]);
      await waits.getByRole('button', { name: /^Wissen/ }).click();
      await waits.waitFor({ state: 'detached' });

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
