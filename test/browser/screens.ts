import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../src/embedded/index.js';
import { type StartedApp, startApp } from './app.js';
import { desk, type PersonOptions, phone, settled, somebody, startBrowser } from './person.js';
import { askFor, sayYes } from './steps.js';

const folder = join(projectRoot, 'docs/screens');

type Shot = readonly [name: string, persona: string | undefined, place: string, PersonOptions];

/** Every place, as its own people see it: learners on a phone, the others at a desk. */
const shots: readonly Shot[] = [
  ['welcome', undefined, '/', { size: phone }],
  ['sign-in', undefined, '/sign-in', { size: phone }],
  ['home', 'samira', '/', { size: phone }],
  ['home-dark', 'samira', '/', { size: phone, scheme: 'dark' }],
  ['results', 'samira', '/results', { size: phone }],
  ['results-desk-en', 'samira', '/results', { size: desk, language: 'en' }],
  ['access', 'samira', '/access', { size: phone }],
  ['access-desk-dark', 'samira', '/access', { size: desk, scheme: 'dark' }],
  ['looks', 'samira', '/looks', { size: phone }],
  ['add', 'samira', '/add', { size: phone }],
  ['share', 'samira', '/share', { size: phone }],
  ['export', 'samira', '/export', { size: phone }],
  ['account', 'samira', '/account', { size: phone }],
  ['learners', 'adviser', '/learners', { size: desk }],
  ['ask', 'adviser', '/ask', { size: desk }],
  ['developer', 'developer', '/developer', { size: desk }],
  ['shared-broken', undefined, '/shared', { size: phone }],
];

async function take(browser: Browser, app: StartedApp, [name, who, place, look]: Shot) {
  const person = await somebody(browser, app.url, who, look);
  await person.go(place);
  await person.page.screenshot({ path: join(folder, `${name}.png`) });
  await person.context.close();
}

/** Somebody asked, Samira said yes to part of it, and somebody asks again. */
async function setTheScene(browser: Browser, app: StartedApp): Promise<void> {
  const learner = app.personas['samira']?.webId ?? '';
  const noor = await somebody(browser, app.url, 'adviser');
  await askFor(noor, learner, 'Ik wil je helpen met je keuze na de havo.');
  const samira = await somebody(browser, app.url, 'samira', { size: phone });
  await sayYes(samira);
  await noor.go('/learners');
  await noor.page.getByRole('link', { name: /Samira/ }).click();
  await settled(noor.page);
  await noor.page.getByRole('article').first().waitFor();
  await noor.page.screenshot({ path: join(folder, 'learner.png') });
  await askFor(noor, learner, 'Mag ik ook je cijfers zien voor ons gesprek?');
  await noor.context.close();
  await samira.context.close();
}

/** `npm run screens`: pictures of every page, in docs/screens. */
const [app, browser] = await Promise.all([startApp(), startBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  await setTheScene(browser, app);
  for (const shot of shots) await take(browser, app, shot);
} finally {
  await browser.close();
  await app.stop();
}
