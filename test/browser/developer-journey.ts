import { beforeAll, describe, expect, it } from 'vitest';
import {
  ConsentedLearnersDocument,
  LearnerRecordsDocument,
} from '../../schema/generated/graphql.js';
import { faultsIn } from './accessibility.js';
import { type AnApp, type Client, startAnApp } from './an-app.js';
import type { Opened } from './opened.js';
import { type Person, phone, settled, somebody } from './person.js';

const name = 'Stageplek';
const scopes = 'results results_with_grades diplomas';

export function developerJourney(opened: Opened): void {
  describe('a developer, an app, and Samira who gives it less than it asks', () => {
    let app: AnApp;
    let developer: Person;
    let samira: Person;
    let client: Client;
    let asked: string;
    let token: string;
    let learner: string;
    beforeAll(async () => {
      const { app: leerkluis, browser } = opened();
      app = await startAnApp(leerkluis.url);
      learner = leerkluis.personas['samira']?.webId ?? '';
      developer = await somebody(browser, leerkluis.url, 'developer');
      samira = await somebody(browser, leerkluis.url, 'samira', { size: phone });
      return async () => {
        await Promise.all([developer.context.close(), samira.context.close()]);
        app.stop();
      };
    });
    const records = () => client.asks(token, LearnerRecordsDocument, 'INTERNSHIP', { learner });

    it('an app is registered, and its client id stands on its card', async () => {
      const { page } = developer;
      await developer.go('/developer');
      await page.getByRole('button', { name: 'App aanmelden' }).click();
      const form = page.getByRole('form', { name: 'App aanmelden' });
      await form.getByLabel('Naam, zoals mensen hem zien').fill(name);
      await form.getByLabel('Adressen waar je app op terugkomt').fill(app.redirect);
      await form.getByLabel('Waarvoor').selectOption('INTERNSHIP');
      await form.getByLabel('Resultaten zonder cijfers').check();
      await form.getByLabel('Resultaten met cijfers').check();
      await form.getByLabel('Diploma’s en certificaten').check();
      await form.getByRole('button', { name: 'App aanmelden' }).click();
      const card = page.getByRole('article', { name });
      const clientId = await card.locator('code').first().innerText();
      expect(new URL(clientId).pathname).toMatch(/^\/clients\/./);
      expect(await card.innerText()).toContain(app.redirect);
      expect(await card.innerText()).toContain(`openid webid ${scopes}`);
      expect(await faultsIn(developer)).toEqual([]);
      client = await app.client(clientId);
    });

    it('the first ready question in the explorer is answered with the session', async () => {
      const { page } = developer;
      await page.getByRole('link', { name: /GraphiQL/ }).click();
      const tabs = page.getByRole('tab');
      await tabs.first().waitFor();
      expect(await tabs.allInnerTexts()).toEqual([
        'Viewer',
        'TestLearners',
        'RequestAccess',
        'ConsentedLearners',
        'LearnerRecords',
        'LearnerClaims',
      ]);
      await expect
        .poll(() => page.locator('.graphiql-query-editor').innerText(), { timeout: 10_000 })
        .toContain('Viewer');
      await page.getByRole('button', { name: /Execute/ }).click();
      const answer = page.locator('.result-window');
      await expect.poll(() => answer.innerText(), { timeout: 10_000 }).toContain('"viewer"');
      expect(await answer.innerText()).not.toContain('"errors"');
      expect([...developer.origins]).toEqual([opened().app.url]);
      expect(developer.complaints).toEqual([]);
    });

    it('who it is, where answers go and what is asked stand on the page to connect', async () => {
      const { page } = samira;
      await page.goto(await client.signIn(scopes));
      await settled(page);
      asked = page.url();
      expect(new URL(asked).pathname).toMatch(/^\/connect\/./);
      const told = await page.locator('main').innerText();
      expect(told).toContain(`${name} wil weten wie je bent`);
      expect(told).toContain(app.origin);
      expect(told).toContain('Wij weten niet van wie deze app is.');
      expect(told).toContain('Resultaten met cijfers');
      expect(told).toContain('Diploma’s en certificaten');
      // Nothing is ticked for her.
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
      expect(await faultsIn(samira)).toEqual([]);
    });

    it('she gives results without grades; the app gets those, and reads of grades that they are not shared', async () => {
      const { page } = samira;
      await page.getByLabel('Resultaten zonder cijfers').check();
      await page.getByRole('button', { name: 'Ja, dit delen' }).click();
      await page.waitForURL(`${app.redirect}?**`);
      const tokens = await client.tokens(page.url());
      token = tokens.access_token;
      expect(tokens.scope).toBe('results');
      expect(tokens.claims()?.['webid']).toBe(learner);

      const given = async () => {
        const got = await client.asks(token, ConsentedLearnersDocument, 'INTERNSHIP', {});
        return got.data.consentedLearners.nodes.flatMap((one) => one.grants);
      };
      // In force once the pod has followed.
      await expect.poll(given, { timeout: 30_000, interval: 500 }).toHaveLength(1);
      const grants = await given();
      expect(grants[0]).toMatchObject({ state: 'ACTIVE', facets: ['CORE', 'CREDITS'] });
      expect(grants[0]?.scope.flatMap(({ types }) => types)).toEqual(['RESULT']);

      const nodes = (await records()).data.learner?.records.nodes ?? [];
      expect(nodes.length).toBeGreaterThan(0);
      for (const node of nodes) {
        expect(node).toMatchObject({
          recordType: 'RESULT',
          credits: { __typename: 'Credits' },
          assessment: { __typename: 'NotShared' },
        });
      }
    });

    it('a question that was answered, or that never was, says where to begin again', async () => {
      for (const place of [new URL(asked).pathname, '/connect/nobody']) {
        await samira.go(place);
        const told = await samira.page.locator('main').innerText();
        expect(told).toContain('Deze vraag van een app is er niet meer');
        expect(await samira.page.getByRole('button', { name: 'Ja, dit delen' }).count()).toBe(0);
      }
      expect(await faultsIn(samira)).toEqual([]);
    });

    it('what an app may not do is told on a page of ours in our look, and sends nobody on by itself', async () => {
      const { page } = samira;
      const unasked = new URL(await client.signIn('results'));
      unasked.searchParams.set('prompt', 'none');
      await page.goto(unasked.href);
      await page.getByRole('heading', { name: 'Deze app kan je nu niet laten inloggen' }).waitFor();
      expect(new URL(page.url()).origin).not.toBe(app.origin);
      const link = page.getByRole('link', { name: /^Terug naar de app/ });
      expect(await link.getAttribute('href')).toContain(app.redirect);
      expect(await link.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(20, 83, 45)');
    });

    it('she stops it on her page, and its next question gives nothing', async () => {
      const { page } = samira;
      await samira.go('/access');
      const card = page.getByRole('article').filter({ hasText: name });
      expect(await card.innerText()).toContain('Kan kijken');
      await card.getByRole('button', { name: /^Stop/ }).click();
      await card.getByText('Gestopt', { exact: true }).waitFor();
      const { data, errors } = await records();
      expect(data).toEqual({ learner: null });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['GRANT_ENDED']);
    });

    it('the app is taken out at the second press, after what that does', async () => {
      const { page } = developer;
      await developer.go('/developer');
      const card = page.getByRole('article', { name });
      await card.getByRole('button', { name: `Verwijder ${name}` }).click();
      const question = card.getByRole('group', { name: `Verwijder ${name}` });
      expect(await question.innerText()).toContain('De app kan meteen niets meer lezen');
      await question.getByRole('button', { name: 'Ja: Verwijder' }).click();
      await card.waitFor({ state: 'detached' });
    });
  });
}
