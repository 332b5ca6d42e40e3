import { describe, expect, it } from 'vitest';
import { present } from '../../../src/base/index.js';
import type { Verdict } from '../../../src/credentials/index.js';
import { pageOf, type Reading, totalsOf } from '../../../src/flows/index.js';
import { asks, everything, ids, keysIn } from './arranged.js';

const verdict = (change: Partial<Verdict> = {}): Verdict => ({
  verdict: 'AUTHENTIC',
  proof: 'VALID',
  issuer: 'BOUND',
  period: 'CURRENT',
  status: 'VALID',
  subject: 'MATCH',
  findings: [],
  ...change,
});
const reading = (verdicts: Readonly<Record<string, Verdict>>): Reading => {
  const { records: seen, ...rest } = everything();
  return {
    ...rest,
    records: seen.map((one) => present({ ...one, verdict: verdicts[one.key] })),
  };
};

const ecOf = async (of: Verdict) => {
  const [line] = await totalsOf(reading({ geo: of }).records);
  return line;
};

describe('what comes of credentials', () => {
  it('can be asked for in a list; what nobody signed never fits', async () => {
    const of = reading({ geo: verdict(), bio: verdict({ verdict: 'REJECTED' }) });
    const kept = async (...verdicts: readonly Verdict['verdict'][]) =>
      keysIn(await pageOf(of, ids, asks({ filter: { verdict: verdicts } })));
    expect(await kept('AUTHENTIC', 'TRUSTED')).toEqual(['geo']);
    expect(await kept('REJECTED')).toEqual(['bio']);
    expect(await kept('UNDETERMINED')).toEqual([]);
    expect(await kept()).toEqual(['zorg', 'bio', 'geo']);
  });

  it.each(['REVOKED', 'SUSPENDED'] as const)('counts nothing that is %s', async (status) => {
    const line = await ecOf(verdict({ verdict: 'REJECTED', status }));
    expect(line?.amount).toBe('0');
    expect(line?.leftOut).toContainEqual({ key: 'geo', because: status });
  });
  it('counts what has expired: what was earned stays earned', async () => {
    const of = verdict({ verdict: 'REJECTED', period: 'EXPIRED' });
    expect(await ecOf(of)).toMatchObject({ unit: 'EC', amount: '2.5' });
  });
  it.each([
    verdict({ verdict: 'REJECTED', proof: 'INVALID' }),
    verdict({ verdict: 'UNDETERMINED', findings: [{ code: 'FACTS_DIFFER' }] }),
  ])('counts what is not as it was signed as nobody’s word but the learner’s: %j', async (of) => {
    expect(await ecOf(of)).toMatchObject({ unit: 'EC', amount: '0', selfDeclared: '2.5' });
  });
});
