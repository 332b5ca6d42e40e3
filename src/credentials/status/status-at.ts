import type { StatusRef } from '../examined.js';
import type { Finding, FindingCode } from '../finding.js';
import type { StatusState } from '../states.js';
import { entryAt, type StatusList } from './status-list.js';

export interface StatusAnswer {
  readonly state: StatusState;
  readonly findings: readonly Finding[];
}

export interface StatusQuestion {
  /** Of the credential. */
  readonly issuer: string | undefined;
  readonly now: Date;
}

const unknown = (code: FindingCode): StatusAnswer => ({ state: 'UNKNOWN', findings: [{ code }] });

const isCurrent = ({ validFrom, validUntil }: StatusList, now: Date): boolean =>
  (validFrom === undefined || validFrom <= now) && (validUntil === undefined || now < validUntil);

/** Whether another list stands where this one was meant to. */
const isOfAnother = (ref: StatusRef, list: StatusList, issuer: string | undefined): boolean =>
  list.issuer === undefined ||
  list.issuer !== issuer ||
  (list.kind === 'TOKEN' && list.subject !== ref.list);

/** Why a list says nothing of a credential. */
function whyNot(ref: StatusRef, list: StatusList, asked: StatusQuestion): FindingCode | undefined {
  if (ref.kind !== list.kind) return 'STATUS_UNREADABLE';
  if (isOfAnother(ref, list, asked.issuer)) return 'STATUS_LIST_OF_ANOTHER';
  if (list.kind === 'BITSTRING' && !list.purposes.includes(ref.purpose)) {
    return 'STATUS_PURPOSE_DIFFERS';
  }
  return isCurrent(list, asked.now) ? undefined : 'STATUS_LIST_EXPIRED';
}

const holds: StatusAnswer = { state: 'VALID', findings: [] };
const revoked: StatusAnswer = { state: 'REVOKED', findings: [{ code: 'REVOKED' }] };
const suspended: StatusAnswer = { state: 'SUSPENDED', findings: [{ code: 'SUSPENDED' }] };

/** IETF: what each value says; the others mean something to their makers only. */
const tokenStates: readonly (StatusAnswer | undefined)[] = [holds, revoked, suspended];

/** W3C: what a set bit says. That a newer one can be fetched takes nothing from this one, and promises nothing. */
const bitStates: ReadonlyMap<string, readonly [StatusAnswer, StatusAnswer]> = new Map([
  ['revocation', [holds, revoked]],
  ['suspension', [holds, suspended]],
  [
    'refresh',
    [
      { state: 'NONE', findings: [] },
      { state: 'NONE', findings: [] },
    ],
  ],
]);

const statesOf = (ref: StatusRef, list: StatusList): readonly (StatusAnswer | undefined)[] => {
  if (list.kind === 'TOKEN') return tokenStates;
  return list.bitsPerEntry === 1 ? (bitStates.get(ref.purpose) ?? []) : [];
};

/**
 * What a list says of a credential.
 * @param list proven to be of its issuer.
 */
export function statusAt(ref: StatusRef, list: StatusList, asked: StatusQuestion): StatusAnswer {
  if (ref.problem !== undefined) return { state: 'UNKNOWN', findings: [ref.problem] };
  const problem = whyNot(ref, list, asked);
  if (problem !== undefined) return unknown(problem);
  const value = entryAt(list, ref.index);
  if (value === undefined) return unknown('STATUS_OUT_OF_RANGE');
  return statesOf(ref, list)[value] ?? unknown('STATUS_TYPE_UNSUPPORTED');
}

const worstFirst = ['REVOKED', 'SUSPENDED', 'UNKNOWN', 'VALID', 'NONE'] as const;

/** Of all that a credential names: one that says no is enough, and one that is silent leaves it open. */
export const worstOf = (states: readonly StatusState[]): StatusState =>
  worstFirst.find((state) => states.includes(state)) ?? 'NONE';
