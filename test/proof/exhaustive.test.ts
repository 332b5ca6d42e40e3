/** Every case of a small domain: each lifecycle state, at each side of each end, with each term met and missed. */
import { describe, expect, it } from 'vitest';
import { type GrantId, recordKey } from '../../src/base/index.js';
import {
  type Ask,
  authorisedView,
  type Block,
  buildView,
  compilePlan,
  type Grant,
  type Grantee,
  grantStates,
  type Policy,
} from '../../src/consent/index.js';
import type { Facet, RecordStatus, RecordVersion } from '../../src/records/index.js';
import {
  grantIsOver,
  grantShows,
  grantsThatAnswer,
  withItsBlocks,
} from '../fixtures/naive-oracle.js';
import {
  adviserRole,
  barry,
  falseRole,
  hogeschool,
  noor,
  otherApp,
  page,
  personOf,
  samira,
  stranger,
} from '../fixtures/people.js';
import { isLong, proved } from '../fixtures/properties.js';
import { ask, grant, now, result } from '../fixtures/records.js';

const at = (ms: number): Date => new Date(now.getTime() + ms);
const windows = {
  before: { validFrom: at(1), validUntil: at(9) },
  'at its start': { validFrom: at(0), validUntil: at(9) },
  inside: { validFrom: at(-9), validUntil: at(9) },
  'at its end': { validFrom: at(-9), validUntil: at(0) },
  after: { validFrom: at(-9), validUntil: at(-1) },
} as const;
const uses: readonly Partial<Grant>[] = [{}, { maxSessions: 2 }, { maxSessions: 2, used: 2 }];
const yesAndNo = [true, false] as const;
/** What is asked for, and whether the grade that it could tell is granted too. */
const asked: readonly { readonly facet: Facet; readonly beside: readonly Facet[] }[] = [
  { facet: 'credits', beside: [] },
  { facet: 'assessment', beside: ['credits'] },
  { facet: 'evidence', beside: [] },
  { facet: 'evidence', beside: ['assessment'] },
  { facet: 'credential', beside: [] },
  { facet: 'credential', beside: ['assessment'] },
  { facet: 'credential', beside: ['assessment', 'credits', 'evidence', 'feedback'] },
];
const hour = 3_600_000;
const asserted = (age: number) => [{ ...adviserRole, assertedAt: at(-age) }];
/** To whom the grant is, and who asks: met and missed, for each kind of grantee. */
const faces: readonly { readonly to: Grantee; readonly asks: Partial<Ask> }[] = [
  { to: personOf(noor), asks: {} },
  { to: personOf(noor), asks: { agent: stranger } },
  { to: { kind: 'role', ...adviserRole }, asks: { roles: asserted(hour) } },
  { to: { kind: 'role', ...adviserRole }, asks: { roles: asserted(hour + 1) } },
  { to: { kind: 'role', ...falseRole }, asks: { roles: asserted(0) } },
  { to: { kind: 'link', secretHash: 'een-link' }, asks: { linkHash: 'een-link' } },
  { to: { kind: 'link', secretHash: 'een-link' }, asks: { linkHash: 'een-andere' } },
  { to: { kind: 'app', client: page }, asks: { isLearner: true } },
  { to: { kind: 'app', client: page }, asks: {} },
  { to: { kind: 'institution', institution: hogeschool }, asks: {} },
];
/** The learner's own no: none, one that is about this record, one that is not, and one that excepts this grant. */
const blockings = ['none', 'hits', 'misses', 'excepts', "another's"] as const;
function blocksOf(how: (typeof blockings)[number], id: GrantId): readonly Block[] {
  if (how === 'none') return [];
  const scope = [{ types: [how === 'misses' ? ('DIPLOMA' as const) : ('RESULT' as const)] }];
  const exceptGrants = how === 'excepts' ? [id] : [];
  return [{ id: 'no', learner: how === "another's" ? barry : samira, scope, exceptGrants }];
}
const statuses: readonly RecordStatus[] = ['CURRENT', 'SUPERSEDED', 'WITHDRAWN'];
const named: readonly (readonly RecordStatus[] | undefined)[] = [undefined, statuses];

/** Everything that a grant can be to an ask. A new dimension of grants is one line here, one spread below. */
const dimensions = {
  state: grantStates,
  window: Object.values(windows),
  used: uses,
  wasActive: yesAndNo,
  learner: yesAndNo,
  face: faces,
  client: yesAndNo,
  purpose: yesAndNo,
} as const;
/** Everything that a record can be to a grant. */
const reach = {
  hit: yesAndNo,
  asked,
  granted: yesAndNo,
  core: yesAndNo,
  includeFuture: yesAndNo,
  known: yesAndNo,
  status: statuses,
  named,
  block: blockings,
} as const;

type Combination<D extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [K in keyof D]: D[K][number];
};
/** @yields all of them, one after the other. */
function* combinations<D extends Readonly<Record<string, readonly unknown[]>>>(
  domain: D,
): Generator<Combination<D>> {
  const names = Object.keys(domain);
  const sizes = names.map((name) => domain[name]?.length ?? 0);
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let n = 0; n < total; n += 1) {
    let rest = n;
    const picked = names.map((name, place) => {
      const size = sizes[place] ?? 1;
      const value = domain[name]?.[rest % size];
      rest = Math.floor(rest / size);
      return [name, value] as const;
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one value of each dimension
    yield Object.fromEntries(picked) as Combination<D>;
  }
}

const askOf = ({ face, client, purpose }: Combination<typeof dimensions>): Ask =>
  ask({
    ...face.asks,
    ...(!client && { client: otherApp }),
    ...(!purpose && { purpose: 'ADMISSION' }),
  });
const key = recordKey('the-one');
const recordOf = (status: RecordStatus): RecordVersion => result({ key, status });

type Reach = Combination<typeof reach>;
/** Read by the plan only as a whole, so made once for each. */
const termsOf = (one: Reach) => ({
  scope: [
    {
      types: one.hit ? ['RESULT' as const] : ['DIPLOMA' as const],
      ...(one.named !== undefined && { status: one.named }),
    },
  ],
  facets: [
    ...(one.core ? ['core' as const] : []),
    ...one.asked.beside,
    ...(one.granted ? [one.asked.facet] : []),
  ],
  includeFuture: one.includeFuture,
  recordsAtGrant: one.known ? [key] : [],
});

type Outcome = 'NO_GRANT' | 'ENDED' | 'shown' | 'core alone' | 'hidden';

/** As the product has it: from the plan, through the view in the pod, to what may be read of it. */
function ours(asking: Ask, policy: Policy, record: RecordVersion, facet: Facet): Outcome {
  const decision = compilePlan(asking, policy);
  if (decision.kind === 'refused') return decision.because;
  const read = decision.plan.permits.map((permit) => ({
    permit,
    view: buildView(permit, [record], {}),
  }));
  const [found] = authorisedView(read).records;
  if (found === undefined) return 'hidden';
  return found.shared.has(facet) ? 'shown' : 'core alone';
}

function naive(
  asking: Ask,
  { grants: given, blocks }: Policy,
  record: RecordVersion,
  facet: Facet,
): Outcome {
  const grants = given.map((one) => withItsBlocks(one, blocks));
  const live = grantsThatAnswer(asking, grants);
  if (live.length === 0) {
    return grants.some((one) => grantIsOver(asking, one)) ? 'ENDED' : 'NO_GRANT';
  }
  if (!live.some((one) => grantShows(one, record, 'core'))) return 'hidden';
  return live.some((one) => grantShows(one, record, facet)) ? 'shown' : 'core alone';
}

/** In a usual run each one in so many, at a distance that meets every value of every dimension. */
const stride = isLong ? 1 : 29;

describe('every case of a small domain', () => {
  it('is decided as the naive reading decides it', () => {
    const records = new Map(statuses.map((status) => [status, recordOf(status)]));
    const reaches = [...combinations(reach)].map((one) => ({
      terms: termsOf(one),
      facet: one.asked.facet,
      block: one.block,
      record: records.get(one.status) ?? recordOf(one.status),
    }));
    const seen = new Map<Outcome, number>();
    const wrong: string[] = [];
    let [cases, place] = [0, 0];
    for (const one of combinations(dimensions)) {
      const { state, window, used, wasActive, learner, face } = one;
      const [asking, given] = [askOf(one), { state, ...window, ...used, wasActive }];
      const base = grant({ ...given, grantee: face.to, ...(!learner && { learner: barry }) });
      for (const { terms, facet, record, block } of reaches) {
        place += 1;
        if (place % stride !== 0) continue;
        const blocks = blocksOf(block, base.id);
        const policy = { epoch: 1, grants: [{ ...base, ...terms }], blocks };
        const outcome = ours(asking, policy, record, facet);
        cases += 1;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        if (outcome === naive(asking, policy, record, facet)) continue;
        wrong.push(`${outcome}: ${JSON.stringify({ ...one, ...terms, facet })}`);
      }
    }
    const note = [...seen].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
    process.stdout.write(`exhaustive: ${cases} cases, ${wrong.length} mismatches; ${note}\n`);
    proved({ method: 'exhaustive', cases, mismatches: wrong.length, note });
    expect(wrong.slice(0, 3)).toEqual([]);
    // Each outcome is met: a domain in which nobody ever sees anything would prove nothing.
    expect(seen.size).toBe(5);
  }, 1_200_000);
});
