import { beforeAll, describe, expect, it, vi } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { issueAward } from '../../../../src/flows/issue-award.js';
import type { AwardState } from '../../../../src/ledger/index.js';
import { layoutOf } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { association, delivers } from '../push/steps.js';
import { clientOf, letsRocWrite } from '../write/steps.js';
import { awards, cooking, given, offers, recipient, roc } from './steps.js';

const correction = {
  achievement: cooking,
  awardedOn: '2026-06-30',
  validUntil: '2036-06-30',
  reason: 'Dit klopte niet.',
};

/** What may become of an award, in a house where the ROC signs. */
export function keepsToItsBounds(at: () => TestHouse): void {
  const corrects = (id: string, change: object = {}) => {
    const achievement = { ...correction.achievement, ...change };
    return at().ask('roc', 'CorrectAward', { input: { ...correction, id, achievement } });
  };
  const renews = (id: string) => at().ask('roc', 'RenewAward', { id, validUntil: '2040-01-01' });
  const samira = async () => {
    const { learners } = at().running.workshop.ledger;
    const row = await learners.byWebId(webId(at().account('samira').webId));
    if (row === undefined) throw new Error('no Samira');
    return row;
  };
  const openedId = (id: string): string => {
    const ids = at().running.house.idsFor(webId(at().account('roc').webId));
    return ids.open('award', id) ?? '';
  };
  const awardOf = (id: string) => at().running.workshop.ledger.awards.byId(openedId(id));
  const isSoon = (id: string, state: AwardState) =>
    vi.waitFor(async () => expect((await awardOf(id))?.state).toBe(state), { timeout: 60_000 });
  const versionsOf = async (id: string) => {
    const { source } = (await awardOf(id)) ?? {};
    const { db } = at().running.workshop.ledger;
    const asked = 'select version, state from award where source = ? order by version';
    return db.em().execute(asked, [source]);
  };
  async function offered(change: object = {}): Promise<{ id: string; offer: string }> {
    const { data } = await awards(at(), [recipient(change)]);
    const [offer] = await offers(at());
    return { id: String(data.awardMicrocredentials[0].id), offer: String(offer.id) };
  }
  const answers = (id: string, answer: string) => at().ask('samira', 'AnswerAward', { id, answer });
  /** As when its last day has come and gone since. */
  async function ends(id: string, state: AwardState): Promise<void> {
    const { rowSeal } = at().running.house;
    const { db } = at().running.workshop.ledger;
    const content = JSON.parse(rowSeal.open(roc, (await awardOf(id))?.sealed ?? '') ?? '');
    const sealed = rowSeal.seal(roc, JSON.stringify({ ...content, validUntil: '2026-07-31' }));
    const now = [sealed, state, openedId(id)];
    await db.em().execute('update award set sealed = ?, state = ? where id = ?', now, 'run');
  }

  describe('an award does not become what nobody accepted', () => {
    beforeAll(async () => {
      for (const { id } of await offers(at())) await answers(id, 'DECLINE');
    });

    it('what was declined, revoked or suspended is mended into nothing', async () => {
      const declined = await offered();
      await answers(declined.offer, 'DECLINE');
      expect((await corrects(declined.id)).codes).toEqual(['CONFLICT']);
      const revoked = await given(at());
      await at().ask('roc', 'RevokeAward', { id: revoked, reason: 'Verwisseld.' });
      expect((await corrects(revoked)).codes).toEqual(['CONFLICT']);
      const suspended = await given(at());
      await isSoon(suspended, 'ISSUED');
      await at().ask('roc', 'SuspendAward', { id: suspended });
      expect((await corrects(suspended)).codes).toEqual(['CONFLICT']);
      expect((await renews(suspended)).codes).toEqual(['CONFLICT']);
      expect((await awardOf(suspended))?.state).toBe('SUSPENDED');
      expect(await offers(at())).toEqual([]);
      for (const id of [declined.id, revoked, suspended]) {
        expect(await versionsOf(id)).toHaveLength(1);
      }
    });

    it('mended into something else it is offered anew, and in the kluis only after a yes', async () => {
      const id = await given(at());
      await isSoon(id, 'ISSUED');
      const mended = await corrects(id, { name: 'Leidinggeven in de keuken' });
      expect(mended.data.correctAward).toMatchObject({ state: 'OFFERED', list: 'CONFIRMED' });
      expect((await awardOf(id))?.state).toBe('REVOKED');
      const [offer, ...others] = await offers(at());
      expect([offer.title, others]).toEqual(['Leidinggeven in de keuken', []]);
      await answers(offer.id, 'DECLINE');
      expect((await corrects(mended.data.correctAward.id)).codes).toEqual(['CONFLICT']);
    });

    it('who took a school’s access back gets nothing in the place of what it gave', async () => {
      const grant = await letsRocWrite(at());
      const person = at().account('samira').webId;
      const { id, offer } = await offered({ person });
      await answers(offer, 'ACCEPT');
      await isSoon(id, 'ISSUED');
      await at().ask('samira', 'RevokeGrant', { id: grant.id });
      expect((await corrects(id)).codes).toEqual(['CONFLICT']);
      expect((await renews(id)).codes).toEqual(['CONFLICT']);
      expect(await versionsOf(id)).toMatchObject([{ state: 'ISSUED' }]);
      const { data } = await at().ask('roc', 'RevokeAward', { id, reason: 'Het klopte niet.' });
      expect(data.revokeAward.state).toBe('REVOKED');
    });

    it('after its last day it is not offered any more, not accepted, and not signed', async () => {
      const { id, offer } = await offered();
      await ends(id, 'OFFERED');
      expect(await offers(at())).toEqual([]);
      expect((await answers(offer, 'ACCEPT')).codes).toEqual(['CONFLICT']);
      await ends(id, 'ACCEPTED');
      await issueAward(at().running.workshop, { award: openedId(id) });
      expect(await awardOf(id)).toMatchObject({ state: 'WITHDRAWN' });
      expect(await awardOf(id)).not.toHaveProperty('sealed');
    });

    it('what does not stand in the pod any more is not renewed, holds as it did, and holds up nothing', async () => {
      await letsRocWrite(at());
      const id = await given(at());
      await isSoon(id, 'ISSUED');
      const { storage } = await samira();
      const mine = await clientOf(at(), 'samira');
      const { record, learner } = (await awardOf(id)) ?? {};
      if (record === undefined || learner === undefined) throw new Error('not signed');
      const { awards: own, outbox } = at().running.workshop.ledger;
      expect(await outbox.isDone(await own.owed(learner, record), 60_000)).toBe(true);
      const index: any = await (await mine(layoutOf(storage).index)).json();
      const answersOf: boolean[] = [];
      for (const one of index.deliveries.filter(({ institution }: any) => institution === roc)) {
        const { page } = layoutOf(storage).inbox(roc, one.id);
        const isIt = (await (await mine(page)).text()).includes(openedId(id));
        if (isIt) answersOf.push((await mine(page, { method: 'DELETE' })).ok);
      }
      expect(answersOf).toEqual([true]);
      expect((await renews(id)).codes).toEqual(['CONFLICT']);
      expect(await versionsOf(id)).toMatchObject([{ state: 'ISSUED' }, { state: 'WITHDRAWN' }]);
      const { data } = await delivers(at(), association());
      expect(data.deliverResults).toMatchObject({ pod: 'CONFIRMED' });
    });

    it('what is revoked while its renewal is on its way comes back by nothing', async () => {
      const id = await given(at());
      await isSoon(id, 'ISSUED');
      at().proxy.setDown(true);
      const renewing = renews(id);
      await vi.waitFor(async () => expect(await versionsOf(id)).toHaveLength(2));
      expect((await awardOf(id))?.state).toBe('ISSUED');
      const revoking = at().ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
      await isSoon(id, 'REVOKED');
      at().proxy.setDown(false);
      expect((await revoking).data.revokeAward).toMatchObject({ list: 'CONFIRMED' });
      expect((await renewing).codes).toEqual(['CONFLICT']);
      expect(await versionsOf(id)).toMatchObject([{ state: 'REVOKED' }, { state: 'WITHDRAWN' }]);
    });
  });
}
