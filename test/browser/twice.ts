import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  MyGrantsDocument,
  MyRecordsDocument,
  RequestAccessDocument,
  RevokeGrantDocument,
} from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { type Person, phone, settled, somebody } from './person.js';

interface Given {
  readonly id: string;
  readonly granteeKind: string;
}

/** Faster than any hand: the page draws nothing between the two. */
async function pressTwice(button: Locator): Promise<void> {
  await expect.poll(() => button.isEnabled(), { timeout: 10_000 }).toBe(true);
  await button.evaluate((element) => {
    if (!(element instanceof HTMLElement)) return;
    element.click();
    element.click();
  });
}

const given = async (person: Person, url: string): Promise<readonly Given[]> =>
  (await asks(person, url, MyGrantsDocument, {})).myGrants.nodes;

/** What is there now and was not before. */
const added = async (
  person: Person,
  url: string,
  before: readonly Given[],
): Promise<readonly Given[]> =>
  (await given(person, url)).filter(({ id }) => before.every((one) => one.id !== id));

async function isCurrent(person: Person, url: string, title: string): Promise<boolean> {
  const { myRecords } = await asks(person, url, MyRecordsDocument, { first: 250 });
  return myRecords.nodes.some((one) => one.title === title && one.status === 'CURRENT');
}

export function saidTwice(opened: Opened): void {
  describe('a button that is pressed twice in one go', () => {
    it('“Ja, dit delen” gives one yes', async () => {
      const { app, browser } = opened();
      const noor = await somebody(browser, app.url, 'adviser');
      const barry = await somebody(browser, app.url, 'barry', { size: phone });
      const { page } = barry;
      const reason = 'Mag ik zien wat je al hebt gedaan?';
      const input = {
        learner: app.personas['barry']?.webId ?? '',
        purpose: 'CAREER_GUIDANCE' as const,
        items: [{ recordTypes: ['RESULT' as const], facets: ['CORE' as const] }],
        reason,
        until: new Date(Date.now() + 86_400_000).toISOString(),
      };
      await asks(noor, app.url, RequestAccessDocument, { input });
      await noor.context.close();
      const before = await given(barry, app.url);
      await barry.go('/access');
      const request = page.getByRole('article').filter({ hasText: reason });
      await request.getByRole('button', { name: 'Kies wat je deelt' }).click();
      await request.getByLabel('resultaten', { exact: true }).check();
      await pressTwice(request.getByRole('button', { name: 'Ja, dit delen' }));
      await request.waitFor({ state: 'detached' });
      const fresh = await added(barry, app.url, before);
      expect(fresh).toHaveLength(1);
      expect(await page.getByRole('alert').count()).toBe(0);
      await asks(barry, app.url, RevokeGrantDocument, { id: fresh[0]?.id ?? '' });
      await barry.context.close();
    });

    it('“Maak de link” makes one link, and “Toevoegen” adds one thing', async () => {
      const { app, browser } = opened();
      const barry = await somebody(browser, app.url, 'barry', { size: phone });
      const { page } = barry;
      const before = await given(barry, app.url);
      await barry.go('/share');
      await page.getByLabel('resultaten', { exact: true }).check();
      await pressTwice(page.getByRole('button', { name: 'Maak de link' }));
      await page.getByLabel('De link', { exact: true }).waitFor();
      await settled(page);
      const fresh = await added(barry, app.url, before);
      expect(fresh.map(({ granteeKind }) => granteeKind)).toEqual(['LINK']);
      await asks(barry, app.url, RevokeGrantDocument, { id: fresh[0]?.id ?? '' });

      const title = `Heftruckbewijs ${Date.now()}`;
      await barry.go('/add');
      await page.getByRole('button', { name: 'Cursus of training' }).click();
      await page.getByLabel('Wat leerde je?').fill(title);
      await pressTwice(page.getByRole('button', { name: 'Toevoegen' }));
      await page.getByText('Toegevoegd.', { exact: true }).waitFor();
      await settled(page);
      const mine = await asks(barry, app.url, MyRecordsDocument, { first: 250 });
      const titles = mine.myRecords.nodes.map((record) => record.title);
      expect(titles.filter((one) => one === title)).toEqual([title]);

      // What takes something away says first what it takes, and can be left.
      const card = page.getByRole('article').filter({ hasText: title });
      const removes = card.getByRole('button', { name: `${title} weghalen` });
      await removes.click();
      const asked = card.getByRole('group', { name: `${title} weghalen` });
      expect(await asked.innerText()).toContain('Dit telt dan niet meer mee');
      expect(await faultsIn(barry)).toEqual([]);
      await asked.getByRole('button', { name: 'Toch niet' }).click();
      expect(await isCurrent(barry, app.url, title)).toBe(true);
      await removes.click();
      await pressTwice(asked.getByRole('button', { name: 'Ja: Weghalen' }));
      await card.waitFor({ state: 'detached' });
      expect(await isCurrent(barry, app.url, title)).toBe(false);
      await barry.context.close();
    });
  });
}
