import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import type { LinesErased, PodCopy, ProvenLog } from '../flows/index.js';
import { LogFaultEnum, PodCopyEnum, PodStateEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf, type Sentences } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('LogHead', {
  description: 'Where your log ended when we last signed for it, as it stands in your pod.',
})
class LogHeadType {
  @Plain(() => Int, { description: 'The last line.' })
  readonly seq!: number;
  @Plain(() => String, { description: 'Its hash, over all lines before it too. SHA-256 in hex.' })
  readonly hash!: string;
  @Plain(() => DateTime, { description: 'When we signed.' })
  readonly at!: Date;
  @Plain(() => String, {
    description: 'A compact JWS by a key of /attestation/jwks; what is signed is in it.',
  })
  readonly signature!: string;
}

const broken: Sentences = {
  nl: 'Je logboek klopt niet: er is iets aan veranderd. Neem contact met ons op.',
  en: 'Your log is not right: something in it was changed. Get in touch with us.',
};
const whole: Readonly<Record<PodCopy, Sentences>> = {
  MATCHES: {
    nl: 'Je logboek is heel, en in jouw kluis staat hetzelfde.',
    en: 'Your log is whole, and your kluis has the same.',
  },
  BEHIND: {
    nl: 'Je logboek is heel. De nieuwste regels zijn nog op weg naar jouw kluis.',
    en: 'Your log is whole. The newest lines are still on their way to your kluis.',
  },
  DIFFERS: {
    nl: 'Je logboek is heel, maar in jouw kluis staat iets anders.',
    en: 'Your log is whole, but your kluis has something else.',
  },
  UNREACHABLE: {
    nl: 'Je logboek is heel. Jouw kluis geeft nu geen antwoord, dus die is niet vergeleken.',
    en: 'Your log is whole. Your kluis does not answer now, so it was not compared.',
  },
};

@ObjectType('LogProof', { description: 'What came of checking your log.' })
export class LogProofType {
  constructor(private readonly proven: ProvenLog) {}
  @Plain(() => Boolean, { description: 'Each line follows from the one before it, to the end.' })
  get whole() {
    return this.proven.verified.whole;
  }
  @Plain(() => Int, { description: 'How many lines there are.' })
  get lines() {
    return this.proven.lines;
  }
  @Plain(() => Int, { nullable: true, description: 'Of those, erased; null when it is not whole.' })
  get erased() {
    const { verified } = this.proven;
    return verified.whole ? verified.erased : undefined;
  }
  @Plain(() => Int, { nullable: true, description: 'The first line that is not right.' })
  get brokenAt() {
    const { verified } = this.proven;
    return verified.whole ? undefined : verified.at;
  }
  @Plain(() => LogFaultEnum, { nullable: true, description: 'What is wrong there.' })
  get because() {
    const { verified } = this.proven;
    return verified.whole ? undefined : verified.because;
  }
  @Plain(() => LogHeadType, {
    nullable: true,
    description: 'What we signed last; null where nothing is signed, or your pod cannot be read.',
  })
  get head(): LogHeadType | undefined {
    const { head } = this.proven;
    return head && { ...head, at: new Date(head.at) };
  }
  @Plain(() => PodCopyEnum, { description: 'How the log in your pod compares.' })
  get podCopy() {
    return this.proven.podCopy;
  }
  @Field(() => String, { description: 'What came of it, in a sentence.' })
  sentence(@Ctx() { languages }: Operation) {
    const { verified, podCopy } = this.proven;
    return (verified.whole ? whole[podCopy] : broken)[languageOf(languages)];
  }
}

@ObjectType('LogErasure', { description: 'What was erased of a log.' })
export class LogErasureType {
  constructor(private readonly erased: LinesErased) {}
  @Plain(() => Int, { description: 'How many lines.' })
  get lines() {
    return this.erased.lines;
  }
  @Plain(() => Int, { nullable: true, description: 'The first of them.' })
  get from() {
    return this.erased.range?.from;
  }
  @Plain(() => Int, { nullable: true, description: 'The last of them.' })
  get to() {
    return this.erased.range?.to;
  }
  @Plain(() => PodStateEnum, { description: 'Whether the copies in your pod are erased too.' })
  get pod() {
    return this.erased.pod;
  }
}
