/** What becomes of a record whose learner writes beside what was signed. The bundle is theirs, and so is what stands in it. */
import { createHmac } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { learnerId } from '../../../src/base/index.js';
import type { Verdict } from '../../../src/credentials/index.js';
import { documentDelivery, readBroughtDocument } from '../../../src/flows/brought-document.js';
import type { House } from '../../../src/flows/house.js';
import { judged } from '../../../src/flows/judged.js';
import { provenBy } from '../../../src/flows/proven-facts.js';
import { readHeld } from '../../../src/flows/read-held.js';
import type { ReadableRecord } from '../../../src/flows/reading.js';
import { provenName } from '../../../src/ledger/index.js';
import type { IncomingRecord, RecordFacets } from '../../../src/records/index.js';
import { didKey } from '../../fixtures/own-keys.js';
import { goodOne, objectIn, signed } from '../../fixtures/school-credentials.js';

const barry = learnerId('00000000-0000-4000-8000-00000000b0b0');
const fingerprint: House['fingerprint'] = (learner, content) =>
  createHmac('sha256', 'of this test').update(`${learner} ${content}`).digest('hex');
const trusted: Verdict = {
  verdict: 'TRUSTED',
  proof: 'VALID',
  issuer: 'REGISTERED',
  period: 'CURRENT',
  status: 'VALID',
  subject: 'MATCH',
  findings: [],
};

let failed: IncomingRecord;
let digest: string;
beforeAll(async () => {
  const school = await didKey();
  const draft = goodOne(school.did);
  const subject = objectIn(draft['credentialSubject']);
  const credentialSubject = {
    ...subject,
    creditsEarned: 5,
    result: [{ type: ['Result'], status: 'Failed', value: '3.0' }],
  };
  const text = JSON.stringify(await signed(school, { ...draft, credentialSubject }));
  const read = readHeld(Buffer.from(text));
  if (read.kind !== 'IMPORTED') throw new TypeError('a good one is read');
  const keep = read.records.map(({ item }) => item);
  const delivery = documentDelivery(barry, { text, keep }, new Date('2026-07-01T08:00:00Z'));
  const [record] = readBroughtDocument(delivery).records;
  if (record?.facets.credential === undefined) throw new TypeError('it has a credential');
  failed = record;
  digest = record.facets.credential.digest;
});

/** A house that knows what these bytes say, as the worker wrote it down; no pod is asked. */
function houseWith({ proof = 'VALID' }: { readonly proof?: Verdict['proof'] } = {}): House {
  const [said] = provenBy(fingerprint, barry, [failed]);
  const facts = new Map(said && [[provenName(failed.key, digest), said.facts]]);
  const verdict = proof === 'VALID' ? trusted : { ...trusted, verdict: 'REJECTED' as const, proof };
  const house = {
    fingerprint,
    ledger: {
      credentials: {
        proven: async () => facts,
        subjects: async () => new Map([[digest, true]]),
      },
    },
    credentials: { judge: async () => new Map([[digest, verdict]]) },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return house as unknown as House;
}

/** As it stands in a pod: every part is shared. */
function standing(facets: RecordFacets, by: string | undefined = digest): ReadableRecord {
  const contents: {
    readonly [F in keyof RecordFacets]?: NonNullable<RecordFacets[F]> | undefined;
  } = facets;
  return {
    key: failed.key,
    version: 1,
    status: 'CURRENT',
    receivedAt: '2026-07-01T08:00:00.000Z',
    core: facets.core,
    shows: () => true,
    signed: async () => ({ shared: true, content: undefined }),
    digest: () => by,
    evidence: async () => ({ shared: true, content: undefined }),
    peek: async (name) => ({ shared: true, content: contents[name] }),
    facet: async (name) => ({ shared: true, content: contents[name] }),
  };
}
async function told(record: ReadableRecord, house = houseWith()) {
  const [said] = await judged(house, barry)([record]);
  return { verdict: said?.verdict, by: said?.core.assertedBy };
}
const differs = { verdict: 'UNDETERMINED', findings: [{ code: 'FACTS_DIFFER' }] };

it('a record that stands as it was signed has the verdict on its credential', async () => {
  expect(await told(standing(failed.facets))).toMatchObject({
    verdict: { verdict: 'TRUSTED', findings: [] },
    by: 'ISSUER_SIGNED',
  });
});

it('a better grade by hand is not what was signed', async () => {
  const { facets } = failed;
  const said = facets.assessment;
  if (said === undefined) throw new TypeError('it says how it ended');
  const assessment = { ...said, pass: 'PASSED' as const, score: '10' };
  expect(await told(standing({ ...facets, assessment }))).toMatchObject({
    verdict: differs,
    by: 'IMPORT',
  });
});

it('a result that was taken away by hand is not what was signed', async () => {
  const { assessment: _failed, ...facets } = failed.facets;
  expect(await told(standing(facets))).toMatchObject({ verdict: differs, by: 'IMPORT' });
});

it('nobody signs by writing that it was signed', async () => {
  const { credential: _none, ...facets } = failed.facets;
  const byHand = { ...facets, core: { ...facets.core, assertedBy: 'ISSUER_SIGNED' as const } };
  const record = { ...standing(byHand), digest: () => undefined };
  expect(await told(record)).toEqual({ verdict: undefined, by: 'IMPORT' });
  const madeUp = await told(standing(byHand, 'a'.repeat(64)));
  expect(madeUp).toMatchObject({ by: 'IMPORT' });
  expect(madeUp.verdict?.verdict).toBe('UNDETERMINED');
});

it('what was signed by hand, and whose proof does not hold, is the learner’s word', async () => {
  const core = { ...failed.facets.core, assertedBy: 'ISSUER_SIGNED' as const };
  const forged = await told(standing({ ...failed.facets, core }), houseWith({ proof: 'INVALID' }));
  expect(forged).toMatchObject({ verdict: { proof: 'UNSUPPORTED' }, by: 'IMPORT' });
});
