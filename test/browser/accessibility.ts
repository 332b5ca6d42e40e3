import axeCore from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { someOf } from '../fixtures/properties.js';
import type { Opened } from './opened.js';
import { narrow, type Person, phone, settled, somebody } from './person.js';

/** Every place of the page, by who can come there. */
export const placesOf = {
  nobody: ['/', '/sign-in', '/sign-in?problem=CANCELLED', '/shared', '/nowhere'],
  samira: [
    '/',
    '/results',
    '/route',
    '/route/search',
    '/access',
    '/looks',
    '/add',
    '/share',
    '/export',
    '/account',
  ],
  adviser: ['/', '/learners', '/ask', '/learners/nobody', '/account'],
  developer: ['/', '/developer', '/wards', '/account'],
} as const;
const people = Object.entries(placesOf);

/** What can be opened on a page of Samira's, by its button. */
const openedOn = [
  ['/results', /^Wie kan dit zien/],
  ['/looks', /^Alles apart/],
  ['/add', /^Vaardigheid/],
  ['/add', /^Cursus of training/],
] as const;
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The same words and the same elements in other colours: only those can be wrong. */
const lookedAt = {
  light: { type: 'tag', values: wcag },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;

const languages = ['nl', 'en'] as const;
const schemes = ['light', 'dark'] as const;

// It runs in the page, where it is a global.
declare const axe: typeof axeCore;

async function axeFindings(
  page: Page,
  scheme: (typeof schemes)[number],
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return page.evaluate(async ({ type, values }) => {
    const { violations } = await axe.run(document, {
      runOnly: { type, values: [...values] },
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, lookedAt[scheme]);
}

/** Pixels that stand out at the side. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function says(page: Page, language: (typeof languages)[number]): Promise<void> {
  await page.getByLabel(/^(Taal|Language)$/).selectOption(language);
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

/** What is wrong with what stands there: in each language, light and dark, and where it is narrow. It is left as it was. */
export async function faultsIn({ page }: Person): Promise<readonly string[]> {
  const size = page.viewportSize() ?? phone;
  const [first, ...others] =
    (await page.locator('html').getAttribute('lang')) === 'en'
      ? (['en', 'nl'] as const)
      : languages;
  const found: string[] = [];
  for (const language of [...others, first]) {
    await says(page, language);
    // The other language says other words in the same colours.
    for (const colorScheme of language === first ? schemes : schemes.slice(0, 1)) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(
        (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
        colorScheme,
      );
      found.push(
        ...(await axeFindings(page, colorScheme)).map(
          (one) => `${language}, ${colorScheme}: ${one}`,
        ),
      );
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(narrow);
    const over = await overflow(page);
    if (over > 0) found.push(`${language}: ${over} pixels stand out`);
    await page.setViewportSize(size);
  }
  return found;
}

export function everyoneCanUseIt(opened: Opened): void {
  describe.each(people)('pages of %s', (who, places) => {
    it('have no axe findings on a phone, nl and en, light and dark, and fit in 320 pixels', async () => {
      const { app, browser } = opened();
      const persona = who === 'nobody' ? undefined : who;
      const person = await somebody(browser, app.url, persona, { size: phone });
      // Every second place, which ones by the seed: the journeys look at the rest of what is opened.
      for (const place of someOf(places, 2)) {
        await person.go(place);
        expect({ place, found: await faultsIn(person) }).toEqual({ place, found: [] });
      }
      expect([...person.origins]).toEqual([app.url]);
      // Who is not signed in, and who asks for what is not there, is told so by a status.
      expect(person.complaints.filter((one) => !/status of 40[14]/.test(one))).toEqual([]);
      await person.context.close();
    }, 180_000);
  });

  it('what is opened on a page has no axe findings either, and fits', async () => {
    const { app, browser } = opened();
    const samira = await somebody(browser, app.url, 'samira', { size: phone });
    for (const [place, name] of someOf(openedOn, 2)) {
      await samira.go(place);
      await samira.page.getByRole('button', { name }).first().click();
      await settled(samira.page);
      expect({ name, found: await faultsIn(samira) }).toEqual({ name, found: [] });
    }
    await samira.context.close();
  }, 120_000);
}
