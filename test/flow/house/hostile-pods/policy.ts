import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reconcile } from '../../../../src/flows/index.js';
import { rulesOf } from '../../../../src/pod/index.js';
import {
  grantsUniversityResults,
  readsSamira,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { solidLogin } from '../../../fixtures/solid-login.js';
import { newestGrant } from '../kept-true/steps.js';
import { deep, samirasHand } from './hand.js';

const unsigned = (text: string): string => text.replace(/,"signature":"[^"]*"/, '');

/** What says who may see is policy: what we do not know in it is refused, never passed over. */
export function handWrittenPolicy(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  async function nextRound(): Promise<number> {
    const { db } = house.running.house.ledger;
    await db.em().execute('delete from grant_check', [], 'run');
    return reconcile(house.running.workshop, (error) => house.faults.push(error));
  }

  // biome-ignore format: a table is read in columns
  const documents: readonly (readonly [string, (text: string) => string])[] = [
    ['with a term of its own',               (text) => text.replace('"grant":', '"odrl:prohibition":{},"grant":')],
    ['with one, its signature taken away',   (text) => unsigned(text).replace('"grant":', '"odrl:prohibition":{},"grant":')],
    ['said to be the same as another',       (text) => unsigned(text).replace('"grant":', '"owl:sameAs":{"@id":"../x/v1"},"grant":')],
    ['with a name twice, the wider first',   (text) => text.replace('"facets":', '"facets":["core","credits","assessment"],"facets":')],
    ['whose context calls parts otherwise',  (text) => text.replace('"facets":{', '"facets":{"@id":"personFacets",')],
    ['of 100,000 levels',                    (text) => unsigned(text).replace('"scope":', `"scope":${deep(100_000)},"x":`)],
  ];
  it.each(someOf(documents, 3))(
    'attack 32: a grant’s document %s is no grant any more',
    async (_how, change) => {
      await grantsUniversityResults(house);
      const { at } = await newestGrant(house);
      const hand = await samirasHand(house);
      const text = await hand.read(at);
      expect(change(text)).not.toBe(text);
      expect(await nextRound()).toBe(0);
      await hand.write(at, change(text), 'application/lws+json');
      expect(await nextRound()).toBe(1);
      expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    },
  );

  const look = async () => (await house.ask('samira', 'AuditMyPod')).data.auditMyPod;

  /** A look takes longer than one question waits where much else is done. */
  const seesStrays = (strays: readonly object[]) =>
    expect
      .poll(async () => (await look()).strays, { timeout: 50_000 })
      .toEqual(strays.map((stray) => expect.objectContaining(stray)));

  describe('a rule beside ours', () => {
    it('attack 32: in nodes without a name the pod lets somebody in, and the look through the pod names them', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      const hand = await samirasHand(house);
      const rules = await hand.read(rulesOf(grant.view));
      await seesStrays([]);
      const { webId } = house.account('developer');
      const developer = await solidLogin(house.pods, house.account('developer'));
      expect((await developer.fetch(grant.view)).status).toBe(403);
      const more = `@prefix x: <http://www.w3.org/ns/solid/acp#>.
        <${rulesOf(grant.view)}> x:accessControl [ a x:AccessControl; x:apply [ a x:Policy;
          x:allow <http://www.w3.org/ns/auth/acl#Read>; x:anyOf [ a x:Matcher; x:agent <${webId}> ] ] ].`;
      await hand.write(rulesOf(grant.view), `${rules}\n${more}`, 'text/turtle');
      expect((await developer.fetch(grant.view)).status).toBe(200);
      await seesStrays([{ agent: webId, at: grant.view, modes: ['Read'] }]);
      // Not ours: it gives nobody anything here.
      const learner = house.account('samira').webId;
      const purpose = { purpose: 'CAREER_GUIDANCE' };
      const asked = await house.ask('developer', 'LearnerRecords', { learner }, purpose);
      expect(asked.codes).toEqual(['NOT_FOUND']);
      await hand.write(rulesOf(grant.view), rules, 'text/turtle');
      await seesStrays([]);
    }, 180_000);

    it('attack 32: too long to be parsed is named as a place that could not be looked at', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      const hand = await samirasHand(house);
      const rules = await hand.read(rulesOf(grant.view));
      await seesStrays([]);
      const bomb = `<#x> <#y> "${'y'.repeat(110_000)}".`;
      await hand.write(rulesOf(grant.view), `${rules}\n${bomb}`, 'text/turtle');
      await expect
        .poll(async () => (await look()).unseen, { timeout: 20_000 })
        .toEqual([grant.view]);
      // And the grant goes on: its delegates are let in as before.
      expect((await readsSamira(house)).codes).toEqual([]);
      await hand.write(rulesOf(grant.view), rules, 'text/turtle');
    }, 120_000);
  });
}
