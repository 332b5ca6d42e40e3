import { Field, Int, ObjectType } from 'type-graphql';
import type { InstitutionPart, Reading } from '../flows/index.js';
import { DateTime } from './late-date.js';
import { Plain } from './plain.js';
import { InstitutionRefType } from './record-parts.js';

@ObjectType('InstitutionRecords', {
  description:
    'What a list has of one institution, or of the learner’s own word. Says nothing of what is not in the list.',
})
export class InstitutionRecordsType {
  constructor(
    private readonly part: InstitutionPart,
    private readonly reading: Reading,
  ) {}
  @Plain(() => InstitutionRefType, {
    description:
      'The institution (OEAPI: organization). The learner’s own word is called so, whatever school it names.',
  })
  get institution() {
    return new InstitutionRefType(this.part.institution);
  }
  @Field(() => Int, { description: 'How many records of the list are of this institution.' })
  count(): number {
    this.reading.notes.aggregate('count');
    return this.part.count;
  }
  @Plain(() => DateTime, { description: 'When the newest of them came.' })
  get lastReceivedAt() {
    return new Date(this.part.newest.receivedAt);
  }
}

/** Of each institution its newest record leaves: it is who says that the institution is there at all. */
export function perInstitution(
  reading: Reading,
  parts: readonly InstitutionPart[],
): readonly InstitutionRecordsType[] {
  for (const { newest } of parts) reading.notes.record(newest.key, 'core');
  return parts.map((part) => new InstitutionRecordsType(part, reading));
}
