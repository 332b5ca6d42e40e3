import { type Person, settled } from './person.js';

/** The adviser asks for results and diplomas, with study load and name; not for grades. */
export async function askFor(person: Person, learner: string, reason: string): Promise<void> {
  const { page } = person;
  await person.go(`/ask#to=${encodeURIComponent(learner)}`);
  await page.getByLabel('resultaten', { exact: true }).check();
  await page.getByLabel('diploma’s', { exact: true }).check();
  await page.getByLabel('studielast', { exact: true }).check();
  await page.getByLabel('naam', { exact: true }).check();
  await page.getByLabel(/Waarom/).fill(reason);
  await page.getByRole('button', { name: 'Verstuur het verzoek' }).click();
  await page.getByRole('heading', { name: 'Verstuurd' }).waitFor();
}

/** The learner says yes to results with study load and name, and to nothing else that was asked. */
export async function sayYes(person: Person): Promise<void> {
  const { page } = person;
  await person.go('/access');
  const request = page.getByRole('article').filter({ hasText: 'vraagt of je' }).first();
  await request.getByRole('button', { name: 'Kies wat je deelt' }).click();
  await request.getByLabel('resultaten', { exact: true }).check();
  await request.getByLabel('studielast', { exact: true }).check();
  await request.getByLabel('naam', { exact: true }).check();
  await request.getByRole('button', { name: 'Ja, dit delen' }).click();
  await page.getByRole('article').filter({ hasText: 'Kan kijken' }).first().waitFor();
  await settled(page);
}
