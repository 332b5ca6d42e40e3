import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where focus is and cannot be seen; empty: it can. */
const unseenFocus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    if (element === null || element === document.body) return 'nowhere';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    const name = element.getAttribute('aria-label') ?? element.textContent;
    return isOutlined || boxShadow !== 'none' ? '' : `${element.tagName} ${name.slice(0, 40)}`;
  });

/** Whoever has no mouse sees where they are, once what they did is done. */
export const seesFocus = (page: Page): Promise<void> =>
  expect.poll(() => unseenFocus(page), { timeout: 5000 }).toBe('');

const isAt = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
const isBehind = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const from = document.activeElement ?? document.body;
    const { DOCUMENT_POSITION_PRECEDING: before, DOCUMENT_POSITION_CONTAINS: around } = Node;
    const position = from.compareDocumentPosition(element);
    return (position & before) !== 0 && (position & around) === 0;
  });

/** Goes to something by Tab, or by Shift+Tab where it is behind, and sees focus at each step. */
export async function tabsTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const key = (await isBehind(target)) ? 'Shift+Tab' : 'Tab';
  for (let step = 0; step < 60; step += 1) {
    if (await isAt(target)) return;
    await page.keyboard.press(key);
    expect(await unseenFocus(page)).toBe('');
  }
  throw new Error('not reached by Tab');
}

/** Goes there and presses it. */
export async function presses(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await expect.poll(() => target.isEnabled()).toBe(true);
  await tabsTo(page, target);
  await page.keyboard.press(key);
}
