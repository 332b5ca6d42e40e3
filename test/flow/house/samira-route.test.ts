/**
 * Samira's own route, from choice to credit: a home behind a gateway, a host in version 5 or 6 of OEAPI, one in version 6, and
 * one that does not answer. On real servers, with every number.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { agreements, whoIsSamira } from '../../fixtures/own-route/samira.js';
import { hostB } from '../../fixtures/samiras-world.js';
import { samiraChooses } from './own-route/samira-chooses.js';
import { samiraEarns } from './own-route/samira-earns.js';
import { samiraIsWhole } from './own-route/samira-whole.js';
import { samirasSchools } from './own-route/schools-of.js';
import { openRoute, type RouteStage } from './own-route/stage.js';
import { walkerOf } from './own-route/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 120_000 });
type Data = any;

/** What the records of host B say, by the version in which it told them. */
const saidByB = new Map<5 | 6, string>();

describe.each([5, 6] as const)('with host B in version %s', (version) => {
  let stage: RouteStage;
  beforeAll(async () => {
    stage = await openRoute(samirasSchools(version), { agreements, who: whoIsSamira });
    stage.school('d').behave({ down: true });
    return () => stage.stop();
  }, 300_000);
  const opened = () => stage;
  const { mine } = walkerOf(opened);

  samiraChooses(opened);
  samiraEarns(opened);

  it('what host B said of her is there', async () => {
    const { nodes } = await mine({ institutions: [hostB.id] });
    /*
     * What may differ between the versions: the scale, whether it is final, the days of the enrolment, what was lost; and what
     * the home said, which version 5 takes and does not tell.
     */
    const said = nodes.map(
      ({ id: _id, provenance: _when, remoteState: _home, assessment, ...rest }: Data) => {
        const { scale: _scale, final: _final, ...plain } = assessment ?? {};
        return { ...rest, assessment: plain };
      },
    );
    expect(said.length).toBeGreaterThan(2);
    saidByB.set(version, canonicalJson(said));
  });

  samiraIsWhole(opened);

  it('nothing unforeseen happened behind these answers', () => {
    expect(stage.house.faults).toEqual([]);
  });
});

it('J1.9: host B says the same in version 6 as in version 5', () => {
  expect(saidByB.size).toBe(2);
  expect(saidByB.get(6)).toBe(saidByB.get(5));
});
