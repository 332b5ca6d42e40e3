import { describe, expect, it } from 'vitest';
import type { Opened } from './opened.js';
import { somebody } from './person.js';

export function attacksOnThePage(opened: Opened): void {
  describe('attacks on the page', () => {
    it('attack 39: no other page can hold it in a frame', async () => {
      const { app, browser } = opened();
      const samira = await somebody(browser, app.url, 'samira');
      const { page } = samira;
      await page.route('**/trap', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<iframe src="${app.url}/access" title="trap"></iframe>`,
        }),
      );
      await page.goto(`${app.url.replace('127.0.0.1', 'localhost')}/trap`);
      const frame = page.frames()[1];
      await page.waitForTimeout(1000);
      expect(await frame?.locator('main').count()).toBe(0);
      await samira.context.close();
    });

    it('attack 38: a form of another site changes nothing', async () => {
      const { app, browser } = opened();
      const barry = await somebody(browser, app.url, 'barry');
      const [cookie] = await barry.context.cookies(app.url);
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
      // As a form of another site sends it: the cookie of a browser, and none of the marks of our page.
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
        const response = await barry.page.request.post(`${app.url}/graphql`, {
          headers: { origin: 'https://elders.example', 'content-type': type },
          data: '{"query":"mutation { pauseAll { paused } }"}',
        });
        expect([type, response.status()]).toEqual([type, 403]);
      }
      await barry.go('/access');
      expect(await barry.page.locator('main').innerText()).not.toContain('Alle toegang staat stil');
      await barry.context.close();
    });

    it('no script of a page can be run that is not a file of ours', async () => {
      const { app, browser } = opened();
      const nobody = await somebody(browser, app.url, undefined);
      const answer = await nobody.page.goto(`${app.url}/`);
      const policy = answer?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      const ran = await nobody.page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
        return 'ran' in globalThis;
      });
      expect(ran).toBe(false);
      await nobody.context.close();
    });
  });
}
