import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { grantId } from '../base/index.js';
import {
  answerRequest,
  type ConsentChange,
  extendGrant,
  grantAccess,
  muteGrantee,
  namesFor,
  narrowGrant,
  ownLearner,
  pauseAll,
  requestAccess,
  revokeGrant,
} from '../flows/index.js';
import { ConsentChangeType, GrantListType, GrantType, PauseChangeType } from './consent-types.js';
import { graphError } from './errors.js';
import { toAccessAsk, toAnswer, toLess, toNewGrant } from './from-input.js';
import {
  AnswerAccessRequestInput,
  ExtendGrantInput,
  GrantAccessInput,
  NarrowGrantInput,
  RequestAccessInput,
} from './inputs.js';
import type { Operation } from './operation.js';
import {
  AccessRequestListType,
  AccessRequestType,
  MuteChangeType,
  MutedGranteeType,
  RequestSentType,
} from './request-types.js';

/** @param secret of a link that was made by it. */
export async function changeShown(
  { house }: Operation,
  change: ConsentChange | undefined,
  secret?: string,
): Promise<ConsentChangeType> {
  if (change === undefined)
    return new ConsentChangeType({ grant: undefined, podState: 'CONFIRMED' });
  const grant = await house.ledger.grants.byId(change.grantId);
  const names = grant && (await namesFor(house, grant.learner, { grantees: [grant.grantee] }));
  const { missing } = change;
  return new ConsentChangeType({ grant, names, podState: change.pod, secret, missing });
}

@Resolver()
export class ConsentResolver {
  @Query(() => GrantListType, {
    description: 'To whom you gave access, ended grants too. For learners.',
  })
  async myGrants(@Ctx() { house, caller }: Operation): Promise<GrantListType> {
    const learner = await ownLearner(house, caller);
    const rows = await house.ledger.grants.ofLearner(learner.id);
    const paused = await house.ledger.grants.isPaused(learner.id);
    const grantees = rows.map(({ grantee }) => grantee);
    const names = await namesFor(house, learner.id, { grantees });
    return { nodes: rows.map((row) => new GrantType(row, names)), paused };
  }

  @Query(() => AccessRequestListType, { description: 'Who asked you for access. For learners.' })
  async myRequests(@Ctx() { house, caller }: Operation): Promise<AccessRequestListType> {
    const learner = await ownLearner(house, caller);
    const rows = await house.ledger.requests.ofLearner(learner.id);
    const muted = await house.ledger.requests.muted(learner.id);
    const names = await namesFor(house, learner.id, {
      actors: rows.map(({ grantee }) => grantee),
      grantees: muted.map((webId) => ({ kind: 'person', webId })),
    });
    return {
      nodes: rows.map((row) => new AccessRequestType(row, names)),
      muted,
      mutedGrantees: muted.map((webId) => new MutedGranteeType(webId, names)),
    };
  }

  @Mutation(() => RequestSentType, {
    description: 'Ask a learner for access. One answer, whether or not there is such a learner.',
  })
  async requestAccess(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => RequestAccessInput, { description: 'What you ask.' })
    input: RequestAccessInput,
  ): Promise<RequestSentType> {
    await requestAccess(house, caller, input.learner, toAccessAsk(input));
    return new RequestSentType();
  }

  @Mutation(() => MuteChangeType, {
    description:
      'Hear no requests of somebody, or hear them again. They cannot tell. For learners.',
  })
  async muteGrantee(
    @Ctx() { house, caller }: Operation,
    @Arg('grantee', () => ID, { description: 'A WebID.' }) grantee: string,
    @Arg('muted', () => Boolean, { defaultValue: true, description: 'False: hear them again.' })
    muted: boolean,
  ): Promise<MuteChangeType> {
    return muteGrantee(house, caller, grantee, muted);
  }

  @Mutation(() => ConsentChangeType, { description: 'Answer a request. For learners.' })
  async answerAccessRequest(
    @Ctx() operation: Operation,
    @Arg('input', () => AnswerAccessRequestInput, { description: 'Your answer.' })
    input: AnswerAccessRequestInput,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const id = ids.open('request', input.requestId);
    if (id === undefined) throw graphError('NOT_FOUND');
    return changeShown(
      operation,
      await answerRequest(house, caller, id, toAnswer(operation, input)),
    );
  }

  @Mutation(() => ConsentChangeType, { description: 'Share with somebody. For learners.' })
  async grantAccess(
    @Ctx() operation: Operation,
    @Arg('input', () => GrantAccessInput, { description: 'What you share.' })
    input: GrantAccessInput,
  ): Promise<ConsentChangeType> {
    const { house, caller } = operation;
    const { asked, secret } = toNewGrant(operation, input);
    return changeShown(operation, await grantAccess(house, caller, asked), secret);
  }

  @Mutation(() => ConsentChangeType, {
    description:
      'Stop sharing. Counts when this answers, also for questions under way. For learners.',
  })
  async revokeGrant(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The grant.' }) id: string,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return changeShown(operation, await revokeGrant(house, caller, grantId(opened)));
  }

  @Mutation(() => ConsentChangeType, {
    description:
      'Share less than before. Counts when this answers, also for questions under way. For learners.',
  })
  async narrowGrant(
    @Ctx() operation: Operation,
    @Arg('input', () => NarrowGrantInput, { description: 'What is to be left.' })
    input: NarrowGrantInput,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', input.grantId);
    if (opened === undefined) throw graphError('NOT_FOUND');
    const less = toLess(operation, input);
    return changeShown(operation, await narrowGrant(house, caller, grantId(opened), less));
  }

  @Mutation(() => ConsentChangeType, {
    description: 'Let somebody read for longer; everything else stays as it is. For learners.',
  })
  async extendGrant(
    @Ctx() operation: Operation,
    @Arg('input', () => ExtendGrantInput, { description: 'Until when.' })
    { grantId: id, until }: ExtendGrantInput,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return changeShown(operation, await extendGrant(house, caller, grantId(opened), until));
  }

  @Mutation(() => PauseChangeType, {
    description:
      'Pause all sharing, or resume it. A pause counts when this answers, also for questions under way. For learners.',
  })
  async pauseAll(
    @Ctx() { house, caller }: Operation,
    @Arg('paused', () => Boolean, { defaultValue: true, description: 'False: resume.' })
    paused: boolean,
  ): Promise<PauseChangeType> {
    return pauseAll(house, caller, paused);
  }
}
