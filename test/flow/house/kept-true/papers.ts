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
import { someOf } from '../../../fixtures/properties.js';
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

const liveGrants = async (house: TestHouse): Promise<readonly string[]> => {
  const { data } = await house.ask('samira', 'MyGrants');
  type Node = { readonly id: string; readonly state: string };
  return data.myGrants.nodes
    .filter(({ state }: Node) => state === 'ACTIVE' || state === 'PREPARING')
    .map(({ id }: Node) => id);
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

  describe('a grant that was made less before the pod had followed', () => {
    it('has each step in writing: what a version says it replaces is there', async () => {
      await revokesAll(house());
      const id = await grantsUniversityResults(house());
      const { ledger } = house().running.house;
      const { grant: first, samira } = await newestGrant(house());
      const versionIs = (version: number) =>
        expect
          .poll(async () => (await newestGrant(house())).grant.version, { timeout: 20_000 })
          .toBe(version);
      const until = new Date(first.validUntil.getTime() - 86_400_000).toISOString();
      let steps: readonly Promise<unknown>[] = [];
      // Two steps while the worker is kept from this grant's view: it finds the last one only.
      await ledger.outbox.alone(`view ${first.id}`, async () => {
        const one = house().ask('samira', 'NarrowGrant', {
          input: { grantId: id, facets: ['CORE'] },
        });
        await versionIs(2);
        const two = house().ask('samira', 'NarrowGrant', { input: { grantId: id, until } });
        await versionIs(3);
        steps = [one, two];
      });
      await Promise.all(steps);
      await expect
        .poll(async () => (await newestGrant(house())).grant.pod, { timeout: 20_000 })
        .toBe('CONFIRMED');
      const { fetch } = house().running.workshop.build;
      for (const version of [1, 2, 3]) {
        const at = layoutOf(samira.storage).grant(first.id, version);
        expect([version, (await fetch(at)).status]).toEqual([version, 200]);
      }
      const kept = await ledger.receipts.ofGrants([first.id]);
      expect(kept.map(({ version, event }) => `${version} ${event}`).toSorted()).toEqual([
        '1 GRANTED',
        '2 NARROWED',
        '3 NARROWED',
      ]);
    });

    it('and one that ended before it ever counted leaves its grantee nothing', async () => {
      await revokesAll(house());
      await grantsUniversityResults(house());
      const { grants, receipts } = house().running.house.ledger;
      const { grant: like, samira } = await newestGrant(house());
      const actor = { webId: samira.webId, client: house().running.house.pageClient };
      house().proxy.setDown(true);
      const made = await grants.grant(samira.id, { grantee: like.grantee, terms: like, actor });
      if (made === undefined || !('id' in made)) throw new Error('no grant');
      await grants.revoke(samira.id, made.id, actor);
      // Whoever took it up before the stop has met a pod that is down: what comes later knows of the stop.
      const tries = () =>
        house()
          .running.house.ledger.db.em()
          .execute(
            'select 1 from outbox_item where attempts > 0 and state = ? and payload like ?',
            ['WAITING', `%${made.id}%`],
          );
      await expect.poll(async () => (await tries()).length, { timeout: 20_000 }).toBeGreaterThan(0);
      house().proxy.setDown(false);
      await expect
        .poll(async () => (await grants.byId(made.id))?.pod, { timeout: 40_000 })
        .toBe('CONFIRMED');
      house().faults.length = 0;
      expect(await receipts.ofGrants([made.id])).toEqual([]);
    }, 60_000);
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

    it('the same file once more makes no second grant, as long as the first one lives', async () => {
      await revokesAll(house());
      const id = await grantsUniversityResults(house());
      const document = await takeAlong(house());
      await revokes(house(), id);
      const { data } = await imports(house(), [document]);
      const confirm = [data.importGrants.nodes[0].id];
      const [once, twice] = await Promise.all([
        imports(house(), [document], confirm),
        imports(house(), [document], confirm),
      ]);
      const made = [once, twice].flatMap((answer) => answer.data.importGrants.nodes[0].made ?? []);
      expect(made).toHaveLength(1);
      const again = await imports(house(), [document], confirm);
      expect(again.data.importGrants.nodes[0]).toMatchObject({ state: 'IN_FORCE', made: null });
      const [newest] = await liveGrants(house());
      expect(await liveGrants(house())).toHaveLength(1);
      await revokes(house(), newest ?? '');
      const anew = await imports(house(), [document], confirm);
      expect(anew.data.importGrants.nodes[0].made).not.toBeNull();
      expect(anew.data.importGrants.nodes[0].made).not.toBe(newest);
    });

    it('all that are named are made anew, or none of them', async () => {
      await revokesAll(house());
      const ids = [await grantsUniversityResults(house()), await grantsUniversityResults(house())];
      const { data } = await house().ask('samira', 'ExportGrants');
      for (const id of ids) await revokes(house(), id);
      const all: readonly string[] = data.exportGrants.documents.slice(0, 2);
      const looked = (await imports(house(), all)).data.importGrants.nodes;
      const confirm = looked.map(({ id }: { id: string }) => id);
      const { grants } = house().running.house.ledger;
      const { samira } = await newestGrant(house());
      const before = (await grants.ofLearner(samira.id)).length;
      // The second cannot be stored: the first is not there either.
      const { db } = house().running.house.ledger;
      await db.em().execute(
        `create function no_second() returns trigger language plpgsql as $$ begin
           if (select count(*) from grant_version where state = 'PREPARING') > 1
           then raise exception 'no second'; end if; return new; end $$`,
      );
      await db.em().execute(
        `create trigger no_second after insert on grant_version
           for each row execute function no_second()`,
      );
      expect((await imports(house(), all, confirm)).codes).not.toEqual([]);
      await db.em().execute('drop trigger no_second on grant_version');
      house().faults.length = 0;
      expect(await grants.ofLearner(samira.id)).toHaveLength(before);
      const done = await imports(house(), all, confirm);
      expect(
        done.data.importGrants.nodes.map(({ made }: { made: string | null }) => made !== null),
      ).toEqual([true, true]);
      expect(await grants.ofLearner(samira.id)).toHaveLength(before + 2);
    });

    const spoilt = [
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
    ] as const;
    it.each(someOf(spoilt, 3))('attack 50: one %s is none', async (_how, change, state) => {
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
