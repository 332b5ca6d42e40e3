import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { FacetState, ReadableRecord, Reading, Soon } from '../flows/index.js';
import { chooseText, type Facet, type RecordFacets } from '../records/index.js';
import {
  AssertedByEnum,
  EnrolmentStateEnum,
  RecordKindEnum,
  RecordStatusEnum,
  RecordTypeEnum,
} from './enums.js';
import {
  AssessmentType,
  AssessmentUnion,
  CreditsType,
  CreditsUnion,
  type NotSharedType,
  notShared,
} from './facets.js';
import {
  CredentialType,
  CredentialUnion,
  EvidenceType,
  EvidenceUnion,
  FeedbackType,
  FeedbackUnion,
  IdentifiersType,
  IdentifiersUnion,
} from './more-facets.js';
import { NodeType } from './node.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import {
  InstitutionRefType,
  LevelType,
  PeriodType,
  ProvenanceType,
  textIn,
} from './record-parts.js';

/** What a facet holds, or that it is not shared: at once where it is at hand, since lists have hundreds of them. */
function told<F extends Exclude<Facet, 'credential'>, T>(
  record: ReadableRecord,
  name: F,
  make: (content: NonNullable<RecordFacets[F]> | undefined) => T,
): Soon<T | NotSharedType> {
  const state = record.facet(name);
  const shown = (facet: FacetState<F>) => (facet.shared ? make(facet.content) : notShared);
  if (!(state instanceof Promise)) return shown(state);
  const later = state.then(shown);
  // A list that fails elsewhere leaves this behind, and a failure nobody waits for would end the process.
  later.catch(() => undefined);
  return later;
}

@InterfaceType('LearningRecord', {
  implements: NodeType,
  description: 'One thing a learner learned, did or is doing, whatever system said so.',
})
export abstract class LearningRecordType extends NodeType {
  constructor(
    readonly record: ReadableRecord,
    override readonly id: string,
  ) {
    super();
  }

  typeName(): string {
    return objectNames[this.record.core.recordType];
  }

  @Plain(() => RecordTypeEnum, { description: 'What it is.' })
  get recordType() {
    return this.record.core.recordType;
  }
  @Plain(() => RecordKindEnum, { nullable: true, description: 'What it is a result of.' })
  get kind() {
    return this.record.core.kind;
  }
  @Field(() => String, { description: 'Name of the course or programme. Plain text.' })
  title(
    @Ctx() { languages }: Operation,
    @Arg('language', () => String, { nullable: true, description: 'BCP 47, for instance "en".' })
    language?: string,
  ): string {
    return textIn(this.record.core.title, language === undefined ? languages : [language]);
  }
  @Field(() => String, {
    nullable: true,
    description: 'What it is about. Plain text, may hold markup as text.',
  })
  description(@Ctx() { languages }: Operation): string | undefined {
    return chooseText(this.record.core.description ?? [], languages)?.value;
  }
  @Plain(() => InstitutionRefType, { description: 'Where.' })
  get institution() {
    return new InstitutionRefType(this.record.core.institution);
  }
  @Plain(() => GraphQLDate, {
    nullable: true,
    description: 'Day of the result or award, in the issuer’s zone (OEAPI: resultDate).',
  })
  get issuedOn() {
    return this.record.core.issuedOn;
  }
  @Plain(() => PeriodType, { nullable: true, description: 'When it ran.' })
  get period() {
    const { period } = this.record.core;
    return period === undefined ? undefined : new PeriodType(period);
  }
  @Plain(() => LevelType, { nullable: true, description: 'At what level.' })
  get level() {
    return this.record.core.level;
  }
  @Plain(() => RecordStatusEnum, { description: 'Whether the source still says so.' })
  get status() {
    return this.record.status;
  }
  @Plain(() => Int, { description: 'From 1: how often the source said something new about it.' })
  get version() {
    return this.record.version;
  }
  @Plain(() => AssertedByEnum, { description: 'Whose word it is.' })
  get assertedBy() {
    return this.record.core.assertedBy;
  }
  @Plain(() => ProvenanceType, { description: 'Who says this, how it came here, and when.' })
  get provenance() {
    return new ProvenanceType(this.record);
  }
  @Field(() => AssessmentUnion, { description: 'Grade and outcome.' })
  assessment() {
    return told(this.record, 'assessment', (content) => new AssessmentType(content));
  }
  @Field(() => CreditsUnion, { description: 'Study load.' })
  credits() {
    return told(this.record, 'credits', (content) => new CreditsType(content));
  }
  @Field(() => EvidenceUnion, { description: 'Documents.' })
  evidence() {
    return told(this.record, 'evidence', (content) => new EvidenceType(content));
  }
  @Field(() => FeedbackUnion, { description: 'What a teacher wrote.' })
  feedback() {
    return told(this.record, 'feedback', (content) => new FeedbackType(content));
  }
  @Field(() => IdentifiersUnion, { description: 'How the source knows it.' })
  identifiers() {
    return told(this.record, 'identifiers', (content) => new IdentifiersType(content));
  }
  @Field(() => CredentialUnion, { description: 'Its signed proof.' })
  credential() {
    return this.record.shows('credential') ? new CredentialType() : notShared;
  }
}

@ObjectType('Result', {
  implements: LearningRecordType,
  description: 'A result an institution reported (OEAPI: association with result).',
})
export class ResultType extends LearningRecordType {}

@ObjectType('Diploma', { implements: LearningRecordType, description: 'A completed programme.' })
export class DiplomaType extends LearningRecordType {}

@ObjectType('Microcredential', {
  implements: LearningRecordType,
  description: 'A small unit with a credential of its own.',
})
export class MicrocredentialType extends LearningRecordType {}

@ObjectType('Enrolment', {
  implements: LearningRecordType,
  description: 'Being enrolled somewhere (OEAPI: association).',
})
export class EnrolmentType extends LearningRecordType {
  @Plain(() => EnrolmentStateEnum, {
    nullable: true,
    description: 'As the institution sees it (OEAPI: association.state).',
  })
  get enrolmentState() {
    return this.record.core.enrolment?.state.value;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where the state is OTHER.',
  })
  get enrolmentStateRaw() {
    return this.record.core.enrolment?.state.raw;
  }
}

@ObjectType('Skill', {
  implements: LearningRecordType,
  description: 'Something the learner can do.',
})
export class SkillType extends LearningRecordType {}

@ObjectType('WorkExperience', {
  implements: LearningRecordType,
  description: 'Work the learner did.',
})
export class WorkExperienceType extends LearningRecordType {}

@ObjectType('Certificate', {
  implements: LearningRecordType,
  description: 'A document that proves something.',
})
export class CertificateType extends LearningRecordType {}

@ObjectType('LearningRoute', {
  implements: LearningRecordType,
  description: 'A route the learner plans.',
})
export class LearningRouteType extends LearningRecordType {}

export const objectTypes = {
  RESULT: ResultType,
  DIPLOMA: DiplomaType,
  MICROCREDENTIAL: MicrocredentialType,
  ENROLMENT: EnrolmentType,
  SKILL: SkillType,
  WORK_EXPERIENCE: WorkExperienceType,
  CERTIFICATE: CertificateType,
  ROUTE: LearningRouteType,
} as const;
const objectNames = {
  RESULT: 'Result',
  DIPLOMA: 'Diploma',
  MICROCREDENTIAL: 'Microcredential',
  ENROLMENT: 'Enrolment',
  SKILL: 'Skill',
  WORK_EXPERIENCE: 'WorkExperience',
  CERTIFICATE: 'Certificate',
  ROUTE: 'LearningRoute',
} as const;

/** A record as its own GraphQL type, noted as shown. Its id opens for this reader only. */
export function toGraphRecord({ ids }: Operation, reading: Reading, record: ReadableRecord) {
  reading.notes.record(record.key, 'core');
  const id = ids.seal('record', `${reading.learner}${record.key}`);
  return new objectTypes[record.core.recordType](record, id);
}
