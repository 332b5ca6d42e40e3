import { describe, expect, it } from 'vitest';
import {
  GrantAccessDocument,
  type GrantAccessInput,
  RevokeGrantDocument,
} from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { desk, type Person, phone, settled, somebody } from './person.js';

const title = 'Wiskunde A (vwo)';
const programme = 'Sociale geografie en gezondheid';
const university = 'Universiteit Merenveld';

const cardOf = ({ page }: Person, name: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** The clerk finds her, opens what she learned at another school, and makes a decision of it. */
async function decides(clerk: Person): Promise<void> {
  const { page } = clerk;
  await page.getByRole('navigation').getByRole('link', { name: 'Laten meetellen' }).click();
  await page.getByRole('link', { name: /Samira/ }).click();
  await page.getByText('Alleen wat de leerling met jullie deelt om te erkennen').waitFor();
  await settled(page);
  const card = cardOf(clerk, title);
  await card.getByRole('button', { name: `${title} laten meetellen` }).click();
  const act = card.getByRole('button', { name: 'Laat dit meetellen' });
  expect(await act.isDisabled()).toBe(true);
  // Of one's own school only.
  await card.getByLabel(/^Voor welke opleiding/).fill('geografie');
  await card.getByRole('button', { name: new RegExp(`^${programme}`) }).click();
  await card.getByLabel(/^In plaats van welk vak/).fill('statistiek');
  const courses = card.getByRole('group', { name: 'Vakken die zo heten' });
  await courses
    .getByRole('button', { name: /^Statistiek/ })
    .first()
    .click();
  await card.getByLabel(/^Jullie besluit/).fill('Dit is gelijk aan ons vak.');
  await card.getByLabel(/^Jullie nummer/).fill('EC-2026-7');
  const will = await card.getByRole('region', { name: 'Dit gaat er gebeuren' }).innerText();
  expect(will).toContain(`“${title}” telt mee als deel van ${programme}.`);
  expect(will).toMatch(/De leerling hoeft Statistiek.* niet meer te volgen\./);
  expect(will).toContain('Er komen geen punten bij.');
  expect(will).toContain(`op naam van ${university}`);
}

/** What came of it stands in her list, with what it is of, and in what came before it. */
async function sees(samira: Person): Promise<void> {
  const { page } = samira;
  await samira.go('/results');
  const decision = page.getByRole('article').filter({ hasText: `Telt mee: ${title}` });
  await decision.waitFor();
  const told = await decision.innerText();
  expect(told).toMatch(/^Telt mee: .*\s+Erkenning\s/);
  expect(told).toMatch(new RegExp(`Besloten door\\s+${university}`));
  expect(told).toMatch(new RegExp(`Telt mee voor\\s+${programme}`));
  expect(told).toMatch(/In plaats van\s+een vak van deze opleiding/);
  expect(told).toMatch(/Besluit\s+Het is gelijk aan ons vak\./);
  expect(told).toMatch(/Nummer\s+EC-2026-7/);
  expect(told).toMatch(/Studielast\s+geen extra punten/);
  expect(told).not.toContain('niet gedeeld');
  await decision.getByRole('button', { name: 'Eerdere versies' }).click();
  const before = decision.getByRole('listitem').first();
  await before.waitFor();
  expect(await before.innerText()).toContain('Besluit: Dit is gelijk aan ons vak.');
  expect(await cardOf(samira, title).innerText()).toContain(
    `Dit telt mee voor ${programme}. Dat besloot ${university}.`,
  );
  expect(await faultsIn(samira)).toEqual([]);
}

/** Her route says what of it counts by whose word. */
async function counts(samira: Person): Promise<void> {
  const { page } = samira;
  await samira.go('/route');
  await page.getByRole('button', { name: /^(Kies een|Ander) doel$/ }).click();
  await page.getByLabel(/^Welke opleiding/).fill(programme);
  await page.getByRole('button', { name: new RegExp(`^${programme}`) }).click();
  const counted = page.getByRole('region', { name: 'Wat een school laat meetellen' });
  await counted.waitFor();
  expect(await counted.innerText()).toContain(`${title} voor ${programme}`);
  expect(await counted.innerText()).toContain(`besloten door ${university}`);
  const progress = page.getByRole('region', { name: 'Hoe ver je bent' });
  await expect.poll(() => progress.innerText()).toMatch(/Telt mee voor je doel\s+200 SBU/);
  expect(await faultsIn(samira)).toEqual([]);
}

export function recognitionJourney(opened: Opened): void {
  describe('an examination board', () => {
    it('lets what Samira learned at another school count, once, as far as she allows it', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      const clerk = await somebody(browser, app.url, 'university', { size: desk });
      const allows = async (input: GrantAccessInput): Promise<string> => {
        const { grantAccess } = await asks(samira, app.url, GrantAccessDocument, { input });
        return grantAccess.grant?.id ?? '';
      };
      const read = await allows({
        grantee: { person: app.personas['university']?.webId ?? '' },
        purpose: 'RECOGNITION_OF_PRIOR_LEARNING',
        scope: [{ types: ['RESULT'], institutions: ['rocdewaterlanden.example'] }],
        facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
        personFacets: ['NAME'],
      });
      await decides(clerk);
      const { page } = clerk;
      const act = page.getByRole('button', { name: 'Laat dit meetellen' });
      await act.click();
      // She shows it, and did not say yes to adding anything.
      await page.getByText(/^De leerling laat dit niet toe, of niet meer\./).waitFor();
      expect(await faultsIn(clerk)).toEqual([]);

      const write = await allows({
        grantee: { institution: 'merenveld.example' },
        purpose: 'ENROLMENT',
        scope: [],
      });
      await act.click();
      await page.getByText(`Gelukt. “${title}” telt mee voor ${programme}.`).waitFor();
      await act.click();
      await page.getByText('Dit besluit stond er al zo. Er is niets bijgekomen.').waitFor();
      await page.getByLabel(/^Jullie besluit/).fill('Het is gelijk aan ons vak.');
      await act.click();
      await page.getByText(/^Gelukt\./).waitFor();
      await page.setViewportSize(phone);
      expect(await faultsIn(clerk)).toEqual([]);

      await sees(samira);
      await counts(samira);
      for (const id of [read, write]) await asks(samira, app.url, RevokeGrantDocument, { id });
      expect([...samira.complaints, ...clerk.complaints]).toEqual([]);
      await samira.context.close();
      await clerk.context.close();
    }, 120_000);
  });
}
