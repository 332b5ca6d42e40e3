import { Ctx, Field, ID, InputType, ObjectType } from 'type-graphql';
import type { RecognitionAnswer } from '../flows/index.js';
import type { Recognition } from '../records/index.js';
import { PodStateEnum } from './enums.js';
import type { Links } from './more-facets.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

@ObjectType('RecognisedProgramme', { description: 'The programme that something counts for.' })
class RecognisedProgrammeType {
  constructor(private readonly recognition: Recognition) {}
  @Plain(() => ID, { description: 'Its id in the catalogue (OEAPI: programme).' })
  get id() {
    return this.recognition.programme;
  }
  @Field(() => String, { description: 'What it was called then. Plain text.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.recognition.programmeTitle, languages);
  }
}

@ObjectType('Recognition', {
  description:
    'That an institution lets something that was learned elsewhere count for a programme of its own. It has no credits: what counts keeps its own.',
})
export class RecognitionType {
  constructor(
    private readonly recognition: Recognition,
    private readonly links: Links,
  ) {}
  @Plain(() => RecognisedProgrammeType, { description: 'For which programme.' })
  get programme() {
    return new RecognisedProgrammeType(this.recognition);
  }
  @Field(() => ID, {
    nullable: true,
    description: 'The record that counts. Null where you do not see that.',
  })
  record(): string | undefined {
    const { record } = this.recognition;
    return record === undefined ? undefined : this.links([record])[0];
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The institution’s own id of the course that need not be taken (OEAPI: courseId).',
  })
  get course() {
    return this.recognition.course;
  }
  @Plain(() => String, { nullable: true, description: 'The institution’s own number of it.' })
  get reference() {
    return this.recognition.reference;
  }
}

@InputType('RecogniseResultInput', {
  description: 'What counts, of whom, and for which programme of your own.',
})
export class RecogniseResultInput {
  @Field(() => ID, { description: 'The learner: a WebID, or the id that we gave you.' })
  learner!: string;
  @Field(() => ID, { description: 'What counts, by the id under which you read it.' })
  record!: string;
  @Field(() => ID, { description: 'A programme of your own, by its id in the catalogue.' })
  programme!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'An offering of your own, by its id in the catalogue: its course need not be taken.',
  })
  course?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The board’s words, for the learner. At most 2,000 characters.',
  })
  decision?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of it. At most 200 characters.',
  })
  reference?: string | null;
  @Field(() => ID, { description: 'Of your making: sent again under it, it is taken once.' })
  key!: string;
}

@ObjectType('RecognisedResult', { description: 'What came of a decision.' })
export class RecognisedResultType {
  constructor(private readonly answer: Extract<RecognitionAnswer, { kind: 'TAKEN' }>) {}
  @Plain(() => ID, {
    description: 'By which you take it back: the associationId of WithdrawResults.',
  })
  get id() {
    return this.answer.id;
  }
  @Field(() => ID, { description: 'The record that says so, to read it by if you are shown it.' })
  record(@Ctx() { ids }: Operation): string {
    return ids.seal('record', `${this.answer.learner}${this.answer.record}`);
  }
  @Plain(() => Boolean, { description: 'New, or in other words than before. Sent again: false.' })
  get changed() {
    return this.answer.isNews;
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether the learner’s pod has it. PENDING: it comes.',
  })
  get pod() {
    return this.answer.pod;
  }
}
