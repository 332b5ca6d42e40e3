/** What an institution changes a part of: signed in its name only with its own words, whatever the learner's pod says that it was before. On real servers. */
import { beforeAll, expect, it, vi } from 'vitest';
import { markOf } from '../../../src/flows/archive-tools.js';
import { deliverResults } from '../../../src/flows/deliver-results.js';
import { asItCame } from '../../../src/flows/result-signature.js';
import { statusOf } from '../wallet/steps.js';
import { forgesWords } from './patched/forged.js';
import { course, passed, Scene, trusted, without } from './patched/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  return () => scene.house.stop();
}, 300_000);

it('is signed anew with what it was put on, also where it says nothing of the result itself', async () => {
  const one = course();
  await scene.says(one.document);
  const copy = await scene.copyOf(one);
  expect(await statusOf(scene.house, copy)).toBe('VALID');
  const first = await scene.standing(one);
  const load = { studyLoadUnit: 'sbu', value: 120 };
  const { offering } = one.document;
  await scene.changes(one, { offering: { course: { ...offering.course, studyLoad: load } } });
  expect(await scene.seen(one)).toMatchObject({ ...trusted, credits: { load: { value: '120' } } });
  const second = await scene.standing(one);
  expect(second.facets.credential?.digest).not.toBe(first.facets.credential?.digest);
  await vi.waitFor(async () => expect(await statusOf(scene.house, copy)).toBe('REVOKED'), 60_000);
  // And again a change, put on a change.
  await scene.changes(one, { result: { score: '8' } });
  expect(await scene.seen(one)).toMatchObject({ ...trusted, assessment: { grade: '8' } });
  expect(await scene.mayBeCopied(one)).toBe(true);
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
  expect(await scene.seen(one)).toMatchObject(trusted);
  const after = await scene.standing(one);
  expect(after.version).toBe(before.version);
  expect(after.facets.credential?.digest).not.toBe(before.facets.credential?.digest);
  expect(await scene.mayBeCopied(one)).toBe(true);
  // All of it again: what was signed of the change says just that.
  await scene.says(one.document);
  expect((await scene.standing(one)).facets.credential).toEqual(after.facets.credential);
  expect(await scene.seen(one)).toMatchObject(trusted);
  // The same change once more, after one of the enrolment alone, is signed as what it is put on says.
  await scene.changes(one, { state: 'finished' });
  await scene.changes(one, { result: passed('7') });
  expect(await scene.seen(one)).toMatchObject(trusted);
  await scene.signs(false);
  await scene.changes(one, { result: { ...passed('7'), consumers: [] } });
  await scene.signs(true);
  expect(await scene.seen(one)).toMatchObject({ assertedBy: 'INSTITUTION', verification: null });
  expect(await scene.mayBeCopied(one)).toBe(true);
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

it('that touches a result without giving it leaves no revoked signature on what stands', async () => {
  const one = course();
  await scene.says(one.document);
  await scene.says({ ...without(one), state: 'finished' });
  expect(await scene.seen(one)).toMatchObject(trusted);
  await scene.changes(one, { offering: { maxNumberStudents: 30 } });
  expect(await scene.seen(one)).toMatchObject({ assertedBy: 'INSTITUTION', verification: null });
  expect([await scene.mayBeCopied(one), await scene.live(one)]).toEqual([false, 0]);
  await scene.says(one.document);
  expect(await scene.seen(one)).toMatchObject(trusted);
});

forgesWords(() => scene);
