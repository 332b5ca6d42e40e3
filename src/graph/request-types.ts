import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { asWebId, type WebId } from '../base/index.js';
import { type KnownNames, organisationThrough, personCalled } from '../flows/index.js';
import type { AccessRequestRow, RequestedItem } from '../ledger/index.js';
import {
  FacetEnum,
  PersonFacetEnum,
  PurposeEnum,
  RecordTypeEnum,
  RequestStateEnum,
} from './enums.js';
import { DateTime } from './late-date.js';
import { inLanguage } from './log-sentences.js';
import { actorNameText, granteeNameText } from './name-texts.js';
import type { Operation } from './operation.js';
import { OrganisationType, shownOrganisation } from './organisation.js';
import { Plain } from './plain.js';

@ObjectType('RequestedItem', { description: 'One thing that is asked for.' })
export class RequestedItemType implements RequestedItem {
  @Plain(() => [RecordTypeEnum], { description: 'Records of these types; empty: any.' })
  readonly recordTypes!: RequestedItem['recordTypes'];
  @Plain(() => [ID], { description: 'Of these institutions; empty: any.' })
  readonly institutions!: RequestedItem['institutions'];
  @Plain(() => [FacetEnum], { description: 'These parts of them.' })
  readonly facets!: RequestedItem['facets'];
  @Plain(() => Boolean, { description: 'Whether the rest has no point without it.' })
  readonly required!: boolean;
}

@ObjectType('AccessRequest', { description: 'Somebody asks to read.' })
export class AccessRequestType {
  constructor(
    private readonly request: AccessRequestRow,
    private readonly names: KnownNames,
  ) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('request', this.request.id);
  }
  @Plain(() => String, { description: 'Who asks: a WebID.' })
  get grantee() {
    return this.request.grantee;
  }
  @Field(() => String, { nullable: true, description: actorNameText })
  granteeName(@Ctx() { languages }: Operation) {
    return inLanguage(personCalled(this.names, this.request.grantee), languages);
  }
  @Plain(() => String, { description: 'Where that WebID is, in full: the origin of its address.' })
  get origin() {
    return new URL(this.request.grantee).origin;
  }
  @Field(() => OrganisationType, {
    nullable: true,
    description:
      'For whom they speak, where that was looked into and the app is of that organisation or ours. Null: nobody looked.',
  })
  organisation(@Ctx() { house }: Operation) {
    const { grantee, client } = this.request;
    return shownOrganisation(organisationThrough(house, grantee, client));
  }
  @Plain(() => String, { description: 'Through which app.' })
  get client() {
    return this.request.client;
  }
  @Field(() => String, {
    nullable: true,
    description:
      'Where that app is, in full; null for our own page, and where its name is no address on the web.',
  })
  clientOrigin(@Ctx() { house }: Operation) {
    const { client } = this.request;
    const isElsewhere = client !== house.pageClient && asWebId(client) !== undefined;
    return isElsewhere ? new URL(client).origin : undefined;
  }
  @Plain(() => PurposeEnum, { description: 'For what.' })
  get purpose() {
    return this.request.purpose;
  }
  @Plain(() => [RequestedItemType], {
    description: 'What is asked for. Nothing is given by itself.',
  })
  get items() {
    return this.request.items;
  }
  @Plain(() => [PersonFacetEnum], { description: 'Parts of who the learner is.' })
  get personFacets() {
    return this.request.personFacets;
  }
  @Plain(() => String, { description: 'Why, in the asker’s words. Plain text.' })
  get reason() {
    return this.request.reason;
  }
  @Plain(() => DateTime, { description: 'Until when access is asked for.' })
  get until() {
    return this.request.until;
  }
  @Plain(() => Int, {
    nullable: true,
    description: 'For how many days the asker says they keep what they read; null: not said.',
  })
  get retentionDays() {
    return this.request.retentionDays;
  }
  @Plain(() => RequestStateEnum, { description: 'What became of it.' })
  get state() {
    return this.request.state;
  }
  @Plain(() => DateTime, { description: 'When it was asked.' })
  get createdAt() {
    return this.request.createdAt;
  }
}

@ObjectType('MutedGrantee', { description: 'Somebody of whom you want to hear no requests.' })
export class MutedGranteeType {
  constructor(
    private readonly webId: WebId,
    private readonly names: KnownNames,
  ) {}
  @Plain(() => String, { description: 'Who: a WebID.' })
  get grantee() {
    return this.webId;
  }
  @Field(() => String, { nullable: true, description: granteeNameText })
  name(@Ctx() { languages }: Operation) {
    return inLanguage(personCalled(this.names, this.webId), languages);
  }
}

@ObjectType('AccessRequestList', { description: 'Requests, newest first.' })
export class AccessRequestListType {
  @Plain(() => [AccessRequestType], { description: 'The requests.' })
  readonly nodes!: readonly AccessRequestType[];
  @Plain(() => [String], { description: 'WebIDs of whom you want to hear no requests.' })
  readonly muted!: readonly string[];
  @Plain(() => [MutedGranteeType], { description: 'The same, each with their name.' })
  readonly mutedGrantees!: readonly MutedGranteeType[];
}

@ObjectType('MuteChange', { description: 'Whether you hear of requests by somebody.' })
export class MuteChangeType {
  @Plain(() => String, { description: 'Who: a WebID.' })
  readonly grantee!: string;
  @Plain(() => Boolean, { description: 'True: their requests are not laid before you.' })
  readonly muted!: boolean;
}

@ObjectType('RequestSent', { description: 'The same for every request, so that it tells nothing.' })
export class RequestSentType {
  @Plain(() => Boolean, { description: 'True: it is laid before the learner, if there is one.' })
  readonly sent = true;
}
