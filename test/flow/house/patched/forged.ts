import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { contentHash } from '../../../../src/records/index.js';
import { statusOf } from '../../wallet/steps.js';
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
  it('a result out of an inbox of the pod is neither signed nor copied, nor what a change makes of it', async () => {
    const one = course({ result: passed('5') });
    await scene().says(one.document);
    await scene().putsInInbox({ ...one.document, result: passed('10') });
    await vi.waitFor(async () => {
      expect((await scene().standing(one)).facets.assessment?.score).toBe('10');
    }, 60_000);
    await scene().changes(one, { result: { resultDate: '2026-07-01' } });
    expect((await scene().standing(one)).facets.assessment?.score).toBe('10');
    expect(await scene().vouched(one)).toEqual([false, false]);
    await scene().says({ ...one.document, result: passed('6') });
    expect(await scene().vouched(one)).toEqual([true, true]);
  });

  it('a correction that is taken out of the pod leaves nothing to be copied', async () => {
    const one = course({ result: passed('9') });
    await scene().says(one.document);
    await scene().says({ ...one.document, result: passed('6') });
    const { delivery: correction } = await scene().standing(one);
    await scene().withIndex((all) => all.filter(({ id }) => id !== correction), { isTorn: true });
    expect((await scene().standing(one)).facets.assessment?.score).toBe('9');
    expect(await scene().mayBeCopied(one)).toBe(false);
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

  it('tries that are joined are known by another word than what is said in one', async () => {
    const title = `Rekenen ${randomUUID()}`;
    const items = tries(title, [{ ...passed('4'), pass: 'failed' }, passed('8')]);
    const [first] = items;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const one = { title, document: first } as unknown as Course;
    await scene().says({ items });
    const { key, facets } = await scene().standing(one);
    const { fingerprint, ledger } = scene().house.running.workshop;
    const { id } = await scene().owner();
    const known = (await ledger.deliveries.known(id)).get(key);
    expect(known?.isOwnDoor).toBe(true);
    expect(known?.hash).not.toBe(fingerprint(id, contentHash(facets)));
  });

  it('a change of what was joined with another, and gives no result, makes none', async () => {
    const title = `Rekenen ${randomUUID()}`;
    const items = tries(title, [{ ...passed('4'), pass: 'failed' }, passed('8')]);
    const [, second] = items;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const one = { title, document: second } as unknown as Course;
    await scene().says({ items });
    const { key, facets } = await scene().standing(one);
    await scene().changes(one, { studyLoad: { studyLoadUnit: 'sbu', value: 10 } });
    const after = await scene().standing(one);
    expect([after.key, after.facets.assessment]).toEqual([key, facets.assessment]);
  });

  it('a try that was signed alone ends when it is joined with another, and none of them is signed then', async () => {
    const title = `Rekenen ${randomUUID()}`;
    const [first, second] = tries(title, [{ ...passed('4'), pass: 'failed' }, passed('8')]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const one = { title, document: second } as unknown as Course;
    await scene().says({ items: [second] });
    expect(await scene().vouched(one)).toEqual([true, true]);
    const copy = await scene().copyOf(one);
    const { key } = await scene().standing(one);
    const corrected = { ...second, result: { ...second?.result, ...passed('3'), pass: 'failed' } };
    await scene().says({ items: [first, corrected] });
    const after = await scene().standing(one);
    expect(after.key).not.toBe(key);
    expect(after.facets.assessment).toMatchObject({ pass: 'FAILED' });
    await vi.waitFor(
      async () => expect(await statusOf(scene().house, copy)).toBe('REVOKED'),
      60_000,
    );
    expect(await scene().liveOf(key)).toBe(0);
  });
}
