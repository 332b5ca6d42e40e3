/** What is left in writing of a grant: receipts, requests to delete, and what a learner takes along. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/base/index.js';
import { checkAttestation } from '../../../../src/identity/index.js';
import { layoutOf } from '../../../../src/pod/index.js';
import {
  grantsUniversityResults,
  readsSamira,
  revokes,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { eventsOf, newestGrant } from './steps.js';

const imports = (house: TestHouse, documents: readonly string[], confirm: readonly string[] = []) =>
  house.ask('samira', 'ImportGrants', { documents, confirm });
const takeAlong = async (house: TestHouse): Promise<string> => {
  const { data } = await house.ask('samira', 'ExportGrants');
  const { grant } = await newestGrant(house);
  const found = data.exportGrants.documents.find((text: string) => text.includes(grant.id));
  if (found === undefined) throw new Error('it was not exported');
  return found;
};

export function leavesPapers(house: () => TestHouse): void {
  describe('receipts', () => {
    it('are signed, the same in the pod and for the grantee, for each change', async () => {
      await revokesAll(house());
      const id = await grantsUniversityResults(house());
      await house().ask('samira', 'NarrowGrant', { input: { grantId: id, facets: ['CORE'] } });
      await revokes(house(), id);
      const { grant, samira } = await newestGrant(house());
      const { data } = await house().ask('adviser', 'Receipts');
      const mine = data.receipts.nodes.filter(({ document }: { document: string }) =>
        document.includes(grant.id),
      );
      expect(mine.map(({ event }: { event: string }) => event).toSorted()).toEqual([
        'GRANTED',
        'NARROWED',
        'REVOKED',
      ]);
      const { build, attestationKeys } = house().running.workshop;
      for (const { document, event, version } of mine) {
        const at = layoutOf(samira.storage).receipt({ id: grant.id, version }, event);
        expect(await (await build.fetch(at)).text()).toBe(document);
        const { signature, ...said } = JSON.parse(document);
        const attested = await checkAttestation(
          signature,
          'leerkluis-receipt+jwt',
          attestationKeys,
        );
        const { iss, ...vouched } = attested ?? {};
        expect(iss).toBe(house().setup.issuerOrigin);
        expect(canonicalJson(vouched)).toBe(canonicalJson(said));
        expect(
          await checkAttestation(signature, 'leerkluis-grant+jwt', attestationKeys),
        ).toBeUndefined();
      }
      const { data: others } = await house().ask('developer', 'Receipts');
      expect(others.receipts.nodes).toEqual([]);
    });
  });

  describe('a request to delete', () => {
    it('can be asked once access that was in force is over, and is answered by who had it', async () => {
      await revokesAll(house());
      const id = await grantsUniversityResults(house());
      expect((await house().ask('samira', 'AskDeletion', { grant: id })).codes).toEqual([
        'NOT_FOUND',
      ]);
      await revokes(house(), id);
      const { data } = await house().ask('samira', 'AskDeletion', { grant: id });
      expect(data.askDeletion.nodes[0]).toMatchObject({ state: 'ASKED', answer: null });
      const { data: asked } = await house().ask('adviser', 'DeletionRequests');
      const [request] = asked.deletionRequests.nodes;
      const answer = { id: request.id, done: true, text: 'Gewist.\u202e' };
      expect((await house().ask('developer', 'AnswerDeletion', answer)).codes).toEqual([
        'NOT_FOUND',
      ]);
      const { data: said } = await house().ask('adviser', 'AnswerDeletion', answer);
      expect(said.answerDeletion.nodes[0]).toMatchObject({ state: 'DONE', answer: 'Gewist.' });
      const { data: seen } = await house().ask('samira', 'MyDeletionRequests');
      expect(seen.myDeletionRequests.nodes[0]).toMatchObject({ state: 'DONE', answer: 'Gewist.' });
      expect(await eventsOf(house())).toEqual(
        expect.arrayContaining(['DELETION_ASKED', 'DELETION_ANSWERED']),
      );
    });
  });

  describe('grants that are taken along', () => {
    it('attack 50: brought back they revive nothing; agreed anew they are new grants', async () => {
      await revokesAll(house());
      const id = await grantsUniversityResults(house());
      const document = await takeAlong(house());
      expect((await imports(house(), [document])).data.importGrants.nodes[0].state).toBe(
        'IN_FORCE',
      );
      await revokes(house(), id);
      const { data } = await imports(house(), [document]);
      expect(data.importGrants.nodes[0]).toMatchObject({ state: 'WAS_ENDED', made: null });
      expect((await readsSamira(house())).codes).toEqual(['GRANT_ENDED']);
      const confirmed = await imports(
        house(),
        [document, document],
        [data.importGrants.nodes[0].id],
      );
      const [first, second] = confirmed.data.importGrants.nodes;
      expect(first.made).not.toBeNull();
      expect(second.made).toBeNull();
      expect(first.made).not.toBe(id);
      expect((await readsSamira(house())).codes).toEqual([]);
    });

    it.each([
      [
        'changed by a letter',
        (text: string) => text.replace('"core"', '"assessment"'),
        'NOT_SIGNED',
      ],
      [
        'without a signature',
        (text: string) => text.replace(/,"signature":"[^"]*"/, ''),
        'UNREADABLE',
      ],
      [
        'with a term that nobody knows',
        (text: string) => text.replace('"claims":[]', '"claims":[{"kind":"AGE"}]'),
        'UNREADABLE',
      ],
      [
        'with a name twice (attack 51)',
        (text: string) => text.replace('"version":1', '"version":1,"version":1'),
        'UNREADABLE',
      ],
      [
        'with __proto__ (attack 51)',
        (text: string) => text.replace('"version":1', '"version":1,"__proto__":{}'),
        'NOT_SIGNED',
      ],
      ['that is no JSON', () => 'ja', 'UNREADABLE'],
    ] as const)('attack 50: one %s is none', async (_how, change, state) => {
      await revokesAll(house());
      await grantsUniversityResults(house());
      const { data } = await imports(house(), [change(await takeAlong(house()))]);
      expect(data.importGrants.nodes[0].state).toBe(state);
    });

    it('attack 34: of another learner’s pod it is not the learner’s own', async () => {
      await grantsUniversityResults(house());
      const document = await takeAlong(house());
      const { data } = await house().ask('barry', 'ImportGrants', { documents: [document] });
      expect(data.importGrants.nodes[0]).toMatchObject({ state: 'NOT_YOURS', terms: null });
    });
  });
}
