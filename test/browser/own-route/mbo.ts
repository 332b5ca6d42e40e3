import { expect, it } from 'vitest';
import { homeRoc, module, whoIsTheStudent } from '../../fixtures/own-route/mbo.js';
import { marked, present } from '../../flow/house/own-route/mbo-module.js';
import { faultsIn } from '../accessibility.js';
import { type Person, phone } from '../person.js';
import {
  comesIn,
  enrols,
  main,
  type Opened,
  plans,
  progress,
  result,
  says,
  step,
} from './steps.js';

export function mboInABrowser(opened: Opened): void {
  let student: Person;
  const host = () => opened().stage.school('g');

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
    const tells = (what: typeof present) =>
      host().giveResult(String(host().enrolments()[0]?.associationId), what);
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
    expect(student.complaints).toEqual([]);
    await student.context.close();
  });
}
