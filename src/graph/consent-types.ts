import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Selector } from '../consent/index.js';
import { type KnownNames, nameOf, organisationOf, type PodState } from '../flows/index.js';
import type { GrantRow, RequestedItem } from '../ledger/index.js';
import { AppType } from './app-types.js';
import { ClaimType } from './claim-types.js';
import {
  FacetEnum,
  GranteeKindEnum,
  GrantStateEnum,
  PersonFacetEnum,
  PodStateEnum,
  PurposeEnum,
  RecordStatusEnum,
  RecordTypeEnum,
} from './enums.js';
import { granteeName, RoleType } from './grantee-types.js';
import { DateTime } from './late-date.js';
import { inLanguage } from './log-sentences.js';
import { granteeNameText } from './name-texts.js';
import type { Operation } from './operation.js';
import { OrganisationType, shownOrganisation } from './organisation.js';
import { Plain } from './plain.js';
import { RequestedItemType } from './request-types.js';
import { WriteAccessType, writeAccessOf } from './write-types.js';

@ObjectType('GrantScope', { description: 'Which records: all that is named must hold.' })
export class GrantScopeType {
  constructor(
    private readonly selector: Selector,
    private readonly recordId: (key: string) => string,
  ) {}
  @Plain(() => [RecordTypeEnum], { nullable: true, description: 'Any of these; null: any.' })
  get types() {
    return this.selector.types;
  }
  @Plain(() => [ID], { nullable: true, description: 'Any of these institutions; null: any.' })
  get institutions() {
    return this.selector.institutions;
  }
  @Field(() => [ID], { nullable: true, description: 'These records only; null: any.' })
  recordIds() {
    return this.selector.recordIds?.map(this.recordId);
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'On or after this day.' })
  get issuedFrom() {
    return this.selector.issuedFrom;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'On or before this day.' })
  get issuedTo() {
    return this.selector.issuedTo;
  }
  @Plain(() => Int, { nullable: true, description: 'EQF at or above this.' })
  get levelMin() {
    return this.selector.levelMin;
  }
  @Plain(() => [RecordStatusEnum], { nullable: true, description: 'Null: current records only.' })
  get status() {
    return this.selector.status;
  }
}

@ObjectType('Grant', { description: 'A learner’s yes to one grantee.' })
export class GrantType {
  /** @param names for the learner's side only: without them nobody is called anything. */
  constructor(
    private readonly grant: GrantRow,
    private readonly names?: KnownNames,
  ) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('grant', this.grant.id);
  }
  @Plain(() => String, {
    description:
      'To whom: a WebID, an app’s client id, a role at an organisation, an institution’s domain; "link" for a link.',
  })
  get grantee() {
    return granteeName(this.grant.grantee);
  }
  @Field(() => String, { nullable: true, description: granteeNameText })
  granteeName(@Ctx() { languages }: Operation) {
    const { names, grant } = this;
    return inLanguage(names && nameOf(names, grant.grantee), languages);
  }
  @Plain(() => GranteeKindEnum, { description: 'What sort of grantee.' })
  get granteeKind() {
    return this.grant.grantee.kind.toUpperCase();
  }
  @Plain(() => RoleType, { nullable: true, description: 'For ROLE: which, and who says so.' })
  get role() {
    return this.grant.grantee.kind === 'role' ? this.grant.grantee : undefined;
  }
  @Field(() => OrganisationType, {
    nullable: true,
    description: 'For whom they work, where that was looked into.',
  })
  granteeOrganisation(@Ctx() { house }: Operation) {
    const { grantee } = this.grant;
    if (grantee.kind !== 'person') return undefined;
    return shownOrganisation(organisationOf(house, grantee.webId));
  }
  @Field(() => AppType, {
    nullable: true,
    description: 'For APP: which, as it is registered here. Null: not registered here, or removed.',
  })
  async app(@Ctx() { house }: Operation) {
    const { grantee } = this.grant;
    if (grantee.kind !== 'app') return undefined;
    const app = await house.ledger.apps.byClient(grantee.client);
    return app && new AppType(app);
  }
  @Field(() => WriteAccessType, {
    nullable: true,
    description: 'For INSTITUTION: what it may add, and where. It reads nothing.',
  })
  writeAccess() {
    return writeAccessOf(this.grant);
  }
  @Plain(() => [String], { description: 'Through which apps.' })
  get clients() {
    return this.grant.clients;
  }
  @Plain(() => PurposeEnum, { description: 'For what.' })
  get purpose() {
    return this.grant.purpose;
  }
  @Field(() => [GrantScopeType], { description: 'Which records: any of these.' })
  scope(@Ctx() { ids }: Operation) {
    const { scope, learner } = this.grant;
    const recordId = (key: string) => ids.seal('record', `${learner}${key}`);
    return scope.map((selector) => new GrantScopeType(selector, recordId));
  }
  @Field(() => [ClaimType], { description: 'Questions answered with yes or no.' })
  claims() {
    return this.grant.claims.map((claim) => new ClaimType(claim));
  }
  @Plain(() => [FacetEnum], { description: 'Which parts of them.' })
  get facets() {
    return this.grant.facets;
  }
  @Plain(() => [PersonFacetEnum], { description: 'Which parts of who the learner is.' })
  get personFacets() {
    return this.grant.personFacets;
  }
  @Plain(() => DateTime, { description: 'From this moment.' })
  get validFrom() {
    return this.grant.validFrom;
  }
  @Plain(() => DateTime, { description: 'Until, and not at, this moment.' })
  get validUntil() {
    return this.grant.validUntil;
  }
  @Plain(() => Boolean, { description: 'Whether records that come later are shared too.' })
  get includeFuture() {
    return this.grant.includeFuture;
  }
  @Plain(() => Int, {
    nullable: true,
    description: 'How many times it may be read; null: no limit.',
  })
  get maxSessions() {
    return this.grant.maxSessions;
  }
  @Plain(() => Int, { description: 'How many times it was read.' })
  get used() {
    return this.grant.used;
  }
  @Field(() => Int, {
    description:
      'How often something was shown under it, by your log. Counted for the learner; to anybody else it is 0.',
  })
  async looks(@Ctx() operation: Operation): Promise<number> {
    return (await this.#looked(operation))?.looks ?? 0;
  }
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When something was last shown under it, by your log; null: never. For the learner; to anybody else it is null.',
  })
  async lastViewedAt(@Ctx() operation: Operation): Promise<Date | undefined> {
    return (await this.#looked(operation))?.lastAt;
  }
  async #looked(operation: Operation) {
    const own = await operation.looks();
    return own?.learner === this.grant.learner ? own.perGrant.get(this.grant.id) : undefined;
  }
  @Plain(() => GrantStateEnum, { description: 'Where it stands.' })
  get state() {
    const { state, validUntil, maxSessions, used } = this.grant;
    if (state !== 'ACTIVE') return state;
    if (validUntil <= new Date()) return 'EXPIRED';
    return maxSessions !== undefined && used >= maxSessions ? 'EXHAUSTED' : state;
  }
  @Plain(() => PodStateEnum, { description: 'Whether the pod has followed.' })
  get pod() {
    return this.grant.pod;
  }
  @Plain(() => DateTime, { description: 'When the learner said yes.' })
  get createdAt() {
    return this.grant.createdAt;
  }
  @Plain(() => DateTime, { nullable: true, description: 'When the learner said no more.' })
  get endedAt() {
    return this.grant.endedAt;
  }
}

@ObjectType('GrantList', { description: 'Grants, newest first.' })
export class GrantListType {
  @Plain(() => [GrantType], { description: 'The grants.' })
  readonly nodes!: readonly GrantType[];
  @Plain(() => Boolean, {
    description: 'Whether you paused everything: then nobody sees anything.',
  })
  readonly paused!: boolean;
}

@ObjectType('PauseChange', { description: 'All access paused, or resumed.' })
export class PauseChangeType {
  @Plain(() => Boolean, { description: 'Whether everything is paused now.' })
  readonly paused!: boolean;
  @Plain(() => PodStateEnum, {
    description: 'Whether the pod has followed already. A pause counts at once either way.',
  })
  readonly pod!: PodState;
}

@ObjectType('ConsentChange', { description: 'A change of who may read, and what the pod did.' })
export class ConsentChangeType {
  constructor(
    private readonly change: {
      readonly grant: GrantRow | undefined;
      readonly podState: PodState;
      readonly names?: KnownNames | undefined;
      readonly secret?: string | undefined;
      readonly missing?: readonly RequestedItem[] | undefined;
    },
  ) {}
  @Field(() => GrantType, {
    nullable: true,
    description: 'The grant as it now is; null after a decline.',
  })
  grant() {
    const { grant, names } = this.change;
    return grant === undefined ? undefined : new GrantType(grant, names);
  }
  @Plain(() => PodStateEnum, { description: 'Whether the pod has followed already.' })
  get pod() {
    return this.change.podState;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Of a link that was made: its secret. Told this once; nobody can find it again.',
  })
  get linkSecret() {
    return this.change.secret;
  }
  @Plain(() => [RequestedItemType], {
    description:
      'Of the request you answered: what was required and you gave not, or not in full. That is yours to decide.',
  })
  get missing() {
    return this.change.missing ?? [];
  }
}
