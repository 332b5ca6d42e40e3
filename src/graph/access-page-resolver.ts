import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { grantId } from '../base/index.js';
import {
  grantAgain,
  type Preview,
  previewGrant,
  previewScope,
  type WhyVisible,
  whyVisible,
} from '../flows/index.js';
import { changeShown } from './consent-resolver.js';
import { ConsentChangeType, GrantType } from './consent-types.js';
import { FacetEnum } from './enums.js';
import { graphError } from './errors.js';
import { toNewGrant } from './from-input.js';
import { GrantAccessInput } from './inputs.js';
import { LearnerViewType } from './learner.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { toRecordRef } from './own-inputs.js';
import { Plain } from './plain.js';
import { whySentence } from './why-sentences.js';

@ObjectType('WhyVisible', { description: 'A grant that shows a record of yours, and why.' })
class WhyVisibleType {
  constructor(private readonly why: WhyVisible) {}
  @Field(() => GrantType, { description: 'The grant.' })
  grant() {
    return new GrantType(this.why.grant);
  }
  @Plain(() => [FacetEnum], { description: 'Which parts of the record it shows.' })
  get facets() {
    return this.why.facets;
  }
  @Field(() => String, { description: 'Who, why, and until when, in a sentence.' })
  sentence(@Ctx() { house, languages }: Operation): string {
    return whySentence(house, this.why, languageOf(languages));
  }
}

const viewOfPreview = (operation: Operation, preview: Preview): LearnerViewType =>
  new LearnerViewType(preview, operation, () => operation.preview(preview));

/** What a learner wants to know of who has access, and to put right. */
@Resolver()
export class AccessPageResolver {
  @Mutation(() => ConsentChangeType, {
    description:
      'Undo a stop of the last ten minutes: a new grant on the same terms, until the same moment. NOT_FOUND for any other grant. For learners.',
  })
  async grantAgain(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The grant that you stopped.' }) id: string,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return changeShown(operation, await grantAgain(house, caller, grantId(opened)));
  }

  @Query(() => LearnerViewType, {
    nullable: true,
    description:
      'What the grantee of a grant sees at this moment, as they see it; of a grant that waits, what they would see. For learners.',
  })
  async previewGrant(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The grant.' }) id: string,
  ): Promise<LearnerViewType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return viewOfPreview(operation, await previewGrant(house, caller, grantId(opened)));
  }

  @Query(() => LearnerViewType, {
    nullable: true,
    description:
      'What a grantee would see by a grant like this, and by that alone. Nothing is shared by it. For learners.',
  })
  async previewScope(
    @Ctx() operation: Operation,
    @Arg('input', () => GrantAccessInput, { description: 'What you would share.' })
    input: GrantAccessInput,
  ): Promise<LearnerViewType> {
    const { house, caller } = operation;
    const { asked } = toNewGrant(operation, input);
    return viewOfPreview(operation, await previewScope(house, caller, asked));
  }

  @Query(() => [WhyVisibleType], {
    nullable: true,
    description: 'Who can see a record of yours at this moment, grant by grant. For learners.',
  })
  async whyVisible(
    @Ctx() operation: Operation,
    @Arg('recordId', () => ID, { description: 'The record.' }) id: string,
  ): Promise<readonly WhyVisibleType[]> {
    const { house, caller } = operation;
    const { learner, record } = toRecordRef(operation, id);
    const reading = await operation.own();
    const found =
      reading.learner === learner ? await whyVisible(house, caller, reading, record) : undefined;
    if (found === undefined) throw graphError('NOT_FOUND');
    return found.map((why) => new WhyVisibleType(why));
  }
}
