import type { BrowserContext } from 'playwright-core';
import { startApp } from '../test/browser/app.js';
import { phone, somebody, startBrowser } from '../test/browser/person.js';
import { median, print, ratio } from './table.js';

const rounds = 9;

declare global {
  /** Milliseconds from the start of the visit until what was waited for was painted. */
  var painted: Promise<number>;
}

/** Runs in the page before all else, as it stands here: notes the first frame in which something is there. */
const watchFor = (sign: string): string => `
  globalThis.painted = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(${JSON.stringify(sign)}) === null) requestAnimationFrame(look);
      // The frame in which it is there has been painted when the next one begins.
      else requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });`;

/** Milliseconds until something useful is on the screen. */
async function paintOf(context: BrowserContext, address: string, sign: string): Promise<number> {
  const tab = await context.newPage();
  await tab.addInitScript({ content: watchFor(sign) });
  await tab.goto(address);
  const at = await tab.evaluate(() => globalThis.painted);
  await tab.close();
  return at;
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
      home?.push(await paintOf(fresh.context, `${app.url}/`, '.tiles'));
      again?.push(await paintOf(fresh.context, `${app.url}/`, '.tiles'));
      empty?.push(await paintOf(fresh.context, `${app.url}/healthz`, 'body'));
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
