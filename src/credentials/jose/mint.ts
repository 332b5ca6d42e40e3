import { randomBytes } from 'node:crypto';
import { SDJwtInstance } from '@sd-jwt/core';
import { Fault, type JsonObject, present, sha256Url } from '../../base/index.js';
import { publicJwkOf } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';
import type { Signer } from '../signer.js';
import { frameFor } from './disclosure-frame.js';
import { isRegistered, placedIn } from './disclosures.js';
import { issuerOf, isW3c } from './jwt-claims.js';
import { sdJwtParts } from './sd-jwt.js';
import { bytesOfBase64url } from './strict-json.js';

export interface Minting {
  readonly claims: JsonObject;
  /** JSON pointers of claims and elements of lists that their holder may leave out. */
  readonly disclosable: readonly string[];
  /** How many digests stand in each of these objects, by JSON pointer, so that what is hidden is not counted; else it is chance. */
  readonly digests?: ReadonlyMap<string, number>;
  /** The key of the wallet it is for; without it, it is anybody's who has it. */
  readonly holder?: PublicJwk;
  readonly signer: Signer;
  readonly typ: 'dc+sd-jwt' | 'vc+sd-jwt';
  /** The type of an SD-JWT VC; a W3C credential has its own. */
  readonly vct?: string;
  readonly status?: JsonObject;
  readonly validFrom: Date;
  readonly validUntil?: Date;
}

/** Set here, and by nobody's claims. */
const own = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'status'];
/** Have a meaning of their own at any depth, as have those that every object inherits. */
const special = new Set(['_sd', '_sd_alg', '_sd_decoy', '...']);
const isSpecial = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([name, each]) => special.has(name) || name in Object.prototype || isSpecial(each),
  );
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const issuerIn = ({ id }: Signer): string => id.replace(/#.*$/s, '');

function holderIn(holder: PublicJwk | undefined): JsonObject | undefined {
  if (holder === undefined) return undefined;
  const jwk = publicJwkOf(holder);
  if (jwk === undefined) throw new Fault('BadInput', 'The key of the holder cannot be used.');
  return { jwk };
}

function checked(minting: Minting): void {
  const { claims, disclosable, vct, signer } = minting;
  const isOwn = own.some((name) => Object.hasOwn(claims, name)) || isSpecial(claims);
  if (isOwn || disclosable.some(isRegistered)) {
    throw new Fault('BadInput', 'A claim has a name that is set by whoever signs.');
  }
  if (vct === undefined && !isW3c(claims)) {
    throw new Fault('BadInput', 'A credential of this kind has a type.');
  }
  if (isW3c(claims) && issuerOf(claims) !== issuerIn(signer)) {
    throw new Fault('BadInput', 'The key is of another issuer.');
  }
}

const bytesOf = (data: string | ArrayBuffer): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data);

/** Writes and signs an SD-JWT, with a disclosure of its own for each claim that is named. */
export async function mintSdJwt(minting: Minting): Promise<string> {
  checked(minting);
  const { claims, disclosable, signer, vct, status, validUntil } = minting;
  const payload: Record<string, unknown> = present({
    iss: issuerIn(signer),
    nbf: seconds(minting.validFrom),
    exp: validUntil && seconds(validUntil),
    vct,
    status,
    cnf: holderIn(minting.holder),
    ...claims,
  });
  const writer = new SDJwtInstance({
    omitTyp: true,
    hasher: (data) => bytesOfBase64url(sha256Url(bytesOf(data))) ?? new Uint8Array(),
    hashAlg: 'sha-256',
    saltGenerator: (bytes) => randomBytes(bytes).toString('base64url'),
    signAlg: signer.algorithm,
    signer: async (data) => Buffer.from(await signer.sign(Buffer.from(data))).toString('base64url'),
  });
  const header = { typ: minting.typ, kid: signer.id };
  return await writer.issue(payload, frameFor(payload, disclosable, minting.digests), { header });
}

/**
 * The same credential with only these disclosures, and those that they stand in. Done by its holder; needs no key as long as
 * nobody asks for a key binding.
 * @param keep JSON pointers of claims; one inside a claim that is disclosed as a whole brings all of it.
 */
export function select(text: string, keep: readonly string[]): string {
  const parts = sdJwtParts(text.trim());
  if ('code' in parts || parts.binding === undefined) {
    throw new Fault('BadInput', 'This is no SD-JWT.');
  }
  const placed = placedIn(parts.jws.payload, parts.disclosures);
  if ('code' in placed) throw new Fault('BadInput', 'The disclosures of this SD-JWT do not fit.');
  const kept = placed
    .filter(({ path }) => keep.some((each) => each === path || each.startsWith(`${path}/`)))
    .map(({ disclosure }) => disclosure.encoded);
  return `${[parts.jws.text, ...kept].join('~')}~`;
}
