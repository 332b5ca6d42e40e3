/** Noninterference of signed forms: what a grant hides of an award has no part in the bytes that it shows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson, institutionId, isObject, type JsonObject } from '../../src/base/index.js';
import { buildView } from '../../src/consent/index.js';
import {
  type InstitutionSigners,
  openFileSigners,
  resultStatuses,
  showsOnly,
  toOpenBadge,
} from '../../src/credentials/index.js';
import { awardDelivery, readAward } from '../../src/flows/award-record.js';
import { signedApart } from '../../src/flows/selective-form.js';
import { signedFor } from '../../src/flows/signed-views.js';
import { layoutOf } from '../../src/pod/index.js';
import {
  type Facet,
  type PartApart,
  partsApart,
  type RecordVersion,
  type SourceDelivery,
} from '../../src/records/index.js';
import { award, statusEntry } from '../fixtures/awards.js';
import { cases, lateFailureOf, patience, proved, say, seed } from '../fixtures/properties.js';
import { grant } from '../fixtures/records.js';

const desk = {
  id: institutionId('hogeschool-zonnedael.example'),
  name: [{ language: 'nl', value: 'Hogeschool Zonnedael' }],
};
const storage = 'https://pods.example/samira/';
const id = '0d0b1f62-6b0e-4bd1-9d11-5d4a3c2b1a09';

let signers: InstitutionSigners;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'apart-'));
  const secret = 'a secret of these tests, long enough';
  const source = await openFileSigners({
    folder,
    origin: 'https://leerkluis.example:8443',
    secret,
  });
  signers = await source.signersOf(desk.id);
  return () => rm(folder, { recursive: true });
});

/** What an award says of each part; nothing of one that is not there. */
interface Said {
  readonly assessment: { readonly value: string; readonly status: string } | undefined;
  readonly credits: { readonly ECTS?: number };
  readonly evidence: string | undefined;
  readonly feedback: string | undefined;
  readonly identifiers: number | undefined;
}
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const words = fc.stringMatching(/^[A-Za-z0-9 ]{1,40}$/).map((text) => `x${text}`);
const someSaid: fc.Arbitrary<Said> = fc.record({
  assessment: maybe(fc.record({ value: words, status: fc.constantFrom(...resultStatuses) })),
  credits: fc.record({ ECTS: fc.integer({ min: 1, max: 30 }) }, { requiredKeys: [] }),
  evidence: maybe(words),
  feedback: maybe(words),
  identifiers: maybe(fc.integer({ min: 10_000, max: 99_999 })),
});

function badgeOf({ assessment, credits, evidence, feedback, identifiers }: Said): JsonObject {
  const { result: _none, achievement, ...plain } = award();
  const {
    scale: _scale,
    load: _load,
    timeInvestment: _hours,
    programmes: _codes,
    ...rest
  } = achievement;
  const { credentialSubject: subject, ...badge } = toOpenBadge(
    { ...plain, achievement: rest, issuer: { ...plain.issuer, did: signers.did } },
    [statusEntry],
  );
  if (!isObject(subject) || !isObject(subject['achievement'])) throw new TypeError('a badge');
  const scale = 'urn:uuid:0b0e1f62-6b0e-4bd1-9d11-5d4a3c2b1a09';
  const described = { id: scale, type: ['ResultDescription'], name: 'Schaal' };
  return {
    ...badge,
    ...(evidence !== undefined && { evidence: [{ type: ['Evidence'], name: evidence }] }),
    credentialSubject: {
      ...subject,
      ...(feedback !== undefined && { narrative: feedback }),
      ...(assessment && {
        result: [{ type: ['Result'], resultDescription: scale, ...assessment }],
      }),
      achievement: {
        ...subject['achievement'],
        ...credits,
        ...(assessment && { resultDescription: [described] }),
        ...(identifiers !== undefined && { educationProgramIdentifier: identifiers }),
      },
    },
  };
}

/** As it would have been issued and delivered. */
async function deliveryOf(said: Said): Promise<SourceDelivery> {
  const unsigned = badgeOf(said);
  const sound = { proof: 'VALID', findings: [], issuer: signers.did } as const;
  const examine = async () =>
    ({ ...sound, digest: '', form: 'SD_JWT', keys: [], status: [] }) as const;
  const examiner = { examine, examineList: () => Promise.reject(new TypeError('no list')) };
  const apart = await signedApart({ examiner }, signers, `urn:uuid:${id}`, unsigned);
  const proof = { type: 'DataIntegrityProof', proofValue: 'z3FXQ' };
  const body = JSON.stringify({ ...unsigned, proof });
  return awardDelivery(desk, id, { body, apart }, new Date('2026-07-01T10:00:00Z'));
}
function recordOf(delivery: SourceDelivery): RecordVersion {
  const [record] = readAward(delivery, desk).records;
  if (record?.facets.credential?.selective === undefined) throw new TypeError('it has a form');
  const { receivedAt } = delivery;
  return { ...record, version: 1, status: 'CURRENT', receivedAt, delivery: delivery.id };
}
/** A pod in which it came in. */
const podOf =
  ({ page: { body: _body, ...page }, ...delivery }: SourceDelivery): typeof fetch =>
  async (input) => {
    const { index, ...layout } = layoutOf(storage);
    const { url } = new Request(input);
    const { id: name, institution } = delivery;
    if (url === index) {
      const deliveries = [{ id: name, institution }];
      return new Response(JSON.stringify({ bundles: [], deliveries }));
    }
    const isManifest = url.endsWith(`${name}.delivery.json`) && layout.edu !== '';
    return isManifest
      ? new Response(JSON.stringify({ ...delivery, page }))
      : new Response(null, { status: 404 });
  };

/** What a grant shows of an award: its view, and the bytes beside it. */
async function seenOf(delivery: SourceDelivery, facets: readonly Facet[]) {
  const record = recordOf(delivery);
  const terms = grant({ facets, scope: [{}], includeFuture: true });
  const view = buildView(terms, [record], {});
  const build = { fetch: podOf(delivery), context: {} };
  const [wanted, ...more] = signedFor({ build }, storage, view, { records: [record], terms });
  const content = await wanted?.read();
  if (wanted === undefined || more.length > 0 || content === undefined) throw new TypeError('one');
  const [shown] = view.records;
  if (shown === undefined) throw new TypeError('it is shown');
  expect(wanted.isIt?.(content)).toBe(true);
  return { shown, text: Buffer.from(content.bytes).toString(), bytes: content.bytes };
}

const Disclosed = z.tuple([z.string(), z.string(), z.json()]);
const decoded = (part: string): unknown =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
/** With the number of digests in the place of what they are. */
function counted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(counted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, each]): readonly [string, unknown] => [
    name,
    name === '_sd' && Array.isArray(each) ? each.length : counted(each),
  ]);
  return Object.fromEntries<unknown>(members);
}
/** All that can be read in a form but for salts, digests and the signature; disclosures stand in the order of their digests. */
function readable(text: string) {
  const [signed = '', ...disclosures] = text.split('~');
  const [header = '', payload = '', signature = ''] = signed.split('.');
  const disclosed = disclosures.slice(0, -1).map((each) => {
    const [, name, value] = Disclosed.parse(decoded(each));
    return canonicalJson([name, value, each.length]);
  });
  return {
    header,
    payload: canonicalJson(counted(decoded(payload))),
    lengths: [payload.length, signature.length, text.length],
    disclosed: disclosed.toSorted(),
  };
}

const closed = (facets: readonly PartApart[]): readonly PartApart[] =>
  facets.filter((facet) => facet !== 'evidence' || facets.includes('assessment'));
/** Of everything at once the credential itself is shown, and no form of it. */
const someParts = fc
  .subarray([...partsApart])
  .filter((parts) => !partsApart.every((part) => part === 'identifiers' || parts.includes(part)));

const someCase = fc.record({ here: someSaid, there: someSaid, parts: someParts });

describe(`the form of an award under a grant that hides some of it (seed ${seed})`, {
  timeout: patience,
}, () => {
  it('tells two awards apart by nothing that the grant does not show, nor by how long anything is', async () => {
    const count = cases(300);
    let [same, disclosing] = [0, 0];
    const failure = await lateFailureOf(
      someCase,
      async ({ here, there, parts }) => {
        const shown = closed(parts);
        const kept = Object.fromEntries(shown.map((part) => [part, here[part]]));
        const facets: readonly Facet[] = ['core', ...parts, 'credential'];
        const [one, other] = await Promise.all(
          [here, { ...there, ...kept }].map(async (said) => seenOf(await deliveryOf(said), facets)),
        );
        if (one === undefined || other === undefined) throw new TypeError('two');
        // What is earned shows its load (docs/decisions/0013): two that differ in that are told apart by the view itself.
        if (canonicalJson(one.shown.facets) !== canonicalJson(other.shown.facets)) return;
        same += 1;
        expect(readable(other.text)).toEqual(readable(one.text));
        expect(other.shown.credential?.n).toBe(one.shown.credential?.n);
        if (readable(one.text).disclosed.length > 0) disclosing += 1;
        const form = one.shown.credential?.form ?? '';
        expect(showsOnly(one.bytes, form, shown)).toBe(true);
      },
      count,
    );
    say(`${same} pairs of awards told apart by nothing, ${disclosing} of them with parts in them`);
    proved({
      method: 'two awards',
      cases: same,
      mismatches: failure === undefined ? 0 : 1,
      note: `${disclosing} with parts in them`,
    });
    expect(failure).toBeUndefined();
    expect(same).toBeGreaterThan(count / 3);
    expect(disclosing).toBeGreaterThan(count / 6);
  });
});
