import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { present } from '../base/index.js';
import { recogniseResult } from '../flows/index.js';
import { graphError, refusal } from './errors.js';
import type { Operation } from './operation.js';
import { RecognisedResultType, RecogniseResultInput } from './recognition-types.js';

function openRecord({ ids }: Operation, id: string) {
  const opened = ids.open('record', id);
  return opened === undefined ? undefined : { learner: opened.slice(0, 36), key: opened.slice(36) };
}

@Resolver()
export class RecognitionResolver {
  @Mutation(() => RecognisedResultType, {
    description:
      'Let something that a learner learned elsewhere count for a programme of your own. The learner shows you that record, for the recognition of prior learning, and lets you add to theirs. The same decision again is no second one; WithdrawResults takes it back. For institutions.',
  })
  async recogniseResult(
    @Ctx() operation: Operation,
    @Arg('input', () => RecogniseResultInput, { description: 'What, of whom, and for what.' })
    input: RecogniseResultInput,
  ): Promise<RecognisedResultType> {
    const { house, caller } = operation;
    const { learner, programme, key } = input;
    const answer = await recogniseResult(house, caller, {
      learner,
      programme,
      key,
      record: openRecord(operation, input.record),
      ...present({
        course: input.course ?? undefined,
        decision: input.decision ?? undefined,
        reference: input.reference ?? undefined,
      }),
    });
    if (answer.kind === 'PURPOSE_REQUIRED') throw refusal(answer.kind);
    // One answer, whoever the learner is and whatever they decided.
    if (answer.kind === 'FORBIDDEN') {
      throw graphError('FORBIDDEN', 'This learner has not let you recognise this.');
    }
    return new RecognisedResultType(answer);
  }
}
