import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Examined,
  examine,
  examineStatusList,
  judge,
  listStatus,
  registryOf,
  type Verdict,
  worstOf,
} from '../../../src/credentials/index.js';
import { attackedCredentials } from '../../fixtures/attacked-credentials.js';
import { listAt } from '../../fixtures/school-credentials.js';

type World = Awaited<ReturnType<typeof attackedCredentials>>;
let world: World;
let list: Awaited<ReturnType<typeof examineStatusList>>;
beforeAll(async () => {
  world = await attackedCredentials();
  list = await examineStatusList(world.list, new Map());
});

const now = new Date('2026-11-01T00:00:00Z');

function statusOf(examined: Examined) {
  if (examined.status.length === 0) return { state: 'NONE', findings: [] } as const;
  const absent = { finding: { code: 'STATUS_UNAVAILABLE' } } as const;
  const each = examined.status.map((ref) =>
    listStatus(examined, ref, ref.list === listAt ? list : absent, now),
  );
  return {
    state: worstOf(each.map(({ state }) => state)),
    findings: each.flatMap(({ findings }) => findings),
  };
}

/** Everybody is recognised here: what is not accepted fails by itself, and not for want of trust. */
async function verdictOn(bytes: Uint8Array): Promise<Verdict> {
  const examined = await examine(bytes, new Map());
  const everybody = { all: [], find: () => recognised };
  return judge(examined, {
    now,
    registry: everybody,
    status: statusOf(examined),
    subject: 'UNCHECKED',
  });
}
const recognised = {
  name: { nl: 'School Berkenhof', en: 'School Berkenhof' },
  schacHome: 'berkenhof.example',
  dids: [],
  keys: [],
};

describe('credentials of a school', () => {
  it('are trusted where nobody did anything to them', async () => {
    for (const good of [world.good, world.goodTwice, world.goodJwt]) {
      expect(await verdictOn(good)).toMatchObject({ verdict: 'TRUSTED', findings: [] });
    }
  });

  it('are authentic and no more where the school is not recognised', async () => {
    const examined = await examine(world.good, new Map());
    const known = { now, registry: registryOf([]), status: statusOf(examined) };
    const facets = judge(examined, { ...known, subject: 'MATCH' });
    expect(facets).toMatchObject({ verdict: 'AUTHENTIC', issuer: 'BOUND', status: 'VALID' });
    const others = judge(examined, { ...known, subject: 'NO_MATCH' });
    expect(others).toMatchObject({ verdict: 'UNDETERMINED', subject: 'NO_MATCH' });
  });

  it('of which 50 at least were tampered with, none is accepted', async () => {
    expect(world.attacks.length).toBeGreaterThanOrEqual(50);
    const seen: string[] = [];
    for (const { name, bytes, finding } of world.attacks) {
      const { verdict, findings } = await verdictOn(bytes);
      const codes = findings.map(({ code }) => code);
      const isCaught = verdict !== 'TRUSTED' && verdict !== 'AUTHENTIC';
      if (!isCaught || !codes.some((code) => code === finding)) {
        seen.push(`${name}: ${verdict} ${codes.join(' ')} and not ${finding}`);
      }
    }
    expect(seen).toEqual([]);
  });

  it('do not come to be trusted by a byte that changes', async () => {
    const { good } = world;
    const start = good.indexOf('"credentialSubject"');
    const failed: number[] = [];
    for (let at = start; at < good.length - 2; at += 37) {
      const changed = Buffer.from(good);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { verdict } = await verdictOn(changed);
      if (verdict === 'TRUSTED' || verdict === 'AUTHENTIC') failed.push(at);
    }
    expect(failed).toEqual([]);
  });
});
