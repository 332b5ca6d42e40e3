import { describe, expect, it } from 'vitest';
import {
  GrantAccessDocument,
  MyRouteDocument,
  PlanStepDocument,
  RevokeGrantDocument,
  SearchOfferingsDocument,
} from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { desk, type Person, phone, settled, somebody } from './person.js';

const own = 'Een dag meelopen bij de waterzuivering';
const why = 'Je wilde weten hoe het werk er echt uitziet.';

/** What can be taken today, is called as nothing else is, and is not in her route. */
async function offeringFor(samira: Person, url: string): Promise<string> {
  const { myRoute } = await asks(samira, url, MyRouteDocument, {});
  const planned = new Set(myRoute?.steps.map(({ title }) => title));
  const filter = { openNow: true, freePlaces: true };
  const { offerings } = await asks(samira, url, SearchOfferingsDocument, { first: 100, filter });
  const titles = offerings.nodes.map(({ title }) => title);
  const found = titles.find(
    (title) => !planned.has(title) && titles.filter((one) => one.includes(title)).length === 1,
  );
  if (found === undefined) throw new Error('there is nothing to propose');
  return found;
}

/** She plans something, and shows her route with study loads to the adviser. @returns the grant. */
async function shares(samira: Person, url: string, adviser: string): Promise<string> {
  await asks(samira, url, PlanStepDocument, { input: { title: 'Praten met een decaan' } });
  const { grantAccess } = await asks(samira, url, GrantAccessDocument, {
    input: {
      grantee: { person: adviser },
      purpose: 'CAREER_GUIDANCE',
      scope: [{ types: ['ROUTE', 'RESULT'] }],
      facets: ['CORE', 'CREDITS'],
      personFacets: ['NAME'],
      until: new Date(Date.now() + 3_600_000).toISOString(),
    },
  });
  return grantAccess.grant?.id ?? '';
}

/** The route stands there in whole, and speaks of the learner. */
async function readsRoute(noor: Person): Promise<void> {
  const { page } = noor;
  await noor.go('/learners');
  await page.getByRole('link', { name: /Samira/ }).click();
  const route = page.getByRole('region', { name: 'Stappen' });
  await route.waitFor();
  const told = await route.innerText();
  expect(told).toContain('Praten met een decaan');
  expect(told).toContain('Gepland. In wat je ziet, staat geen inschrijving.');
  expect(told).toContain('De leerling koos nog geen doel.');
  expect(told).not.toMatch(/\b(je hebt|je bent|je kunt|je mag|je eigen|je doel|jouw)\b/i);
  const progress = page.getByRole('region', { name: 'Hoe ver de leerling is' });
  expect(await progress.innerText()).toMatch(/Gehaald\s+[1-9]/);
}

const form = ({ page }: Person) => page.getByRole('form', { name: 'Stel een stap voor' });
const opens = ({ page }: Person) =>
  page.getByRole('button', { name: 'Stel een stap voor', exact: true }).click();

async function proposes(noor: Person, title: string): Promise<void> {
  const { page } = noor;
  await page.getByRole('button', { name: 'Bekijk wat ervan werd' }).click();
  await page.getByText('Je stelde deze leerling nog niets voor.').waitFor();
  await opens(noor);
  await form(noor).getByLabel('Zoek op een woord of een code').fill(title);
  await page.getByRole('button', { name: `Kies dit: ${title}`, exact: true }).click();
  await page.getByRole('region', { name: 'Je stelt voor' }).waitFor();
  await form(noor)
    .getByLabel(/^Waarom/)
    .fill(why);
  expect(await faultsIn(noor)).toEqual([]);
  await page.getByRole('button', { name: 'Stuur het voorstel' }).click();
  await page.getByText(`Verstuurd: ${title}. De leerling kiest zelf.`).waitFor();

  await opens(noor);
  await form(noor).getByLabel('Wat stel je voor?').selectOption('title');
  await form(noor)
    .getByLabel(/een paar woorden/i)
    .fill(own);
  await page.getByRole('button', { name: 'Stuur het voorstel' }).click();
  await page.getByText(`Verstuurd: ${own}. De leerling kiest zelf.`).waitFor();
  await becomes(noor, { [title]: 'wacht op antwoord', [own]: 'wacht op antwoord' });
}

/** What the adviser reads of each of what was proposed. */
async function becomes({ page }: Person, states: Readonly<Record<string, string>>): Promise<void> {
  const look = page.getByRole('button', { name: 'Bekijk wat ervan werd' });
  const list = page.getByRole('list', { name: 'Wat je voorstelde' });
  await look.or(list).first().waitFor();
  if (await look.isVisible()) await look.click();
  for (const [title, state] of Object.entries(states)) {
    await list.getByText(`${title}: ${state}`).waitFor();
  }
}

async function answers(samira: Person, title: string): Promise<void> {
  const { page } = samira;
  await samira.go('/');
  await page.getByRole('link', { name: '2 voorstellen voor je leerroute wachten' }).first().click();
  await page.getByRole('heading', { name: '2 voorstellen voor je leerroute' }).waitFor();
  await settled(page);
  const card = page.getByRole('article', { name: title, exact: true });
  const told = await card.innerText();
  for (const text of ['Noor Hendriks', why, 'Aanmelden kan', 'Studielast']) {
    expect(told).toContain(text);
  }
  expect(await faultsIn(samira)).toEqual([]);
  await page.getByRole('button', { name: `Zet in mijn leerroute: ${title}` }).click();
  await page.getByText(`${title} staat nu in je leerroute.`).waitFor();
  await card.getByText('Voorgesteld door Noor Hendriks.').waitFor();
  await page.getByRole('heading', { name: 'Eén voorstel voor je leerroute' }).waitFor();
  await page.getByRole('button', { name: `Liever niet: ${own}` }).click();
  await page.getByText(/^Je koos: liever niet/).waitFor();
  await page.getByRole('article', { name: own }).waitFor({ state: 'detached' });
  expect(await page.getByText(/voorstel(len)? voor je leerroute/).count()).toBe(0);
}

export function proposalJourney(opened: Opened): void {
  describe('an adviser proposes steps', () => {
    it('reads the route as the learner’s, proposes two, and sees that one was taken and one was not', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const noor = await somebody(browser, app.url, 'adviser', { size: desk });
      const title = await offeringFor(samira, app.url);
      const grant = await shares(samira, app.url, app.personas['adviser']?.webId ?? '');
      await readsRoute(noor);
      await proposes(noor, title);
      expect(await faultsIn(noor)).toEqual([]);
      await answers(samira, title);
      await noor.page.reload();
      await becomes(noor, { [title]: 'in de leerroute gezet', [own]: 'liever niet' });
      expect([samira.complaints, noor.complaints]).toEqual([[], []]);
      await asks(samira, app.url, RevokeGrantDocument, { id: grant });
      for (const { context } of [samira, noor]) await context.close();
    }, 180_000);
  });
}
