/**
 * A student in mbo follows a module at another college, from choice to hours, with what the exam chain says on the way; the host
 * in version 5 and in version 6 of OEAPI. On real servers, with every number.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { agreements, whoIsTheStudent } from '../../fixtures/own-route/mbo.js';
import { mboExams } from './own-route/mbo-exams.js';
import { mboModule } from './own-route/mbo-module.js';
import { mboYoung } from './own-route/mbo-young.js';
import { mboSchools } from './own-route/schools-of.js';
import { openRoute, type RouteStage } from './own-route/stage.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 120_000 });

describe.each([5, 6] as const)('with the host in version %s', (version) => {
  let stage: RouteStage;
  beforeAll(async () => {
    stage = await openRoute(mboSchools(version), { agreements, who: whoIsTheStudent });
    await stage.fill();
    return () => stage.stop();
  }, 300_000);
  const opened = () => stage;

  mboModule(opened);
  mboExams(opened);
  mboYoung(opened);

  it('nothing unforeseen happened behind these answers', () => {
    expect(stage.house.faults).toEqual([]);
  });
});
