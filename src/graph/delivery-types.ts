import { Ctx, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { MyDeliveries, PushAnswer } from '../flows/index.js';
import type { DeliveryRow, DeliveryState } from '../ledger/index.js';
import { InstitutionConnectionType } from './connection-types.js';
import { reasonSentence } from './delivery-sentences.js';
import { DeliveryChannelEnum, DeliveryStateEnum, OeapiVersionEnum, PodStateEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { InstitutionRefType } from './record-parts.js';

@InputType('DeliverResultsInput', { description: 'Results of one learner, in your own name.' })
export class DeliverResultsInput {
  @Field(() => ID, { description: 'The learner: a WebID, or the id that we gave you.' })
  learner!: string;
  @Field(() => String, {
    description:
      'OEAPI associations as JSON text: one, a list, or a page with items. Its exact text is kept. At most 1,000 associations, in a question of at most 100,000 bytes; the doors of OEAPI take one association of more.',
  })
  document!: string;
  @Field(() => OeapiVersionEnum, { nullable: true, description: 'Absent: version 5.' })
  version?: 'V5' | 'V6' | null;
  @Field(() => Boolean, { nullable: true, description: 'Look into it, and keep nothing.' })
  dryRun?: boolean | null;
}

@InputType('WithdrawResultsInput', { description: 'What you take back, of whom, and why.' })
export class WithdrawResultsInput {
  @Field(() => ID, { description: 'The learner: a WebID, or the id that we gave you.' })
  learner!: string;
  @Field(() => ID, {
    description:
      'The id under which you delivered it (OEAPI: associationId); or that of a recognition, by RecogniseResult.',
  })
  associationId!: string;
  @Field(() => String, {
    description: 'Why, for the learner. Nobody else reads it. At most 500 characters.',
  })
  reason!: string;
}

@ObjectType('DeliveryFault', { description: 'Why nothing of a message was taken.' })
class DeliveryFaultType {
  constructor(private readonly fault: { readonly code: string; readonly path: string }) {}
  @Plain(() => String, { description: 'For programs; see docs/errors.md.' })
  get code() {
    return this.fault.code;
  }
  @Plain(() => String, { description: 'JSON pointer to what is wrong (RFC 6901).' })
  get pointer() {
    return this.fault.path;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return reasonSentence(this.fault.code, languageOf(languages));
  }
}

@ObjectType('DeliveredResults', { description: 'What came of a message: all of it, or nothing.' })
export class DeliveredResultsType {
  constructor(private readonly answer: Exclude<PushAnswer, { kind: 'FORBIDDEN' | 'UNKNOWN' }>) {}
  @Field(() => DeliveryFaultType, { nullable: true, description: 'Null: all of it was taken.' })
  fault() {
    return this.answer.kind === 'WRONG' ? new DeliveryFaultType(this.answer.wrong) : undefined;
  }
  @Field(() => ID, {
    nullable: true,
    description:
      'The learner by your own id: for addresses, which name nobody. Null for what was not taken.',
  })
  learner(@Ctx() { ids }: Operation) {
    return this.answer.kind === 'TAKEN' ? ids.seal('learner', this.answer.learner) : undefined;
  }
  @Plain(() => Int, { description: 'Records that the message is about.' })
  get records() {
    return this.answer.kind === 'TAKEN' ? this.answer.records : 0;
  }
  @Plain(() => Int, { description: 'Of those, new or changed. Sent again: 0.' })
  get changed() {
    return this.answer.kind === 'TAKEN' ? this.answer.changed : 0;
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether the learner’s pod has it. PENDING: it comes.',
  })
  get pod() {
    return this.answer.kind === 'TAKEN' ? this.answer.pod : 'PENDING';
  }
}

@ObjectType('Delivery', { description: 'Something of yours on its way to a learner’s pod.' })
export class DeliveryType {
  constructor(private readonly row: DeliveryRow) {}
  @Field(() => ID, { description: 'For RetryDeliveries.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('delivery', this.row.id);
  }
  @Plain(() => DeliveryStateEnum, { description: 'How far it has come.' })
  get state() {
    return this.row.state;
  }
  @Plain(() => DeliveryChannelEnum, { description: 'By which door it came.' })
  get channel() {
    return this.row.channel;
  }
  @Field(() => ID, {
    nullable: true,
    description: 'The learner, by your own id. Null for what we fetched, and for what was refused.',
  })
  learner(@Ctx() { ids }: Operation) {
    const { learner, channel } = this.row;
    return learner === undefined || channel === 'PULL' ? undefined : ids.seal('learner', learner);
  }
  @Plain(() => Int, { description: 'Records it brings news of.' })
  get records() {
    return this.row.records;
  }
  @Plain(() => Int, { description: 'Times that it was tried in vain.' })
  get attempts() {
    return this.row.attempts;
  }
  @Plain(() => String, { nullable: true, description: 'Why not, as a code; see docs/errors.md.' })
  get reason() {
    return this.row.reason;
  }
  @Field(() => String, { nullable: true, description: 'Why not, for people.' })
  sentence(@Ctx() { languages }: Operation) {
    const { reason } = this.row;
    return reason && reasonSentence(reason, languageOf(languages));
  }
  @Plain(() => String, { nullable: true, description: 'JSON pointer to what was wrong.' })
  get pointer() {
    return this.row.path;
  }
  @Plain(() => DateTime, { description: 'When it came.' })
  get at() {
    return this.row.at;
  }
  @Plain(() => DateTime, { nullable: true, description: 'When the pod had it.' })
  get deliveredAt() {
    return this.row.deliveredAt;
  }
}

@ObjectType('DeliveryCount', { description: 'How many are in one state.' })
class DeliveryCountType {
  @Plain(() => DeliveryStateEnum, { description: 'The state.' })
  readonly state!: DeliveryState;
  @Plain(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType('DeliveryList', { description: 'Deliveries of one institution, newest first.' })
export class DeliveryListType {
  constructor(private readonly found: MyDeliveries) {}
  @Field(() => InstitutionRefType, { description: 'Whose.' })
  institution() {
    return new InstitutionRefType(this.found.institution);
  }
  @Field(() => [DeliveryType], { description: 'Newest first.' })
  nodes() {
    return this.found.rows.map((row) => new DeliveryType(row));
  }
  @Plain(() => Boolean, { description: 'Whether there are older ones.' })
  get hasMore() {
    return this.found.hasMore;
  }
  @Field(() => [DeliveryCountType], {
    description: 'Over all of them; states without any are left out.',
  })
  counts() {
    return [...this.found.counts].map(([state, count]) => ({ state, count }));
  }
  @Field(() => InstitutionConnectionType, { description: 'How you answer when we fetch.' })
  connection() {
    return new InstitutionConnectionType(this.found.health);
  }
}
