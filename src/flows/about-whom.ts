import { z } from 'zod';
import type { LearnerId } from '../base/index.js';
import { matchSubject, type SubjectMatch, subjectIn } from '../credentials/index.js';
import type { ProvenEduid } from '../identity/index.js';
import type { Behind } from '../ledger/index.js';
import type { House } from './house.js';

const Identifiers = z.array(
  z.object({
    type: z.enum(['eduID', 'emailAddress', 'eduPersonPrincipalName']),
    value: z.string(),
  }),
);

const sealedFor = (learner: LearnerId): string => `identifiers of ${learner}`;

/** By what else a login names somebody: kept sealed, for nothing but to tell whom a credential is about. */
export async function heedIdentifiers(
  { ledger, rowSeal }: Pick<House, 'ledger' | 'rowSeal'>,
  { learner, way }: Behind,
  { identifiers }: Pick<ProvenEduid, 'identifiers'>,
): Promise<void> {
  const sealed = rowSeal.seal(sealedFor(learner), JSON.stringify(identifiers));
  await ledger.credentials.keepIdentifiers(learner, way, sealed);
}

/** Whether a credential is about this learner, by what their logins proved; nothing is taken from what they type. */
export async function subjectOf(
  { ledger, rowSeal }: Pick<House, 'ledger' | 'rowSeal'>,
  learner: LearnerId,
  bytes: Uint8Array,
): Promise<SubjectMatch> {
  const claims = subjectIn(bytes);
  const sealed = claims === undefined ? [] : await ledger.credentials.identifiers(learner);
  if (claims === undefined || sealed.length === 0) return 'UNCHECKED';
  const identifiers = sealed.flatMap((one) => {
    const text = rowSeal.open(sealedFor(learner), one);
    return text === undefined ? [] : Identifiers.parse(JSON.parse(text));
  });
  return matchSubject(claims, { dids: [], identifiers, holderThumbprints: [] });
}
