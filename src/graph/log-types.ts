import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { LearnerId } from '../base/index.js';
import { type LogPage, personCalled } from '../flows/index.js';
import type { LogLine } from '../ledger/index.js';
import { ClaimType } from './claim-types.js';
import { FacetEnum, LogKindEnum, PersonFacetEnum, PolicyEventEnum, PurposeEnum } from './enums.js';
import { RoleType } from './grantee-types.js';
import { DateTime } from './late-date.js';
import { inLanguage, sentenceOf } from './log-sentences.js';
import { actorNameText } from './name-texts.js';
import type { Told } from './named-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('LoggedRecord', { description: 'A record that left, and which parts of it.' })
class LoggedRecordType {
  @Plain(() => ID, { description: 'The record.' })
  readonly id!: string;
  @Plain(() => [FacetEnum], { description: 'The parts that were read.' })
  readonly facets!: readonly string[];
}

@ObjectType('LogEntry', {
  description: 'One line of the learner’s log. Written before anything left.',
})
export class LogEntryType {
  constructor(
    private readonly line: LogLine,
    private readonly learner: LearnerId,
    private readonly told: Told,
  ) {}
  @Plain(() => Int, {
    description: 'Place in the log, from 1. The log is a chain: no line can be lost.',
  })
  get seq() {
    return this.line.seq;
  }
  @Plain(() => DateTime, { description: 'When, by the database’s clock.' })
  get at() {
    return new Date(this.line.at);
  }
  @Plain(() => LogKindEnum, { description: 'What sort of thing happened.' })
  get kind() {
    return this.line.kind;
  }
  @Plain(() => PolicyEventEnum, { nullable: true, description: 'For POLICY: what changed.' })
  get event() {
    return this.line.kind === 'POLICY' ? this.line.event : undefined;
  }
  @Field(() => String, { description: 'What happened, in a sentence.' })
  sentence(@Ctx() { languages }: Operation) {
    return sentenceOf(this.told, this.line, languages);
  }
  @Plain(() => String, { description: 'Who: a WebID.' })
  get actor() {
    return this.line.actor.webId;
  }
  @Field(() => String, { nullable: true, description: actorNameText })
  actorName(@Ctx() { languages }: Operation) {
    return inLanguage(personCalled(this.told.names, this.line.actor.webId), languages);
  }
  @Plain(() => String, { description: 'Through which app.' })
  get client() {
    return this.line.actor.client;
  }
  @Plain(() => RoleType, { nullable: true, description: 'As what, where the grant is to a role.' })
  get role() {
    return this.line.actor.role;
  }
  @Plain(() => PurposeEnum, { nullable: true, description: 'For what, as they said.' })
  get purpose() {
    return 'purpose' in this.line ? this.line.purpose : undefined;
  }
  @Field(() => [ID], { description: 'Under which grants.' })
  grants(@Ctx() { ids }: Operation) {
    return 'grants' in this.line ? this.line.grants.map(({ id }) => ids.seal('grant', id)) : [];
  }
  @Plain(() => String, { nullable: true, description: 'Name of the operation.' })
  get operation() {
    return 'operation' in this.line ? this.line.operation : undefined;
  }
  @Field(() => [LoggedRecordType], { description: 'For READ: what left. For WRITE: what came.' })
  records(@Ctx() { ids }: Operation) {
    if (this.line.kind !== 'READ' && this.line.kind !== 'WRITE') return [];
    return this.line.records.map((record) => ({
      id: ids.seal('record', `${this.learner}${record.key}`),
      facets: 'facets' in record ? record.facets : [],
    }));
  }
  @Plain(() => [PersonFacetEnum], {
    description: 'For READ: parts of who the learner is that left.',
  })
  get person() {
    return this.line.kind === 'READ' ? this.line.person : [];
  }
  @Field(() => [ClaimType], {
    description: 'For READ and CLAIM: questions answered with yes or no.',
  })
  claims() {
    const isLook = this.line.kind === 'READ' || this.line.kind === 'CLAIM';
    return isLook ? (this.line.claims ?? []).map((claim) => new ClaimType(claim)) : [];
  }
  @Plain(() => [String], { description: 'For READ: what was counted over all records in view.' })
  get aggregates() {
    return this.line.kind === 'READ' ? this.line.aggregates : [];
  }
}

@ObjectType('LogPageInfo', { description: 'Where this page of the log is.' })
class LogPageInfoType {
  @Plain(() => Boolean, { description: 'Earlier lines exist.' })
  readonly hasNextPage!: boolean;
  @Plain(() => String, { nullable: true, description: 'Pass it as after to read earlier lines.' })
  readonly endCursor?: string | undefined;
}

@ObjectType('LogList', { description: 'The learner’s log, newest first.' })
export class LogListType {
  constructor(private readonly page: LogPage) {}
  @Field(() => [LogEntryType], { description: 'The lines.' })
  nodes() {
    return this.page.lines.map((line) => new LogEntryType(line, this.page.learner, this.page));
  }
  @Plain(() => Int, {
    description: 'How often somebody you never shared with tried to look. They were shown nothing.',
  })
  get strangersRefused() {
    return this.page.strangersRefused;
  }
  @Field(() => LogPageInfoType, { description: 'Where this page is.' })
  pageInfo(): LogPageInfoType {
    const { next } = this.page;
    return { hasNextPage: next !== undefined, endCursor: next?.toString() };
  }
}
