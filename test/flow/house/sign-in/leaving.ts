import { expect, it } from 'vitest';
import { newBrowser } from '../../../fixtures/browser.js';
import { learner, lena, type Stage } from './stage.js';

export function leaving(stage: () => Stage): void {
  const signOut = (browser: ReturnType<typeof newBrowser>) =>
    browser.go(`${stage().house.origin}/sign-out`, { method: 'POST', headers: { 'x-csrf': '1' } });

  it('who signs out is signed out here, and hears where to go for the rest; no token leads there', async () => {
    const { house, viewer, eduid } = stage();
    const browser = await learner(stage());
    const out = await signOut(browser);
    const { href } = await out.json();
    expect(href.startsWith(`${eduid.setup.issuer}/session/end?`)).toBe(true);
    expect(Object.fromEntries(new URL(href).searchParams)).toEqual({
      client_id: eduid.setup.clientId,
      post_logout_redirect_uri: `${house.origin}/`,
    });
    expect((await browser.go(href)).status).toBe(200);
    expect(await viewer(browser)).toBeUndefined();
    expect(browser.cookie('127.0.0.1')).toBe('');
    // Nobody, and the demo’s, have nothing to go to.
    expect((await signOut(browser)).status).toBe(204);
    await browser.go(`${house.origin}/demo/samira`);
    expect((await signOut(browser)).status).toBe(204);
    // No other site signs anybody out.
    const unmarked = await browser.go(`${house.origin}/sign-out`, { method: 'POST' });
    expect(unmarked.status).toBe(403);
  });

  it('what was got for a login alone is given back', async () => {
    const { eduid } = stage();
    const before = eduid.revoked.length;
    await learner(stage());
    await expect.poll(() => eduid.revoked.length).toBe(before + 1);
  });

  it('a provider that is away holds nobody up', async () => {
    const { house, viewer, byPod } = stage();
    const browser = newBrowser();
    await byPod(browser, house.account('samira'));
    house.proxy.setDown(true);
    const began = performance.now();
    expect((await signOut(browser)).status).toBe(204);
    expect(performance.now() - began).toBeLessThan(3000);
    house.proxy.setDown(false);
    expect(await viewer(browser)).toBeUndefined();
  });

  it('signing out everywhere ends every session of that learner, and of nobody else', async () => {
    const { byEduid, ask, viewer } = stage();
    const [phone, school, other] = [await learner(stage()), newBrowser(), newBrowser()];
    await other.go(`${stage().house.origin}/demo/samira`);
    await byEduid(school, lena);
    const { data } = await ask(phone, 'SignOutEverywhere');
    expect(data.signOutEverywhere.sessions).toBeGreaterThanOrEqual(2);
    expect(await viewer(phone)).toBeUndefined();
    expect(await viewer(school)).toBeUndefined();
    expect(await viewer(other)).toMatchObject({ kind: 'LEARNER' });
    await byEduid(phone, lena);
    const log = (await ask(phone, 'MyAccessLog')).data.myAccessLog.nodes;
    expect(log.map(({ event }: { event: string }) => event)).toContain('SIGNED_OUT_EVERYWHERE');
  });

  it('who has no kluis signs out everywhere like anybody else', async () => {
    const { house, byPod, ask, viewer } = stage();
    const noor = [newBrowser(), newBrowser()] as const;
    for (const each of noor) await byPod(each, house.account('adviser'));
    const { data } = await ask(noor[0], 'SignOutEverywhere');
    expect(data.signOutEverywhere.sessions).toBeGreaterThanOrEqual(2);
    for (const each of noor) expect(await viewer(each)).toBeUndefined();
  });
}
