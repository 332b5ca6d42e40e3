import type { ExaminedList } from './examine-list.js';
import type { Examined, StatusRef } from './examined.js';
import { type StatusAnswer, statusAt } from './status/status-at.js';

/**
 * What one list says of one credential. A list by a key that anybody could have brought along says nothing of a credential whose
 * key is its issuer's.
 */
export function listStatus(
  { issuer, keys }: Pick<Examined, 'issuer' | 'keys'>,
  ref: StatusRef,
  examined: ExaminedList,
  now: Date,
): StatusAnswer {
  if (ref.problem !== undefined) return { state: 'UNKNOWN', findings: [ref.problem] };
  if ('finding' in examined) return { state: 'UNKNOWN', findings: [examined.finding] };
  const isAnybodys = examined.keys.some(({ isPublished }) => !isPublished);
  if (isAnybodys && keys.every(({ isPublished }) => isPublished)) {
    return { state: 'UNKNOWN', findings: [{ code: 'STATUS_LIST_UNSIGNED' }] };
  }
  const own = new Set(keys.map(({ thumbprint }) => thumbprint));
  const isSameKey =
    examined.keys.length > 0 && examined.keys.every(({ thumbprint }) => own.has(thumbprint));
  return statusAt(ref, examined.list, { issuer, now, isSameKey });
}
