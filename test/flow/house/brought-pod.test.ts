/** A pod of a learner's own on another host becomes their kluis: two other real pod servers, one with WAC and one with ACP. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { livesThere } from './brought-pod/lives-there.js';
import { readOnThePage } from './brought-pod/on-the-page.js';
import { reducedWithWac } from './brought-pod/reduced.js';
import { refusedWithNothingWritten } from './brought-pod/refused.js';
import { asks, type Guest, noorReads, openStage, type Stage } from './brought-pod/stage.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let opened: Stage;
beforeAll(async () => {
  opened = await openStage();
  return () => opened.stop();
}, 300_000);
const stage = () => opened;

let lin: () => Guest;
describe('a pod with WAC', () => {
  livesThere('WAC', stage, ({ wac }) => wac);
  lin = reducedWithWac(stage);
  readOnThePage(stage);
});
describe('a pod with ACP', () => {
  livesThere('ACP', stage, ({ acp }) => acp);
});
describe('a pod that is not taken', () => {
  refusedWithNothingWritten(stage);

  it('nothing unforeseen happened behind all this', () => {
    expect(opened.house.faults).toEqual([]);
  });
});

it('a pod elsewhere that is down is said to be: nothing is shown as if it were all', async () => {
  expect((await noorReads(opened, lin())).codes).toEqual([]);
  await opened.wac.stop();
  expect((await noorReads(opened, lin())).codes).toEqual(['UPSTREAM']);
  expect((await asks(opened, lin(), 'MyRecords')).errors[0].extensions.code).toBe('UPSTREAM');
});
