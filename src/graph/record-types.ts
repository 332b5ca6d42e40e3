import { Field, Float, ObjectType } from 'type-graphql';
import { AwardType } from './award-types.js';
import { EnrolmentStateEnum } from './enums.js';
import { PartialDate } from './partial-date.js';
import { Plain } from './plain.js';
import { RecognitionType } from './recognition-types.js';
import { LearningRecordType } from './records.js';

@ObjectType('Result', {
  implements: LearningRecordType,
  description: 'A result an institution reported (OEAPI: association with result).',
})
export class ResultType extends LearningRecordType {}

@ObjectType('Diploma', { implements: LearningRecordType, description: 'A completed programme.' })
export class DiplomaType extends LearningRecordType {
  @Field(() => AwardType, { nullable: true, description: 'What it says of itself. Part of CORE.' })
  award() {
    const { award } = this.record.core;
    return award && new AwardType(award);
  }
}

@ObjectType('Microcredential', {
  implements: LearningRecordType,
  description: 'A small unit with a credential of its own.',
})
export class MicrocredentialType extends LearningRecordType {
  @Field(() => AwardType, { nullable: true, description: 'What it says of itself. Part of CORE.' })
  award() {
    const { award } = this.record.core;
    return award && new AwardType(award);
  }
}

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
  @Plain(() => EnrolmentStateEnum, {
    nullable: true,
    description:
      'As the institution at the other side sees it, home or host, where this one tells (OEAPI: association.remoteState). Part of CORE.',
  })
  get remoteState() {
    return this.record.core.enrolment?.remoteState?.value;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where remoteState is OTHER.',
  })
  get remoteStateRaw() {
    return this.record.core.enrolment?.remoteState?.raw;
  }
}

@ObjectType('Skill', {
  implements: LearningRecordType,
  description:
    'Something the learner can do. Its title is the skill; what shows it is in its evidence.',
})
export class SkillType extends LearningRecordType {
  @Plain(() => String, {
    nullable: true,
    description: 'The same in a public list of skills, such as ESCO: its address. Part of CORE.',
  })
  get concept() {
    return this.record.core.concept;
  }
}

@ObjectType('WorkExperience', {
  implements: LearningRecordType,
  description: 'Work the learner did. All that is said of it here is part of CORE.',
})
export class WorkExperienceType extends LearningRecordType {
  @Plain(() => String, { nullable: true, description: 'As what.' })
  get role() {
    return this.record.core.work?.role;
  }
  @Plain(() => String, { nullable: true, description: 'For whom.' })
  get organisation() {
    return this.record.core.work?.organisation;
  }
  @Plain(() => PartialDate, { nullable: true, description: 'From when.' })
  get start() {
    return this.record.core.work?.start;
  }
  @Plain(() => PartialDate, { nullable: true, description: 'Until when; null: it goes on.' })
  get end() {
    return this.record.core.work?.end;
  }
  @Plain(() => Float, { nullable: true, description: 'Hours a week.' })
  get hoursPerWeek() {
    return this.record.core.work?.hoursPerWeek;
  }
}

@ObjectType('Certificate', {
  implements: LearningRecordType,
  description: 'Something else that was learned, with or without a document.',
})
export class CertificateType extends LearningRecordType {
  @Field(() => AwardType, { nullable: true, description: 'What it says of itself. Part of CORE.' })
  award() {
    const { award } = this.record.core;
    return award && new AwardType(award);
  }
  @Plain(() => String, { nullable: true, description: 'Where, as entered. Part of CORE.' })
  get organisation() {
    return this.record.core.certificate?.organisation;
  }
  @Plain(() => PartialDate, {
    nullable: true,
    description: 'When, as precisely as it was entered. Part of CORE.',
  })
  get issued() {
    return this.record.core.certificate?.issued;
  }
  @Field(() => RecognitionType, {
    nullable: true,
    description:
      'Where an institution lets something count for a programme of its own: what, and for which. Part of CORE. Anybody’s word may say so: see assertedBy.',
  })
  recognition() {
    const { recognition } = this.record.core;
    return recognition && new RecognitionType(recognition, this.links);
  }
}
