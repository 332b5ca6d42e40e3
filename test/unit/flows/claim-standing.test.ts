import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import { buildView, type Claim, underBlocks } from '../../../src/consent/index.js';
import type { Verdict } from '../../../src/credentials/index.js';
import { claimsNow, groundsOf, stillSo } from '../../../src/flows/claim-standing.js';
import type { JudgeTools } from '../../../src/flows/judged.js';
import { provenBy } from '../../../src/flows/proven-facts.js';
import { type ClaimGround, provenName } from '../../../src/ledger/index.js';
import type { RecordVersion } from '../../../src/records/index.js';
import { samira } from '../../fixtures/people.js';
import { grant, planOf, result } from '../../fixtures/records.js';

const good: Verdict = {
  verdict: 'AUTHENTIC',
  proof: 'VALID',
  issuer: 'BOUND',
  period: 'CURRENT',
  status: 'VALID',
  subject: 'UNCHECKED',
  findings: [],
};
const trusted = { verdict: 'TRUSTED', issuer: 'REGISTERED', subject: 'MATCH' } as const;

const fingerprint: JudgeTools['fingerprint'] = (_learner, content) => content;

/** A record that has a credential; by its key its digest is known. */
const signed = (
  key: string,
  assertedBy: 'IMPORT' | 'ISSUER_SIGNED',
  recordType: 'MICROCREDENTIAL' | 'DIPLOMA' = 'MICROCREDENTIAL',
): RecordVersion => {
  const record = result({
    key: recordKey(key),
    core: { recordType, assertedBy },
    credits: { retakeGroup: key, load: { unit: 'EC', amount: '5' } },
  });
  const credential = { digest: key, mediaType: 'application/vc', bytes: 10 };
  return { ...record, facets: { ...record.facets, credential } };
};

/** What judges, and what it was asked. @param proven records as their bytes say them. */
function judging(
  verdicts: Readonly<Record<string, Verdict>>,
  proven: readonly RecordVersion[],
  grounds: ReadonlyMap<string, readonly ClaimGround[]> = new Map(),
) {
  const asked: string[] = [];
  const anew: string[] = [];
  const facts = new Map(
    provenBy(fingerprint, samira, proven).map(({ key, digest, facts: said }) => [
      provenName(key, digest),
      said,
    ]),
  );
  const judge: JudgeTools['credentials']['judge'] = async (all) => {
    asked.push(...all.map(({ digest }) => digest));
    return new Map(Object.entries(verdicts).filter(([digest]) => asked.includes(digest)));
  };
  const ledger = {
    credentials: {
      proven: async () => facts,
      subjects: async () => new Map(asked.map((digest) => [digest, true])),
    },
    claimGrounds: {
      of: async () => grounds,
      askAnew: async (_learner: string, id: string) => void anew.push(id),
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const tools = { ledger, credentials: { judge }, fingerprint } as unknown as JudgeTools;
  return { tools, asked, anew };
}

const held: Claim = { kind: 'HOLDS', recordType: 'MICROCREDENTIAL' };
const load: Claim = { kind: 'STUDY_LOAD', unit: 'EC', atLeast: '5' };
const diploma: Claim = { kind: 'HOLDS', recordType: 'DIPLOMA' };
const asking = (claims: readonly Claim[], change: object = {}) =>
  underBlocks(grant({ scope: [], claims, includeFuture: true, ...change }), []);
const noBytes = async () => ({ shared: true, content: undefined }) as const;

async function answered(record: RecordVersion, verdict: Verdict | undefined, proven = [record]) {
  const digest = record.facets.credential?.digest ?? '';
  const { tools } = judging(verdict === undefined ? {} : { [digest]: verdict }, proven);
  const terms = asking([held, load]);
  const { wordOf, grounds } = await claimsNow(tools, terms, [record], noBytes);
  const { claims = [] } = buildView(terms, [record], {}, wordOf);
  const said = claims.map(({ holds, basis }) => (holds ? basis : 'no'));
  return { said, standing: [...new Set(grounds.map((ground) => ground.standing))] };
}

describe('what a credential does for a claim', () => {
  // biome-ignore format: a table is read in columns
  const cases = [
    // what                              word             verdict                                    held, load                        stands
    ['one that is trusted and theirs',   'IMPORT',        { ...good, ...trusted },                   ['ISSUER_SIGNED', 'INSTITUTION'], ['TRUSTED']],
    ['one that somebody signed',         'IMPORT',        good,                                      ['IMPORT', 'no'],                 ['PROVEN']],
    ['one of a school here',             'ISSUER_SIGNED', { ...good, ...trusted },                   ['ISSUER_SIGNED', 'INSTITUTION'], ['TRUSTED']],
    ['one that was taken back',          'IMPORT',        { ...good, status: 'REVOKED' },            ['no', 'no'],                     ['TAKEN_BACK']],
    ['one that is on hold',              'ISSUER_SIGNED', { ...good, status: 'SUSPENDED' },          ['no', 'no'],                     ['TAKEN_BACK']],
    ['one that was changed',             'ISSUER_SIGNED', { ...good, proof: 'INVALID' },             ['no', 'no'],                     ['TAKEN_BACK']],
    ['one whose list cannot be had',     'ISSUER_SIGNED', { ...good, status: 'UNKNOWN' },            ['IMPORT', 'no'],                 ['UNPROVEN']],
    ['one in a form nobody here reads',  'ISSUER_SIGNED', { ...good, proof: 'UNSUPPORTED' },         ['IMPORT', 'no'],                 ['UNPROVEN']],
    ['one that nobody looked into',      'ISSUER_SIGNED', undefined,                                 ['IMPORT', 'no'],                 []],
  ] as const;
  it.each(cases)('%s', async (_what, word, verdict, said, standing) => {
    expect(await answered(signed('a', word), verdict)).toEqual({ said, standing });
  });

  it('nothing where what stands beside it is not what it says', async () => {
    const record = signed('a', 'ISSUER_SIGNED');
    const { core } = record.facets;
    const edited = {
      ...record,
      facets: { ...record.facets, core: { ...core, issuedOn: '2020-01-01' } },
    };
    const found = await answered(edited, { ...good, ...trusted }, [record]);
    expect(found).toEqual({ said: ['no', 'no'], standing: [] });
  });

  it('nothing where a record says that an issuer signed it, and there is no credential', async () => {
    const { credential: _none, ...facets } = signed('a', 'ISSUER_SIGNED').facets;
    const bare = { ...signed('a', 'ISSUER_SIGNED'), facets };
    expect((await answered(bare, undefined)).said).toEqual(['IMPORT', 'no']);
  });
});

it('what no claim is about, is hidden or came after the yes is not looked into', async () => {
  const records = ['a', 'b', 'c'].map((key) => signed(key, 'IMPORT'));
  const all = [...records, signed('d', 'IMPORT', 'DIPLOMA')];
  const { tools, asked } = judging({}, all);
  const change = {
    includeFuture: false,
    recordsAtGrant: [recordKey('a'), recordKey('b'), recordKey('d')],
  };
  const terms = { ...asking([held], change), blocked: [{ recordIds: [recordKey('b')] }] };
  await claimsNow(tools, terms, all, noBytes);
  expect(asked).toEqual(['a']);
});

const ground = (claim: string, digest: string) => ({ claim, digest, standing: 'PROVEN' });
describe('an answer that was worked out before', () => {
  const terms = grant({ scope: [], claims: [held, diploma], includeFuture: true });
  const [permit] = planOf([terms]).permits;
  if (permit === undefined) throw new Error('a live grant is meant');
  const all = [signed('a', 'IMPORT'), signed('d', 'IMPORT', 'DIPLOMA')];
  async function readAgain(verdicts: Readonly<Record<string, Verdict>>) {
    const first = judging({ a: good, d: good }, all);
    const { wordOf, grounds } = await claimsNow(first.tools, asking([held, diploma]), all, noBytes);
    const view = buildView(permit ?? asking([]), all, {}, wordOf);
    const { tools, anew } = judging(verdicts, all, new Map([[terms.id, grounds]]));
    const found = await groundsOf(tools, permit === undefined ? [] : [permit]);
    const [read] = await stillSo(tools, samira, permit ? [{ permit, view }] : [], found);
    return { claims: read?.view.claims ?? [], anew, grounds };
  }

  it('stands while the credentials stand as they did, and where nobody can tell without their bytes', async () => {
    for (const verdicts of [{ a: good, d: good }, {}]) {
      const { claims, anew, grounds } = await readAgain(verdicts);
      expect(claims.map(({ holds }) => holds)).toEqual([true, true]);
      expect(anew).toEqual([]);
      expect(grounds).toEqual([
        ground('{"kind":"HOLDS","recordType":"MICROCREDENTIAL"}', 'a'),
        ground('{"kind":"HOLDS","recordType":"DIPLOMA"}', 'd'),
      ]);
    }
  });

  it('is not told any more where one of them was taken back; of the other claim it is, and it is asked anew', async () => {
    const { claims, anew } = await readAgain({ a: { ...good, status: 'REVOKED' }, d: good });
    expect(claims).toEqual([{ claim: diploma, holds: true, basis: 'IMPORT' }]);
    expect(anew).toEqual([terms.id]);
  });
});
