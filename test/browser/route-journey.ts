import { describe, expect, it } from 'vitest';
import { faultsIn } from './accessibility.js';
import { presses } from './keyboard.js';
import type { Opened } from './opened.js';
import { desk, type Person, phone, settled, somebody } from './person.js';

const titles = ({ page }: Person) => page.getByRole('article').getByRole('heading').allInnerTexts();

/** Finds by a word of her own language, takes a filter and takes it away again. */
async function looksAround(samira: Person): Promise<void> {
  const { page } = samira;
  await page.getByLabel('Waar zoek je naar?').fill('inleiding recht');
  await page.getByRole('article', { name: 'Inleiding recht' }).waitFor();
  const shut = page.getByRole('article', { name: 'Inleiding recht' });
  // What is closed cannot be chosen, and says why.
  expect(await shut.getByRole('button', { name: /^Zet in mijn leerroute/ }).isDisabled()).toBe(
    true,
  );
  expect(await shut.innerText()).toContain('Je kunt dit nu niet kiezen. Aanmelden kan niet meer.');
  await page.getByLabel('Waar zoek je naar?').fill('');
  await page.getByText('Kiezen wat je ziet').click();
  await page.getByLabel('Alleen waar je je nu kunt aanmelden').check();
  await page.getByRole('button', { name: 'Weghalen: Nu aanmelden' }).waitFor();
  expect(new URL(page.url()).searchParams.get('open')).toBe('true');
  await shut.waitFor({ state: 'detached' });
}

/** Puts two things side by side, in a table. */
async function compares({ page }: Person): Promise<void> {
  const boxes = page.getByRole('checkbox', { name: /^Vergelijken: / });
  for (const at of [0, 1]) await boxes.nth(at).check();
  await page.getByRole('button', { name: 'Zet naast elkaar' }).click();
  const table = page.getByRole('table');
  await table.waitFor();
  expect(await table.getByRole('columnheader').count()).toBe(3);
  expect(await table.getByRole('rowheader').allInnerTexts()).toContain('Studielast');
}

async function plansTwo({ page }: Person): Promise<void> {
  const plan = page.locator('button:enabled', { hasText: 'Zet in mijn leerroute' });
  for (const at of [0, 1]) {
    await plan.first().click();
    await page.getByText('Dit staat in je leerroute').nth(at).waitFor();
  }
}

export function routeJourney(opened: Opened): void {
  describe('Samira plans a route of her own', () => {
    it('searches, compares, plans two steps, moves one without a mouse, and takes one out', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const { page } = samira;
      await page
        .getByRole('link', { name: /^Mijn leerroute/ })
        .last()
        .click();
      await page.getByText('Je route is nog leeg').waitFor();
      await page.getByRole('link', { name: 'Zoek wat je kunt leren' }).click();
      await page.getByRole('article').first().waitFor();
      await looksAround(samira);
      await compares(samira);
      await plansTwo(samira);
      expect(await faultsIn(samira)).toEqual([]);

      await page.setViewportSize(desk);
      await samira.go('/route');
      const [first = '', second = ''] = await titles(samira);
      // One line for each unit: what is planned is not earned.
      const progress = page.getByRole('region', { name: 'Hoe ver je bent' });
      expect(await progress.innerText()).toMatch(/Gehaald\s+37,5 EC/);
      expect(await progress.innerText()).toMatch(/Gepland\s+[1-9]/);
      expect(await progress.innerText()).not.toContain('%');

      // It stands there at once; only once it is kept the page can be left.
      const kept = page.waitForResponse(
        (answer) => answer.request().postData()?.includes('moveStep') === true,
      );
      await presses(page, page.getByRole('button', { name: `${first} omlaag, naar plek 2 van 2` }));
      await page.getByText(`${first} staat nu op plek 2 van 2.`).waitFor();
      await expect.poll(() => titles(samira)).toEqual([second, first]);
      await kept;
      await page.reload();
      await settled(page);
      expect(await titles(samira)).toEqual([second, first]);
      const handle = page.locator('.handle').last();
      await handle.hover();
      const to = await page.getByRole('article').first().boundingBox();
      await page.mouse.down();
      await page.mouse.move((to?.x ?? 0) + 200, (to?.y ?? 0) + 20, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => titles(samira)).toEqual([first, second]);
      expect(await faultsIn(samira)).toEqual([]);

      await page.getByRole('button', { name: `${first} uit mijn route halen` }).click();
      await page.getByRole('button', { name: 'Ja: Uit mijn route' }).click();
      await expect.poll(() => titles(samira)).toEqual([second]);
      expect(samira.complaints).toEqual([]);
      await samira.context.close();
    }, 120_000);
  });
}
