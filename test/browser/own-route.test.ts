/** Two routes over several schools as people walk them, in a real browser, over the schools' real servers. */
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as mbo from '../fixtures/own-route/mbo.js';
import { agreements, whoIsSamira } from '../fixtures/own-route/samira.js';
import { mboSchools, samirasSchools } from '../flow/house/own-route/schools-of.js';
import { openRoute, type RouteStage } from '../flow/house/own-route/stage.js';
import { mboInABrowser } from './own-route/mbo.js';
import { samiraInABrowser } from './own-route/samira.js';
import { startBrowser } from './person.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 180_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
  return () => browser.close();
}, 60_000);

/** Of her two hosts one speaks version 5 and one version 6. */
describe('Samira', () => {
  let stage: RouteStage;
  beforeAll(async () => {
    stage = await openRoute(samirasSchools(5), { agreements, who: whoIsSamira });
    stage.school('d').behave({ down: true });
    await stage.fill();
    return () => stage.stop();
  }, 300_000);

  samiraInABrowser(() => ({ stage, browser }));
  it('met nothing unforeseen', () => {
    expect(stage.house.faults).toEqual([]);
  });
});

/** Their own college speaks version 5, the host version 6. */
describe('a student in mbo', () => {
  let stage: RouteStage;
  beforeAll(async () => {
    const { agreements: colleges, whoIsTheStudent: who } = mbo;
    stage = await openRoute(mboSchools(6), { agreements: colleges, who });
    await stage.fill();
    return () => stage.stop();
  }, 300_000);

  mboInABrowser(() => ({ stage, browser }));
  it('met nothing unforeseen either', () => {
    expect(stage.house.faults).toEqual([]);
  });
});
