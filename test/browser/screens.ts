import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { projectRoot } from '../../src/embedded/index.js';
import { ects, taken, transcript } from '../fixtures/transcripts.js';
import { type StartedApp, startApp } from './app.js';
import {
  desk,
  type Person,
  type PersonOptions,
  phone,
  settled,
  somebody,
  startBrowser,
} from './person.js';
import { askFor, sayYes } from './steps.js';

const folder = join(projectRoot, 'docs/screens');
/** Of a long page the rest is more of the same. */
const mostPixels = 1800;

interface Shot {
  readonly name: string;
  readonly who?: string;
  readonly place: string;
  readonly look?: PersonOptions;
  /** What is opened on the page first. */
  readonly open?: (page: Page) => Promise<void>;
  /** Of a long page, what the picture is of; absent: its beginning. */
  readonly part?: (page: Page) => Locator;
}

const inEnglish = { language: 'en' } as const;
const atNight = { size: phone, scheme: 'dark' } as const;
const bringsTranscript = async (page: Page) => {
  const title = 'Havets økologi';
  const parts = [
    taken({ title, status: 'passed', instance: ects('7.5') }),
    taken({ code: 'HAV-2', title: 'Fjordens liv' }),
  ];
  const buffer = Buffer.from(transcript({ taken: parts }));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'fjellby.xml', mimeType: 'text/xml', buffer });
  await page.getByRole('checkbox', { name: title }).waitFor();
};
const looksIntoTable = async (page: Page) => {
  const rows = [
    'deelnemer;titel;datum',
    's0000000;Soepen;30-06-2026',
    's0000001;Sauzen;31/12/2026',
  ];
  const buffer = Buffer.from(rows.join('\r\n'));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'klas.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('table').waitFor();
};
const presses = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await settled(page);
};

const verdict = 'Echt, van een erkende instelling';
const takesAward = async (page: Page) => {
  await page.getByRole('button', { name: 'Aannemen' }).first().click();
  await page.getByText(verdict).first().waitFor({ timeout: 60_000 });
  await settled(page);
};
const opensVerdict = async (page: Page) => {
  await page.getByText(verdict).first().click();
  await settled(page);
};

const trusted = (page: Page): Locator =>
  page.getByRole('article').filter({ hasText: verdict }).first();
const offersTrusted = async (page: Page) => {
  await trusted(page)
    .getByRole('button', { name: /naar mijn wallet$/ })
    .click();
  await trusted(page).getByRole('img').waitFor();
};

const asksWallet = async (page: Page) => {
  await page.getByRole('button', { name: 'Uit mijn wallet halen' }).click();
  await page.getByRole('img', { name: 'QR-code voor je wallet' }).waitFor();
};

/** Opens what can be planned today, and puts two things in her route. */
const plansTwo = async (page: Page) => {
  const plan = page.locator('button:enabled', { hasText: 'Zet in mijn leerroute' });
  const done = page.getByText('Dit staat in je leerroute');
  for (const at of [0, 1]) {
    await plan.nth(1).click();
    await done.nth(at).waitFor();
  }
};
const comparesThree = async (page: Page) => {
  const boxes = page.getByRole('checkbox', { name: /^Compare: / });
  for (const at of [0, 1, 2]) await boxes.nth(at).check();
  await page.getByRole('button', { name: 'Put side by side' }).click();
  await page.getByRole('table').waitFor();
};
const opensOffering = async (page: Page) => {
  await page.getByRole('article').getByRole('link').first().click();
  await page.getByText('Code bij de school').waitFor();
};
const openNow = '/route/search?open=true';

/** Every place, as its own people see it: learners on a phone, the others at a desk. */
const shots: readonly Shot[] = [
  { name: 'welcome', place: '/' },
  { name: 'sign-in', place: '/sign-in' },
  {
    name: 'sign-in-failed',
    place: '/sign-in?problem=CANCELLED',
    look: { ...inEnglish, size: phone },
  },
  { name: 'nowhere', who: 'samira', place: '/nowhere' },
  { name: 'home', who: 'samira', place: '/' },
  { name: 'home-dark', who: 'samira', place: '/', look: atNight },
  { name: 'results', who: 'samira', place: '/results' },
  { name: 'results-desk-en', who: 'samira', place: '/results', look: { size: desk, ...inEnglish } },
  {
    name: 'results-who-sees',
    who: 'samira',
    place: '/results',
    look: atNight,
    open: presses(/^Wie kan dit zien/),
  },
  { name: 'route-search', who: 'samira', place: openNow, open: plansTwo },
  {
    name: 'route-compare-desk-en',
    who: 'samira',
    place: openNow,
    look: { size: desk, ...inEnglish },
    open: comparesThree,
  },
  {
    name: 'route-offering',
    who: 'samira',
    place: openNow,
    look: atNight,
    open: opensOffering,
  },
  { name: 'route', who: 'samira', place: '/route' },
  { name: 'route-desk-en', who: 'samira', place: '/route', look: { size: desk, ...inEnglish } },
  { name: 'access', who: 'samira', place: '/access' },
  {
    name: 'access-choose',
    who: 'samira',
    place: '/access',
    open: presses(/^Kies wat je deelt/),
  },
  { name: 'access-narrow', who: 'samira', place: '/access', open: presses(/^Aanpassen/) },
  {
    name: 'access-preview-desk-dark',
    who: 'samira',
    place: '/access',
    look: { size: desk, scheme: 'dark' },
    open: presses(/^Bekijk wat zij zien/),
  },
  { name: 'looks', who: 'samira', place: '/looks' },
  { name: 'looks-lines', who: 'samira', place: '/looks', open: presses(/^Alles apart/) },
  { name: 'add', who: 'samira', place: '/add' },
  { name: 'add-change', who: 'samira', place: '/add', look: atNight, open: presses(/wijzigen$/) },
  { name: 'add-file', who: 'samira', place: '/add', open: bringsTranscript },
  { name: 'deliveries', who: 'roc', place: '/deliveries', look: { size: desk } },
  { name: 'send', who: 'roc', place: '/send', look: { size: desk }, open: looksIntoTable },
  { name: 'awards', who: 'roc', place: '/awards', look: { size: desk } },
  { name: 'award-taken', who: 'samira', place: '/results', open: takesAward, part: trusted },
  {
    name: 'verdict-dark',
    who: 'samira',
    place: '/results',
    look: atNight,
    open: opensVerdict,
    part: trusted,
  },
  { name: 'to-wallet', who: 'samira', place: '/results', open: offersTrusted, part: trusted },
  {
    name: 'from-wallet',
    who: 'samira',
    place: '/add',
    open: asksWallet,
    part: (page) => page.getByText(/^Heb je bewijzen in een wallet/).locator('xpath=..'),
  },
  { name: 'share', who: 'samira', place: '/share' },
  { name: 'export', who: 'samira', place: '/export' },
  { name: 'account', who: 'samira', place: '/account' },
  { name: 'learners', who: 'adviser', place: '/learners', look: { size: desk } },
  { name: 'ask', who: 'adviser', place: '/ask', look: { size: desk } },
  { name: 'ask-phone-en', who: 'adviser', place: '/ask', look: { size: phone, ...inEnglish } },
  { name: 'wards', who: 'developer', place: '/wards', look: { size: phone } },
  { name: 'developer', who: 'developer', place: '/developer', look: { size: desk } },
  { name: 'institution', who: 'roc', place: '/', look: { size: desk } },
  { name: 'shared-broken', place: '/shared' },
];

async function picture(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize() ?? phone;
  await page.screenshot({
    path: join(folder, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, mostPixels) },
  });
}

async function take(
  browser: Browser,
  app: StartedApp,
  { name, who, place, look, open, part }: Shot,
) {
  const person = await somebody(browser, app.url, who, look ?? { size: phone });
  await person.go(place);
  await open?.(person.page);
  if (part === undefined) await picture(person.page, name);
  else await part(person.page).screenshot({ path: join(folder, `${name}.png`) });
  await person.context.close();
}

async function addsWork({ page }: Person): Promise<void> {
  await page.getByLabel(/^Wat deed je/).fill('Vrijwilliger zorgboerderij');
  await page.getByLabel(/^Waar/).first().fill('De Linde, Zeist');
  await page.getByLabel('Jaar').first().fill('2024');
  await page.getByRole('button', { name: 'Toevoegen', exact: true }).click();
  await page.getByRole('button', { name: /wijzigen$/ }).waitFor();
}

/** A link, and what whoever has it sees. */
async function sharesByLink(browser: Browser, app: StartedApp, samira: Person): Promise<void> {
  const { page } = samira;
  await samira.go('/share');
  await page.getByLabel('resultaten', { exact: true }).check();
  await page.getByRole('button', { name: 'Maak de link' }).click();
  const address = await page.getByLabel('De link', { exact: true }).inputValue();
  await page.getByRole('img').last().waitFor();
  await picture(page, 'share-made');
  const visitor = await somebody(browser, app.url, undefined, { size: phone });
  await visitor.page.goto(address);
  await visitor.page.getByRole('article').first().waitFor();
  await picture(visitor.page, 'shared');
  await visitor.context.close();
}

/** Somebody asked, Samira said yes to part of it, and somebody asks again; she added something, and made a link. */
async function setTheScene(browser: Browser, app: StartedApp): Promise<void> {
  const learner = app.personas['samira']?.webId ?? '';
  const noor = await somebody(browser, app.url, 'adviser');
  await askFor(noor, learner, 'Ik wil je helpen met je keuze na de havo.');
  const samira = await somebody(browser, app.url, 'samira', { size: phone });
  await sayYes(samira);
  await noor.go('/learners');
  await noor.page.getByRole('link', { name: /Samira/ }).click();
  await noor.page.getByText('Wat je hier ziet').waitFor();
  await settled(noor.page);
  await noor.page.getByRole('article').first().waitFor();
  await picture(noor.page, 'learner');
  await askFor(noor, learner, 'Mag ik ook je cijfers zien voor ons gesprek?');
  await picture(noor.page, 'ask-sent');
  await samira.go('/add');
  await addsWork(samira);
  await sharesByLink(browser, app, samira);
  await noor.context.close();
  await samira.context.close();
}

/** `npm run screens`: pictures of every page, in docs/screens. */
const [app, browser] = await Promise.all([startApp(), startBrowser()]);
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await setTheScene(browser, app);
  for (const shot of shots) await take(browser, app, shot);
} finally {
  await browser.close();
  await app.stop();
}
