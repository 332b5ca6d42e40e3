import { describe, expect, it } from 'vitest';
import { GrantAccessDocument } from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { phone, settled, somebody } from './person.js';

const title = 'Gastvrij ontvangen in de keuken';
const trusted = 'Echt, van een erkende instelling';

export function takenBackForAll(opened: Opened): void {
  describe('an award that is shared by a link', () => {
    it('is marked on the page of the link once its school suspends it or takes it back', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira', { size: phone });
      await samira.go('/results');
      await samira.page
        .getByRole('article', { name: title })
        .getByRole('button', { name: 'Aannemen', exact: true })
        .click();
      const own = samira.page
        .getByRole('article')
        .filter({ hasText: title })
        .filter({ hasText: trusted });
      await own.waitFor({ timeout: 60_000 });
      // To herself it says whether it is about her.
      await own.getByText(trusted).click();
      expect(await own.innerText()).toMatch(/Van jou\s+ja/);
      expect(await own.innerText()).not.toContain('Van deze leerling');

      const { grantAccess } = await asks(samira, app.url, GrantAccessDocument, {
        input: {
          purpose: 'EMPLOYMENT',
          grantee: { link: true },
          scope: [{ types: ['MICROCREDENTIAL'], status: ['CURRENT', 'WITHDRAWN'] }],
          facets: ['CORE', 'CREDITS'],
        },
      });
      const visitor = await somebody(browser, app.url, undefined);
      await visitor.page.goto(`${app.url}/shared#${grantAccess.linkSecret}.EMPLOYMENT`);
      const seen = visitor.page.getByRole('article').filter({ hasText: title });
      await seen.getByText(trusted).click();
      expect(await seen.innerText()).toMatch(/Van deze leerling\s+ja/);
      expect(await visitor.page.locator('main').innerText()).toMatch(/240 SBU/);

      const clerk = await somebody(browser, app.url, 'roc');
      await clerk.go('/awards');
      const card = clerk.page.getByRole('article', { name: title });
      await card.getByText('Opschorten of intrekken').click();
      await card.getByRole('button', { name: 'Opschorten', exact: true }).click();
      await card.getByText('Opgeschort', { exact: true }).waitFor();
      await visitor.page.reload();
      await seen.getByText('Niet geldig', { exact: true }).waitFor();
      expect(await seen.innerText()).toContain('telt nu niet: tijdelijk stopgezet');
      expect(await faultsIn(visitor)).toEqual([]);

      await card.getByLabel(/^Waarom trek je het in/).fill('Verwisseld met een ander.');
      await card.getByRole('button', { name: /intrekken/i }).click();
      await card.getByRole('button', { name: /intrekken/i }).click();
      await card.getByText('Ingetrokken', { exact: true }).waitFor();
      await visitor.page.reload();
      await seen.getByText('telt niet: ingetrokken').waitFor();
      await seen.getByText('Niet geldig', { exact: true }).click();
      expect(await seen.innerText()).toMatch(/Ingetrokken\s+ja/);
      // Why is for the learner alone.
      expect(await seen.innerText()).not.toContain('Verwisseld');
      await samira.go('/results');
      await samira.page.getByText('Verwisseld met een ander').waitFor();
      await settled(samira.page);
      expect([await faultsIn(visitor), await faultsIn(samira)]).toEqual([[], []]);
      for (const person of [samira, visitor, clerk]) await person.context.close();
    }, 180_000);
  });
}
