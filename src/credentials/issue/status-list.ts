import { Fault, type JsonObject } from '../../base/index.js';
import type { Signer } from '../signer.js';
import { encodeBitstring, encodeTokenList } from '../status/packed-bits.js';
import { leastEntries } from '../status/status-list.js';
import { compactJws } from './compact-jws.js';
import { type Signing, signCredential } from './sign.js';

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

interface List {
  /** Address under which it is served; names itself by it. */
  readonly url: string;
  /** DID. */
  readonly issuer: string;
  readonly bits: Uint8Array;
  /** How long whoever fetched it may go by it. */
  readonly ttlMs: number;
}
export interface BitstringList extends List {
  readonly purpose: 'revocation' | 'suspension';
  readonly validFrom: Date;
}
export interface TokenList extends List {
  readonly bitsPerEntry: 1 | 2;
  readonly issuedAt: Date;
  readonly expires: Date;
}

/** A list as Bitstring Status List 1.0 has it: whole, signed, and for one purpose. */
export function statusListCredential(
  { url, issuer, purpose, bits, validFrom, ttlMs }: BitstringList,
  signer: Signer,
  signing: Signing,
): Promise<Uint8Array> {
  const unsigned: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: validFrom.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      ttl: ttlMs,
      encodedList: encodeBitstring(bits),
    },
  };
  return signCredential(unsigned, signer, signing);
}

/** A list as the IETF's token status list has it: for credentials in the form of SD-JWT. */
export function tokenStatusList(
  { url, issuer, bits, bitsPerEntry, ttlMs, issuedAt, expires }: TokenList,
  signer: Signer,
): Promise<string> {
  if ((bits.length * 8) / bitsPerEntry < leastEntries) {
    throw new Fault('BadInput', 'A status list has 131,072 entries or more.');
  }
  const claims = {
    iss: issuer,
    sub: url,
    iat: seconds(issuedAt),
    exp: seconds(expires),
    ttl: Math.floor(ttlMs / 1000),
    status_list: { bits: bitsPerEntry, lst: encodeTokenList(bits) },
  };
  return compactJws({ typ: 'statuslist+jwt' }, claims, signer);
}
