import type { ClientId, InstitutionId, LearnerId, WebId } from '../base/index.js';
import type { compilePlan, Purpose } from '../consent/index.js';
import type { Awarder, Examiner, Signer, SignerSource } from '../credentials/index.js';
import type {
  AgentNames,
  Attest,
  AttestationKeys,
  DelegateProbe,
  HostedPerson,
  PairwiseIds,
  Principal,
  QueryAgents,
  RowSeal,
} from '../identity/index.js';
import type { Connection } from '../institutions/index.js';
import type { Ledger } from '../ledger/index.js';
import type { BuildTools, Keepers, Reader } from '../pod/index.js';
import type { Texts } from '../records/index.js';
import type { Agreement } from '../route/index.js';
import type { AppDesk } from './app-desk.js';
import type { Authorities } from './authorities.js';
import type { CredentialDesk } from './credential-desk.js';
import type { Messenger } from './messenger.js';
import type { Organisations } from './organisations.js';
import type { Rates } from './rates.js';
import type { WalletTools } from './wallet-tools.js';

/** As whom an institution writes to pods, by itself: who its login says it is, through which apps. */
export interface InstitutionAgent {
  readonly webId: WebId;
  /** The apps it has said it comes with. */
  readonly clientIds: readonly ClientId[];
  /** Where it signs in. */
  readonly oidcIssuer: string;
}
/** An institution we know, and how to ask it. */
export interface InstitutionDesk {
  readonly id: InstitutionId;
  readonly name: Texts;
  /** Absent: it writes to no pod, whatever a learner would like. */
  readonly agent?: InstitutionAgent | undefined;
  readonly connection: Connection;
  /** Decides what it counts study load in; absent: that is not checked. */
  readonly sector?: Awarder['sector'];
  readonly brin?: string;
}
export type Institutions = ReadonlyMap<InstitutionId, InstitutionDesk>;

/** Somebody who does not exist, and always gives the same answer: for who builds an app. */
export interface TestLearner {
  readonly webId: WebId;
  readonly answer: 'YES' | 'NO' | 'PARTLY';
}

/** As whom wallets are asked: a name that leads to the key by which they know that it is us. */
export interface WalletDesk {
  readonly did: string;
  readonly signer: Signer;
  /** Where wallets fetch what is asked, and send what they show. */
  readonly origin: string;
}

/** What the query path works with. It holds no key that can write to a pod. */
export interface House {
  readonly ledger: Ledger;
  readonly agents: QueryAgents;
  /** Ids for one grantee, unlike those of any other. */
  readonly idsFor: (reader: WebId) => PairwiseIds;
  /** The evaluator. Its own door, so that a test can open it and see the pod still refuse. */
  readonly decide: typeof compilePlan;
  readonly institutions: Institutions;
  /** Whom the operator has looked into, of those who ask. */
  readonly organisations: Organisations;
  /** Between institutions: who may come from where. */
  readonly agreements: readonly Agreement[];
  readonly rates: Rates;
  /** A guarded fetch, for addresses that people give: nothing inside is reached by it. */
  readonly outside: typeof fetch;
  /** Whether credentials are what their issuers signed, and hold. */
  readonly credentials: CredentialDesk;
  readonly apps: AppDesk;
  /** Copies for wallets; nothing here signs them. */
  readonly wallet: WalletTools;
  /** Learners of the demo who answer requests by themselves; empty elsewhere. */
  readonly testLearners: readonly TestLearner[];
  /** Requests one grantee may make in 24 hours. */
  readonly requestsPerDay: number;
  /** Steps one proposer may propose in 24 hours. */
  readonly proposalsPerDay: number;
  /** Whoever lets us ask hosts in a learner's name; absent: nobody, and no place is asked for from here. */
  readonly authorities?: Authorities;
  /** A hash nobody can try guesses against: what we keep of a record outside the pod. */
  readonly fingerprint: (learner: LearnerId, content: string) => string;
  /** For what an institution sent and nobody here could be given yet. */
  readonly rowSeal: RowSeal;
  readonly verifier: WalletDesk;
  /** What the counts of somebody's questions are kept under: a hash that tells nothing of whose they are. */
  readonly meterOf: (asker: Pick<Principal, 'webId' | 'clientId'>) => string;
  /** The client a learner's and adviser's page speaks through. */
  readonly pageClient: ClientId;
  readonly grantMaxDays: number;
  /** How long a change waits for the pod before it says PENDING. */
  readonly podWaitMs: number;
  /** To check what the builder signed; nothing here can sign. */
  readonly attestationKeys: AttestationKeys;
  /** How long each line of a log is kept, in days. */
  readonly logRetentionDays: number;
}

/** What the builder works with: the pods' pen. The query path never sees it. */
export interface Workshop {
  readonly ledger: Ledger;
  readonly credentials: CredentialDesk;
  readonly build: BuildTools;
  readonly names: AgentNames;
  readonly institutions: Institutions;
  /** The reader that stands in an access rule for one of our own agents. */
  readonly readerFor: (agent: WebId) => Reader;
  /** Who may do everything in this learner's kluis. */
  readonly keepersOf: (owner: WebId) => Keepers;
  /** Asks the pod what it would say to a delegate; what it would show is not read. */
  readonly probe: DelegateProbe;
  readonly builder: { readonly webId: WebId; readonly client: ClientId };
  /** A hash nobody can try guesses against: what we keep of a record outside the pod. The same as the house's. */
  readonly fingerprint: House['fingerprint'];
  /** Has our own pod server make a pod for somebody we host; one that is there stays. */
  readonly makePod: (person: HostedPerson) => Promise<void>;
  /** Absent: learners who are not looking are told nothing. */
  readonly messenger?: Messenger;
  /** For what an institution awards, sealed by who answers people. The same as the house's. */
  readonly rowSeal: RowSeal;
  /** Signs in the name of institutions that delegate it. */
  readonly signers: SignerSource;
  readonly examiner: Examiner;
  /** Where lists and keys of institutions are published. */
  readonly issuerOrigin: string;
  /** Says something in writing, in our name. */
  readonly attest: Attest;
  readonly attestationKeys: AttestationKeys;
  /** How long each line of a log is kept, in days. */
  readonly logRetentionDays: number;
}

/** Who asks in this operation, and what for. */
export interface Caller {
  readonly principal: Principal;
  readonly purpose: Purpose | undefined;
  /** Name of the operation, for the log. */
  readonly operation: string;
}
