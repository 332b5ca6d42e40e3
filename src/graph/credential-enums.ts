import {
  credentialVerdicts,
  findingCodes,
  issuerTrusts,
  periodStates,
  proofStates,
  statusStates,
  subjectMatches,
} from '../credentials/index.js';
import { noOffers, walletStates } from '../flows/index.js';
import { offerStates } from '../ledger/index.js';
import { words } from './enums.js';

export const CredentialVerdictEnum = words(
  'CredentialVerdict',
  credentialVerdicts,
  'TRUSTED: it holds, and a recognised institution signed it. AUTHENTIC: it holds, and whom it names signed it. REJECTED: it is not what was signed, nobody signed it, or it does not hold now. UNDETERMINED: nobody here can tell.',
);
export const ProofStateEnum = words(
  'ProofState',
  proofStates,
  'Whether its bytes are what was signed. UNSUPPORTED: nobody here can tell.',
);
export const IssuerTrustEnum = words(
  'IssuerTrust',
  issuerTrusts,
  'Whose key signed it. REGISTERED: of a recognised institution. BOUND: the name of its issuer leads to it. UNBOUND: it came along with the credential, and is anybody’s.',
);
export const PeriodStateEnum = words('PeriodState', periodStates, 'Whether it holds by its dates.');
export const StatusStateEnum = words(
  'StatusState',
  statusStates,
  'What its issuer’s list says. NONE: there is no list. UNKNOWN: the list cannot be had or read; never to be taken for VALID.',
);
export const SubjectMatchEnum = words(
  'SubjectMatch',
  subjectMatches,
  'Whether it is about this learner. UNCHECKED: it says nothing that could be compared.',
);
export const FindingCodeEnum = words(
  'VerificationReasonCode',
  findingCodes,
  'Which check did not simply succeed; see docs/errors.md.',
);

export const WalletOfferStateEnum = words(
  'WalletOfferState',
  offerStates,
  'TAKEN: a wallet has the copy. EXPIRED: nobody took it in time, or you signed out meanwhile.',
);
export const NoWalletOfferEnum = words(
  'NoWalletOffer',
  noOffers,
  'Why a record does not go to a wallet. OWN_WORD: you entered or brought it yourself. NO_KEYS: its institution signs nothing here.',
);

export const WalletStateEnum = words(
  'WalletState',
  walletStates,
  'How far a question to a wallet is. CAME: it showed something, and nothing is kept yet. EXPIRED: over, or kept or dropped.',
);
