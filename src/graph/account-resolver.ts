import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type Account,
  type AccountLink,
  type AccountPod,
  myAccount,
  signOutEverywhere,
  takeBackLeave,
  unlinkLogin,
} from '../flows/index.js';
import { sourceProblems } from '../institutions/index.js';
import type { Way } from '../ledger/index.js';
import { LinkStateEnum, SyncProblemEnum, WayKindEnum } from './enums.js';
import { graphError } from './errors.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { InstitutionRefType } from './record-parts.js';

@ObjectType('SignInWay', { description: 'A login that leads to your kluis.' })
class SignInWayType {
  constructor(private readonly way: Way) {}
  @Field(() => ID, { description: 'For Unlink.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('way', this.way.id);
  }
  @Plain(() => WayKindEnum, { description: 'What sort of login.' })
  get kind() {
    return this.way.kind;
  }
  @Plain(() => DateTime, { description: 'Since when.' })
  get since() {
    return this.way.since;
  }
}

@ObjectType('InstitutionLink', {
  description: 'An institution where you are known. Proven by a login; it lasts 180 days.',
})
class InstitutionLinkType {
  constructor(private readonly link: AccountLink) {}
  @Field(() => InstitutionRefType, { description: 'The institution.' })
  institution() {
    const { institution: id, name } = this.link;
    return new InstitutionRefType({ id, name });
  }
  @Plain(() => DateTime, { description: 'Since when, without a break.' })
  get since() {
    return this.link.since;
  }
  @Plain(() => DateTime, {
    description: 'Until, and not at, this moment. A new login there lets it last longer.',
  })
  get until() {
    return this.link.until;
  }
  @Plain(() => LinkStateEnum, { description: 'Whether it is in force.' })
  get state() {
    return this.link.state;
  }
  @Plain(() => DateTime, {
    nullable: true,
    description: 'When it was asked for your results last, by you or by us; null: never yet.',
  })
  get askedAt() {
    return this.link.asked?.at;
  }
  @Plain(() => SyncProblemEnum, {
    nullable: true,
    description: 'Why not all of it came then; null when it did.',
  })
  get problem() {
    return sourceProblems.find((problem) => problem === this.link.asked?.code);
  }
  @Plain(() => Boolean, {
    description: 'Whether it has a way to add results by itself, if you let it (GrantAccess).',
  })
  get canAdd() {
    return this.link.canAdd;
  }
}

@ObjectType('AccountPod', {
  description: 'Where your kluis stands: a pod, as Solid calls it.',
})
class AccountPodType {
  constructor(private readonly pod: AccountPod) {}
  @Plain(() => String, { description: 'The server it is on.' })
  get host() {
    return this.pod.host;
  }
  @Plain(() => Boolean, {
    description: 'Whether you brought it: it is then on a server of others.',
  })
  get isBrought() {
    return this.pod.isBrought;
  }
  @Plain(() => Boolean, {
    description:
      'Whether it can say by which app somebody has to come (ACP). Where it cannot (WAC), only Leerkluis reads from it for others, and no institution adds to it by itself.',
  })
  get tellsAppsApart() {
    return this.pod.tellsAppsApart;
  }
}

@ObjectType('Account', { description: 'How you come in, and where you are known.' })
class AccountType {
  constructor(
    private readonly account: Account,
    private readonly operation: Operation,
  ) {}
  @Plain(() => String, {
    nullable: true,
    description: 'What your login calls you. Null where it does not say.',
  })
  get displayName() {
    return this.operation.signedIn?.displayName || undefined;
  }
  @Field(() => [SignInWayType], { description: 'Logins that lead to your kluis, oldest first.' })
  ways() {
    return this.account.ways.map((way) => new SignInWayType(way));
  }
  @Field(() => [InstitutionLinkType], { description: 'Where you are, or were, known.' })
  institutions() {
    return this.account.institutions.map((link) => new InstitutionLinkType(link));
  }
  @Field(() => AccountPodType, { description: 'Where your kluis stands.' })
  pod() {
    return new AccountPodType(this.account.pod);
  }
  @Plain(() => [String], {
    description: 'WebIDs of who decides along with you, while you are under sixteen.',
  })
  get guardians() {
    return this.account.guardians;
  }
  @Plain(() => Boolean, {
    description:
      'You let us ask hosts for places in your name; TakeBackLeave ends that, and no login.',
  })
  get letsAsk() {
    return this.account.letsAsk;
  }
}

@ObjectType('SignedOut', { description: 'What ended.' })
class SignedOutType {
  @Plain(() => Int, { description: 'Sessions that ended, this one among them.' })
  readonly sessions!: number;
}

@Resolver()
export class AccountResolver {
  @Query(() => AccountType, {
    description: 'How you come in, and where you are known. For learners.',
  })
  async myAccount(@Ctx() operation: Operation): Promise<AccountType> {
    return new AccountType(await myAccount(operation.house, operation.caller), operation);
  }

  @Mutation(() => AccountType, {
    description:
      'Take away a login; sessions begun by it end. The last one cannot be taken away. For learners.',
  })
  async unlink(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The login.' }) id: string,
  ): Promise<AccountType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('way', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return new AccountType(await unlinkLogin(house, caller, opened), operation);
  }

  @Mutation(() => AccountType, {
    description:
      'We ask hosts for nothing in your name any more, until you let us again. What was asked goes on there. For learners.',
  })
  async takeBackLeave(@Ctx() operation: Operation): Promise<AccountType> {
    return new AccountType(await takeBackLeave(operation.house, operation.caller), operation);
  }

  @Mutation(() => SignedOutType, {
    description:
      'Sign out on every device and in every app, this one among them. For all who are signed in.',
  })
  async signOutEverywhere(@Ctx() { house, caller }: Operation): Promise<SignedOutType> {
    return { sessions: await signOutEverywhere(house, caller) };
  }
}
