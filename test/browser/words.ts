import { describe, expect, it } from 'vitest';
import { GrantAccessDocument, RevokeGrantDocument } from '../../schema/generated/graphql.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { type Person, phone, settled, somebody } from './person.js';

const title = '<img src=x onerror=globalThis.ran=1>';
const place = 'javascript:globalThis.ran=1';
const story = '"><svg onload=globalThis.ran=1></svg><script>globalThis.ran=1</script>';

/** Everything of it stands there to be read, and nothing of it was done. */
async function readsAsWords({ page, complaints }: Person): Promise<void> {
  const card = page.getByRole('article').filter({ hasText: title });
  await card.waitFor();
  const told = await card.innerText();
  for (const text of [title, place, story]) expect(told).toContain(text);
  expect(await card.locator('img, script, svg, a').count()).toBe(0);
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  // Who came by a link is nobody: that the page asked who they are is no news.
  expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
}

export function wordsAreWords(opened: Opened): void {
  describe('what somebody typed', () => {
    it('attack 37: is read as words and runs nothing, on one’s own page, an adviser’s and a shared one', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const noor = await somebody(browser, app.url, 'adviser');
      const anyone = await somebody(browser, app.url, undefined);
      const people = [samira, noor, anyone];
      const dialogs: string[] = [];
      for (const { page } of people) {
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
      }
      const { page } = samira;
      await samira.go('/add');
      await page.getByRole('button', { name: 'Cursus of training' }).click();
      const form = page.getByRole('form', { name: 'Cursus of training' });
      await form.getByLabel('Wat leerde je?').fill(title);
      await form.getByLabel('Bij wie?').fill(place);
      await form.getByLabel('Vertel er iets over').fill(story);
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await readsAsWords(samira);

      const given = {
        scope: [{ types: ['CERTIFICATE' as const] }],
        facets: ['CORE' as const],
        personFacets: ['NAME' as const],
        until: new Date(Date.now() + 3_600_000).toISOString(),
      };
      const adviser = app.personas['adviser']?.webId ?? '';
      const { grantAccess: toNoor } = await asks(samira, app.url, GrantAccessDocument, {
        input: { ...given, grantee: { person: adviser }, purpose: 'CAREER_GUIDANCE' },
      });
      const { grantAccess: toAnyone } = await asks(samira, app.url, GrantAccessDocument, {
        input: { ...given, grantee: { link: true }, purpose: 'EMPLOYMENT' },
      });

      await noor.go('/learners');
      await noor.page.getByRole('link', { name: /Samira/ }).click();
      await readsAsWords(noor);
      await anyone.page.goto(`${app.url}/shared#${toAnyone.linkSecret}.EMPLOYMENT`);
      await settled(anyone.page);
      await readsAsWords(anyone);
      expect(dialogs).toEqual([]);
      for (const { grant } of [toNoor, toAnyone]) {
        await asks(samira, app.url, RevokeGrantDocument, { id: grant?.id ?? '' });
      }
      await Promise.all(people.map(({ context }) => context.close()));
    });
  });
}
