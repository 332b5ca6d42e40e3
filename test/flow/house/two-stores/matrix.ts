/** A grant takes effect where both stores say so: every way in which one of them does not, and what was seen then. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import type { Permit } from '../../../../src/consent/index.js';
import { type House, sweep } from '../../../../src/flows/index.js';
import type { GrantRow } from '../../../../src/ledger/index.js';
import { rulesOf } from '../../../../src/pod/index.js';
import { guidance, revokesAll } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { proved, someOf } from '../../../fixtures/properties.js';
import { type App, appOf } from '../attacks/app.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { shares } from '../attacks/steps.js';

/** An evaluator that can be switched off: then it says yes to everybody, on the grant that was given. */
export interface Switch {
  yesTo: GrantRow | undefined;
  readonly decide: House['decide'];
}

/** What a try came to. */
interface Seen {
  readonly count: number | undefined;
  readonly codes: readonly string[];
  /** What the pod server answered to looks at the view, as it went by the proxy; 0: it was cut off. */
  readonly pod: readonly number[];
}
/** How the two stores are brought out of step; who tries then. */
interface Cell {
  readonly name: string;
  readonly before: (grant: GrantRow) => Promise<unknown>;
  readonly asks?: () => Promise<GraphAnswer>;
  readonly after?: () => Promise<unknown>;
  /** By the product as it is, and with the evaluator switched off. */
  readonly seen: Omit<Seen, 'count'>;
  readonly withoutEvaluator: Omit<Seen, 'count'>;
}

const query = `query Peeks($learner: ID!) { learner(id: $learner) { records(first: 50) { count nodes { title } } } }`;

const told = ({ codes, pod }: Seen): string =>
  `${codes.join()} (pod: ${pod.join() || 'not asked'})`;

export function bothWays(opened: () => TestHouse, evaluator: Switch): void {
  let house: TestHouse;
  let app: App;
  const statuses: number[] = [];
  const done = { cells: 0, leaks: 0 };
  beforeAll(async () => {
    house = opened();
    app = await appOf(house, 'adviser');
    house.proxy.delay(({ path, status }) => {
      if (path.endsWith('/view.json')) statuses.push(status);
      return 0;
    });
  });
  beforeEach(async () => {
    await revokesAll(house);
    await settled();
    // What ended before would be told as ended.
    await rowsOf(house, 'delete from grant_version');
  });
  afterAll(() => {
    house.proxy.delay(() => 0);
    proved({ method: 'both ways', cases: done.cells, mismatches: done.leaks });
  });

  const learner = () => house.account('samira').webId;
  const asksAs = (who: 'adviser' | 'developer', purpose: string = guidance.purpose) =>
    house.ask(who, 'Peeks', { learner: learner() }, { purpose, query });
  const sql = (statement: string, { id }: GrantRow) =>
    rowsOf(house, `${statement} where grant_id = '${id}'`);
  const asBuilder = (url: string) => house.running.workshop.build.fetch(url, { method: 'DELETE' });
  const settled = () =>
    vi.waitUntil(
      async () => {
        const [row] = await rowsOf(
          house,
          "select count(*)::int as left from outbox_item where state <> 'DONE'",
        );
        return row?.['left'] === 0;
      },
      { timeout: 60_000, interval: 50 },
    );

  async function given(): Promise<GrantRow> {
    await shares(house);
    await settled();
    const { learners, grants } = house.running.house.ledger;
    const samira = await learners.byWebId(webId(learner()));
    const [grant] = samira === undefined ? [] : await grants.ofLearner(samira.id);
    if (grant?.state !== 'ACTIVE') throw new Error('no grant in force');
    return grant;
  }
  async function tries(asks: () => Promise<GraphAnswer>): Promise<Seen> {
    statuses.length = 0;
    const { data, codes } = await asks();
    return { count: data?.learner?.records.count, codes, pod: [...statuses] };
  }
  const expired =
    "update grant_version set valid_from = now() - interval '2 s', valid_until = now() - interval '1 s'";
  const no = { codes: ['GRANT_ENDED'], pod: [] };
  const never = { codes: ['NOT_FOUND'], pod: [] };
  const podSaysNo = { codes: ['GRANT_ENDED'], pod: [403] };
  /** The pod still has the view, and lets the delegate in: three tries, and no release of any. */
  const noRelease = { codes: ['CONFLICT'], pod: [200, 200, 200] };

  const cells: readonly Cell[] = [
    {
      name: 'the documents in the pod alone: its row in the ledger is gone',
      before: (grant) => sql('delete from grant_version', grant),
      seen: never,
      withoutEvaluator: noRelease,
    },
    {
      name: 'the documents in the pod alone: in the ledger it never came into force',
      before: (grant) =>
        sql("update grant_version set state = 'PREPARING', activated_at = null", grant),
      seen: never,
      withoutEvaluator: noRelease,
    },
    {
      name: 'policy alone: the rule of its view is gone from the pod',
      before: ({ view }) => asBuilder(rulesOf(view)),
      seen: podSaysNo,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'policy alone: its view is gone from the pod, and the rule',
      before: async ({ view }) => {
        await asBuilder(view);
        await asBuilder(rulesOf(view));
      },
      seen: podSaysNo,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'neither: revoked, and the pod has followed',
      before: async () => {
        await revokesAll(house);
        await settled();
      },
      seen: no,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'expired and swept',
      before: async (grant) => {
        await sql(expired, grant);
        await sweep(house.running.workshop, (error) => {
          throw error;
        });
        await settled();
      },
      seen: no,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'expired and not yet swept',
      before: (grant) => sql(expired, grant),
      seen: no,
      withoutEvaluator: noRelease,
    },
    {
      name: 'paused',
      before: async () => {
        await house.ask('samira', 'PauseAll', { paused: true });
        await settled();
      },
      after: async () => {
        await house.ask('samira', 'PauseAll', { paused: false });
        await settled();
      },
      seen: no,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'a pod that is not connected',
      before: async () => house.proxy.setDown(true),
      after: async () => house.proxy.setDown(false),
      seen: { codes: ['UPSTREAM'], pod: [] },
      withoutEvaluator: { codes: ['UPSTREAM'], pod: [] },
    },
    {
      name: 'another client of the same person',
      before: async () => undefined,
      asks: async () =>
        house.ask(
          undefined,
          'Peeks',
          { learner: learner() },
          {
            query,
            ...guidance,
            headers: await app.headers(),
          },
        ),
      seen: never,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'another purpose',
      before: async () => undefined,
      asks: () => asksAs('adviser', 'EMPLOYMENT'),
      seen: never,
      withoutEvaluator: podSaysNo,
    },
    {
      name: 'another person',
      before: async () => undefined,
      asks: () => asksAs('developer'),
      seen: never,
      withoutEvaluator: podSaysNo,
    },
  ];

  it('granted, and both stores say so: some data', async () => {
    const grant = await given();
    const seen = await tries(() => asksAs('adviser'));
    expect(seen).toMatchObject({ codes: [], pod: [200] });
    expect(seen.count).toBeGreaterThan(0);
    evaluator.yesTo = grant;
    const off = await tries(() => asksAs('adviser'));
    evaluator.yesTo = undefined;
    // Through an evaluator that says yes to everything, a grant of one's own is read: the switch works.
    expect(off.count).toBe(seen.count);
  });

  it.each(someOf(cells, 2))(
    '$name: no data, and none with the evaluator switched off',
    async (cell) => {
      const grant = await given();
      const { name, before, asks = () => asksAs('adviser'), after } = cell;
      await before(grant);
      const seen = await tries(asks);
      evaluator.yesTo = grant;
      const off = await tries(asks);
      evaluator.yesTo = undefined;
      await after?.();
      process.stdout.write(`${name}: ${told(seen)}; evaluator off: ${told(off)}\n`);
      done.cells += 2;
      done.leaks += [seen, off].filter(({ count }) => count !== undefined).length;
      expect(seen).toEqual({ count: undefined, ...cell.seen });
      expect(off).toEqual({ count: undefined, ...cell.withoutEvaluator });
    },
  );
}

/** @returns an evaluator with a switch: off, it gives a permit for the grant at hand to whoever asks. */
export function evaluatorWithSwitch(real: House['decide']): Switch {
  const evaluator: Switch = {
    yesTo: undefined,
    decide: (ask, policy) => {
      const { yesTo } = evaluator;
      if (yesTo === undefined) return real(ask, policy);
      const { learner, purpose } = ask;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a permit nobody should have
      const permits = [{ ...yesTo, blocked: [], state: 'ACTIVE' } as unknown as Permit];
      return { kind: 'plan', plan: { learner, purpose, epoch: policy.epoch, permits } };
    },
  };
  return evaluator;
}
