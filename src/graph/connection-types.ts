import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import { sourceProblems } from '../institutions/index.js';
import { connectionStateOf, type InstitutionHealth } from '../ledger/index.js';
import { ConnectionStateEnum, SyncProblemEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { connectionSentences } from './source-sentences.js';

@ObjectType('InstitutionConnection', {
  description: 'How you answer when we fetch from you, over all learners together.',
})
export class InstitutionConnectionType {
  constructor(private readonly health: InstitutionHealth) {}
  @Plain(() => ConnectionStateEnum, { description: 'In one word.' })
  get state() {
    return connectionStateOf(this.health);
  }
  @Plain(() => DateTime, { nullable: true, description: 'When all that we asked for came, last.' })
  get lastWholeAt() {
    return this.health.wholeAt;
  }
  @Plain(() => DateTime, { nullable: true, description: 'When not all of it came, last.' })
  get lastFailureAt() {
    return this.health.failedAt;
  }
  @Plain(() => DateTime, {
    nullable: true,
    description: 'Since when you do not answer; null when you did the last time.',
  })
  get failingSince() {
    return this.health.failingSince;
  }
  @Plain(() => DateTime, { nullable: true, description: 'Until then we leave you alone.' })
  get askAgainAt() {
    return this.health.askAgainAt;
  }
  @Plain(() => SyncProblemEnum, { nullable: true, description: 'Why the last failure was one.' })
  get code() {
    return sourceProblems.find((problem) => problem === this.health.code);
  }
  @Field(() => String, { nullable: true, description: 'The same for people.' })
  sentence(@Ctx() { languages }: Operation) {
    return this.code && connectionSentences[this.code][languageOf(languages)];
  }
  @Plain(() => Int, { description: 'Learners for whom we ask you.' })
  get links() {
    return this.health.links;
  }
  @Plain(() => Int, {
    description: 'Of those, learners whose turn was more than an hour ago.',
  })
  get overdue() {
    return this.health.overdue;
  }
}
