import { randomUUID } from 'node:crypto';
import {
  type ClientId,
  clientId,
  type LearnerId,
  recordKey,
  webId,
} from '../../../src/base/index.js';
import type { Grantee, GrantTerms } from '../../../src/consent/index.js';
import type { Disclosure, GrantRef, Ledger, LogActor, Yes } from '../../../src/ledger/index.js';

const loket = clientId('https://advies.example/loket.json');
export const noor: LogActor = { webId: webId('https://advies.example/noor#me'), client: loket };
export const toNoor: Grantee = { kind: 'person', webId: noor.webId };
export const wim: LogActor = { webId: webId('https://advies.example/wim#me'), client: loket };
/** A key as records have them; what it stands for is in a pod. */
export const waterbeheer = recordKey('Qm7vT2xkL0pRz9sWcY4hJA');

const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** What learners say yes to here, unless the test says otherwise. */
export const terms = (change: Partial<GrantTerms> = {}): GrantTerms => ({
  purpose: 'CAREER_GUIDANCE',
  clients: [loket],
  scope: [{ types: ['RESULT'] }],
  claims: [],
  facets: ['core', 'credits'],
  personFacets: [],
  validFrom: daysFromNow(-1),
  validUntil: daysFromNow(90),
  includeFuture: false,
  ...change,
});

/** A new person each time, so that the tests of a file do not meet. */
export async function enrol({ learners }: Ledger): Promise<LearnerId> {
  const pod = `https://pod.example/${randomUUID()}/`;
  return (await learners.enrol(webId(`${pod}profile/card#me`), pod)).id;
}

/** The learner acts through the page; only the ledger's own row says who they are. */
export const byLearner: LogActor = {
  webId: webId('https://pod.example/samira/profile/card#me'),
  client: clientId('https://leerkluis.example/page.json'),
};

/** A yes to an app. */
export const yesTo = (client: ClientId, change: Partial<GrantTerms> = {}) => ({
  grantee: { kind: 'app' as const, client },
  terms: terms({ clients: [client], ...change }),
  actor: byLearner,
});
/** All that is shared with an app from now on, as a sign-in says it. */
export const saidToApp = (client: ClientId, yeses: readonly Yes[]) => ({
  grantee: { kind: 'app' as const, client },
  purpose: terms().purpose,
  yeses,
  actor: byLearner,
});

/** A yes to Noor of which the pod has not got its view yet. */
export async function sayYes(
  { grants }: Ledger,
  learner: LearnerId,
  change: Partial<GrantTerms> = {},
): Promise<GrantRef> {
  const yes = {
    grantee: toNoor,
    terms: terms(change),
    actor: byLearner,
  };
  const given = await grants.grant(learner, yes);
  if (given?.kind !== 'made') throw new Error('no such learner, or no such request');
  return { id: given.id, version: 1 };
}

/** A yes to Noor that is in force. */
export async function activeGrant(
  ledger: Ledger,
  learner: LearnerId,
  change: Partial<GrantTerms> = {},
): Promise<GrantRef> {
  const grant = await sayYes(ledger, learner, change);
  await ledger.grants.activate(learner, grant, byLearner);
  return grant;
}

/** An answer for Noor under these grants, worked out under the policy of this moment. */
export async function answerUnder(
  ledger: Ledger,
  learner: LearnerId,
  grants: readonly GrantRef[],
): Promise<Disclosure> {
  const { epoch } = await ledger.grants.policyBetween(learner, [noor.webId]);
  return {
    learner,
    epoch,
    uses: grants,
    log: {
      kind: 'READ',
      actor: noor,
      purpose: 'CAREER_GUIDANCE',
      operation: 'LearnerRecords',
      grants,
      epoch,
      records: [{ key: waterbeheer, facets: ['core'] }],
      person: [],
      aggregates: [],
    },
  };
}
