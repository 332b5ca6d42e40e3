/** What an institution changes a part of: neither signed nor copied in its name, since what came of it only the learner's pod tells. On real servers. */
import { beforeAll, expect, it, vi } from 'vitest';
import { markOf } from '../../../src/flows/archive-tools.js';
import { deliverResults } from '../../../src/flows/deliver-results.js';
import { asItCame } from '../../../src/flows/result-signature.js';
import { statusOf } from '../wallet/steps.js';
import { forgesWords } from './patched/forged.js';
import { course, passed, Scene, trusted, unsigned, without } from './patched/steps.js';
import { byTitle, resultsOf } from './push/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  return () => scene.house.stop();
}, 300_000);

it('ends what was signed of it and copied, also where it says nothing of the result itself, until all of it is said again', async () => {
  const one = course();
  await scene.says(one.document);
  expect(await scene.seen(one)).toMatchObject(trusted);
  const copy = await scene.copyOf(one);
  expect(await statusOf(scene.house, copy)).toBe('VALID');
  const studyLoad = { studyLoadUnit: 'sbu', value: 120 };
  const { offering } = one.document;
  const changed = { ...offering, course: { ...offering.course, studyLoad } };
  await scene.changes(one, { offering: { course: { studyLoad } } });
  expect(await scene.seen(one)).toMatchObject({ ...unsigned, credits: { load: { value: '120' } } });
  expect([await scene.mayBeCopied(one), await scene.live(one)]).toEqual([false, 0]);
  await vi.waitFor(async () => expect(await statusOf(scene.house, copy)).toBe('REVOKED'), 60_000);
  await scene.says({ ...one.document, offering: changed });
  expect(await scene.seen(one)).toMatchObject({ ...trusted, credits: { load: { value: '120' } } });
  expect([await scene.mayBeCopied(one), await scene.live(one)]).toEqual([true, 1]);
});

it('that says nothing of a result leaves what was signed of it', async () => {
  const one = course();
  await scene.says(one.document);
  const before = await scene.standing(one);
  await scene.changes(one, { state: 'finished', remoteState: 'finished' });
  expect((await scene.standing(one)).facets.credential).toEqual(before.facets.credential);
  expect(await scene.seen(one)).toMatchObject(trusted);
  expect(await scene.mayBeCopied(one)).toBe(true);
});

it('that leaves a result as it was is a new word on it, and never leaves it with a signature that was revoked', async () => {
  const one = course();
  await scene.says(one.document);
  const before = await scene.standing(one);
  await scene.changes(one, { result: passed('7') });
  expect(await scene.seen(one)).toMatchObject(unsigned);
  expect((await scene.standing(one)).version).toBe(before.version);
  // The same change of something else is another.
  await scene.says({ ...without(one), state: 'finished' });
  await scene.says({ ...one.document, state: 'finished' });
  expect(await scene.vouched(one)).toEqual([true, true]);
  await scene.changes(one, { result: passed('7') });
  expect([await scene.vouched(one), await scene.live(one)]).toEqual([[false, false], 0]);
});

it('that touches a result without giving it leaves no revoked signature on what stands', async () => {
  const one = course();
  await scene.says(one.document);
  await scene.says({ ...without(one), state: 'finished' });
  expect(await scene.seen(one)).toMatchObject(trusted);
  await scene.changes(one, { offering: { maxNumberStudents: 30 } });
  expect(await scene.seen(one)).toMatchObject(unsigned);
  expect(await scene.live(one)).toBe(0);
  await scene.says(one.document);
  expect(await scene.seen(one)).toMatchObject(trusted);
});

it('that takes a result back takes it back with all its tries', async () => {
  const attempts = [{ attempt: 1, result: passed('8') }];
  const one = course({ attempts });
  await scene.says({ ...without(one), attempts });
  expect(await scene.isSigned(one)).toBe(true);
  await scene.changes(one, { result: null });
  const [record] = byTitle(await resultsOf(scene.house), one.title);
  expect(record).toMatchObject({ status: 'WITHDRAWN' });
  await scene.changes(one, { result: { score: '9' } });
  const again = await scene.standing(one);
  expect(again.facets.assessment).toMatchObject({ score: '9', pass: 'UNKNOWN' });
});

it('is marked as it is stored, also where its institution chose otherwise between two tries', async () => {
  const one = course();
  const { workshop } = scene.house.running;
  await scene.says(one.document);
  const whole = await scene.deliveryOf(one);
  const isKnownAs = async () => {
    const learner = await scene.owner();
    const stored = await scene.deliveryOf(one);
    const taken = await workshop.ledger.deliveries.taken(learner.id);
    return taken.get(whole.id)?.mark === markOf(workshop, learner, stored);
  };
  expect([whole.lookups.length, await isKnownAs()]).toEqual([1, true]);
  // As if the pod had gone away before it knew of it.
  await scene.withIndex((deliveries) => deliveries.filter(({ id }) => id !== whole.id));
  await scene.signs(false);
  const coming = { deliveries: [asItCame(whole)], brought: new Set<never>() };
  await deliverResults(workshop, (await scene.owner()).id, coming);
  await scene.signs(true);
  expect([(await scene.deliveryOf(one)).lookups.length, await isKnownAs()]).toEqual([0, true]);
});

it('tells not by a missing signature what else a passed result holds', async () => {
  const secret = course({ result: { ...passed('7'), irregularities: 'Te laat binnen' } });
  await scene.says(secret.document);
  expect((await scene.standing(secret)).facets.special).toEqual({
    irregularities: 'Te laat binnen',
  });
  expect(await scene.isSigned(secret)).toBe(true);
  const bytes = (await scene.deliveryOf(secret)).lookups.map(({ body }) => body).join('');
  expect(bytes).not.toContain('Te laat');
  // In hours, half units, of another kind of school: a badge cannot say each of them.
  for (const [studyLoadUnit, value] of [
    ['hour', 80],
    ['sbu', 37.5],
    ['ects', 5],
    ['sbu', 240],
  ] as const) {
    const one = course();
    const { offering } = one.document;
    const loaded = { ...offering.course, studyLoad: { studyLoadUnit, value } };
    await scene.says({ ...one.document, offering: { ...offering, course: loaded } });
    expect((await scene.standing(one)).facets.credits?.load.amount).toBe(String(value));
    expect(await scene.isSigned(one)).toBe(true);
  }
});

forgesWords(() => scene);
