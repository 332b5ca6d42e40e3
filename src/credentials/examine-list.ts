import type { DidDocuments } from './did-document.js';
import { type Envelope, isEnvelope, noProof } from './envelope.js';
import type { SigningKey } from './examined.js';
import { findKey } from './find-key.js';
import type { Finding } from './finding.js';
import { openStatusToken } from './jose/status-token.js';
import { openCredential } from './open.js';
import { bitstringOf } from './status/bitstring-list.js';
import type { StatusList } from './status/status-list.js';
import { tokenListOf } from './status/token-list.js';

/** A list that its issuer signed, or why it is not used. */
export type ExaminedList =
  | { readonly list: StatusList; readonly keys: readonly SigningKey[] }
  | { readonly finding: Finding };

/** A list of a million entries that nobody thinned out, in base64. */
const listBytes = 1_000_000;

const refused = (finding: Finding): ExaminedList => ({ finding });

/** @returns undefined for what is no token of its own kind: then it may be a credential. */
function tokenIn(bytes: Uint8Array): Envelope | undefined {
  if (bytes.length > listBytes) return undefined;
  const opened = openStatusToken(Buffer.from(bytes).toString('latin1'), findKey);
  return isEnvelope(opened) ? opened : undefined;
}

/** The DIDs whose documents have to be fetched before a list can be examined. */
export function didsOfList(bytes: Uint8Array): readonly string[] {
  const opened = tokenIn(bytes) ?? openCredential(bytes, listBytes);
  return isEnvelope(opened) ? opened.dids.filter((did) => did.startsWith('did:web:')) : [];
}

/** A list by somebody unknown would take back what is not theirs: it counts only with its issuer's proof. */
export async function examineStatusList(
  bytes: Uint8Array,
  dids: DidDocuments,
): Promise<ExaminedList> {
  const token = tokenIn(bytes);
  const opened = token ?? openCredential(bytes, listBytes);
  if (!isEnvelope(opened)) return refused(opened);
  const { proof, keys, findings } = await opened.prove(dids).catch(() => noProof('INVALID'));
  const unresolved = findings.find(({ code }) => code === 'KEY_UNRESOLVED');
  if (proof !== 'VALID') return refused(unresolved ?? { code: 'STATUS_LIST_UNSIGNED' });
  const list =
    token === undefined ? bitstringOf(opened.claims) : tokenListOf(opened.claims, opened.issuer);
  return 'code' in list ? refused(list) : { list, keys };
}
