import { GraphQLDate } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { institutionId, present } from '../base/index.js';
import type { OfferingsAsk } from '../flows/index.js';
import type { DeliveryMode, OfferingKind, StudyLoadUnit } from '../records/index.js';
import { StudyLoadUnitEnum } from './enums.js';
import { graphError } from './errors.js';
import { limits } from './limits.js';
import { DeliveryModeEnum, OfferingKindEnum } from './offering-enums.js';

@InputType('OfferingLoadFilter', { description: 'How much study, in one unit.' })
class OfferingLoadFilter {
  @Field(() => StudyLoadUnitEnum, {
    description: 'Units have no common size: loads of others do not fit.',
  })
  unit!: StudyLoadUnit;
  @Field(() => Float, { nullable: true, description: 'At least.' })
  min?: number | null;
  @Field(() => Float, { nullable: true, description: 'At most.' })
  max?: number | null;
}

@InputType('OfferingFilter', {
  description: 'All that is given must hold; of a list, any of it. Null: whatever it is.',
})
export class OfferingFilterInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Words, in Dutch or English, or beginnings of them, or a code. Quotes keep words together; a minus leaves out.',
  })
  text?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Institutions, by schacHome.' })
  institutions?: string[] | null;
  @Field(() => [OfferingKindEnum], { nullable: true, description: 'What it is a run of.' })
  kinds?: OfferingKind[] | null;
  @Field(() => Int, { nullable: true, description: 'EQF at or above this, 0 to 8.' })
  levelMin?: number | null;
  @Field(() => Int, { nullable: true, description: 'EQF at or below this, 0 to 8.' })
  levelMax?: number | null;
  @Field(() => [String], { nullable: true, description: 'Levels of the Dutch framework (NLQF).' })
  nlqf?: string[] | null;
  @Field(() => OfferingLoadFilter, { nullable: true, description: 'How much study.' })
  load?: OfferingLoadFilter | null;
  @Field(() => [String], { nullable: true, description: 'BCP 47, such as "nl".' })
  languages?: string[] | null;
  @Field(() => [DeliveryModeEnum], { nullable: true, description: 'How it is taught.' })
  modes?: DeliveryMode[] | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'Starts on or after this day.' })
  startFrom?: Date | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'Starts on or before this day.' })
  startTo?: Date | null;
  @Field(() => [String], { nullable: true, description: 'Towns.' })
  places?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only where places are counted and some are free.',
  })
  freePlaces?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only where a place can be asked for today, as availability has it.',
  })
  openNow?: boolean | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'The same, on this day.' })
  openOn?: Date | null;
  @Field(() => [ID], { nullable: true, description: 'Learning outcomes, by their ids.' })
  outcomes?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Skills of the European list (ESCO).' })
  skills?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Programmes that it belongs to.' })
  programmes?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'These offerings only, also what is over.' })
  ids?: string[] | null;
}

/** In one list of a filter. */
const most = 250;
/** @throws where there are more than anybody chooses. */
export const listOf = <T extends string>(values: readonly T[] | null | undefined) => {
  if (values == null) return undefined;
  if (values.length > most) throw graphError('COST_LIMIT');
  return values;
};
const dayIn = (date: Date | null | undefined) => date?.toISOString().slice(0, 10);

/** A page of a list. */
export function pageSize(first: number): number {
  if (first < 1) throw graphError('BAD_INPUT', 'A page has at least one row.');
  if (first > limits.pageSize) throw graphError('COST_LIMIT');
  return first;
}

function toFilter(filter: OfferingFilterInput): OfferingsAsk['filter'] {
  const { load } = filter;
  return present({
    institutions: listOf(filter.institutions)?.map(institutionId),
    kinds: listOf(filter.kinds),
    eqfMin: filter.levelMin ?? undefined,
    eqfMax: filter.levelMax ?? undefined,
    nlqf: listOf(filter.nlqf),
    load:
      load == null
        ? undefined
        : present({ unit: load.unit, min: load.min ?? undefined, max: load.max ?? undefined }),
    languages: listOf(filter.languages)?.map((language) => language.toLowerCase()),
    modes: listOf(filter.modes),
    startFrom: dayIn(filter.startFrom),
    startTo: dayIn(filter.startTo),
    places: listOf(filter.places),
    hasFreePlaces: filter.freePlaces ?? undefined,
    outcomes: listOf(filter.outcomes),
    skills: listOf(filter.skills),
    programmes: listOf(filter.programmes),
    keys: listOf(filter.ids),
  });
}

export function toOfferingsAsk(
  first: number,
  after: string | null | undefined,
  filter: OfferingFilterInput = {},
): OfferingsAsk {
  return present({
    first: pageSize(first),
    after: after ?? undefined,
    text: filter.text ?? undefined,
    filter: toFilter(filter),
    open: dayIn(filter.openOn) ?? (filter.openNow === true ? 'NOW' : undefined),
  });
}
