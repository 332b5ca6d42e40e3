/** What an institution put there by itself harms nothing; and its grant made less, longer, and taken along. */
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../../src/base/index.js';
import { storedRecords } from '../../../../src/flows/stored-records.js';
import { layoutOf, readInbox, storeDelivery, versionKey } from '../../../../src/pod/index.js';
import type { RecordVersion } from '../../../../src/records/index.js';
import { revokes } from '../../../fixtures/consent-steps.js';
import { newestGrant } from '../kept-true/steps.js';
import type { Writing } from './ends.js';
import { adds, letsRocWrite, puts, rocDeWaterlanden, stateOf } from './steps.js';

const school = institutionId(rocDeWaterlanden);
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Samira's own storage, and what stands of the school in it. */
async function standing({ house }: Writing) {
  const { workshop } = house.running;
  const { podRoot } = house.account('samira');
  const of = (await storedRecords(workshop, podRoot)).get(school);
  if (of === undefined) throw new Error('nothing of that school');
  return { ...of, podRoot, build: workshop.build };
}

async function firstDelivery({ build, podRoot, deliveries }: Standing) {
  const ids = deliveries.slice(0, 1).map(({ id }) => id);
  const [real] = await readInbox(build, podRoot, school, ids);
  if (real === undefined) throw new Error('no delivery');
  return real;
}
type Standing = Awaited<ReturnType<typeof standing>>;

/** Bundles and the inbox have records in an order of their own. */
const inOrder = (records: readonly RecordVersion[]) =>
  records.toSorted((a, b) =>
    versionKey(a.key, a.version) < versionKey(b.key, b.version) ? -1 : 1,
  );

export function leavesOthersAlone(of: () => Writing): void {
  describe('attack 36: what a school put there by itself', () => {
    it('is no record: not by a manifest that looks like ours, and not when bundles are made anew', async () => {
      const { house, roc, inbox } = of();
      await letsRocWrite(house);
      const before = await standing(of());
      const real = await firstDelivery(before);
      const forged = JSON.stringify({ ...real, id: 'vervalst', institution: 'merenveld.example' });
      for (const name of ['vervalst.json', 'vervalst.delivery.json', 'vervalst/x.json']) {
        expect([name, await puts(roc, `${inbox}${name}`, forged)]).toEqual([name, 201]);
      }
      const html = { 'content-type': 'text/html' };
      expect(await puts(roc, `${inbox}x.html`, '<script>1</script>', html)).toBe(201);
      const asked = async () => {
        const { data } = await house.ask('samira', 'MyRecords', { first: 100 });
        const { nodes, totals } = data.myRecords;
        return { nodes, totals };
      };
      const shown = await asked();
      // A bundle that is not what the index names is made again of the inbox.
      const core = `${layoutOf(before.podRoot).institution(school)}core.json`;
      const { build } = before;
      const right = await (await build.fetch(core)).text();
      const put = (body: string) =>
        build.fetch(core, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body,
        });
      await put('{}');
      const again = await standing(of());
      expect([before.torn, again.torn]).toEqual([false, true]);
      expect(inOrder(again.records)).toEqual(inOrder(before.records));
      await put(right);
      expect(await asked()).toEqual(shown);
      const { data } = await house.ask('samira', 'SyncInstitution', {
        institution: rocDeWaterlanden,
      });
      expect(JSON.stringify(data)).not.toContain('vervalst');
      expect(await asked()).toEqual(shown);
    });

    it('takes no name from a delivery of ours: what came is what stands there', async () => {
      const { house, roc, inbox } = of();
      await letsRocWrite(house);
      const stands = await standing(of());
      const { build, podRoot } = stands;
      const real = await firstDelivery(stands);
      expect(await puts(roc, `${inbox}volgende.json`, '{"vervalst":true}')).toBe(201);
      expect(await puts(roc, `${inbox}volgende.delivery.json`, '{}')).toBe(201);
      await storeDelivery(build, podRoot, { ...real, id: 'volgende' });
      const [stored] = await readInbox(build, podRoot, school, ['volgende']);
      expect(stored).toEqual({ ...real, id: 'volgende' });
      expect(await puts(roc, `${inbox}volgende.json`)).toBe(403);
    });
  });
}

export function goesOnAndAlong(of: () => Writing): void {
  describe('a grant to write', () => {
    it('is made less by apps and time only, and lasts longer when the learner says so', async () => {
      const { house, roc, inbox } = of();
      const own = house.account('roc').client?.id;
      const { id } = await letsRocWrite(house, { clients: [own, 'een-andere-app'] });
      const less = (change: object) =>
        house.ask('samira', 'NarrowGrant', { input: { grantId: id, ...change } });
      for (const change of [{ facets: ['CORE'] }, { maxSessions: 3 }, { scope: [{}] }]) {
        expect((await less(change)).codes).toEqual(['BAD_INPUT']);
      }
      const sooner = await less({ until: later(10) });
      expect([sooner.codes, sooner.data.narrowGrant.pod]).toEqual([[], 'CONFIRMED']);
      expect(await adds(roc, inbox)).toBe(201);
      const input = { grantId: id, until: later(20) };
      const { data } = await house.ask('samira', 'ExtendGrant', { input });
      expect([data.extendGrant.pod, await adds(roc, inbox)]).toEqual(['CONFIRMED', 201]);
      const { data: apps } = await less({ clients: ['een-andere-app'] });
      expect([apps.narrowGrant.pod, await adds(roc, inbox)]).toEqual(['CONFIRMED', 403]);
    });

    it('stands in the pod in the word that Solid has for adding, leaves receipts, and can be taken along', async () => {
      const { house, roc, inbox } = of();
      const { id } = await letsRocWrite(house);
      const { grant } = await newestGrant(house);
      const { data } = await house.ask('samira', 'ExportGrants');
      const document: string = data.exportGrants.documents.find((text: string) =>
        text.includes(grant.id),
      );
      expect(JSON.parse(document)['odrl:permission']).toMatchObject({
        'odrl:action': { '@id': 'http://www.w3.org/ns/auth/acl#Append' },
        'odrl:target': { '@id': inbox },
        purpose: 'ENROLMENT',
      });
      expect(JSON.parse(document)).toMatchObject({ scope: [], facets: [], recordsAtGrant: [] });
      await revokes(house, id);
      const asked = await house.ask('samira', 'AskDeletion', { grant: id });
      expect(asked.codes).toEqual(['BAD_INPUT']);
      const { data: receipts } = await house.ask('samira', 'Receipts');
      const mine = receipts.receipts.nodes.filter((one: { grant: string }) => one.grant === id);
      expect(mine.map(({ event }: { event: string }) => event).toSorted()).toEqual([
        'GRANTED',
        'REVOKED',
      ]);
      const variables = { documents: [document], confirm: [id] };
      const { data: brought } = await house.ask('samira', 'ImportGrants', variables);
      const [{ state, made }] = brought.importGrants.nodes;
      expect([state, await stateOf(house, made)]).toEqual(['WAS_ENDED', 'ACTIVE']);
      expect(await adds(roc, inbox)).toBe(201);
    });
  });
}
