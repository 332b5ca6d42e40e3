import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { clientId, present } from '../base/index.js';
import { clusterNames } from '../consent/index.js';
import {
  answerAppRequest,
  appRequest,
  changeApp,
  myApps,
  registerApp,
  removeApp,
} from '../flows/index.js';
import type { AppWords } from '../ledger/index.js';
import {
  AnswerAppRequestInput,
  AppAnswerType,
  AppRequestType,
  ChangeAppInput,
  ErrorEntryType,
  RegisterAppInput,
  TestLearnerType,
} from './app-request-types.js';
import { AppListType, AppRemovedType, AppType, ClusterType, shownClusters } from './app-types.js';
import { errorCatalogue } from './error-catalogue.js';
import { grantable, toInstitutions } from './from-input.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';

const toWords = ({ name, redirectUris, clusters, purpose, homepage }: RegisterAppInput): AppWords =>
  present({
    name,
    redirectUris,
    clusters,
    purpose: grantable(purpose),
    homepage: homepage ?? undefined,
  });

/** For who builds apps, and for who is asked by one. */
@Resolver()
export class AppResolver {
  @Query(() => [ClusterType], { description: 'All that an app can ask for.' })
  clusters(): readonly ClusterType[] {
    return shownClusters(clusterNames);
  }

  @Query(() => AppListType, { description: 'The apps you registered.' })
  async myApps(@Ctx() { house, caller }: Operation): Promise<AppListType> {
    return { nodes: (await myApps(house, caller)).map((app) => new AppType(app)) };
  }

  @Mutation(() => AppType, {
    description:
      'Register an app. Anybody who is signed in can, ten at most; nobody looks into it.',
  })
  async registerApp(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => RegisterAppInput, { description: 'Your app.' }) input: RegisterAppInput,
  ): Promise<AppType> {
    return new AppType(await registerApp(house, caller, toWords(input)));
  }

  @Mutation(() => AppType, {
    description: 'Change an app of yours. What learners share with it stays as it is.',
  })
  async changeApp(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => ChangeAppInput, { description: 'All of it, anew.' }) input: ChangeAppInput,
  ): Promise<AppType> {
    const client = clientId(input.clientId);
    return new AppType(await changeApp(house, caller, client, toWords(input)));
  }

  @Mutation(() => AppRemovedType, {
    description:
      'Remove an app of yours, for ever. Its tokens open nothing from when this answers.',
  })
  async removeApp(
    @Ctx() { house, caller }: Operation,
    @Arg('clientId', () => ID, { description: 'Which app.' }) client: string,
  ): Promise<AppRemovedType> {
    await removeApp(house, caller, clientId(client));
    return { clientId: client };
  }

  @Query(() => AppRequestType, {
    description:
      'What an app asks you, by the last part of the address /connect/…. NOT_FOUND when it is over.',
  })
  async appRequest(
    @Ctx() { house, caller }: Operation,
    @Arg('id', () => ID, { description: 'The last part of that address.' }) id: string,
  ): Promise<AppRequestType> {
    return new AppRequestType(await appRequest(house, caller, id));
  }

  @Mutation(() => AppAnswerType, {
    description: 'Answer an app. Sent twice, it counts once.',
  })
  async answerAppRequest(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => AnswerAppRequestInput, { description: 'Your answer.' })
    { id, decision, clusters, institutions, until, includeFuture }: AnswerAppRequestInput,
  ): Promise<AppAnswerType> {
    const answer = present({
      decision,
      clusters: clusters ?? [],
      institutions: institutions ? toInstitutions(institutions) : undefined,
      until: until ?? undefined,
      includeFuture: includeFuture ?? undefined,
    });
    return new AppAnswerType(await answerAppRequest(house, caller, id, answer));
  }

  @Query(() => [TestLearnerType], {
    description:
      'Learners who do not exist and answer requests by themselves; none outside the demo.',
  })
  testLearners(@Ctx() { house }: Operation): readonly TestLearnerType[] {
    return house.testLearners;
  }

  @Query(() => [ErrorEntryType], { description: 'Every code an answer can carry, and what to do.' })
  errorCatalogue(@Ctx() { languages }: Operation): readonly ErrorEntryType[] {
    const language = languageOf(languages);
    return errorCatalogue.map(({ meaning, whatToDo, ...entry }) => ({
      ...entry,
      meaning: meaning[language],
      whatToDo: whatToDo[language],
    }));
  }
}
