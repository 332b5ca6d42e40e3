import type { DidDocuments } from './did-document.js';
import { isEnvelope } from './envelope.js';
import type { Finding } from './finding.js';
import { openStatusListToken } from './jose/status-list-token.js';
import { openCredential } from './open.js';
import { bitstringOf, type StatusList, tokenListOf } from './status/index.js';

/** A list that its issuer signed, or why it is not used. */
export type ExaminedList = { readonly list: StatusList } | { readonly finding: Finding };

const refused = (finding: Finding): ExaminedList => ({ finding });
const read = (found: StatusList | Finding): ExaminedList =>
  'code' in found ? refused(found) : { list: found };

/** The DIDs whose documents have to be fetched before a list can be examined. */
export function didsOfList(bytes: Uint8Array): readonly string[] {
  const opened = openStatusListToken(bytes) ?? openCredential(bytes, listBytes);
  return isEnvelope(opened) ? opened.dids.filter((did) => did.startsWith('did:web:')) : [];
}

/** A list of a million entries that nobody thinned out, in base64. */
const listBytes = 1_000_000;

/** A list by somebody unknown would take back what is not theirs: it counts only with its issuer's proof. */
export async function examineStatusList(
  bytes: Uint8Array,
  dids: DidDocuments,
): Promise<ExaminedList> {
  const token = openStatusListToken(bytes);
  const opened = token ?? openCredential(bytes, listBytes);
  if (!isEnvelope(opened)) return refused(opened);
  const { proof, findings } = await opened.prove(dids).catch(() => ({ proof: 'INVALID', findings: [] }) as const);
  const unresolved = findings.find(({ code }) => code === 'KEY_UNRESOLVED');
  if (proof !== 'VALID') return refused(unresolved ?? { code: 'STATUS_LIST_UNSIGNED' });
  return read(token === undefined ? bitstringOf(opened.claims) : tokenListOf(opened.claims));
}
