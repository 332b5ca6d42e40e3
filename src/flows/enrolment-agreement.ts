import { granteeKey, mayWrite } from '../consent/index.js';
import type { ClaimedEnrolment, LogActor } from '../ledger/index.js';
import { type AuthorityTools, isLet } from './authority.js';
import type { EnrolmentContent } from './enrolment-content.js';
import type { House, InstitutionDesk } from './house.js';

/** What asks hosts in learners' names: the house when the learner asks, the workshop when it is asked again. */
export interface EnrolTools extends AuthorityTools, Pick<House, 'fingerprint' | 'institutions'> {
  /** For the learner's log: who writes what the host says of it. */
  readonly actor: LogActor;
}

/** One try at what was asked of a host. */
export interface Trying {
  readonly tools: EnrolTools;
  readonly row: ClaimedEnrolment;
  readonly desk: InstitutionDesk;
  readonly content: EnrolmentContent;
  readonly token: string;
  /** Since when the host shows that it has not what is called off. */
  readonly goneSince?: string;
}
type Agreeing = Pick<Trying, 'tools' | 'row'>;

/** Not in force, and not ended: paused, or on its way to the pod. It may be soon. */
const waits: ReadonlySet<string> = new Set(['PROPOSED', 'PREPARING', 'SUSPENDED']);

/** Whether the agreement that the learner gave the host is in force: under it the host is asked, and its word written. */
export async function agreementOf({ tools, row }: Agreeing) {
  const face = granteeKey({ kind: 'institution', institution: row.institution });
  const policy = await tools.ledger.grants.policyBetween(row.learner, [face]);
  const decision = mayWrite(policy, { institution: row.institution, now: policy.now });
  if (decision.kind === 'may') return { grants: decision.grants, epoch: policy.epoch };
  return policy.grants.some(({ state }) => waits.has(state)) ? 'LATER' : 'ENDED';
}

const isAgreed = async (agreeing: Agreeing): Promise<boolean> =>
  typeof (await agreementOf(agreeing)) !== 'string';

/** What of a learner's is asked of a host and changes nothing there, such as how it stands. */
export const mayRead = async ({ tools, row }: Agreeing): Promise<boolean> =>
  (await isAgreed({ tools, row })) && isLet(tools, row.learner);

/** That they call it off needs no agreement: it is how to get away from a host that they stopped. */
export const mayAsk = async ({ tools, row }: Agreeing): Promise<boolean> =>
  row.stage === 'CALLING_OFF' ? isLet(tools, row.learner) : mayRead({ tools, row });

/** The question for a place: from here the host may have it. */
export const maySend = async ({ tools, row }: Agreeing): Promise<boolean> =>
  (await mayAsk({ tools, row })) && tools.ledger.enrolments.goesOut(row);
