import { expect, it } from 'vitest';
import { newBrowser } from '../../../fixtures/browser.js';
import type { Stage } from './stage.js';

/** The pod server's own pages, in our words. That they work in a browser is seen with one. */
export function podPages(stage: () => Stage): void {
  const page = async (path: string) => {
    const { pods } = stage().house;
    const response = await fetch(`${pods}/${path}`, { headers: { accept: 'text/html' } });
    return { headers: response.headers, text: await response.text() };
  };

  it('the login of the pod server is ours, in two languages, and runs no script but from a file', async () => {
    for (const path of ['.account/', '.account/login/', '.account/login/password/']) {
      const { text, headers } = await page(path);
      expect(text).toContain('<strong>Leerkluis</strong>');
      const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([script]) => script);
      expect(scripts).toHaveLength(1);
      expect(scripts[0]).toContain('/.well-known/leerkluis/pages.js"');
      expect(text).not.toMatch(/WebID|webid|Solid|\son[a-z]+=/);
      const [nl, en] = ['nl', 'en'].map((tag) => text.split(`<span lang="${tag}">`).length);
      expect(nl).toBe(en);
      expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    }
    const script = await page('.well-known/leerkluis/pages.js');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect((await page('.well-known/leerkluis/pages.css')).text).not.toMatch(/url\(|@import/);
  });

  it('asking for a yes it knows our own page, which takes a login and nothing else', async () => {
    const { text } = await page('.account/oidc/consent/');
    const { issuerOrigin } = stage().house.setup;
    expect(text).toContain(`data-own-app="${issuerOrigin}/clients/page"`);
  });

  it('signing out there asks in our words, loads nothing of others, and ends the account’s login', async () => {
    const { house, byPod } = stage();
    const browser = newBrowser();
    await byPod(browser, house.account('samira'));
    expect(browser.cookie('localhost')).toContain('css-account=');
    const signOut = { method: 'POST', headers: { 'x-csrf': '1' } };
    const { href } = await (await browser.go(`${house.origin}/sign-out`, signOut)).json();
    const english = { headers: { 'accept-language': 'en' } };
    const asked = await (await browser.go(href, english)).text();
    expect(asked).toContain('Do you want to sign out here too?');
    expect(asked).not.toMatch(/googleapis|@import|<script/);
    const [, action = ''] = /action="([^"]+)"/.exec(asked) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked) ?? [];
    const body = new URLSearchParams({ xsrf, logout: 'yes' });
    const done = await browser.go(action, { method: 'POST', body });
    expect(done.headers.get('location')).toBe(`${house.origin}/`);
    expect(browser.cookie('localhost')).not.toContain('css-account=');
  });
}
