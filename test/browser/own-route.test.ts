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

describe.each([5, 6] as const)('with the host in version %s', (version) => {
  let samira: RouteStage;
  let student: RouteStage;
  beforeAll(async () => {
    samira = await openRoute(samirasSchools(version), { agreements, who: whoIsSamira });
    samira.school('d').behave({ down: true });
    await samira.fill();
    student = await openRoute(mboSchools(version), {
      agreements: mbo.agreements,
      who: mbo.whoIsTheStudent,
    });
    await student.fill();
    return async () => {
      await student.stop();
      await samira.stop();
    };
  }, 300_000);

  samiraInABrowser(() => ({ stage: samira, browser }));
  mboInABrowser(() => ({ stage: student, browser }));

  it('nothing unforeseen happened behind these pages', () => {
    expect([samira.house.faults, student.house.faults]).toEqual([[], []]);
  });
});
