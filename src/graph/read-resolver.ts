import { Arg, Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { recordKey } from '../base/index.js';
import { grantsKnownTo, institutionOf } from '../flows/index.js';
import type { GrantRow } from '../ledger/index.js';
import { GrantType } from './consent-types.js';
import { recordById } from './entities.js';
import { ViewerKindEnum } from './enums.js';
import { graphError } from './errors.js';
import { toGraphRecord } from './graph-record.js';
import { LearnerViewType, viewOfAccess } from './learner.js';
import { NodeType } from './node.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { RecordConnectionType, RecordListArgs, recordList } from './record-list.js';
import { InstitutionRefType } from './record-parts.js';
import { LearningRecordType } from './records.js';

@ObjectType('Viewer', { description: 'Who is asking.' })
class ViewerType {
  constructor(private readonly operation: Operation) {}
  @Plain(() => String, { description: 'Their WebID.' })
  get webId() {
    return this.operation.caller.principal.webId;
  }
  @Plain(() => String, { description: 'The app they ask through.' })
  get client() {
    return this.operation.caller.principal.clientId;
  }
  @Plain(() => ViewerKindEnum, { description: 'As whom. A request with a token is an APP.' })
  get kind() {
    return this.operation.signedIn?.kind ?? 'APP';
  }
  @Plain(() => String, { nullable: true, description: 'What their login calls them.' })
  get displayName() {
    return this.operation.signedIn?.displayName;
  }
  @Plain(() => InstitutionRefType, {
    nullable: true,
    description: 'The institution that they act for. Null for anybody else.',
  })
  get institution() {
    const desk = institutionOf(this.operation.house, this.operation.caller);
    return desk && new InstitutionRefType(desk);
  }
}

@ObjectType('ConsentedLearner', { description: 'A learner who shares with you.' })
class ConsentedLearnerType {
  constructor(
    private readonly learner: string,
    private readonly rows: readonly GrantRow[],
  ) {}
  @Field(() => ID, { description: 'The learner, by an id for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('learner', this.learner);
  }
  @Field(() => [GrantType], { description: 'Their grants to you, newest first.' })
  grants() {
    return this.rows.map((row) => new GrantType(row));
  }
}

@ObjectType('ConsentedLearnerList', { description: 'Learners who share with you.' })
class ConsentedLearnerListType {
  @Plain(() => [ConsentedLearnerType], { description: 'The learners.' })
  readonly nodes!: readonly ConsentedLearnerType[];
}

@Resolver()
export class ReadResolver {
  @Query(() => ViewerType, { description: 'Who is asking.' })
  viewer(@Ctx() operation: Operation): ViewerType {
    return new ViewerType(operation);
  }

  @Query(() => RecordConnectionType, { description: 'Everything of your own. For learners.' })
  async myRecords(@Ctx() operation: Operation, @Args(() => RecordListArgs) args: RecordListArgs) {
    return recordList(operation, { shows: () => true, open: () => operation.own() }, args);
  }

  @Query(() => LearnerViewType, {
    nullable: true,
    description:
      'A learner, as far as they share with you. NOT_FOUND also when there is no such learner.',
  })
  async learner(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'A WebID, or an id you were given.' }) id: string,
  ): Promise<LearnerViewType> {
    return viewOfAccess(operation, await operation.access(id));
  }

  @Query(() => LearnerViewType, {
    nullable: true,
    description: 'What a link shares, for whoever sends its secret. NOT_FOUND for any other.',
  })
  async sharedByLink(@Ctx() operation: Operation): Promise<LearnerViewType> {
    return viewOfAccess(operation, await operation.accessByLink());
  }

  @Query(() => NodeType, {
    nullable: true,
    description: 'A record by its id. NOT_FOUND for any id that shows you nothing.',
  })
  async node(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'An id you were given.' }) id: string,
  ): Promise<NodeType> {
    return recordById(operation, id);
  }

  @Query(() => [LearningRecordType], {
    description:
      'What a source said of a record of your own, first to last; corrections keep what came before. For learners.',
  })
  async recordHistory(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The record, by an id you were given.' }) id: string,
  ): Promise<readonly LearningRecordType[]> {
    const reading = await operation.own();
    const key = operation.ids.open('record', id)?.slice(36);
    const versions = key === undefined ? [] : await reading.versionsOf?.(recordKey(key));
    if (versions === undefined || versions.length === 0) throw graphError('NOT_FOUND');
    return versions.map((record) => toGraphRecord(operation, reading, record));
  }

  @Query(() => ConsentedLearnerListType, { description: 'Who shares with you, and until when.' })
  async consentedLearners(@Ctx() { house, caller }: Operation): Promise<ConsentedLearnerListType> {
    const known = await grantsKnownTo(house, caller);
    const perLearner = Map.groupBy(known, ({ learner }) => learner);
    return { nodes: [...perLearner].map(([id, mine]) => new ConsentedLearnerType(id, mine)) };
  }
}
