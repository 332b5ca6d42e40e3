import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faultsIn } from './accessibility.js';
import type { Opened } from './opened.js';
import { desk, type Person, phone, settled, somebody } from './person.js';
import { askFor } from './steps.js';

const reason = 'Ik wil je helpen met je keuze na de havo.';

/** The file that a button gives. */
async function savedBy({ page }: Person, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

export function learnerJourney(opened: Opened): void {
  describe('Samira on her phone, Noor at her desk', () => {
    it('asks, says yes to part of it, looks, stops, and is shown nothing more', async () => {
      const { app, browser } = opened();
      const noor = await somebody(browser, app.url, 'adviser', { size: desk });
      await noor.go('/learners');
      expect(await noor.page.locator('main').innerText()).toContain(
        'Nu deelt niemand iets met je.',
      );
      await askFor(noor, app.personas['samira']?.webId ?? '', reason);

      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const { page } = samira;
      await page
        .getByRole('link', { name: /1 verzoek wacht/ })
        .first()
        .click();
      await settled(page);
      const request = page.getByRole('article').filter({ hasText: reason });
      expect(await request.innerText()).toContain('loopbaanbegeleiding');
      await request.getByRole('button', { name: 'Kies wat je deelt' }).click();
      // Nothing is ticked for her.
      expect(await request.locator('input[type=checkbox]:checked').count()).toBe(0);
      expect(await faultsIn(samira)).toEqual([]);
      await request.getByLabel('resultaten', { exact: true }).check();
      await request.getByLabel('studielast', { exact: true }).check();
      await request.getByLabel('naam', { exact: true }).check();
      await request.getByRole('button', { name: 'Ja, dit delen' }).click();
      const given = page.getByRole('article').filter({ hasText: 'Kan kijken' });
      await given.waitFor();
      for (const name of ['Aanpassen', 'Bekijk wat zij zien']) {
        const button = given.getByRole('button', { name });
        await button.click();
        await settled(page);
        expect(await faultsIn(samira)).toEqual([]);
        await button.click();
      }

      await noor.go('/learners');
      await noor.page.getByRole('link', { name: /Samira/ }).click();
      await noor.page.getByText('37,5 EC').waitFor();
      const seen = await noor.page.locator('main').innerText();
      expect(seen).toContain('Gezondheidsgeografie');
      expect(seen).toContain('niet gedeeld');
      expect(seen).not.toContain('7,5 · gehaald');
      expect(seen).toContain('De leerling ziet dat je keek');
      expect(await faultsIn(noor)).toEqual([]);
      const saved = await savedBy(noor, 'Bewaar wat je ziet');
      expect(saved.name).toBe('leerkluis-advies.json');
      expect(saved.bytes.toString()).toContain('Gezondheidsgeografie');
      expect(saved.bytes.toString()).not.toContain('"grade"');

      // What is hers she takes along, and brings back where it is there already.
      await samira.go('/export');
      const archive = await savedBy(samira, 'Maak het bestand');
      expect(archive.name).toMatch(/^leerkluis-20\d\d-\d\d-\d\d\.zip$/);
      expect((await savedBy(samira, 'Maak de pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
      await page.locator('input[type=file]').setInputFiles({
        name: archive.name,
        mimeType: 'application/zip',
        buffer: archive.bytes,
      });
      await page.getByText('Alles stond er al. Er is niets veranderd.').waitFor();

      await samira.go('/looks');
      await page
        .getByText(/Noor Hendriks/)
        .first()
        .waitFor();

      // Stop: one click from the list, two from home; the card stays where it stood.
      await samira.go('/');
      await page
        .getByRole('link', { name: /Wie heeft toegang/ })
        .last()
        .click();
      const card = page.getByRole('article').filter({ hasText: 'Kan kijken' });
      await card.getByRole('button', { name: /^Stop/ }).click();
      const stopped = page.getByRole('article').filter({ hasText: 'Gestopt' });
      await stopped.waitFor();
      expect(await stopped.innerText()).toContain('kunnen we niet terughalen');
      expect(await faultsIn(samira)).toEqual([]);

      await noor.page.getByRole('heading', { name: 'Deze leerling deelt niets met je' }).waitFor();
      await noor.page.reload();
      await settled(noor.page);
      expect(await noor.page.locator('main').innerText()).not.toContain('Gezondheidsgeografie');
      expect(noor.complaints).toEqual([]);
      expect(samira.complaints).toEqual([]);
      await noor.context.close();
      await samira.context.close();
    }, 180_000);

    it.each(['America/Los_Angeles', 'Asia/Tokyo'])(
      'J1.5: the day of a result is that day in %s',
      async (timezoneId) => {
        const { app, browser } = opened();
        const samira = await somebody(browser, app.url, 'samira', { timezoneId });
        await samira.go('/results');
        const card = samira.page.getByRole('article').filter({ hasText: 'Gezondheidsgeografie' });
        await card.first().waitFor();
        expect(await card.first().innerText()).toContain('31 maart 2026');
        await samira.context.close();
      },
    );
  });
}
