import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ReadableRecord } from '../flows/index.js';
import { type AssertedBy, type CoreFacet, chooseText, type Texts } from '../records/index.js';
import { AssertedByEnum, ProvenanceMethodEnum } from './enums.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

/** Shown where the source named neither course nor offering. */
const untitled = '–';
export const textIn = (texts: Texts, languages: readonly string[]): string =>
  chooseText(texts, languages)?.value ?? untitled;

@ObjectType('InstitutionRef', { description: 'An institution (OEAPI: organization of type root).' })
export class InstitutionRefType {
  constructor(private readonly institution: CoreFacet['institution']) {}
  @Plain(() => ID, {
    description:
      'Its schacHome domain; "self" for what the learner entered. Public, the same for everyone.',
  })
  get id() {
    return this.institution.id;
  }
  @Field(() => String, {
    description: 'In the language asked for, else Dutch, English, or what there is.',
  })
  name(@Ctx() { languages }: Operation): string {
    return textIn(this.institution.name, languages);
  }
}

@ObjectType('Level', { description: 'Level of the learning, not its size.' })
export class LevelType {
  @Plain(() => String, { description: 'The source’s own word.' })
  readonly raw!: string;
  @Plain(() => Int, { nullable: true, description: 'European Qualifications Framework, 0 to 8.' })
  readonly eqf?: number;
  @Plain(() => String, { nullable: true, description: 'Dutch framework: "1" to "8", or "4+".' })
  readonly nlqf?: string;
  @Plain(() => Boolean, {
    description: 'True: read off the kind of education; false: stated by the source.',
  })
  readonly derived!: boolean;
}

@ObjectType('Period', { description: 'When it ran (OEAPI: academicSession).' })
export class PeriodType {
  constructor(private readonly period: NonNullable<CoreFacet['period']>) {}
  @Field(() => String, { description: 'What the institution calls it.' })
  name(@Ctx() { languages }: Operation): string {
    return textIn(this.period.name, languages);
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'First day.' })
  get start() {
    return this.period.start;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day.' })
  get end() {
    return this.period.end;
  }
}

/** Each way in has one kind of word: what a learner brought along was never fetched. */
const methodOf = {
  INSTITUTION: 'FETCHED_FROM_INSTITUTION',
  ISSUER_SIGNED: 'FETCHED_FROM_INSTITUTION',
  EMPLOYER: 'FETCHED_FROM_INSTITUTION',
  SELF: 'ENTERED_BY_LEARNER',
  IMPORT: 'BROUGHT_BY_LEARNER',
} as const satisfies Readonly<Record<AssertedBy, string>>;

@ObjectType('Provenance', { description: 'Who says this, how it came here, and when.' })
export class ProvenanceType {
  constructor(private readonly record: ReadableRecord) {}
  @Plain(() => AssertedByEnum, { description: 'Whose word it is.' })
  get assertedBy() {
    return this.record.core.assertedBy;
  }
  @Plain(() => ProvenanceMethodEnum, { description: 'How it came here.' })
  get method() {
    return methodOf[this.record.core.assertedBy];
  }
  @Plain(() => DateTime, { description: 'When this version came.' })
  get receivedAt() {
    return new Date(this.record.receivedAt);
  }
}
