import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Opened } from './opened.js';
import { narrow, phone, somebody } from './person.js';

/** Every place of the page, by who can come there. */
export const placesOf = {
  nobody: ['/', '/sign-in', '/shared'],
  samira: ['/', '/results', '/access', '/looks', '/add', '/share', '/export', '/account'],
  adviser: ['/', '/learners', '/ask'],
  developer: ['/', '/developer'],
} as const;
const people = Object.entries(placesOf);
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Pixels that stand out at the side. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Each language and each scheme once. */
const looks = [
  { language: 'nl', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
] as const;

export function everyoneCanUseIt(opened: Opened): void {
  describe.each(people)('pages of %s', (who, places) => {
    it.each(looks)(
      'have no axe findings on a phone, $language, $scheme',
      async (look) => {
        const { app, browser } = opened();
        const persona = who === 'nobody' ? undefined : who;
        const person = await somebody(browser, app.url, persona, { ...look, size: phone });
        for (const place of places) {
          await person.go(place);
          expect({ place, found: await findings(person.page) }).toEqual({ place, found: [] });
        }
        expect([...person.origins]).toEqual([app.url]);
        await person.context.close();
      },
      120_000,
    );

    it('fit in 320 pixels', async () => {
      const { app, browser } = opened();
      const persona = who === 'nobody' ? undefined : who;
      const person = await somebody(browser, app.url, persona, { size: narrow });
      for (const place of places) {
        await person.go(place);
        expect({ place, over: await overflow(person.page) }).toEqual({ place, over: 0 });
      }
      await person.context.close();
    }, 60_000);
  });
}
