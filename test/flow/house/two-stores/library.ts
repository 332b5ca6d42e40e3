/** The library that judges pods in the proofs, beside the pod server that uses it: the same word for each requester. */

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clientId, webId } from '../../../../src/base/index.js';
import { granteeKey } from '../../../../src/consent/index.js';
import { layoutOf, rulesOf } from '../../../../src/pod/index.js';
import { mayRead, type Requester } from '../../../fixtures/acp-pod.js';
import { revokes } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { proved } from '../../../fixtures/properties.js';
import { shares } from '../attacks/steps.js';

export function podAndLibrary(opened: () => TestHouse): void {
  let house: TestHouse;
  const done = { judged: 0, wrong: 0 };
  beforeAll(() => {
    house = opened();
  });
  afterAll(() => {
    proved({ method: 'pods and library', cases: done.judged, mismatches: done.wrong });
  });

  const grantsOfSamira = async () => {
    const { learners, grants } = house.running.house.ledger;
    const samira = await learners.byWebId(webId(house.account('samira').webId));
    return samira === undefined ? [] : grants.ofLearner(samira.id);
  };
  const confirmed = () =>
    vi.waitUntil(async () => (await grantsOfSamira()).every(({ pod }) => pod === 'CONFIRMED'), {
      timeout: 60_000,
      interval: 100,
    });

  /** Rules as they now stand in the pod, of a document and of each container above it. */
  async function rulesAbove(document: string, root: string): Promise<ReadonlyMap<string, string>> {
    const { fetch } = house.running.workshop.build;
    const rules = new Map<string, string>();
    for (let at = document; at.length >= root.length; ) {
      const found = await fetch(rulesOf(at), { headers: { accept: 'text/turtle' } });
      const turtle = await found.text();
      if (found.ok) rules.set(at, turtle);
      at = at === root ? '' : at.slice(0, at.lastIndexOf('/', at.length - 2) + 1);
    }
    return rules;
  }

  it('say the same of each delegate of each grant, at each view and at what is no view', async () => {
    await shares(house, { facets: ['CORE'] });
    const narrowed = await shares(house, { facets: ['CORE', 'CREDITS'], purpose: 'ADMISSION' });
    const stopped = await shares(house, { purpose: 'ENROLMENT' });
    await shares(house, {}, 'developer');
    await house.ask('samira', 'NarrowGrant', { input: { grantId: narrowed, facets: ['CORE'] } });
    await revokes(house, stopped);
    await confirmed();
    const grants = (await grantsOfSamira()).slice(0, 4);
    const root = house.account('samira').podRoot;
    const { edu, consent, index, person } = layoutOf(root);
    const documents = [...grants.map(({ view }) => view), index, person, edu, consent, root];
    const { names, readerFor, probe } = house.running.workshop;
    const clients = [house.running.house.pageClient, clientId('https://elders.example/app')];
    let letIn = 0;
    for (const document of documents) {
      const rules = await rulesAbove(document, root);
      const judge = (requester: Requester): boolean =>
        mayRead((at) => rules.get(at), { document, root }, requester);
      for (const { id: grantId, grantee, purpose } of grants) {
        for (const client of clients) {
          const parts = { grantId, grantee: granteeKey(grantee), client, purpose };
          const [said, told] = [
            judge(readerFor(names.delegateOf(parts))),
            await probe(parts, document),
          ];
          done.judged += 1;
          if (said !== (told === 200)) done.wrong += 1;
          expect([document, said]).toEqual([document, told === 200]);
          if (said) letIn += 1;
        }
      }
      // Nobody at all: no token.
      const anybody = await fetch(document);
      await anybody.body?.cancel();
      done.judged += 1;
      expect([document, judge({})]).toEqual([document, anybody.ok]);
    }
    // Each of the three that stand, at its own view, through the page.
    expect(letIn).toBe(3);
  });
}
