import { Ctx, Field, ObjectType } from 'type-graphql';
import type { Finding, Verdict } from '../credentials/index.js';
import {
  CredentialVerdictEnum,
  FindingCodeEnum,
  IssuerTrustEnum,
  PeriodStateEnum,
  ProofStateEnum,
  StatusStateEnum,
  SubjectMatchEnum,
} from './credential-enums.js';
import { findingMeaning, findingSentence } from './finding-sentences.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('VerificationReason', { description: 'A check that did not simply succeed.' })
class VerificationReasonType {
  constructor(private readonly finding: Finding) {}
  @Plain(() => FindingCodeEnum, { description: 'For programs; see docs/errors.md.' })
  get code() {
    return this.finding.code;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return findingSentence(this.finding, languageOf(languages));
  }
  @Field(() => String, { description: 'What it means for who reads it, and what they can do.' })
  meaning(@Ctx() { languages }: Operation): string {
    return findingMeaning(this.finding, languageOf(languages));
  }
}

@ObjectType('Verification', {
  description:
    'What comes of a signed credential, now: worked out here from the signed bytes, and from nothing that a pod says of them.',
})
export class VerificationType {
  constructor(private readonly of: Verdict) {}
  @Plain(() => CredentialVerdictEnum, { description: 'All of it together.' })
  get verdict() {
    return this.of.verdict;
  }
  @Plain(() => ProofStateEnum, { description: 'Whether it is what was signed.' })
  get proof() {
    return this.of.proof;
  }
  @Plain(() => IssuerTrustEnum, { description: 'Who signed it.' })
  get issuer() {
    return this.of.issuer;
  }
  @Field(() => String, {
    nullable: true,
    description:
      'What the institution is called by whoever recognised it; null: it is not REGISTERED.',
  })
  issuerName(@Ctx() { languages }: Operation): string | undefined {
    return this.of.issuerName?.[languageOf(languages)];
  }
  @Plain(() => PeriodStateEnum, { description: 'Whether it holds by its dates.' })
  get period() {
    return this.of.period;
  }
  @Plain(() => StatusStateEnum, { description: 'Whether it was taken back.' })
  get status() {
    return this.of.status;
  }
  @Plain(() => DateTime, {
    nullable: true,
    description: 'When its issuer’s list was seen that says so; null: there is none.',
  })
  get statusAsOf() {
    return this.of.statusAsOf;
  }
  @Plain(() => SubjectMatchEnum, { description: 'Whether it is about this learner.' })
  get subject() {
    return this.of.subject;
  }
  @Field(() => [VerificationReasonType], { description: 'Each check that did not simply succeed.' })
  reasons() {
    const byCode = new Map(this.of.findings.map((finding) => [finding.code, finding]));
    return [...byCode.values()].map((finding) => new VerificationReasonType(finding));
  }
}

/** Null where nobody signed anything. */
export const verificationOf = (verdict: Verdict | undefined): VerificationType | undefined =>
  verdict && new VerificationType(verdict);
