import { expect, it } from 'vitest';
import {
  canaries,
  cancelledAtHost,
  early,
  earlyResult,
  practical,
  shapesOfAResit,
  withSpecials,
} from '../../fixtures/own-route/exams.js';
import { homeRoc, module, whoIsTheStudent } from '../../fixtures/own-route/mbo.js';
import { delivers, letsHomeWrite } from '../../flow/house/own-route/mbo-exams.js';
import { marked, present } from '../../flow/house/own-route/mbo-module.js';
import { child, comesAt } from '../../flow/house/own-route/mbo-young.js';
import { faultsIn } from '../accessibility.js';
import { desk, type Person, phone, somebody } from '../person.js';
import {
  comesIn,
  enrols,
  main,
  type Opened,
  plans,
  progress,
  result,
  results,
  says,
  step,
} from './steps.js';

export function mboInABrowser(opened: Opened): void {
  let student: Person;
  const host = () => opened().stage.school('g');

  const tells = (what: typeof present) =>
    host().giveResult(String(host().enrolments()[0]?.associationId), what);

  it('a student in mbo finds a module at another college, in hours, and asks for a place', async () => {
    student = await comesIn(opened(), whoIsTheStudent, { size: phone });
    await student.go('/route/search');
    const card = await step(student, module).innerText();
    for (const said of ['ROC Noorderdijk', '240 SBU', 'Keuzedelen Noord'])
      expect(card).toContain(said);
    await plans(student, module);
    expect(await progress(student)).toMatch(/Gehaald 0 SBU Gepland 240 SBU/);
    await enrols(student, module, 'Barry de Wit');
    await says(student, module, /de school waar je dit volgt: ingeschreven/);
    expect(await faultsIn(student)).toEqual([]);
  });

  it('J3.1, J3.6: a provisional mark says so and counts nowhere; the final one is 240 hours and no EC', async () => {
    expect(await tells(present)).toBe(200);
    expect(await tells(marked('7', false))).toBe(200);
    await student.go('/route');
    expect(await step(student, module).innerText()).toContain('voorlopig');
    expect(await progress(student)).toMatch(/Gehaald 0 SBU/);
    await student.go('/results');
    expect(await result(student, module).innerText()).toContain('telt nog niet: voorlopig');
    expect(await tells(marked('7', true))).toBe(200);
    expect(await tells(marked('8', true))).toBe(200);
    await student.go('/route');
    expect(await progress(student)).toMatch(/Gehaald 240 SBU Gepland 0 SBU/);
    await student.go('/results');
    const card = result(student, module);
    await card.getByRole('button', { name: 'Eerdere versies' }).click();
    await card.getByText(/^Versie 4/).waitFor();
    expect(await card.locator('.versions').innerText()).toMatch(
      /Versie 2.*7.*Versie 3.*7.*Versie 4.*8.*geldt nu/s,
    );
    expect(await main(student)).not.toMatch(/\bEC\b/);
    expect(await faultsIn(student)).toEqual([]);
  });

  it('J3.2: a 9 of which the school does not say that it passed is shown, says so, and counts nowhere', async () => {
    await opened().stage.asks('SyncInstitution', { institution: homeRoc.id });
    await student.go('/results');
    const card = await result(student, 'Rekenen in de techniek').innerText();
    expect(card).toMatch(/\b9\b/);
    expect(card).toContain('telt niet: niet gehaald');
    expect(card).toContain('of het gehaald is, zegt de school niet');
    const total = student.page.getByRole('region', { name: 'Behaald' });
    expect(await total.innerText()).toMatch(/^360 SBU/);
  });

  it('J3.3, J3.4: three resits in three shapes read alike: both attempts, points, share and day', async () => {
    await letsHomeWrite(opened().stage);
    for (const shape of shapesOfAResit) await delivers(opened().stage, 'university', ...shape);
    await student.go('/results');
    const cards = await results(student, practical).allInnerTexts();
    expect(cards).toHaveLength(3);
    expect(new Set(cards).size).toBe(1);
    const [card = ''] = cards;
    expect(card).toContain('Poging 1: 30 van 75 punten · Poging 2: 65 van 75 punten');
    expect(card).toMatch(/Dag van de toets\s+25 oktober 2026/);
    expect(card).toMatch(/Telt in het vak voor\s+60%/);
  });

  it('J3.5: nobody’s page has a word of irregularities or needs', async () => {
    const { stage, browser } = opened();
    await delivers(stage, 'university', withSpecials);
    await student.go('/results');
    await expect.poll(() => results(student, practical).count()).toBe(4);
    const purpose = 'CAREER_GUIDANCE';
    const grantee = { person: stage.house.account('adviser').webId };
    const facets = ['CORE', 'CREDITS', 'ASSESSMENT', 'EVIDENCE', 'FEEDBACK', 'IDENTIFIERS'];
    const input = { grantee, purpose, scope: [{ types: ['RESULT', 'ENROLMENT'] }], facets };
    await stage.asks('GrantAccess', { input });
    const adviser = await somebody(browser, stage.house.origin, 'adviser', { size: desk });
    await adviser.go('/learners');
    await adviser.page.locator('main').getByRole('link').first().click();
    await adviser.page.getByText(practical).first().waitFor();
    for (const text of [await main(adviser), await main(student)]) {
      expect(text).toContain(practical);
      for (const canary of canaries) expect(text).not.toContain(canary);
    }
    await adviser.context.close();
  });

  it('J3.6, J3.8: a result before its test says so with both days; what is patched is read anew', async () => {
    const { stage } = opened();
    await delivers(stage, 'university', earlyResult);
    await student.go('/results');
    const card = await result(student, early).innerText();
    expect(card).toContain('24 oktober 2026');
    expect(card).toContain('25 oktober 2026. Het resultaat is van een eerdere dag.');
    const patched = await stage.writes('h', 'associations/te-vroeg-a-2', {
      result: { score: '9' },
    });
    expect(patched.status).toBe(200);
    await student.go('/results');
    expect(await result(student, early).innerText()).toContain('9 · gehaald');
    expect(await faultsIn(student)).toEqual([]);
  });

  it('J3.7: one code and one uuid at two colleges are two lines, and both are called off', async () => {
    await delivers(opened().stage, 'roc', cancelledAtHost);
    await student.go('/results');
    await student.page.getByText(/^\d+ inschrijvingen$/).click();
    const off = student.page.getByRole('article').filter({ hasText: 'afgemeld' });
    const texts = await off.allInnerTexts();
    expect(texts).toHaveLength(2);
    const titles = ['Keuzedeel Duurzaam installeren', 'Keuzedeel Warmte in de wijk'];
    for (const title of titles)
      expect(texts.filter((text) => text.includes(title))).toHaveLength(1);
    expect(student.complaints).toEqual([]);
    await student.context.close();
  });

  it('J3.9: somebody of fifteen reads that a parent or guardian has to say yes too, and nothing is asked', async () => {
    const before = host().enrolments().length;
    await comesAt(opened().stage, child, 15);
    const young = await comesIn(opened(), child, { size: phone });
    await plans(young, module);
    await enrols(young, module, 'Samira el Amrani');
    await young.page
      .getByText(/ouder of voogd/)
      .first()
      .waitFor();
    expect(host().enrolments()).toHaveLength(before);
    await young.context.close();
  });
}
