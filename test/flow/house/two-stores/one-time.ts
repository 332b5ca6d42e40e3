/** A grant for one look, looked under by very many at once, over HTTP and the real ledger. */
import { beforeEach, expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { guidance, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { shares } from '../attacks/steps.js';

const query = `query Once($learner: ID!) { learner(id: $learner) { records { count } } }`;

/** Looks that stand in Samira's log. */
async function looksIn(house: TestHouse): Promise<number> {
  const { learners, log } = house.running.house.ledger;
  const samira = await learners.byWebId(webId(house.account('samira').webId));
  const lines = samira === undefined ? [] : await log.read(samira.id, 100_000);
  return lines.filter(({ kind }) => kind === 'READ').length;
}

export function oneTime(opened: () => TestHouse): void {
  beforeEach(() => revokesAll(opened()));

  it('attack 25: of fifty looks at once under a grant for one, exactly one succeeds, and one is in the log', async () => {
    const house = opened();
    await shares(house, { maxSessions: 1 });
    const before = await looksIn(house);
    const learner = house.account('samira').webId;
    const looks = Array.from({ length: 50 }, () =>
      house.ask('adviser', 'Once', { learner }, { ...guidance, query }),
    );
    const answers = await Promise.all(looks);
    const shown = answers.filter(({ data }) => data?.learner?.records.count > 0);
    expect(shown).toHaveLength(1);
    const refused = answers.filter((answer) => !shown.includes(answer));
    const codes = new Set(refused.flatMap((answer) => answer.codes));
    expect([...codes].filter((code) => code !== 'GRANT_ENDED' && code !== 'CONFLICT')).toEqual([]);
    expect(refused.every(({ codes: told }) => told.length === 1)).toBe(true);
    const [grant] = await rowsOf(
      house,
      'select used, max_sessions from grant_version order by created_at desc limit 1',
    );
    expect(grant).toEqual({ used: 1, max_sessions: 1 });
    expect((await looksIn(house)) - before).toBe(1);
  });
}
