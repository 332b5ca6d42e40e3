import type { Page } from 'playwright-core';
import { startApp } from '../test/browser/app.js';
import { phone, somebody, startBrowser } from '../test/browser/person.js';
import { median, print, ratio } from './table.js';

const rounds = 9;

/** Milliseconds until something useful is on the screen: as the browser painted it. */
async function paintOf(tab: Page, address: string, sign: string): Promise<number> {
  await tab.goto(address);
  await tab.locator(sign).first().waitFor();
  return tab.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () =>
          requestAnimationFrame(() => {
            if (document.querySelector(wanted) === null) look();
            else resolve(performance.now());
          });
        look();
      }),
    sign,
  );
}

/** A learner's home on a phone, against a page of the same server that has one line of text. */
export async function page(): Promise<void> {
  const [app, browser] = await Promise.all([startApp(), startBrowser()]);
  try {
    const rows: (readonly [string, string, number])[] = [];
    const samira = await somebody(browser, app.url, 'samira', { size: phone });
    const [home, again, empty]: number[][] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      // A browser that was never here before, and then the same one once more.
      const fresh = await somebody(browser, app.url, undefined, { size: phone });
      await fresh.context.addCookies(await samira.context.cookies(app.url));
      home?.push(await paintOf(fresh.page, `${app.url}/`, '.tiles'));
      again?.push(await paintOf(fresh.page, `${app.url}/`, '.tiles'));
      empty?.push(await paintOf(fresh.page, `${app.url}/nowhere`, 'body'));
      await fresh.context.close();
    }
    const base = median(empty ?? []);
    for (const [name, times] of [
      ['an empty page', empty],
      ['home, second visit', again],
      ['home, first visit', home],
    ] as const) {
      rows.push([name, ratio(median(times ?? []) / base), Math.round(median(times ?? []))]);
    }
    print(
      'The page: first useful paint',
      `A learner’s home on a phone’s screen, medians of ${rounds} visits in one run, against a page of one line from the same server.`,
      [['page', 'ratio', 'ms here'], ...rows],
    );
  } finally {
    await browser.close();
    await app.stop();
  }
}
