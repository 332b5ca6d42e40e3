import { type JsonObject, present, sha256Hex } from '../../base/index.js';
import { type PartApart, partsApart, type SelectiveForm } from '../../records/index.js';
import { type Placed, placedIn } from '../jose/disclosures.js';
import { mintSdJwt } from '../jose/mint.js';
import { sdJwtParts } from '../jose/sd-jwt.js';
import { mostCharacters } from '../jose/strict-json.js';
import type { Signer } from '../signer.js';
import { claimsOf, digestsAt, disclosableIn, partAt } from './parts.js';

export const selectiveMediaType = 'application/vc+sd-jwt';

const dateIn = (value: unknown): Date | undefined => {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
};

/**
 * Signs what an Open Badge says once more, as an SD-JWT of which whoever has it shows the parts they want. What is hidden is
 * not told from what was never there: each object has as many digests, whatever stands behind them.
 * @returns undefined for what does not fit: one of another form than ours, and one that is larger than what is looked into.
 */
export async function signSelective(
  unsigned: JsonObject,
  signer: Signer,
): Promise<Uint8Array | undefined> {
  const claims = claimsOf(unsigned);
  const validFrom = dateIn(unsigned['validFrom']);
  if (claims === undefined || validFrom === undefined) return undefined;
  const text = await mintSdJwt({
    claims,
    disclosable: disclosableIn(claims),
    digests: digestsAt,
    signer,
    typ: 'vc+sd-jwt',
    validFrom,
    ...present({ validUntil: dateIn(unsigned['validUntil']) }),
  });
  return text.length > mostCharacters ? undefined : Buffer.from(text, 'utf8');
}

interface Opened {
  /** What the issuer signed. */
  readonly signed: string;
  readonly disclosed: readonly { readonly encoded: string; readonly part: PartApart }[];
}

const partOf = ({ path, disclosure }: Placed) => {
  const part = partAt.get(path);
  return part === undefined ? [] : [{ encoded: disclosure.encoded, part }];
};

/** @returns undefined for what is none of ours, or says anything that belongs to no part. */
function opened(bytes: Uint8Array): Opened | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const parts = sdJwtParts(text);
  if ('code' in parts || parts.binding !== '' || !text.startsWith(`${parts.jws.text}~`)) {
    return undefined;
  }
  const placed = placedIn(parts.jws.payload, parts.disclosures);
  if ('code' in placed) return undefined;
  const disclosed = placed.flatMap(partOf);
  return disclosed.length === placed.length ? { signed: parts.jws.text, disclosed } : undefined;
}

/** What is known of a selective form without its bytes. @returns undefined for what is none. */
export function selectiveFormOf(bytes: Uint8Array, mediaType: string): SelectiveForm | undefined {
  const form = mediaType === selectiveMediaType ? opened(bytes) : undefined;
  if (form === undefined) return undefined;
  const { signed, disclosed } = form;
  const sizes = partsApart.flatMap((part) => {
    const mine = disclosed.filter((one) => one.part === part);
    const size = mine.reduce((sum, { encoded }) => sum + encoded.length + 1, 0);
    return mine.length === 0 ? [] : [[part, size] as const];
  });
  return {
    digest: sha256Hex(signed),
    mediaType,
    bytes: signed.length + 1,
    parts: Object.fromEntries(sizes),
  };
}

/** The same credential with just these of its parts. @returns undefined for what is no selective form. */
export function withParts(bytes: Uint8Array, shown: readonly PartApart[]): Uint8Array | undefined {
  const form = opened(bytes);
  if (form === undefined) return undefined;
  const kept = form.disclosed
    .filter(({ part }) => shown.includes(part))
    .map(({ encoded }) => encoded);
  return Buffer.from(`${[form.signed, ...kept].join('~')}~`, 'utf8');
}

/**
 * Whether bytes are what this issuer signed, and disclose no part beyond these. What stands behind a digest is what its issuer
 * put there, so that nothing else has to be looked at.
 * @param digest of what the issuer signed.
 */
export function showsOnly(bytes: Uint8Array, digest: string, shown: readonly PartApart[]): boolean {
  const form = opened(bytes);
  return (
    form !== undefined &&
    sha256Hex(form.signed) === digest &&
    form.disclosed.every(({ part }) => shown.includes(part))
  );
}
