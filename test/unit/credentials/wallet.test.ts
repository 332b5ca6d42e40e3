/** What a wallet gets of a record, and what this server tells wallets. Pure. */
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId } from '../../../src/base/index.js';
import {
  isWalletCopy,
  learningQuery,
  readAuthorization,
  signWalletList,
  typeMetadata,
  walletCopyOf,
  walletIssuer,
  walletKinds,
} from '../../../src/credentials/index.js';
import { readClaims } from '../../../src/documents/index.js';
import type { RecordFacets } from '../../../src/records/index.js';

const Named = z.object({ claims: z.array(z.object({ display: z.array(z.unknown()) })) });
const Asked = z.object({
  credentials: z.array(
    z.object({ id: z.string(), claims: z.array(z.object({ id: z.string().optional() })) }),
  ),
});
const Listed = z.looseObject({ status_list: z.looseObject({ lst: z.string() }) });
const now = new Date('2026-07-01T12:00:00Z');
const school = {
  id: institutionId('school.example'),
  name: [{ language: 'nl', value: 'De School' }],
};
const facets: Pick<RecordFacets, 'core' | 'assessment' | 'credits'> = {
  core: {
    recordType: 'RESULT',
    title: [
      { language: 'en', value: 'Cooking' },
      { language: 'nl', value: 'Koken' },
    ],
    institution: school,
    assertedBy: 'INSTITUTION',
    issuedOn: '2026-06-30',
    level: { raw: '4', eqf: 4, nlqf: '4', derived: false },
  },
  assessment: {
    state: { value: 'COMPLETED' },
    pass: 'PASSED',
    score: '8.0',
    scale: { kind: 'GRADE_1_10' },
  },
  credits: { load: { unit: 'SBU', amount: '240' }, earning: 'EARNED', retakeGroup: 'x' },
};
const changed = (
  core: Partial<RecordFacets['core']>,
  assessment: Partial<NonNullable<RecordFacets['assessment']>> = {},
) => {
  const { assessment: before } = facets;
  if (before === undefined) throw new Error('it has an assessment');
  const after = { ...before, ...assessment };
  return walletCopyOf({ ...facets, core: { ...facets.core, ...core }, assessment: after }, now);
};

type Changes = Parameters<typeof changed>;
const noCopies: readonly (readonly [string, Changes[0], Changes[1], string])[] = [
  ['is an enrolment', { recordType: 'ENROLMENT' }, {}, 'KIND'],
  ['is still under way', {}, { state: { value: 'IN_PROGRESS' } }, 'NOT_FINAL'],
  ['is provisional', {}, { final: false }, 'NOT_FINAL'],
  ['was valid until yesterday', { award: { validUntil: '2026-06-30' } }, {}, 'OVER'],
];

describe('a copy for a wallet', () => {
  it('has each claim apart, in Dutch where there is any, and names nobody', () => {
    const copy = walletCopyOf(facets, now);
    if (!isWalletCopy(copy)) throw new Error(copy);
    expect(copy).toEqual({
      vct: 'https://leerkluis.nl/vct/result/v1',
      claims: {
        title: 'Koken',
        institution: 'De School',
        kind: 'result',
        grade: '8.0',
        pass: true,
        credits: { amount: '240', unit: 'SBU' },
        level: { eqf: 4, nlqf: '4' },
        issued: '2026-06-30',
        iat: now.getTime() / 1000,
      },
      disclosable: [
        'title',
        'institution',
        'kind',
        'grade',
        'pass',
        'credits',
        'level',
        'issued',
      ].map((name) => `/${name}`),
      validFrom: new Date('2026-06-30T00:00:00Z'),
    });
  });

  it.each(noCopies)('is none of what %s', (_what, core, assessment, because) => {
    expect(changed(core, assessment)).toBe(because);
  });

  it('shown to us again it is read whole, and it has all that we ask a wallet for', () => {
    const copy = walletCopyOf(facets, now);
    if (!isWalletCopy(copy)) throw new Error(copy);
    const claims = { ...copy.claims, vct: copy.vct, iss: 'did:web:school.example' };
    const reading = readClaims(claims, Buffer.from('e30.e30.e30~'));
    if (reading.kind !== 'IMPORTED') throw new Error('it is not read');
    const [{ facets: found } = { facets: undefined }] = reading.records;
    expect(found?.identifiers).toMatchObject({ issues: [], losses: [] });
    expect(found?.core).toMatchObject({ issuedOn: '2026-06-30', recordType: 'RESULT' });
    expect(found?.credits).toMatchObject({ load: { unit: 'SBU', amount: '240' } });
    const ours = Asked.parse(learningQuery).credentials.filter(({ id }) => id !== 'badge');
    const names = ours.flatMap(({ claims: wanted }) => wanted.map(({ id }) => `/${id}`));
    expect(names).not.toEqual([]);
    expect([...new Set(names)].filter((name) => !copy.disclosable.includes(name))).toEqual([
      '/description',
    ]);
  });

  it('what was not said to be passed or failed says neither', () => {
    const copy = changed({}, { pass: 'UNKNOWN' });
    expect(isWalletCopy(copy) && copy.claims).not.toHaveProperty('pass');
  });
});

describe('what this server tells wallets', () => {
  it('names one issuer, four configurations, and ES256 alone for keys of wallets', () => {
    const { metadata, authorizationServer } = walletIssuer('https://kluis.example');
    const { credentialIssuer } = metadata;
    expect(credentialIssuer.credential_issuer).toBe('https://kluis.example');
    expect(authorizationServer.issuer).toBe('https://kluis.example');
    const all = Object.values(credentialIssuer.credential_configurations_supported);
    expect(all).toHaveLength(4);
    for (const one of all) {
      expect(one.proof_types_supported).toEqual({
        jwt: { proof_signing_alg_values_supported: ['ES256'] },
      });
    }
  });
  it('says of each type what its claims are called, in both languages', () => {
    for (const kind of walletKinds) {
      const { claims } = Named.parse(typeMetadata(kind));
      expect(claims.map(({ display }) => display.length)).toEqual(claims.map(() => 2));
    }
  });
});

describe('a wallet in a browser', () => {
  const good = {
    response_type: 'code',
    client_id: 'wallet',
    redirect_uri: 'eudi-wallet://back',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    scope: 'openid result',
  };
  it('is heard with PKCE, one answer and a place to go back to', () => {
    expect(readAuthorization(new URLSearchParams(good))).toEqual({
      client: 'wallet',
      redirect: 'eudi-wallet://back',
      challenge: 'a'.repeat(43),
      kinds: ['result'],
    });
  });
  it.each([
    ['without PKCE', { code_challenge: '' }],
    ['with plain PKCE', { code_challenge_method: 'plain' }],
    ['for a token at once', { response_type: 'token' }],
    ['with a script to go back to', { redirect_uri: 'javascript:alert(1)' }],
    ['with data to go back to', { redirect_uri: 'data:text/html,x' }],
    ['with an open line to go back to', { redirect_uri: 'http://wallet.example/back' }],
    ['with a login in the address', { redirect_uri: 'https://a:b@wallet.example/' }],
    ['with a fragment', { redirect_uri: 'https://wallet.example/#x' }],
    ['as nobody', { client_id: '' }],
  ])('is not heard %s', (_what, change) => {
    expect(readAuthorization(new URLSearchParams({ ...good, ...change }))).toBeUndefined();
  });
  it('is not heard when it says one thing twice', () => {
    const query = new URLSearchParams(good);
    query.append('redirect_uri', 'https://other.example/');
    expect(readAuthorization(query)).toBeUndefined();
  });
});

it('a list of a school has 131,072 places, and those taken back or suspended among them', async () => {
  const signer = {
    id: 'did:web:x#k',
    algorithm: 'ES256' as const,
    sign: async () => new Uint8Array(64),
  };
  const list = await signWalletList(
    { did: 'did:web:x', wallets: signer },
    'https://x/1',
    { revoked: [0, 131_071], suspended: [1] },
    now,
  );
  const payload = Listed.parse(
    JSON.parse(Buffer.from(list.split('.')[1] ?? '', 'base64url').toString()),
  );
  expect(payload).toMatchObject({
    sub: 'https://x/1',
    iss: 'did:web:x',
    ttl: 300,
    status_list: { bits: 2 },
  });
  const bits = inflateSync(Buffer.from(payload.status_list.lst, 'base64url'));
  expect([bits.length, bits[0], bits.at(-1)]).toEqual([32_768, 0b1001, 0b0100_0000]);
});
