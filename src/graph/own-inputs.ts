import { Field, Float, ID, InputType } from 'type-graphql';
import { present, recordKey } from '../base/index.js';
import type { RecordRef, TypedEntry } from '../flows/index.js';
import { graphError } from './errors.js';
import type { Operation } from './operation.js';
import { PartialDate } from './partial-date.js';

@InputType('OwnWorkInput', { description: 'Work you did or do.' })
class OwnWorkInput {
  @Field(() => String, { description: 'As what. Plain text, at most 200 characters.' })
  role!: string;
  @Field(() => String, { description: 'For whom. Plain text, at most 200 characters.' })
  organisation!: string;
  @Field(() => PartialDate, { description: 'From when.' })
  start!: string;
  @Field(() => PartialDate, { nullable: true, description: 'Until when; absent: it goes on.' })
  end?: string | null;
  @Field(() => Float, { nullable: true, description: 'Over 0, at most 168.' })
  hoursPerWeek?: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'What you did. Plain text, at most 2,000 characters.',
  })
  description?: string | null;
}

@InputType('OwnSkillInput', { description: 'Something you can do.' })
class OwnSkillInput {
  @Field(() => String, { description: 'Which skill. Plain text, at most 200 characters.' })
  label!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The same in a public list of skills, such as ESCO, by its http(s) address.',
  })
  concept?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'How well, in your own word. Plain text, at most 200 characters.',
  })
  level?: string | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Records of your own that show it, 20 at most; absent: none.',
  })
  provenBy?: string[] | null;
}

@InputType('OwnLearningInput', { description: 'Something else you learned.' })
class OwnLearningInput {
  @Field(() => String, { description: 'What. Plain text, at most 200 characters.' })
  title!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Where. Plain text, at most 200 characters.',
  })
  organisation?: string | null;
  @Field(() => PartialDate, { nullable: true, description: 'When.' })
  date?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What it was about. Plain text, at most 2,000 characters.',
  })
  description?: string | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Hours it took you. In no total of a school: it stands apart, as your own word.',
  })
  hours?: number | null;
}

@InputType('OwnRecordInput', {
  description: 'What you enter yourself: exactly one of the three. It stays your own word.',
})
export class OwnRecordInput {
  @Field(() => ID, {
    description:
      'Made by you, anew for each thing you want done, 1 to 100 characters: sent again, it is not done again.',
  })
  key!: string;
  @Field(() => OwnWorkInput, { nullable: true, description: 'Becomes a WORK_EXPERIENCE.' })
  workExperience?: OwnWorkInput | null;
  @Field(() => OwnSkillInput, { nullable: true, description: 'Becomes a SKILL.' })
  skill?: OwnSkillInput | null;
  @Field(() => OwnLearningInput, { nullable: true, description: 'Becomes a CERTIFICATE.' })
  learning?: OwnLearningInput | null;
}

/** @throws GraphQLError `NOT_FOUND` for an id that was given to nobody, or to somebody else. */
export function toRecordRef({ ids }: Operation, id: string): RecordRef {
  const opened = ids.open('record', id);
  if (opened === undefined) throw graphError('NOT_FOUND');
  return { learner: opened.slice(0, 36), record: recordKey(opened.slice(36)) };
}

function toWork(input: OwnWorkInput): TypedEntry {
  const { role, organisation, start, end, hoursPerWeek, description } = input;
  return present({
    kind: 'WORK_EXPERIENCE' as const,
    role,
    organisation,
    start,
    end: end ?? undefined,
    hoursPerWeek: hoursPerWeek ?? undefined,
    description: description ?? undefined,
  });
}

function toSkill(
  operation: Operation,
  { label, concept, level, provenBy }: OwnSkillInput,
): TypedEntry {
  return present({
    kind: 'SKILL' as const,
    label,
    concept: concept ?? undefined,
    level: level ?? undefined,
    provenBy: (provenBy ?? []).map((id) => toRecordRef(operation, id)),
  });
}

function toLearning({
  title,
  organisation,
  date,
  description,
  hours,
}: OwnLearningInput): TypedEntry {
  return present({
    kind: 'CERTIFICATE' as const,
    title,
    organisation: organisation ?? undefined,
    date: date ?? undefined,
    description: description ?? undefined,
    hours: hours ?? undefined,
  });
}

export function toTypedEntry(operation: Operation, input: OwnRecordInput): TypedEntry {
  const { workExperience, skill, learning } = input;
  const given = [workExperience, skill, learning].filter(
    (one) => one !== undefined && one !== null,
  );
  if (given.length === 1) {
    if (workExperience) return toWork(workExperience);
    if (skill) return toSkill(operation, skill);
    if (learning) return toLearning(learning);
  }
  throw graphError(
    'BAD_INPUT',
    'Enter one thing at a time: work, a skill, or something you learned.',
  );
}
