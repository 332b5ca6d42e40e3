import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutionId, isObject, type JsonObject, present } from '../../../src/base/index.js';
import {
  type Award,
  didDocumentOf,
  examine,
  type InstitutionSigners,
  isEnvelope,
  openCredential,
  openFileSigners,
  selectiveFormOf,
  selectiveMediaType,
  showsOnly,
  signSelective,
  toOpenBadge,
  withParts,
} from '../../../src/credentials/index.js';
import { readClaims } from '../../../src/documents/index.js';
import {
  type PartApart,
  partsApart,
  type RecordFacets,
  sizeWith,
} from '../../../src/records/index.js';
import { award, statusEntry } from '../../fixtures/awards.js';

let root = '';
let signers: InstitutionSigners;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'selective-'));
  const source = await openFileSigners({
    folder: root,
    origin: 'https://leerkluis.example:8443',
    secret: 'a secret of these tests, long enough',
  });
  signers = await source.signersOf(institutionId('hogeschool-zonnedael.example'));
});
afterAll(() => rm(root, { recursive: true }));

const unsigned = (change: Partial<Award> = {}): JsonObject => {
  const badge = toOpenBadge({ ...award(change), issuer: { ...award().issuer, did: signers.did } }, [
    statusEntry,
  ]);
  return badge;
};
const withAll = ({ credentialSubject: subject, ...badge }: JsonObject): JsonObject => ({
  ...badge,
  evidence: [{ id: 'https://werk.example/fiets', type: ['Evidence'], name: 'Fietswerkstuk' }],
  credentialSubject: { ...(isObject(subject) && subject), narrative: 'Zorgvuldig gewerkt' },
});
async function sign(badge: JsonObject): Promise<Uint8Array> {
  const bytes = await signSelective(badge, signers.wallets);
  if (bytes === undefined) throw new TypeError('it was not signed');
  return bytes;
}
const only = (bytes: Uint8Array, parts: readonly PartApart[]): Uint8Array =>
  withParts(bytes, parts) ?? new Uint8Array();
const dids = async () =>
  new Map([[signers.did, { document: await didDocumentOf(signers.did, signers.published) }]]);
const claimsIn = (bytes: Uint8Array): JsonObject => {
  const opened = openCredential(bytes);
  if (!isEnvelope(opened)) throw new TypeError(opened.code);
  return opened.claims;
};
function facetsIn(bytes: Uint8Array): RecordFacets {
  const reading = readClaims(claimsIn(bytes), bytes);
  const [record] = reading.kind === 'IMPORTED' ? reading.records : [];
  if (record === undefined) throw new TypeError('it gives no record');
  return record.facets;
}
/** All that stands in it, also what is written in base64. */
const innards = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString()
    .split(/[.~]/)
    .map((part) => Buffer.from(part, 'base64url').toString())
    .join('\n');
const payloadIn = (bytes: Uint8Array): object => {
  const [, payload = ''] = Buffer.from(bytes).toString().split('.');
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return isObject(value) ? value : {};
};
/** How many digests stand in each object of what was signed. */
function digestsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  return members.flatMap(([name, each]) =>
    name === '_sd' && Array.isArray(each)
      ? [`${path}: ${each.length}`]
      : digestsIn(each, `${path}/${name}`),
  );
}

/** What tells of each part, and of no other. */
const words: Readonly<Record<PartApart, readonly string[]>> = {
  assessment: ['"7.5"', 'Eindcijfer', 'Completed'],
  credits: ['4.5', 'ECTS', '126'],
  evidence: ['Fietswerkstuk'],
  feedback: ['Zorgvuldig'],
  identifiers: ['34401', '0d0b1f62-6b0e', '99ZZ', '7f3c5a52-1f55', 'identityHash'],
};

describe('the form of an award of which parts can be left out', () => {
  it('holds by our verifier with every choice of parts, under the same places in the same lists', async () => {
    const bytes = await sign(withAll(unsigned()));
    for (const parts of [partsApart, [], ...partsApart.map((part) => [part])]) {
      const examined = await examine(only(bytes, parts), await dids());
      expect([parts, examined]).toMatchObject([
        parts,
        {
          form: 'SD_JWT',
          proof: 'VALID',
          issuer: signers.did,
          findings: [],
          validFrom: '2026-07-01T09:30:00Z',
          validUntil: '2031-07-01T23:59:59Z',
          status: [{ kind: 'BITSTRING', index: 4711, purpose: 'revocation' }],
        },
      ]);
    }
  });

  it('tells the parts that are chosen, and of the others nothing, in no spelling', async () => {
    const bytes = await sign(withAll(unsigned()));
    for (const shown of partsApart) {
      const inside = innards(only(bytes, [shown]));
      expect(inside).toContain('Fietsen onderhouden');
      for (const part of partsApart) {
        const found = words[part].filter((word) => inside.includes(word));
        expect([shown, part, found]).toEqual([shown, part, part === shown ? words[part] : []]);
      }
    }
  });

  it('is read as the record that it is, with just the parts that are chosen', async () => {
    const bytes = await sign(withAll(unsigned()));
    for (const shown of partsApart) {
      const chosen = only(bytes, [shown]);
      const { core, identifiers, ...others } = facetsIn(chosen);
      expect(core.title[0]?.value).toBe('Fietsen onderhouden');
      // Hours beside a load go with the load.
      const hours = shown === 'credits' ? 'PT126H' : undefined;
      expect([shown, core.award?.workload]).toEqual([shown, hours]);
      const named = identifiers.codes.some(({ type }) => type === 'achievement');
      expect([shown, named]).toEqual([shown, shown === 'identifiers']);
      expect(Object.keys(present(others))).toEqual(shown === 'identifiers' ? [] : [shown]);
    }
  });

  it('hides a grade, and that there is none, alike: as many digests in each place, and as long', async () => {
    const graded = await sign(withAll(unsigned()));
    const { result: _none, ...plain } = award();
    const { scale: _scale, load: _load, ...rest } = plain.achievement;
    const bare = toOpenBadge(
      { ...plain, achievement: rest, issuer: { ...plain.issuer, did: signers.did } },
      [statusEntry],
    );
    const ungraded = await sign(bare);
    const [one, other] = [only(graded, []), only(ungraded, [])];
    expect(digestsIn(payloadIn(one))).toEqual([
      '/issuer: 1',
      '/credentialSubject/achievement: 9',
      '/credentialSubject: 5',
      ': 2',
    ]);
    expect(digestsIn(payloadIn(other)).toSorted()).toEqual(digestsIn(payloadIn(one)).toSorted());
    expect(other).toHaveLength(one.length);
    expect(Object.keys(payloadIn(other)).toSorted()).toEqual(
      Object.keys(payloadIn(one)).toSorted(),
    );
    const digests = JSON.stringify(payloadIn(one)).matchAll(/"_sd":(\[[^\]]*\])/g);
    for (const [, list = '[]'] of digests) {
      const sorted: unknown = JSON.parse(list);
      expect(sorted).toEqual(list.match(/[\w-]{43}/g)?.toSorted());
    }
  });

  it('is known by what its issuer signed, and its size with each choice of parts is known before', async () => {
    const bytes = await sign(withAll(unsigned()));
    const form = selectiveFormOf(bytes, selectiveMediaType);
    if (form === undefined) throw new TypeError('no form');
    for (const parts of [partsApart, [], ['credits', 'feedback']] as const) {
      const chosen = only(bytes, parts);
      expect(chosen).toHaveLength(sizeWith(form, parts));
      expect(selectiveFormOf(chosen, selectiveMediaType)?.digest).toBe(form.digest);
    }
    expect(Object.keys(form.parts)).toEqual([...partsApart]);
    expect(selectiveFormOf(bytes, 'application/vc')).toBeUndefined();
    expect(selectiveFormOf(Buffer.from('{}'), selectiveMediaType)).toBeUndefined();
  });

  it('is taken for what it is only with the parts that may be shown, under the digest it has', async () => {
    const bytes = await sign(withAll(unsigned()));
    const digest = selectiveFormOf(bytes, selectiveMediaType)?.digest ?? '';
    const chosen = only(bytes, ['credits']);
    expect(showsOnly(chosen, digest, ['credits'])).toBe(true);
    expect(showsOnly(chosen, digest, ['credits', 'feedback'])).toBe(true);
    expect(showsOnly(chosen, digest, ['feedback'])).toBe(false);
    expect(showsOnly(bytes, digest, ['credits'])).toBe(false);
    const other = await sign(withAll(unsigned()));
    expect(showsOnly(only(other, ['credits']), digest, ['credits'])).toBe(false);
  });

  it('is nothing any more once something in it is changed, added or taken over', async () => {
    const bytes = await sign(withAll(unsigned()));
    const digest = selectiveFormOf(bytes, selectiveMediaType)?.digest ?? '';
    const text = Buffer.from(only(bytes, ['credits'])).toString();
    const made = Buffer.from(JSON.stringify(['zout', 'ECTS', 30])).toString('base64url');
    const [first = '', ...rest] = text.split('~');
    const changed = [
      text.slice(0, -1),
      `${text}${made}~`,
      `${text}${rest[0]}~`,
      `${first}~${made}~`,
      ` ${text}`,
      `${text}a.b.c`,
      text.replace('~', '~~'),
      text.replaceAll('~', ''),
    ];
    for (const each of changed) {
      expect([each.length, showsOnly(Buffer.from(each), digest, partsApart)]).toEqual([
        each.length,
        false,
      ]);
    }
  });

  it('leaves out what no part of a record tells, such as a picture', async () => {
    const badge = { ...withAll(unsigned()), endorsement: ['Uitmuntend'] };
    expect(innards(await sign(badge))).not.toMatch(/fiets\.png|Uitmuntend/);
  });

  it('is not made of what is of another form, or larger than a verifier reads', async () => {
    const { credentialSubject: _none, ...without } = unsigned();
    expect(await signSelective(without, signers.wallets)).toBeUndefined();
    const large = { ...unsigned(), description: 'x'.repeat(60_000) };
    expect(await signSelective(large, signers.wallets)).toBeUndefined();
  });
});
