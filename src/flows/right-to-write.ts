import type { InstitutionId, LearnerId } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import type { House } from './house.js';

/** The right to write that the host has now and keeps longest, whatever it was given for. */
export async function rightToWrite(
  { ledger }: Pick<House, 'ledger'>,
  learner: LearnerId,
  institution: InstitutionId,
) {
  const face = granteeKey({ kind: 'institution', institution });
  const { grants, now, epoch } = await ledger.grants.policyBetween(learner, [face]);
  const decision = mayWrite({ grants }, { institution, now });
  const may = decision.kind === 'may' ? decision.grants : [];
  const [last] = grants
    .filter(({ id, version }) => may.some((one) => one.id === id && one.version === version))
    .toSorted((a, b) => b.validUntil.getTime() - a.validUntil.getTime());
  if (last === undefined) return undefined;
  const { id, version, validUntil: until } = last;
  return { grant: { id, version }, until, epoch };
}
