import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import type { OfferingSource, OfferingsPage } from '../flows/index.js';
import { SyncProblemEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { problemOf, sourceSentence } from './offering-sentences.js';
import { OfferingType } from './offering-types.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { PageInfoType } from './record-list.js';
import { InstitutionRefType } from './record-parts.js';

@ObjectType('OfferingEdge', { description: 'An offering at its place in the list.' })
class OfferingEdgeType {
  @Plain(() => OfferingType, { description: 'The offering.' })
  readonly node!: OfferingType;
  @Plain(() => String, { description: 'Its place.' })
  readonly cursor!: string;
}

@ObjectType('OfferingFacetValue', { description: 'How many there are of one kind.' })
class OfferingFacetValueType {
  @Plain(() => String, { description: 'As the filter of that name takes it.' })
  readonly value!: string;
  @Plain(() => Int, { description: 'How many of the list.' })
  readonly count!: number;
}

@ObjectType('OfferingFacets', {
  description:
    'What the whole list is of, with every filter that was given, that of the facet too. Most first, at most 200 of each.',
})
export class OfferingFacetsType {
  @Plain(() => [OfferingFacetValueType], { description: 'By institution (schacHome).' })
  readonly institutions!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By level (EQF, 0 to 8).' })
  readonly levels!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By unit of study load.' })
  readonly units!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By language (BCP 47).' })
  readonly languages!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By how it is taught.' })
  readonly modes!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By what it is a run of.' })
  readonly kinds!: readonly OfferingFacetValueType[];
  @Plain(() => [OfferingFacetValueType], { description: 'By town.' })
  readonly places!: readonly OfferingFacetValueType[];
}

@ObjectType('OfferingSource', {
  description:
    'Where an institution’s part of a list comes from. A list is what institutions told, and never all there is.',
})
class OfferingSourceType {
  constructor(private readonly source: OfferingSource) {}
  @Field(() => InstitutionRefType, { description: 'Which.' })
  institution() {
    return new InstitutionRefType(this.source.called);
  }
  @Plain(() => DateTime, { nullable: true, description: 'When it answered last; null: never.' })
  get answeredAt() {
    return this.source.readAt;
  }
  @Plain(() => SyncProblemEnum, {
    nullable: true,
    description: 'Why it did not answer, or not whole, when it was asked last; null: it did.',
  })
  get problem() {
    return problemOf(this.source);
  }
  @Plain(() => DateTime, { nullable: true, description: 'Since when it does not.' })
  get failingSince() {
    return this.source.failingSince;
  }
  @Field(() => String, { nullable: true, description: 'The same for people; null: it answered.' })
  sentence(@Ctx() { languages }: Operation) {
    return sourceSentence(this.source, languages);
  }
}

@ObjectType('OfferingConnection', {
  description: 'A page of what can be learned, with what it is a page of.',
})
export class OfferingConnectionType {
  readonly #page: OfferingsPage;
  constructor(page: OfferingsPage) {
    this.#page = page;
  }
  @Field(() => [OfferingType], { description: 'The offerings of this page.' })
  nodes() {
    return this.#page.offerings.map(({ seen }) => new OfferingType(seen));
  }
  @Field(() => [OfferingEdgeType], { description: 'The offerings of this page, and their places.' })
  edges() {
    return this.#page.offerings.map(({ seen, cursor }) => ({
      cursor,
      node: new OfferingType(seen),
    }));
  }
  @Field(() => PageInfoType, { description: 'Where this page is.' })
  pageInfo(): PageInfoType {
    const { offerings, hasNextPage, hasPreviousPage } = this.#page;
    const [startCursor, endCursor] = [offerings[0]?.cursor, offerings.at(-1)?.cursor];
    return { hasNextPage, hasPreviousPage, startCursor, endCursor };
  }
  @Field(() => Int, { description: 'How many there are, on all pages.' })
  count(): number {
    return this.#page.counts.count;
  }
  @Field(() => OfferingFacetsType, { description: 'Of what they are.' })
  facets(): OfferingFacetsType {
    return this.#page.counts.facets;
  }
  @Field(() => [OfferingSourceType], {
    description: 'All institutions that are asked, also those that have nothing in the list.',
  })
  institutions() {
    return this.#page.sources.map((source) => new OfferingSourceType(source));
  }
}
