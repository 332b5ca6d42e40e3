import { describe, expect, it } from 'vitest';
import {
  GrantAccessDocument,
  MyAccessLogDocument,
  RevokeGrantDocument,
} from '../../schema/generated/graphql.js';
import { asks } from './graph.js';
import type { Opened } from './opened.js';
import { type Person, settled, somebody } from './person.js';

const core = {
  scope: [{ types: ['RESULT' as const] }],
  facets: ['CORE' as const],
  until: new Date(Date.now() + 3_600_000).toISOString(),
};
const linked = { ...core, grantee: { link: true }, purpose: 'EMPLOYMENT' as const };

/** What stands on the page once it has been there for a moment. */
async function titlesOn({ page }: Person): Promise<readonly string[]> {
  await page.getByRole('article').first().waitFor();
  await settled(page);
  return page.getByRole('heading', { level: 3 }).allInnerTexts();
}

export function looksAreTakenOnce(opened: Opened): void {
  /** An adviser on the page of the one learner who shares with them. */
  async function looking(more: object = {}) {
    const { app, browser } = opened();
    const samira = await somebody(browser, app.url, 'samira');
    const adviser = await somebody(browser, app.url, 'adviser');
    const toAdviser = {
      ...core,
      grantee: { person: app.personas['adviser']?.webId ?? '' },
      purpose: 'CAREER_GUIDANCE' as const,
    };
    const given = await asks(samira, app.url, GrantAccessDocument, {
      input: { ...toAdviser, ...more },
    });
    await adviser.go('/learners');
    await adviser.page.getByRole('article').first().getByRole('link').click();
    await adviser.page.getByText('Wat je hier ziet').waitFor();
    const titles = await titlesOn(adviser);
    expect(titles.length).toBeGreaterThan(0);
    return { app, samira, adviser, toAdviser, given: given.grantAccess.grant?.id ?? '', titles };
  }

  describe('a look that somebody hears of', () => {
    it('is taken once: what another learner gives and stops is no look at this one', async () => {
      const { app, samira, adviser, toAdviser, given } = await looking();
      const looks = async () => {
        const { myAccessLog } = await asks(samira, app.url, MyAccessLogDocument, { first: 100 });
        return myAccessLog.nodes.filter(({ operation }) => operation === 'LearnerRecords').length;
      };
      const before = await looks();
      const barry = await somebody(opened().browser, app.url, 'barry');
      const learners = () =>
        adviser.page.waitForResponse((answer) =>
          (answer.request().postData() ?? '').includes('ConsentedLearners'),
        );
      for (const change of ['gives', 'stops'] as const) {
        const told = learners();
        const other = await asks(barry, app.url, GrantAccessDocument, { input: toAdviser });
        if (change === 'stops') {
          await asks(barry, app.url, RevokeGrantDocument, {
            id: other.grantAccess.grant?.id ?? '',
          });
        }
        await told;
        await settled(adviser.page);
      }
      expect(await looks()).toBe(before);
      await asks(samira, app.url, RevokeGrantDocument, { id: given });
      for (const { context } of [samira, adviser, barry]) await context.close();
    }, 90_000);

    it('the only one there was stays on the page while it is read, and says that it was the last', async () => {
      const { samira, adviser, titles } = await looking({ maxSessions: 1 });
      await adviser.page.getByText('Dit was de laatste keer dat je mocht kijken.').waitFor();
      await settled(adviser.page);
      expect(await titlesOn(adviser)).toEqual(titles);
      await adviser.page.reload();
      await adviser.page
        .getByRole('heading', { name: 'Deze leerling deelt niets met je' })
        .waitFor();
      expect(await adviser.page.getByRole('article').count()).toBe(0);
      for (const { context } of [samira, adviser]) await context.close();
    }, 90_000);

    it('by a second link, in the tab of a first one, is a look at whoever gave the second', async () => {
      const { app, browser } = opened();
      const address = async (who: string) => {
        const person = await somebody(browser, app.url, who);
        const { grantAccess } = await asks(person, app.url, GrantAccessDocument, { input: linked });
        await person.context.close();
        return `${app.url}/shared#${grantAccess.linkSecret}.EMPLOYMENT`;
      };
      const [first, second] = [await address('samira'), await address('barry')];
      const [one, other] = [
        await somebody(browser, app.url, undefined),
        await somebody(browser, app.url, undefined),
      ];
      await one.page.goto(second);
      const right = await titlesOn(one);
      await other.page.goto(first);
      expect(await titlesOn(other)).not.toEqual(right);
      await other.page.goto(second);
      await expect.poll(() => titlesOn(other), { timeout: 20_000 }).toEqual(right);
      for (const { context } of [one, other]) await context.close();
    }, 90_000);
  });
}
