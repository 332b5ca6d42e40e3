import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { FacetState, ReadableRecord, Soon } from '../flows/index.js';
import { chooseText, type Facet, type RecordFacets } from '../records/index.js';
import {
  AssertedByEnum,
  RecordKindEnum,
  RecordStatusEnum,
  RecordTypeEnum,
  SameStateEnum,
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
  type Links,
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
import { VerificationType, verificationOf } from './verification-types.js';

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

/** What a record of one's own is the same as, or may be. */
export type Same = () => Promise<readonly PossiblySameType[]>;

@ObjectType('PossiblySame', {
  description: 'Another record that tells of the same achievement, or may (sameAchievement).',
})
export class PossiblySameType {
  @Plain(() => LearningRecordType, { description: 'The other record. It stays one of its own.' })
  readonly record!: LearningRecordType;
  @Plain(() => SameStateEnum, { description: 'Whether it was said, and by whom.' })
  readonly state!: keyof typeof SameStateEnum;
}

@InterfaceType('LearningRecord', {
  implements: NodeType,
  description: 'One thing a learner learned, did or is doing, whatever system said so.',
})
export abstract class LearningRecordType extends NodeType {
  constructor(
    readonly record: ReadableRecord,
    override readonly id: string,
    protected readonly links: Links,
    private readonly same: Same,
  ) {
    super();
  }

  typeName(): string {
    return typeNameOf(this.record);
  }

  @Plain(() => RecordTypeEnum, { description: 'What it is.' })
  get recordType() {
    return this.record.core.recordType;
  }
  @Plain(() => RecordKindEnum, {
    nullable: true,
    description: 'What it is a result of (OEAPI: associationType).',
  })
  get kind() {
    return this.record.core.kind;
  }
  @Field(() => String, {
    description: 'OEAPI: name of the course or programme, else of its offering. Plain text.',
  })
  title(
    @Ctx() { languages }: Operation,
    @Arg('language', () => String, {
      nullable: true,
      description:
        'BCP 47, for instance "en"; absent: as Accept-Language asks. In that language, else Dutch, English, or what there is.',
    })
    language?: string,
  ): string {
    return textIn(this.record.core.title, language === undefined ? languages : [language]);
  }
  @Field(() => String, {
    nullable: true,
    description: 'What it is about (OEAPI: description). Plain text, may hold markup as text.',
  })
  description(@Ctx() { languages }: Operation): string | undefined {
    return chooseText(this.record.core.description ?? [], languages)?.value;
  }
  @Plain(() => InstitutionRefType, { description: 'Where (OEAPI: organization).' })
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
  @Plain(() => PeriodType, {
    nullable: true,
    description: 'When it ran (OEAPI: academicSession of the offering).',
  })
  get period() {
    const { period } = this.record.core;
    return period === undefined ? undefined : new PeriodType(period);
  }
  @Plain(() => LevelType, {
    nullable: true,
    description: 'At what level (OEAPI: level, levelOfQualification).',
  })
  get level() {
    return this.record.core.level;
  }
  @Plain(() => RecordStatusEnum, { description: 'Whether the source still says so.' })
  get status() {
    return this.record.status;
  }
  @Plain(() => String, {
    nullable: true,
    description:
      'Why the source took it back, in its own words. Only in a record of one’s own; null: it gave no reason.',
  })
  get withdrawalReason() {
    return this.record.withdrawalReason;
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
  @Field(() => AssessmentUnion, { description: 'Grade and outcome (OEAPI: result).' })
  assessment() {
    return told(this.record, 'assessment', (content) => new AssessmentType(content));
  }
  @Field(() => CreditsUnion, { description: 'Study load (OEAPI: studyLoad).' })
  credits() {
    return told(this.record, 'credits', (content) => new CreditsType(content));
  }
  @Field(() => EvidenceUnion, { description: 'Documents.' })
  evidence() {
    return told(this.record, 'evidence', (content) => new EvidenceType(content, this.links));
  }
  @Field(() => FeedbackUnion, { description: 'What a teacher wrote (OEAPI: result.comment).' })
  feedback() {
    return told(this.record, 'feedback', (content) => new FeedbackType(content));
  }
  @Field(() => IdentifiersUnion, {
    description: 'How the source knows it (OEAPI: associationId, primaryCode).',
  })
  identifiers() {
    return told(this.record, 'identifiers', (content) => new IdentifiersType(content));
  }
  @Field(() => [PossiblySameType], {
    description:
      'Other records of your own that tell of the same achievement, or may. For learners; to anybody else there are none.',
  })
  possiblySame() {
    return this.same();
  }
  @Plain(() => VerificationType, {
    nullable: true,
    description: 'What comes of its signed proof. Part of CORE. Null: nobody signed it.',
  })
  get verification() {
    return verificationOf(this.record.verdict);
  }
  @Field(() => CredentialUnion, { description: 'Its signed proof.' })
  credential() {
    return this.record.shows('credential') ? new CredentialType(this.record) : notShared;
  }
}

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

/** Names of the types a record can be. */
export const typeNames = Object.values(objectNames);
/** By its name in the graph. Notes nothing. */
export const typeNameOf = ({ core }: ReadableRecord): (typeof typeNames)[number] =>
  objectNames[core.recordType];
