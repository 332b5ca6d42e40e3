import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { type DisclosureFrame, SDJwtInstance } from '@sd-jwt/core';
import { institutionId, isObject, sha256Url } from '../src/base/index.js';
import {
  checkTokens,
  examine,
  isWalletCopy,
  learningQuery,
  mintSdJwt,
  signWalletList,
  type WalletCopy,
  walletCopyOf,
} from '../src/credentials/index.js';
import type { RecordFacets } from '../src/records/index.js';
import { decoded, encoded, type Party, party } from '../test/fixtures/jose.js';
import { inTurns } from './in-turns.js';
import { print, ratio } from './table.js';

const nobody = new Map();
const [school, holder] = [party(), party()];
const status = { status_list: { idx: 4711, uri: 'https://school.example/status/1' } };
const asked = { nonce: 'n-0S6_WzA2Mj', audience: 'decentralized_identifier:did:web:kluis.example' };

const facets: Pick<RecordFacets, 'core' | 'assessment' | 'credits'> = {
  core: {
    recordType: 'MICROCREDENTIAL',
    title: [{ language: 'nl', value: 'Koken voor grote groepen' }],
    description: [{ language: 'nl', value: 'Kookt voor honderd gasten.' }],
    institution: {
      id: institutionId('school.example'),
      name: [{ language: 'nl', value: 'De School' }],
    },
    assertedBy: 'ISSUER_SIGNED',
    issuedOn: '2026-06-30',
    level: { raw: 'EQF 4', eqf: 4, nlqf: '4', derived: false },
  },
  assessment: {
    state: { value: 'COMPLETED' },
    pass: 'PASSED',
    score: 'Behaald',
    scale: { kind: 'UNKNOWN' },
  },
  credits: { load: { unit: 'SBU', amount: '240' }, earning: 'EARNED', retakeGroup: 'x' },
};

const keyOf = ({ jwk }: Party) => createPublicKey({ format: 'jwk', key: { ...jwk } });
const isSigned = (by: Party) => {
  const key = keyOf(by);
  return (data: string, signature: string): boolean =>
    verify(
      'sha256',
      Buffer.from(data),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
};
const library = () =>
  new SDJwtInstance({
    omitTyp: true,
    hashAlg: 'sha-256',
    hasher: (data) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : new Uint8Array(data))
        .digest(),
    saltGenerator: (bytes) => randomBytes(bytes).toString('base64url'),
    signAlg: 'ES256',
    signer: school.sign,
    verifier: isSigned(school),
    kbVerifier: isSigned(holder),
  });

function copyNow(): WalletCopy {
  const copy = walletCopyOf(facets, new Date());
  if (!isWalletCopy(copy)) throw new Error(copy);
  return copy;
}
const ours = (): Promise<string> =>
  mintSdJwt({ ...copyNow(), holder: holder.jwk, signer: school.signer, typ: 'dc+sd-jwt', status });

type Claims = Record<string, unknown>;
/** The library's type knows only names that stand in a type. */
function frameOf(names: readonly string[]): DisclosureFrame<Claims>;
function frameOf(names: readonly string[]): object {
  return { _sd: names };
}

/** The same claims, each apart, in the library's own hands. */
function bare(): Promise<string> {
  const { claims, vct, disclosable } = copyNow();
  const payload: Claims = { iss: school.did, vct, status, cnf: { jwk: holder.jwk }, ...claims };
  const frame = frameOf(disclosable.map((pointer) => pointer.slice(1)));
  return library().issue<Claims>(payload, frame, {
    header: { typ: 'dc+sd-jwt', kid: school.method },
  });
}

/** With its holder's word on showing it, to us and now. */
function shown(copy: string): string {
  const { nonce, audience: aud } = asked;
  const said = { iat: Math.floor(Date.now() / 1000), nonce, aud, sd_hash: sha256Url(copy) };
  const head = `${encoded({ typ: 'kb+jwt', alg: 'ES256' })}.${encoded(said)}`;
  return `${copy}${head}.${holder.sign(head)}`;
}

/** What a wallet shows us: bound to its holder, this request and this moment, as asked; and then whether its issuer signed it. */
async function oursPresented(text: string): Promise<void> {
  const now = { ...asked, now: new Date(), maxAgeSeconds: 3600 };
  const found = await checkTokens({ tokens: [{ question: 'learning', text }] }, learningQuery, now);
  if (typeof found === 'string') throw new Error(`not taken: ${found}`);
  const [one] = found;
  if (one === undefined) throw new Error('nothing was shown');
  const { proof } = await examine(Buffer.from(one.text), nobody);
  if (proof !== 'VALID') throw new Error('not believed by ourselves');
}

/** What it costs to give to wallets and to take from them, beside the bare library of SD-JWT. */
export async function walletCosts(): Promise<void> {
  const copy = await ours();
  if (!isObject(decoded(copy.split('.')[1]))) throw new TypeError('a copy has claims');
  const text = shown(copy);
  const { did, signer: wallets } = school;
  const marked = { revoked: [1, 2, 3], suspended: [4] };
  const issues = 'library: issue an SD-JWT (ES256)';
  const verifies = 'library: verify one with key binding';
  const works = {
    [issues]: bare,
    'ours: copy of a record, minted with its status': ours,
    [verifies]: async () => {
      await library().verify(text, {
        keyBindingNonce: asked.nonce,
        disableStatusVerification: true,
      });
    },
    'ours: vp_token checked, matched and examined': () => oursPresented(text),
    'ours: a status list of 131,072, signed': () =>
      signWalletList({ did, wallets }, status.status_list.uri, marked, new Date()),
  };
  const times = await inTurns(works);
  const of = (name: string): number => times.get(name) ?? Number.NaN;
  const row = (name: string, peer: string): readonly string[] => [
    name,
    (1000 / of(name)).toFixed(0),
    ratio(of(name) / of(peer)),
  ];
  const names = Object.keys(works);
  print(
    'Wallets: to issue and to present',
    `One copy of ${text.length} characters with its holder’s word, in one thread; the works take turns, medians of 60. ÷ is time.`,
    [
      ['work', 'per second', '÷ library'],
      ...names.map((name, n) => row(name, n === 2 || n === 3 ? verifies : issues)),
    ],
  );
}
