import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  GrantAccessDocument,
  MyGrantsDocument,
  RequestAccessDocument,
} from '../../schema/generated/graphql.js';
import { projectRoot } from '../../src/embedded/index.js';
import { faultsIn } from './accessibility.js';
import type { StartedApp } from './app.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { phone, somebody } from './person.js';

/** What an operator types. */
async function operator({ databaseUrl }: StartedApp, ...words: readonly string[]): Promise<void> {
  const main = join(projectRoot, 'dist/src/main.js');
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [main, ...words], { cwd: projectRoot, env });
  const ended: unknown[] = await once(child, 'exit');
  expect(ended[0]).toBe(0);
}

/** As if Barry were fifteen, until the test is over. Nobody of the demo is that young. */
async function isYoung({ databaseUrl }: StartedApp, webId: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const aloneFrom = (when: string) =>
    client.query(`update learner set alone_from = ${when} where web_id = $1`, [webId]);
  await aloneFrom("now() + interval '1 year'");
  onTestFinished(async () => {
    await aloneFrom('null');
    await client.end();
  });
}

/** Somebody decides along with a learner under sixteen. */
export function guardianJourney(opened: Opened): void {
  describe('somebody who decides along with a learner under sixteen', () => {
    it('sees what waits for their yes and nothing of what was learned, says yes or no, and it counts', async () => {
      const { app, browser } = opened();
      const webIdOf = (key: string) => app.personas[key]?.webId ?? '';
      await isYoung(app, webIdOf('barry'));
      await operator(app, 'guardian', webIdOf('barry'), webIdOf('developer'));
      const barry = await somebody(browser, app.url, 'barry', { size: phone });
      const parent = await somebody(browser, app.url, 'developer', { size: phone });
      const noor = await somebody(browser, app.url, 'adviser');
      await asks(noor, app.url, RequestAccessDocument, {
        input: {
          learner: webIdOf('barry'),
          purpose: 'INTERNSHIP',
          items: [{ recordTypes: ['RESULT'], facets: ['CORE'], required: true }],
          reason: 'Voor je stage.',
          until: new Date(Date.now() + 86_400_000).toISOString(),
        },
      });
      await noor.context.close();
      const proposes = async () => {
        const { grantAccess } = await asks(barry, app.url, GrantAccessDocument, {
          input: {
            grantee: { person: webIdOf('adviser') },
            purpose: 'INTERNSHIP',
            scope: [{ types: ['RESULT'] }],
          },
        });
        expect(grantAccess.grant?.state).toBe('PROPOSED');
        return grantAccess.grant?.id;
      };
      const stateOf = async (id: string | undefined) => {
        const { myGrants } = await asks(barry, app.url, MyGrantsDocument, {});
        return myGrants.nodes.find((one) => one.id === id)?.state;
      };
      const card = parent.page.getByRole('article').filter({ hasText: 'Noor Hendriks' });
      const waiting = card.filter({ hasText: 'Wacht op jou' });

      const first = await proposes();
      await barry.go('/access');
      await barry.page.getByText('Wacht op je ouder of voogd').waitFor();
      expect(await faultsIn(barry)).toEqual([]);
      await parent.go('/wards');
      await waiting.waitFor();
      expect(await parent.page.getByRole('main').innerText()).not.toMatch(/Barry|EC|SBU/);
      expect(await faultsIn(parent)).toEqual([]);
      await waiting.getByRole('button', { name: 'Ja, dit mag' }).click();
      await waiting.waitFor({ state: 'detached' });
      await expect.poll(() => stateOf(first), { timeout: 20_000 }).toBe('ACTIVE');
      await card.getByText('Kan kijken').first().waitFor();

      const second = await proposes();
      await parent.go('/wards');
      await waiting.getByRole('button', { name: 'Nee' }).click();
      await waiting.waitFor({ state: 'detached' });
      await expect.poll(() => stateOf(second), { timeout: 20_000 }).toBe('DECLINED');
      expect(await stateOf(first)).toBe('ACTIVE');
      expect([...barry.complaints, ...parent.complaints]).toEqual([]);
      await barry.context.close();
      await parent.context.close();
    }, 120_000);
  });
}
