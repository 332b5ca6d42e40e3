import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { alertSentence, type ToldAlert } from '../flows/index.js';
import { AlertKindEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Alert', { description: 'Something in your log that may be news to you.' })
export class AlertType {
  constructor(private readonly row: ToldAlert) {}
  @Field(() => ID, { description: 'To put it aside by.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('alert', this.row.id);
  }
  @Plain(() => AlertKindEnum, { description: 'For programs.' })
  get kind() {
    return this.row.kind;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation) {
    return alertSentence(this.row.kind, this.row.who)[languageOf(languages)];
  }
  @Plain(() => Int, { description: 'The line of the log it is about.' })
  get seq() {
    return this.row.seq;
  }
  @Plain(() => DateTime, { description: 'When it happened.' })
  get at() {
    return this.row.at;
  }
  @Plain(() => DateTime, { nullable: true, description: 'When you put it aside.' })
  get dismissedAt() {
    return this.row.dismissedAt;
  }
}

@ObjectType('AlertList', { description: 'Alerts, newest first; a hundred at most.' })
export class AlertListType {
  @Plain(() => [AlertType], { description: 'The alerts.' })
  readonly nodes!: readonly AlertType[];
}
