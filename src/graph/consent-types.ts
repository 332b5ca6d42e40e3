import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Selector } from '../consent/index.js';
import type { PodState } from '../flows/index.js';
import type { AccessRequestRow, GrantRow, RequestedItem } from '../ledger/index.js';
import {
  FacetEnum,
  GrantStateEnum,
  PersonFacetEnum,
  PodStateEnum,
  PurposeEnum,
  RecordStatusEnum,
  RecordTypeEnum,
  RequestStateEnum,
} from './enums.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';

@ObjectType('GrantScope', { description: 'Which records: all that is named must hold.' })
export class GrantScopeType {
  constructor(
    private readonly selector: Selector,
    private readonly recordId: (key: string) => string,
  ) {}
  @Field(() => [RecordTypeEnum], { nullable: true, description: 'Any of these; null: any.' })
  types() {
    return this.selector.types;
  }
  @Field(() => [ID], { nullable: true, description: 'Any of these institutions; null: any.' })
  institutions() {
    return this.selector.institutions;
  }
  @Field(() => [ID], { nullable: true, description: 'These records only; null: any.' })
  recordIds() {
    return this.selector.recordIds?.map(this.recordId);
  }
  @Field(() => GraphQLDate, { nullable: true, description: 'On or after this day.' })
  issuedFrom() {
    return this.selector.issuedFrom;
  }
  @Field(() => GraphQLDate, { nullable: true, description: 'On or before this day.' })
  issuedTo() {
    return this.selector.issuedTo;
  }
  @Field(() => Int, { nullable: true, description: 'EQF at or above this.' })
  levelMin() {
    return this.selector.levelMin;
  }
  @Field(() => [RecordStatusEnum], { nullable: true, description: 'Null: current records only.' })
  status() {
    return this.selector.status;
  }
}

@ObjectType('Grant', { description: 'A learner’s yes to one grantee.' })
export class GrantType {
  constructor(private readonly grant: GrantRow) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('grant', this.grant.id);
  }
  @Field(() => String, { description: 'Who may read: a WebID.' })
  grantee() {
    return this.grant.grantee;
  }
  @Field(() => [String], { description: 'Through which apps.' })
  clients() {
    return this.grant.clients;
  }
  @Field(() => PurposeEnum, { description: 'For what.' })
  purpose() {
    return this.grant.purpose;
  }
  @Field(() => [GrantScopeType], { description: 'Which records: any of these.' })
  scope(@Ctx() { ids }: Operation) {
    const { scope, learner } = this.grant;
    const recordId = (key: string) => ids.seal('record', `${learner}${key}`);
    return scope.map((selector) => new GrantScopeType(selector, recordId));
  }
  @Field(() => [FacetEnum], { description: 'Which parts of them.' })
  facets() {
    return this.grant.facets;
  }
  @Field(() => [PersonFacetEnum], { description: 'Which parts of who the learner is.' })
  personFacets() {
    return this.grant.personFacets;
  }
  @Field(() => DateTime, { description: 'From this moment.' })
  validFrom() {
    return this.grant.validFrom;
  }
  @Field(() => DateTime, { description: 'Until, and not at, this moment.' })
  validUntil() {
    return this.grant.validUntil;
  }
  @Field(() => Boolean, { description: 'Whether records that come later are shared too.' })
  includeFuture() {
    return this.grant.includeFuture;
  }
  @Field(() => Int, {
    nullable: true,
    description: 'How many times it may be read; null: no limit.',
  })
  maxSessions() {
    return this.grant.maxSessions;
  }
  @Field(() => Int, { description: 'How many times it was read.' })
  used() {
    return this.grant.used;
  }
  @Field(() => GrantStateEnum, { description: 'Where it stands.' })
  state() {
    const { state, validUntil, maxSessions, used } = this.grant;
    if (state !== 'ACTIVE') return state;
    if (validUntil <= new Date()) return 'EXPIRED';
    return maxSessions !== undefined && used >= maxSessions ? 'EXHAUSTED' : state;
  }
  @Field(() => PodStateEnum, { description: 'Whether the pod has followed.' })
  pod() {
    return this.grant.pod;
  }
  @Field(() => DateTime, { description: 'When the learner said yes.' })
  createdAt() {
    return this.grant.createdAt;
  }
  @Field(() => DateTime, { nullable: true, description: 'When the learner said no more.' })
  endedAt() {
    return this.grant.endedAt;
  }
}

@ObjectType('GrantList', { description: 'Grants, newest first.' })
export class GrantListType {
  @Field(() => [GrantType], { description: 'The grants.' })
  readonly nodes!: readonly GrantType[];
  @Field(() => Boolean, {
    description: 'Whether you paused everything: then nobody sees anything.',
  })
  readonly paused!: boolean;
}

@ObjectType('PauseChange', { description: 'All access paused, or resumed.' })
export class PauseChangeType {
  @Field(() => Boolean, { description: 'Whether everything is paused now.' })
  readonly paused!: boolean;
  @Field(() => PodStateEnum, {
    description: 'Whether the pod has followed already. A pause counts at once either way.',
  })
  readonly pod!: PodState;
}

@ObjectType('RequestedItem', { description: 'One thing that is asked for.' })
class RequestedItemType implements RequestedItem {
  @Field(() => [RecordTypeEnum], { description: 'Records of these types; empty: any.' })
  readonly recordTypes!: RequestedItem['recordTypes'];
  @Field(() => [ID], { description: 'Of these institutions; empty: any.' })
  readonly institutions!: RequestedItem['institutions'];
  @Field(() => [FacetEnum], { description: 'These parts of them.' })
  readonly facets!: RequestedItem['facets'];
  @Field(() => Boolean, { description: 'Whether the rest has no point without it.' })
  readonly required!: boolean;
}

@ObjectType('AccessRequest', { description: 'Somebody asks to read.' })
export class AccessRequestType {
  constructor(private readonly request: AccessRequestRow) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('request', this.request.id);
  }
  @Field(() => String, { description: 'Who asks: a WebID.' })
  grantee() {
    return this.request.grantee;
  }
  @Field(() => String, { description: 'Through which app.' })
  client() {
    return this.request.client;
  }
  @Field(() => PurposeEnum, { description: 'For what.' })
  purpose() {
    return this.request.purpose;
  }
  @Field(() => [RequestedItemType], {
    description: 'What is asked for. Nothing is given by itself.',
  })
  items() {
    return this.request.items;
  }
  @Field(() => [PersonFacetEnum], { description: 'Parts of who the learner is.' })
  personFacets() {
    return this.request.personFacets;
  }
  @Field(() => String, { description: 'Why, in the asker’s words. Plain text.' })
  reason() {
    return this.request.reason;
  }
  @Field(() => DateTime, { description: 'Until when access is asked for.' })
  until() {
    return this.request.until;
  }
  @Field(() => RequestStateEnum, { description: 'What became of it.' })
  state() {
    return this.request.state;
  }
  @Field(() => DateTime, { description: 'When it was asked.' })
  createdAt() {
    return this.request.createdAt;
  }
}

@ObjectType('AccessRequestList', { description: 'Requests, newest first.' })
export class AccessRequestListType {
  @Field(() => [AccessRequestType], { description: 'The requests.' })
  readonly nodes!: readonly AccessRequestType[];
}

@ObjectType('RequestSent', { description: 'The same for every request, so that it tells nothing.' })
export class RequestSentType {
  @Field(() => Boolean, { description: 'True: it is laid before the learner, if there is one.' })
  readonly sent = true;
}

@ObjectType('ConsentChange', { description: 'A change of who may read, and what the pod did.' })
export class ConsentChangeType {
  constructor(
    private readonly change: { readonly grant: GrantRow | undefined; readonly podState: PodState },
  ) {}
  @Field(() => GrantType, {
    nullable: true,
    description: 'The grant as it now is; null after a decline.',
  })
  grant() {
    const { grant } = this.change;
    return grant === undefined ? undefined : new GrantType(grant);
  }
  @Field(() => PodStateEnum, { description: 'Whether the pod has followed already.' })
  pod() {
    return this.change.podState;
  }
}
