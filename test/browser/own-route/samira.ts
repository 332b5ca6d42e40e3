import { expect, it } from 'vitest';
import { whoIsSamira } from '../../fixtures/own-route/samira.js';
import { abroad, badgeFor, havo } from '../../fixtures/own-route/samira-papers.js';
import { home } from '../../fixtures/samiras-world.js';
import { geography, statistics } from '../../flow/house/own-route/samira-chooses.js';
import { atB, atC } from '../../flow/house/own-route/samira-earns.js';
import {
  boardRecognises,
  deliversBachelor,
  letsBoardSee,
} from '../../flow/house/own-route/samira-whole.js';
import { faultsIn } from '../accessibility.js';
import { desk, type Person, phone, settled } from '../person.js';
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

async function bringsFile({ page }: Person, name: string, document: unknown): Promise<void> {
  const buffer = Buffer.from(JSON.stringify(document));
  const file = { name, mimeType: 'application/json', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '1 ding bewaren' }).click();
  await page.getByText('1 ding staat nu in je kluis.').waitFor();
}
const earned = ({ page }: Person) => page.getByRole('region', { name: 'Behaald' }).innerText();

export function samiraInABrowser(opened: Opened): void {
  let samira: Person;
  const stage = () => opened().stage;

  it('J1.1: comes by eduID on her phone, sees her school, and brings her havo diploma', async () => {
    samira = await comesIn(opened(), whoIsSamira, { size: phone });
    await samira.go('/account');
    expect(await main(samira)).toContain('Hogeschool Duinstad');
    await samira.go('/add');
    await bringsFile(samira, 'havo.json', havo);
    await samira.go('/results');
    const card = await result(samira, 'Diploma havo').innerText();
    expect(card).toContain('NLQF 4');
    expect(card).not.toMatch(/\bEC\b/);
    expect(await main(samira)).not.toContain('Behaald');
    expect(await faultsIn(samira)).toEqual([]);
  });

  it('J1.2: sees what each school offers, why she may take it, and which school did not answer', async () => {
    await samira.go('/route/search');
    const all = await main(samira);
    expect(all).toContain('1 school antwoordde niet');
    expect(all).toMatch(/Universiteit Duinbergen: .*geeft nu geen antwoord.*Dat is zo sinds/);
    expect(all).toContain('Er kan meer te leren zijn.');
    const card = await step(samira, geography).innerText();
    for (const said of ['Universiteit Merenstad', '2,5 EC', 'Merenstad', 'Alliantie EWUU'])
      expect(card).toContain(said);
    for (const [title, why] of [
      ['Klimaat in de stad', 'Aanmelden kan niet meer'],
      ['Rekenen met kaarten', 'vol'],
    ] as const) {
      const shut = step(samira, title);
      expect(await shut.innerText()).toContain(why);
      const plan = shut.getByRole('button', { name: /^Zet in mijn leerroute/ });
      expect(await plan.isDisabled()).toBe(true);
    }
    expect(await faultsIn(samira)).toEqual([]);
  });

  it('J1.3: plans, agrees, lets us ask by her eduID, waits for the host, and has a place; or a no with both states', async () => {
    await plans(samira, geography);
    expect(await progress(samira)).toMatch(/Gehaald 0 EC Gepland 2,5 EC/);
    stage().school('b').decide({ decide: 'pending' });
    await enrols(samira, geography, 'Samira el Amrani');
    stage().school('b').decide(undefined);
    await says(samira, geography, /jouw school: ingeschreven.*de school waar je dit volgt: /s);
    const [guest] = stage().school('b').enrolments();
    expect(guest?.state).toBe('pending');
    await stage().school('b').decideLater(String(guest?.associationId), 'associated');
    await says(samira, geography, /de school waar je dit volgt: ingeschreven/);
    expect(await progress(samira)).toMatch(/Gehaald 0 EC Gepland 2,5 EC/);
    const denied = 'Stad en geschiedenis';
    await plans(samira, denied);
    await enrols(samira, denied);
    await says(samira, denied, /de school waar je dit volgt: afgewezen.*laat nu geen gasten toe/s);
    expect(await faultsIn(samira)).toEqual([]);
    await step(samira, denied)
      .getByRole('button', { name: `${denied} uit mijn route halen` })
      .click();
    await step(samira, denied).getByRole('button', { name: /^Ja: / }).click();
    await step(samira, denied).waitFor({ state: 'detached' });
  });

  it('J1.4: the results come home: 37,5 EC, planned apart, and what does not count says why', async () => {
    await plans(samira, statistics);
    await enrols(samira, statistics);
    await says(samira, statistics, /de school waar je dit volgt: ingeschreven/);
    const guestAt = (key: string) => String(stage().school(key).enrolments()[0]?.associationId);
    await stage().school('b').giveResult(guestAt('b'), atB('7.5'));
    await stage().school('c').giveResult(guestAt('c'), atC);
    await stage().asks('SyncInstitution', { institution: home.id });
    await samira.go('/route');
    expect(await progress(samira)).toMatch(/Gehaald 37,5 EC Gepland 0 EC/);
    expect(await step(samira, geography).innerText()).toContain('Bekijk je resultaat');
    await samira.page.setViewportSize(desk);
    await samira.go('/results');
    expect(await earned(samira)).toMatch(/^37,5 EC/);
    expect(await result(samira, 'Economie van de stad').innerText()).toContain(
      'telt niet: niet gehaald',
    );
    expect(await result(samira, 'Media en ruimte').innerText()).toContain(
      'telt nog niet: voorlopig',
    );
    expect(await faultsIn(samira)).toEqual([]);
  });

  it.each(['America/Los_Angeles', 'Asia/Tokyo'])(
    'J1.5: her result is of 31 March 2026 in %s',
    async (timezoneId) => {
      const elsewhere = await comesIn(opened(), whoIsSamira, { timezoneId });
      await elsewhere.go('/results');
      expect(await result(elsewhere, geography).innerText()).toContain('31 maart 2026');
      await elsewhere.context.close();
    },
  );

  it('J1.6: a correction is the next version, the former one is still to be read, and the total stays', async () => {
    const [guest] = stage().school('b').enrolments();
    const corrected = await stage()
      .school('b')
      .giveResult(String(guest?.associationId), atB('8.0'));
    expect(corrected).toBe(200);
    await samira.go('/results');
    const card = result(samira, geography);
    await card.getByRole('button', { name: 'Eerdere versies' }).click();
    await card.getByText(/^Versie 2/).waitFor();
    const versions = await card.locator('.versions').innerText();
    expect(versions).toMatch(/Versie 1.*7,5/);
    expect(versions).toMatch(/Versie 2.*8,0.*geldt nu/);
    expect(await earned(samira)).toMatch(/^37,5 EC/);
  });

  it('J1.7: a badge for the same course is asked about; yes counts it once, and that is undone', async () => {
    const { page } = samira;
    await samira.go('/add');
    await bringsFile(samira, 'badge.json', badgeFor(statistics, 'Universiteit Bosstad'));
    await samira.go('/results');
    expect(await earned(samira)).toMatch(/^37,5 EC.*Volgens jezelf: 5 EC/s);
    await page
      .getByRole('button', { name: `Ja, “${statistics}” is hetzelfde` })
      .first()
      .click();
    await expect.poll(() => earned(samira)).not.toContain('Volgens jezelf');
    expect(await earned(samira)).toMatch(/^37,5 EC/);
    await page
      .getByRole('button', { name: `Ongedaan maken: “${statistics}”` })
      .first()
      .click();
    await expect.poll(() => earned(samira)).toContain('Volgens jezelf: 5 EC');
    await settled(page);
  });

  it('J1.8: her bachelor makes it 187,5 EC, and 180 EC once its board lets the courses of both hosts count for it', async () => {
    await deliversBachelor(stage());
    await samira.go('/results');
    expect(await earned(samira)).toMatch(/^187,5 EC/);
    await letsBoardSee(stage());
    await samira.go('/account');
    const { page } = samira;
    await page.getByRole('button', { name: 'Laat toevoegen: Hogeschool Duinstad' }).click();
    await page.getByText('Deze school mag hier resultaten en besluiten neerzetten').waitFor();
    expect(await faultsIn(samira)).toEqual([]);
    await boardRecognises(stage());
    await samira.go('/results');
    expect(await earned(samira)).toMatch(/^180 EC/);
    for (const title of ['Wijken in kaart', geography, statistics]) {
      const ofSchool = results(samira, title).filter({ hasText: 'Volgens de school' });
      const card = await ofSchool.first().innerText();
      expect(card).toContain('behaald (telt al mee in een groter geheel)');
    }
    expect(await result(samira, geography).innerText()).toContain(
      'Dit telt mee voor Sociale geografie',
    );
    expect(await faultsIn(samira)).toEqual([]);
  });

  it('J1.10: her transcript from abroad is shown before it is kept, is 126 EC of her own word, and its markup is text', async () => {
    const { page } = samira;
    await samira.go('/add');
    const file = { name: 'abroad.xml', mimeType: 'text/xml', buffer: Buffer.from(abroad) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: '6 dingen bewaren' }).click();
    await page.getByText('6 dingen staan nu in je kluis.').waitFor();
    await samira.go('/results');
    // Beside the badge of five.
    expect(await earned(samira)).toMatch(/^180 EC.*Volgens jezelf: 131 EC/s);
    expect(await main(samira)).toContain('The importance of <br> in HTML');
    expect(samira.complaints).toEqual([]);
    await samira.context.close();
  });
}
