import { expect, it } from 'vitest';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import { learner, lena, newPerson, type Stage } from './stage.js';

interface Way {
  readonly id: string;
  readonly kind: string;
}

export function linking(stage: () => Stage): void {
  const ways = async (browser: Browser): Promise<readonly Way[]> =>
    (await stage().ask(browser, 'MyAccount')).data.myAccount.ways;
  const hers = newPerson({ given_name: 'Samira' });

  it('an eduID is linked to a kluis: from then on either login leads there', async () => {
    const { house, byPod, byEduid, eduidAnswer, end, link, viewer } = stage();
    const browser = newBrowser();
    await byPod(browser, house.account('samira'));
    expect((await ways(browser)).map(({ kind }) => kind)).toEqual(['SOLID']);
    const answer = await eduidAnswer(browser, hers, await link(browser, 'eduid'));
    expect(await end(browser, answer)).toBe('/account');
    expect((await ways(browser)).map(({ kind }) => kind)).toEqual(['SOLID', 'EDUID']);
    const elsewhere = newBrowser();
    await byEduid(elsewhere, hers);
    expect((await viewer(elsewhere)).webId).toBe(house.account('samira').webId);
  });

  it('and a WebID to a kluis that began with an eduID', async () => {
    const { stranger, podAnswer, byPod, end, link, viewer } = stage();
    const browser = await learner(stage());
    const { webId } = await viewer(browser);
    const answer = await podAnswer(browser, stranger, await link(browser, 'solid'));
    expect(await end(browser, answer)).toBe('/account');
    const elsewhere = newBrowser();
    await byPod(elsewhere, stranger);
    expect(await viewer(elsewhere)).toMatchObject({ webId, kind: 'LEARNER' });
  });

  it('attack 38: a login that leads to another kluis is not linked, and nothing moves', async () => {
    const { house, eduidAnswer, podAnswer, end, link, byEduid, viewer } = stage();
    const thief = await learner(stage());
    const before = await ways(thief);
    const eduids = await eduidAnswer(thief, hers, await link(thief, 'eduid'));
    expect(await end(thief, eduids)).toBe('/account?problem=LINKED_ELSEWHERE');
    const samira = house.account('samira');
    const pods = await podAnswer(thief, samira, await link(thief, 'solid'));
    expect(await end(thief, pods)).toBe('/account?problem=LINKED_ELSEWHERE');
    expect(await ways(thief)).toEqual(before);
    const browser = newBrowser();
    await byEduid(browser, hers);
    expect((await viewer(browser)).webId).toBe(samira.webId);
  });

  it('attack 38: a link that was begun by one learner does not end with another, nor without one', async () => {
    const { eduidAnswer, end, link, byEduid, house } = stage();
    const browser = await learner(stage());
    const fresh = newPerson();
    const answer = await eduidAnswer(browser, fresh, await link(browser, 'eduid'));
    // Somebody else signs in in between.
    await browser.go(`${house.origin}/demo/samira`);
    expect(await end(browser, answer)).toBe('/account?problem=SESSION_ENDED');
    expect((await ways(browser)).map(({ kind }) => kind)).toEqual(['SOLID', 'EDUID']);
    // It leads nowhere yet: it can be linked.
    await byEduid(browser, lena);
    const again = await eduidAnswer(browser, fresh, await link(browser, 'eduid'));
    expect(await end(browser, again)).toBe('/account');
    expect(await ways(browser)).toHaveLength(3);
  });

  it('only our own page begins a link, and only for a learner who is signed in', async () => {
    const { house, byPod } = stage();
    const at = `${house.origin}/account/link/eduid`;
    const browser = await learner(stage());
    const post = async (headers: Record<string, string>) =>
      (await browser.go(at, { method: 'POST', headers })).status;
    expect(await post({})).toBe(403);
    expect(await post({ 'x-csrf': '1', origin: 'https://elsewhere.example' })).toBe(403);
    const marked = { method: 'POST', headers: { 'x-csrf': '1' } };
    expect((await newBrowser().go(at, marked)).status).toBe(401);
    const adviser = newBrowser();
    await byPod(adviser, house.account('adviser'));
    expect((await adviser.go(at, marked)).status).toBe(401);
    expect((await browser.go(`${house.origin}/account/link/solid?issuer=x`, marked)).status).toBe(
      404,
    );
    expect((await browser.go(at)).status).toBe(404);
  });

  it('a way in is taken away, its sessions end, and it leads nowhere; never the last', async () => {
    const { house, byPod, byEduid, ask, viewer } = stage();
    const [browser, byOwn] = [newBrowser(), newBrowser()];
    await byEduid(browser, hers);
    await byPod(byOwn, house.account('samira'));
    const [solid, eduid] = await ways(browser);
    const taken = await ask(browser, 'Unlink', { id: solid?.id });
    expect(taken.data.unlink.ways).toHaveLength(1);
    expect(await viewer(byOwn)).toBeUndefined();
    const back = newBrowser();
    expect(await byPod(back, house.account('samira'))).toBe('/sign-in?problem=NOT_LINKED');
    expect(await viewer(back)).toBeUndefined();
    const last = await ask(browser, 'Unlink', { id: eduid?.id });
    expect(last.errors[0].extensions.code).toBe('BAD_INPUT');
    const other = await learner(stage());
    const reached = await ask(other, 'Unlink', { id: eduid?.id });
    expect(reached.errors[0].extensions.code).toBe('NOT_FOUND');
    const answer = await stage().podAnswer(
      browser,
      house.account('samira'),
      await stage().link(browser, 'solid'),
    );
    expect(await stage().end(browser, answer)).toBe('/account');
    expect(await byPod(back, house.account('samira'))).toBe('/');
  });
}
