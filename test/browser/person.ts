import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from './find-browser.js';

/** Headless, and silent toward anything but the addresses it is sent to. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startBrowser(): Promise<Browser> {
  const { path } = await findBrowser();
  return chromium.launch({ executablePath: path, args: quiet });
}

export const phone = { width: 360, height: 740 } as const;
export const narrow = { width: 320, height: 640 } as const;
export const desk = { width: 1280, height: 900 } as const;

export interface PersonOptions {
  readonly language?: 'nl' | 'en';
  readonly scheme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly timezoneId?: string;
}

/** Somebody at a browser of their own. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: errors of scripts, refused loads, broken policies. */
  readonly complaints: string[];
  /** Origins that anything was asked of. */
  readonly origins: Set<string>;
  /** Goes to a place of the page, and waits until it has settled. */
  go(path: string): Promise<void>;
}

const languageOf = { nl: 'nl-NL', en: 'en-GB' } as const;

/** @param url of the app. @param persona of the demo; absent: nobody signed in. */
export async function somebody(
  browser: Browser,
  url: string,
  persona: string | undefined,
  { language = 'nl', scheme = 'light', size = desk, timezoneId }: PersonOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: size,
    locale: languageOf[language],
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(timezoneId !== undefined && { timezoneId }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) origins.add(new URL(request.url()).origin);
  });
  const person: Person = {
    page,
    context,
    complaints,
    origins,
    async go(path) {
      await page.goto(`${url}${path}`);
      await settled(page);
    },
  };
  if (persona !== undefined) await person.go(`/demo/${persona}`);
  return person;
}

/** Whatever was on its way is there, and nothing says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]') === null,
  );
}
