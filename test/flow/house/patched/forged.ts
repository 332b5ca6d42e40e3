import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { sha256Hex } from '../../../../src/base/index.js';
import { deliverResults } from '../../../../src/flows/deliver-results.js';
import { withdrawalOf } from '../../../../src/flows/withdrawal.js';
import { statusOf } from '../../wallet/steps.js';
import { roc } from '../award/steps.js';
import { association } from '../push/steps.js';
import { type Course, course, passed, type Scene, without } from './steps.js';

/** Two tries at one test, that a school names apart. */
function tries(title: string, results: readonly object[]) {
  const component = { componentId: randomUUID(), componentType: 'test', course: randomUUID() };
  const name = [{ language: 'nl-NL', value: title }];
  const { offering } = association();
  return results.map((result, n) => ({
    ...association(),
    associationType: 'componentOfferingAssociation',
    offering: {
      offeringId: randomUUID(),
      primaryCode: { codeType: 'offeringCode', code: 'REK' },
      offeringType: 'component',
      name,
      resultValueType: '1-10',
      organization: offering.organization,
      component: { ...component, primaryCode: { codeType: 'componentCode', code: 'REK' }, name },
    },
    consumers: [{ consumerKey: 'nl-test-admin', final: true, attempt: n + 1 }],
    result: { ...result, consumers: [{ consumerKey: 'nl-test-admin', final: true }] },
  }));
}

/** What a learner tries with their own pod to have a school's name under what it did not say. In a house with a `Scene`. */
export function forgesWords(scene: () => Scene): void {
  it("is nobody's word to sign where what it was put on came out of an inbox of the pod", async () => {
    const one = course({ result: passed('5') });
    await scene().says(one.document);
    await scene().putsInInbox({ ...one.document, result: passed('10') });
    await vi.waitFor(async () => {
      expect((await scene().standing(one)).facets.assessment?.score).toBe('10');
    }, 60_000);
    await scene().changes(one, { result: { resultDate: '2026-07-01' } });
    expect((await scene().standing(one)).facets).toMatchObject({
      core: { issuedOn: '2026-07-01', assertedBy: 'INSTITUTION' },
      assessment: { score: '10' },
    });
    expect(await scene().vouched(one)).toEqual([false, false]);
    // A change of a change of it is none either, until its institution says all of it.
    await scene().changes(one, { result: { resultDate: '2026-07-02' } });
    expect(await scene().vouched(one)).toEqual([false, false]);
    await scene().says({ ...one.document, result: passed('6') });
    expect(await scene().vouched(one)).toEqual([true, true]);
    await scene().changes(one, { result: { score: '7' } });
    expect(await scene().vouched(one)).toEqual([true, true]);
  });

  it("is nobody's word to sign where a correction was taken out of the pod before", async () => {
    const one = course({ result: passed('9') });
    await scene().says(one.document);
    await scene().says({ ...one.document, result: passed('6') });
    const { delivery: correction } = await scene().standing(one);
    await scene().withIndex((deliveries) => deliveries.filter(({ id }) => id !== correction));
    await scene().changes(one, { result: { resultDate: '2026-07-01' } });
    expect((await scene().standing(one)).facets.core.issuedOn).toBe('2026-07-01');
    expect(await scene().vouched(one)).toEqual([false, false]);
  });

  it("is nobody's word to sign where a delivery of the learner's own making was named last", async () => {
    const one = course({ result: passed('6') });
    await scene().says(one.document);
    const genuine = await scene().deliveryOf(one);
    const body = JSON.stringify({ ...one.document, result: passed('10') });
    const made = {
      ...genuine,
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      page: { ...genuine.page, sha256: sha256Hex(body), body },
      lookups: [],
    };
    await scene().stores(made);
    const { id, receivedAt } = made;
    await scene().withIndex((deliveries) => [
      ...deliveries,
      { ...deliveries.find((each) => each.id === genuine.id), id, receivedAt },
    ]);
    await scene().changes(one, { result: { resultDate: '2026-07-01' } });
    expect((await scene().standing(one)).facets).toMatchObject({
      core: { issuedOn: '2026-07-01' },
      assessment: { score: '10' },
    });
    expect(await scene().vouched(one)).toEqual([false, false]);
  });

  it('a result out of an inbox is no word of its institution because that says something of the enrolment', async () => {
    const one = course();
    await scene().says(without(one));
    await scene().putsInInbox({ ...one.document, result: passed('10') });
    await vi.waitFor(async () => {
      expect((await scene().standing(one)).facets.assessment?.score).toBe('10');
    }, 60_000);
    await scene().changes(one, { state: 'finished' });
    expect(await scene().vouched(one)).toEqual([false, false]);
    await scene().says({ ...without(one), state: 'associated' });
    expect(await scene().vouched(one)).toEqual([false, false]);
  });

  it('the same change at two times is told apart: what it came to at first is no last word', async () => {
    const one = course({ result: passed('9') });
    const patch = { result: { resultDate: '2026-07-01' } };
    await scene().says(one.document);
    await scene().changes(one, patch);
    const kept = new Set((await scene().deliveries()).map(({ id }) => id));
    expect(await scene().mayBeCopied(one)).toBe(true);
    await scene().says({ ...one.document, result: passed('6') });
    await scene().changes(one, patch);
    expect(await scene().mayBeCopied(one)).toBe(true);
    await scene().withIndex((all) => all.filter(({ id }) => kept.has(id)), { isTorn: true });
    expect((await scene().standing(one)).facets.assessment?.score).toBe('9');
    expect(await scene().mayBeCopied(one)).toBe(false);
  });

  it('the same change of something else revokes what was signed of it before, and the copies', async () => {
    const one = course();
    const patch = { result: passed('8') };
    await scene().says(one.document);
    await scene().changes(one, patch);
    const copy = await scene().copyOf(one);
    expect(await statusOf(scene().house, copy)).toBe('VALID');
    const { offering, ...rest } = one.document;
    const lighter = { ...offering.course, studyLoad: { studyLoadUnit: 'sbu', value: 120 } };
    await scene().says({
      ...without({ ...one, document: { ...rest, offering: { ...offering, course: lighter } } }),
    });
    await scene().changes(one, patch);
    await vi.waitFor(
      async () => expect(await statusOf(scene().house, copy)).toBe('REVOKED'),
      60_000,
    );
    expect(await scene().live(one)).toBeLessThanOrEqual(1);
  });

  it("a withdrawal of the learner's own making takes nothing out of what a change is put on", async () => {
    const provisional = { ...passed('5'), pass: 'failed', final: false };
    const one = course({ result: provisional });
    await scene().says(one.document);
    const { key } = await scene().standing(one);
    const made = withdrawalOf((await scene().owner()).id, roc, { keys: [key] }, new Date());
    await scene().stores(made);
    const { id, receivedAt } = made;
    await scene().withIndex(
      (all) => {
        const like = all.find(({ institution }) => institution === roc);
        expect(like).toBeDefined();
        return [...all, { ...like, id, receivedAt }];
      },
      { isTorn: true },
    );
    await scene().changes(one, { result: passed('6') });
    expect(await scene().vouched(one)).toEqual([false, false]);
  });

  it("what a change takes back in part is nobody's to go on from", async () => {
    const one = course({ result: passed('9') });
    await scene().says(one.document);
    await scene().changes(one, { result: null });
    await scene().changes(one, { result: passed('6') });
    expect((await scene().standing(one)).facets.assessment?.score).toBe('6');
    expect(await scene().vouched(one)).toEqual([false, false]);
    await scene().says({ ...one.document, result: passed('6') });
    expect(await scene().vouched(one)).toEqual([true, true]);
  });

  it('what was joined out of two tries is neither signed nor copied: one of them can be taken back', async () => {
    const title = `Rekenen ${randomUUID()}`;
    const items = tries(title, [{ ...passed('4'), pass: 'failed' }, passed('8')]);
    await scene().says({ items });
    const [document] = items;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const one = { title, document } as unknown as Course;
    expect((await scene().standing(one)).facets.assessment).toMatchObject({
      score: '8',
      pass: 'PASSED',
    });
    expect(await scene().vouched(one)).toEqual([false, false]);
  });

  it('a change that comes back in an archive is nothing to put another on', async () => {
    const one = course({ result: passed('6') });
    await scene().says(one.document);
    await scene().changes(one, { result: { resultDate: '2026-07-01' } });
    const genuine = await scene().deliveryOf(one);
    const body = JSON.stringify({ ...one.document, result: passed('10') });
    const lookups = genuine.lookups.map((each) =>
      each.url === 'urn:oeapi:patched' ? { ...each, body, sha256: sha256Hex(body) } : each,
    );
    const brought = { ...genuine, lookups };
    await scene().changes(one, { result: { resultDate: '2026-07-02' } });
    const next = { ...(await scene().deliveryOf(one)), lookups: [] };
    // Both come to the pod at once, as if it had known neither.
    await scene().withIndex((all) => all.filter(({ id }) => id !== genuine.id && id !== next.id));
    await scene()
      .house.running.workshop.ledger.db.em()
      .execute('delete from signed_result where delivery_id = ?', [next.id], 'run');
    const coming = { deliveries: [brought, next], brought: new Set([brought]) };
    const { workshop } = scene().house.running;
    await deliverResults(workshop, (await scene().owner()).id, coming);
    expect((await scene().standing(one)).facets.assessment?.score).toBe('10');
    expect(await scene().vouched(one)).toEqual([false, false]);
  });
}
