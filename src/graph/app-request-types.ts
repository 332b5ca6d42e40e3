import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ClusterName } from '../consent/index.js';
import type { AppAnswered, AppRequest, PodState } from '../flows/index.js';
import { AppType, ClusterNameEnum, ClusterType, shownClusters } from './app-types.js';
import { GrantType } from './consent-types.js';
import { PodStateEnum, PurposeEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { Plain } from './plain.js';

@ObjectType('AppRequest', { description: 'What an app asks of you, and waits for. For you alone.' })
export class AppRequestType {
  constructor(private readonly request: AppRequest) {}
  @Field(() => AppType, { description: 'Which app.' })
  app() {
    return new AppType(this.request.app);
  }
  @Plain(() => String, {
    description:
      'Where your answer goes, in full: the one part of its address that nobody else can have.',
  })
  get origin() {
    return this.request.origin;
  }
  @Plain(() => Boolean, {
    description: 'Whether you have a kluis here, and so something to share.',
  })
  get canShare() {
    return this.request.learner !== undefined;
  }
  @Plain(() => Boolean, {
    description: 'Whether you never shared anything with it for this purpose.',
  })
  get isFirst() {
    return this.request.isFirst;
  }
  @Field(() => [ClusterType], { description: 'What it asks; empty: only who you are.' })
  asked() {
    return shownClusters(this.request.asked);
  }
  @Field(() => [ClusterType], {
    description: 'Of what it asks, what it never had from you; empty at the first time.',
  })
  added() {
    return shownClusters(this.request.added);
  }
  @Field(() => [ClusterType], { description: 'What you share with it now, for this purpose.' })
  shared() {
    return shownClusters(this.request.shared);
  }
  @Field(() => [GrantType], {
    description: 'By these grants of yours. A new yes takes their place.',
  })
  grants() {
    return this.request.grants.map((row) => new GrantType(row));
  }
}

const decisions = { GRANT: 'GRANT', SIGN_IN: 'SIGN_IN', DECLINE: 'DECLINE' } as const;
registerEnumType(decisions, {
  name: 'AppDecision',
  description:
    'GRANT: sign in and share this. SIGN_IN: tell the app who you are; what you share stays as it is. DECLINE: neither.',
});

@ObjectType('AppAnswer', { description: 'What became of your answer.' })
export class AppAnswerType {
  constructor(private readonly answered: AppAnswered) {}
  @Plain(() => String, { description: 'Where to go on in this same browser, at once.' })
  get redirectTo() {
    return this.answered.redirectTo;
  }
  @Field(() => [GrantType], { description: 'What you share with the app now, for this purpose.' })
  grants() {
    return this.answered.grants.map((row) => new GrantType(row));
  }
  @Plain(() => PodStateEnum, { description: 'Whether the pod has followed already.' })
  get pod(): PodState {
    return this.answered.pod;
  }
}

@InputType('RegisterAppInput', { description: 'Your app, in your words.' })
export class RegisterAppInput {
  @Field(() => String, {
    description: 'What people read: 2 to 60 characters, not the name of somebody else.',
  })
  name!: string;
  @Field(() => [String], {
    description:
      'Where a sign-in may come back to: 1 to 10 whole addresses, https, or http on your own machine.',
  })
  redirectUris!: string[];
  @Field(() => [ClusterNameEnum], {
    description: 'The most it can ask for; empty: only who somebody is.',
  })
  clusters!: ClusterName[];
  @Field(() => PurposeEnum, { description: 'What it reads for. Not SELF_USE.' })
  purpose!: keyof typeof PurposeEnum;
  @Field(() => String, { nullable: true, description: 'Where to read about it.' })
  homepage?: string | null;
}

@InputType('ChangeAppInput', { description: 'Your app, all of it anew.' })
export class ChangeAppInput extends RegisterAppInput {
  @Field(() => ID, { description: 'Which app, by its client id.' })
  clientId!: string;
}

@InputType('AnswerAppRequestInput', {
  description: 'Your answer to an app. It can be less than was asked, never more.',
})
export class AnswerAppRequestInput {
  @Field(() => ID, { description: 'The last part of the address /connect/….' })
  id!: string;
  @Field(() => decisions, { description: 'Yes, no, or only who you are.' })
  decision!: keyof typeof decisions;
  @Field(() => [ClusterNameEnum], {
    nullable: true,
    description: 'For GRANT: all that the app may read from now on. Nothing is chosen for you.',
  })
  clusters?: ClusterName[] | null;
  @Field(() => [ID], { nullable: true, description: 'Only of these institutions; absent: of any.' })
  institutions?: string[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Absent: 90 days from now.' })
  until?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Records that come later too; absent: no.' })
  includeFuture?: boolean | null;
}

const answers = { YES: 'YES', NO: 'NO', PARTLY: 'PARTLY' } as const;
registerEnumType(answers, {
  name: 'TestAnswer',
  description: 'YES: all that was asked. NO: a decline. PARTLY: without grades, and not for long.',
});
@ObjectType('TestLearner', {
  description: 'Somebody who does not exist and always gives the same answer.',
})
export class TestLearnerType {
  @Plain(() => ID, { description: 'Their WebID, to ask them for access by.' })
  readonly webId!: string;
  @Plain(() => answers, { description: 'What they say to every request, within a few seconds.' })
  readonly answer!: keyof typeof answers;
}

@ObjectType('ErrorCatalogueEntry', { description: 'One code an answer can carry.' })
export class ErrorEntryType {
  @Plain(() => String, {
    description: 'In errors[].extensions.code. A closed list; never renamed.',
  })
  readonly code!: string;
  @Plain(() => Int, {
    nullable: true,
    description: 'HTTP status where the whole request is refused; null: 200.',
  })
  readonly status?: number | undefined;
  @Plain(() => String, { description: 'The sentence beside it, as it is sent.' })
  readonly message!: string;
  @Plain(() => String, { description: 'When it comes, in the language asked for, else Dutch.' })
  readonly meaning!: string;
  @Plain(() => String, { description: 'What a program can do.' })
  readonly whatToDo!: string;
}
