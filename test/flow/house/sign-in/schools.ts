import { expect, it } from 'vitest';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import type { EduidPerson } from '../../../fixtures/eduid-provider.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { learner, newPerson, type Stage } from './stage.js';

const at = (uid: string) => ({
  schac_home_organization: 'merenveld.example',
  uids: [uid],
  eduperson_scoped_affiliation: ['student@merenveld.example'],
});

async function links({ end, eduidAnswer, link }: Stage, browser: Browser, who: EduidPerson) {
  return end(browser, await eduidAnswer(browser, who, await link(browser, 'eduid')));
}
async function schools({ ask }: Stage, browser: Browser): Promise<readonly string[]> {
  const { institutions } = (await ask(browser, 'MyAccount')).data.myAccount;
  return institutions.map(
    (one: { institution: { id: string }; state: string }) => `${one.institution.id} ${one.state}`,
  );
}
async function events({ ask }: Stage, browser: Browser): Promise<readonly string[]> {
  const { nodes } = (await ask(browser, 'MyAccessLog')).data.myAccessLog;
  return nodes.map(({ event }: { event: string }) => event);
}
async function numbers({ house }: Stage, like: string) {
  const mine = `select person_id from institution_link where person_id like '${like}%' order by 1`;
  return (await rowsOf(house, mine)).map(({ person_id }) => person_id);
}

/** Where somebody is known, by the login that says so. */
export function schoolsOfLogins(stage: () => Stage): void {
  it('goes with that login when it is taken away, and is then free for whose it is', async () => {
    const { ask, byEduid } = stage();
    const brother = newPerson(at('goes-1'));
    const browser = await learner(stage(), newPerson());
    await links(stage(), browser, brother);
    expect(await schools(stage(), browser)).toEqual(['merenveld.example CURRENT']);
    const { ways } = (await ask(browser, 'MyAccount')).data.myAccount;
    await ask(browser, 'Unlink', { id: ways[1].id });
    expect(await schools(stage(), browser)).toEqual([]);
    const his = newBrowser();
    await byEduid(his, brother);
    expect(await schools(stage(), his)).toEqual(['merenveld.example CURRENT']);
    expect(await numbers(stage(), 'goes')).toEqual(['goes-1']);
  });

  it('is not taken over by another login with another number there; the log says so', async () => {
    const { byEduid } = stage();
    const brother = newPerson(at('over-brother'));
    const browser = await learner(stage(), newPerson(at('over-mine')));
    expect(await links(stage(), browser, brother)).toBe('/account');
    await byEduid(browser, brother);
    expect(await numbers(stage(), 'over')).toEqual(['over-mine']);
    expect(await events(stage(), browser)).toContain('INSTITUTION_NOT_LINKED');
  });

  it('with a number of another kluis is not linked to a second one', async () => {
    const first = await learner(stage(), newPerson(at('one-number')));
    const second = await learner(stage(), newPerson(at('one-number')));
    expect(await schools(stage(), first)).toEqual(['merenveld.example CURRENT']);
    expect(await schools(stage(), second)).toEqual([]);
    expect(await events(stage(), second)).toContain('INSTITUTION_NOT_LINKED');
    expect(await events(stage(), first)).not.toContain('INSTITUTION_NOT_LINKED');
  });
}
