import { present } from '../base/index.js';
import type { Examined, SigningKey } from './examined.js';
import type { Finding } from './finding.js';
import type { RecognisedInstitution, Registry } from './registry.js';
import type {
  CredentialVerdict,
  IssuerTrust,
  PeriodState,
  ProofState,
  StatusState,
  SubjectMatch,
} from './states.js';

/** One credential, as it is at one moment and for one learner. */
export interface Verdict {
  readonly verdict: CredentialVerdict;
  readonly proof: ProofState;
  readonly issuer: IssuerTrust;
  /** As the registry has it; only of an issuer that is REGISTERED. */
  readonly issuerName?: RecognisedInstitution['name'];
  readonly period: PeriodState;
  readonly status: StatusState;
  /** When the lists were seen that say so; absent where there are none. */
  readonly statusAsOf?: Date;
  readonly subject: SubjectMatch;
  readonly findings: readonly Finding[];
}

/** What is known at this moment of a credential that was examined at some time. */
export interface Circumstances {
  readonly now: Date;
  readonly registry: Registry;
  readonly status: {
    readonly state: StatusState;
    readonly findings: readonly Finding[];
    readonly asOf?: Date;
  };
  readonly subject: SubjectMatch;
  /** Whether its keys are still published where they were found; a finding where not. */
  readonly keys?: Finding;
}

type Seen = Pick<Examined, 'proof' | 'keys' | 'issuer'>;

const isTestKey = ({ findings }: Pick<Examined, 'findings'>): boolean =>
  findings.some(({ code }) => code === 'KEY_PUBLISHED_FOR_TESTS');

interface Trust {
  readonly issuer: IssuerTrust;
  readonly issuerName?: RecognisedInstitution['name'] | undefined;
}

function trustOf(examined: Examined, { registry, now }: Circumstances): Trust {
  const { proof, keys, issuer }: Seen = examined;
  if (proof !== 'VALID' || issuer === undefined || keys.length === 0) return { issuer: 'NONE' };
  if (!keys.every(({ isPublished }) => isPublished) || isTestKey(examined)) {
    return { issuer: 'UNBOUND' };
  }
  const found = keys.map(({ did, thumbprint }: SigningKey) =>
    did === undefined ? undefined : registry.find(did, thumbprint, now),
  );
  return found.every((entry) => entry !== undefined)
    ? { issuer: 'REGISTERED', issuerName: found[0]?.name }
    : { issuer: 'BOUND' };
}

const at = (said: string | undefined): number | undefined =>
  said === undefined ? undefined : Date.parse(said);

/** To the instant: its end is the last at which it holds. Of what could not be opened nobody knows. */
function periodOf({ form, issuer, validFrom, validUntil }: Examined, now: Date): PeriodState {
  if (form === 'OTHER' && issuer === undefined) return 'UNKNOWN';
  const [from = -Infinity, until = Infinity] = [at(validFrom), at(validUntil)];
  if (Number.isNaN(from) || Number.isNaN(until)) return 'UNKNOWN';
  if (until < now.getTime()) return 'EXPIRED';
  return from > now.getTime() ? 'NOT_YET' : 'CURRENT';
}

const periodFindings: Readonly<Record<PeriodState, readonly Finding[]>> = {
  CURRENT: [],
  EXPIRED: [{ code: 'EXPIRED' }],
  NOT_YET: [{ code: 'NOT_YET_VALID' }],
  UNKNOWN: [{ code: 'PERIOD_UNREADABLE' }],
};

const isStated = ({ validFrom, validUntil }: Examined): boolean =>
  validFrom !== undefined || validUntil !== undefined;

type Facets = Pick<Verdict, 'proof' | 'issuer' | 'period' | 'status' | 'subject'>;

const isRejected = ({ proof, period, status }: Facets): boolean =>
  proof === 'INVALID' ||
  proof === 'NONE' ||
  period === 'EXPIRED' ||
  period === 'NOT_YET' ||
  status === 'REVOKED' ||
  status === 'SUSPENDED';

const holds = ({ proof, period, status }: Facets): boolean =>
  proof === 'VALID' && period === 'CURRENT' && (status === 'VALID' || status === 'NONE');

/** About somebody else, it is at most what it says of itself: nothing of this learner. */
function verdictOf(facets: Facets, isKeyGone: boolean): CredentialVerdict {
  if (isRejected(facets)) return 'REJECTED';
  if (!holds(facets) || isKeyGone) return 'UNDETERMINED';
  if (facets.issuer === 'REGISTERED') {
    return facets.subject === 'NO_MATCH' ? 'UNDETERMINED' : 'TRUSTED';
  }
  return facets.issuer === 'BOUND' && facets.subject !== 'NO_MATCH' ? 'AUTHENTIC' : 'UNDETERMINED';
}

/** What comes of a credential: pure, so that what was examined once is judged anew at each question. */
export function judge(examined: Examined, circumstances: Circumstances): Verdict {
  const { status, subject, keys, now } = circumstances;
  const { issuer, issuerName } = trustOf(examined, circumstances);
  const period = periodOf(examined, now);
  const facets = { proof: examined.proof, issuer, period, status: status.state, subject };
  return present({
    verdict: verdictOf(facets, keys !== undefined),
    ...facets,
    issuerName,
    statusAsOf: status.asOf,
    findings: [
      ...examined.findings,
      ...(keys === undefined ? [] : [keys]),
      ...(isStated(examined) ? periodFindings[period] : []),
      ...status.findings,
      ...(subject === 'NO_MATCH' ? [{ code: 'SUBJECT_DIFFERS' } as const] : []),
    ],
  });
}
