/** What a learner does in a browser along their route. */
import type { Browser, Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { EduidPerson } from '../../fixtures/eduid-provider.js';
import type { RouteStage } from '../../flow/house/own-route/stage.js';
import { type Person, type PersonOptions, settled, somebody } from '../person.js';

export type Opened = () => { readonly stage: RouteStage; readonly browser: Browser };

/** Comes by eduID, as on any day. */
export async function comesIn(
  { stage, browser }: ReturnType<Opened>,
  who: EduidPerson,
  options: PersonOptions = {},
): Promise<Person> {
  const person = await somebody(browser, stage.house.origin, undefined, options);
  await person.go('/sign-in');
  stage.eduid.next(who);
  await person.page.getByRole('link', { name: /eduID/ }).click();
  await person.page.getByRole('heading', { name: /^Dag / }).waitFor();
  // Before that the page asked who it is, and was told that nobody is.
  person.complaints.length = 0;
  return person;
}

export const main = (person: Person): Promise<string> => person.page.locator('main').innerText();
export const step = ({ page }: Person, title: string): Locator =>
  page.getByRole('article', { name: title });
/** Its card says this, as soon as it is so. */
export const says = (person: Person, title: string, words: string | RegExp): Promise<void> =>
  expect
    .poll(async () => {
      await person.page.reload();
      await settled(person.page);
      return step(person, title).innerText();
    })
    .toMatch(words);

export async function plans(person: Person, title: string): Promise<void> {
  await person.go('/route/search');
  await step(person, title)
    .getByRole('button', { name: /^Zet in mijn leerroute/ })
    .click();
  await step(person, title).getByText('Dit staat in je leerroute').waitFor();
  await person.go('/route');
}

/** Reads what is agreed to, lets us ask by their eduID, and asks. @param as who they say to be there. */
export async function enrols(person: Person, title: string, as?: string): Promise<void> {
  const { page } = person;
  const card = step(person, title);
  await card.getByRole('button', { name: `Plek aanvragen voor ${title}` }).click();
  if (as !== undefined) {
    await card.getByRole('button', { name: 'Toestemming geven met eduID' }).click();
    await page.getByRole('button', { name: `Ja, ik ben ${as}` }).click();
    await settled(page);
  }
  await card.getByRole('checkbox', { name: 'Ik heb dit gelezen en vind het goed.' }).check();
  const asked = page.waitForResponse(
    (answer) => answer.request().postData()?.includes('enrolStep') === true,
  );
  await card.getByRole('button', { name: /^Vraag de plek aan bij / }).click();
  await asked;
}

/** A card in the list of results. */
export const results = ({ page }: Person, title: string): Locator =>
  page.getByRole('article').filter({ hasText: title }).filter({ hasNotText: 'Inschrijving' });
export const result = (person: Person, title: string): Locator => results(person, title).first();

/** "Gehaald 37,5 EC Gepland 0 EC": the one line for each unit. */
export const progress = async ({ page }: Person): Promise<string> => {
  const text = await page.getByRole('region', { name: 'Hoe ver je bent' }).innerText();
  return text.replaceAll(/\s+/g, ' ');
};
