import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { present } from '../base/index.js';
import { awardsTemplate } from '../documents/index.js';
import {
  answerAward,
  awardByFile,
  awardsGiven,
  changeAward,
  correctAward,
  myAwards,
  offerAwards,
  renewAward,
} from '../flows/index.js';
import { AwardAnswerEnum } from './award-enums.js';
import {
  AwardAnsweredType,
  AwardChangeType,
  AwardReportType,
  GivenAwardListType,
  OfferedAwardType,
} from './award-flow-types.js';
import {
  AwardMicrocredentialsInput,
  CorrectAwardInput,
  toAskedAwards,
  toContent,
} from './award-inputs.js';
import { bytesOf } from './document-resolver.js';
import { DocumentInput } from './document-types.js';
import { graphError } from './errors.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';

const mostRows = 100;

function awardIn({ ids }: Operation, id: string): string {
  const opened = ids.open('award', id);
  if (opened === undefined) throw graphError('NOT_FOUND');
  return opened;
}

@Resolver()
export class AwardResolver {
  @Mutation(() => [AwardReportType], {
    description:
      'Offer a microcredential or badge to learners, each by itself: what is wrong with one holds up no other. Signed in your name once the learner accepts. The same again is nothing new. For institutions.',
  })
  async awardMicrocredentials(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => AwardMicrocredentialsInput, { description: 'What, and to whom.' })
    input: AwardMicrocredentialsInput,
  ): Promise<readonly AwardReportType[]> {
    const isDry = input.dryRun === true;
    const reports = await offerAwards(house, caller, toAskedAwards(input), isDry);
    return reports.map((report) => new AwardReportType(report));
  }

  @Mutation(() => [AwardReportType], {
    description:
      'The same by a table: a CSV by the template, a row for each learner, at most 500. For institutions.',
  })
  async awardFromFile(
    @Ctx() { house, caller }: Operation,
    @Arg('document', () => DocumentInput, { description: 'The table.' }) document: DocumentInput,
    @Arg('dryRun', () => Boolean, {
      defaultValue: false,
      description: 'Look into it, at nobody, and keep nothing.',
    })
    isDry: boolean,
  ): Promise<readonly AwardReportType[]> {
    const reports = await awardByFile(house, caller, { bytes: bytesOf(document), isDry });
    return reports.map((report) => new AwardReportType(report));
  }

  @Query(() => String, {
    description: 'The table to fill in for AwardFromFile, in the language asked for.',
  })
  awardsTemplate(@Ctx() { languages }: Operation): string {
    return awardsTemplate(languageOf(languages));
  }

  @Query(() => [OfferedAwardType], {
    description: 'What institutions offer you and waits for your answer. For learners.',
  })
  async myAwards(@Ctx() { house, caller }: Operation): Promise<readonly OfferedAwardType[]> {
    return (await myAwards(house, caller)).map((offer) => new OfferedAwardType(offer));
  }

  @Mutation(() => AwardAnsweredType, {
    description:
      'Accept what an institution offers, or decline it. Accepted, it is signed and comes into your pod. For learners.',
  })
  async answerAward(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The offer.' }) id: string,
    @Arg('answer', () => AwardAnswerEnum, { description: 'Yes or no.' })
    answer: keyof typeof AwardAnswerEnum,
  ): Promise<AwardAnsweredType> {
    const { house, caller } = operation;
    const asked = { id: awardIn(operation, id), isYes: answer === 'ACCEPT' };
    return { pod: await answerAward(house, caller, asked) };
  }

  @Query(() => GivenAwardListType, {
    description: 'What your institution awarded, and what became of it. For institutions.',
  })
  async awardsGiven(
    @Ctx() operation: Operation,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most 100.' }) first: number,
    @Arg('after', () => ID, { nullable: true, description: 'Older than this one.' })
    after?: string | null,
  ): Promise<GivenAwardListType> {
    const { house, caller } = operation;
    const limit = Math.min(Math.max(first, 1), mostRows);
    const before = after == null ? undefined : awardIn(operation, after);
    const asked = present({ limit: limit + 1, before });
    return new GivenAwardListType(await awardsGiven(house, caller, asked), limit);
  }

  @Mutation(() => AwardChangeType, {
    description:
      'Revoke an award of your own, for good. Your public list says so before this answers; the learner reads why, and keeps its history. For institutions.',
  })
  async revokeAward(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, for the learner. At most 500 characters.' })
    reason: string,
  ): Promise<AwardChangeType> {
    const { house, caller } = operation;
    const asked = { id: awardIn(operation, id), change: 'REVOKE', reason } as const;
    return new AwardChangeType(await changeAward(house, caller, asked));
  }

  @Mutation(() => AwardChangeType, {
    description: 'Let an award of your own not hold for now. For institutions.',
  })
  async suspendAward(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
  ): Promise<AwardChangeType> {
    const { house, caller } = operation;
    const asked = { id: awardIn(operation, id), change: 'SUSPEND' } as const;
    return new AwardChangeType(await changeAward(house, caller, asked));
  }

  @Mutation(() => AwardChangeType, {
    description: 'Let what you suspended hold again. For institutions.',
  })
  async restoreAward(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
  ): Promise<AwardChangeType> {
    const { house, caller } = operation;
    const asked = { id: awardIn(operation, id), change: 'RESTORE' } as const;
    return new AwardChangeType(await changeAward(house, caller, asked));
  }

  @Mutation(() => AwardChangeType, {
    description:
      'Mend an award of your own that waits, is on its way or holds: the old one is revoked, and a new one takes its place. Who had accepted the old one is asked again only where it is called otherwise. For institutions.',
  })
  async correctAward(
    @Ctx() operation: Operation,
    @Arg('input', () => CorrectAwardInput, { description: 'All of it, as it ought to be.' })
    input: CorrectAwardInput,
  ): Promise<AwardChangeType> {
    const { house, caller } = operation;
    const { achievement, reason } = input;
    const asked = {
      id: awardIn(operation, input.id),
      content: toContent(achievement, input),
      reason,
    };
    return new AwardChangeType(await correctAward(house, caller, asked));
  }

  @Mutation(() => AwardChangeType, {
    description:
      'The same award until another day: a new one takes its place, and the old one is revoked once that is signed. For institutions.',
  })
  async renewAward(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('validUntil', () => GraphQLDate, { description: 'Last day on which it holds.' })
    validUntil: Date,
  ): Promise<AwardChangeType> {
    const { house, caller } = operation;
    const until = validUntil.toISOString().slice(0, 10);
    const asked = { id: awardIn(operation, id), validUntil: until };
    return new AwardChangeType(await renewAward(house, caller, asked));
  }
}
