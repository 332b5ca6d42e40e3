import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { GrantEvent, MyEvent } from '../flows/index.js';
import { GrantEventStateEnum, MyEventKindEnum } from './enums.js';
import type { Hearing } from './hearing.js';
import { DateTime } from './late-date.js';
import { eventSentence } from './live-sentences.js';
import { Plain } from './plain.js';

@ObjectType('MyEvent', {
  description: 'Something happened around your records. What it was, you ask as always.',
})
export class MyEventType {
  constructor(private readonly event: MyEvent) {}
  @Plain(() => MyEventKindEnum, { description: 'What sort of thing.' })
  get kind() {
    return this.event.kind;
  }
  @Plain(() => DateTime, { description: 'When.' })
  get at() {
    return this.event.at;
  }
  @Field(() => String, { description: 'In a sentence to read, in your language.' })
  sentence(@Ctx() { languages }: Hearing): string {
    return eventSentence(this.event.kind, languages);
  }
}

@ObjectType('GrantEvent', {
  description: 'A grant to you is another one now. What it is now, consentedLearners shows.',
})
export class GrantEventType {
  constructor(private readonly event: GrantEvent) {}
  @Field(() => ID, { description: 'The grant, by an id for you alone.' })
  grant(@Ctx() { ids }: Hearing): string {
    return ids.seal('grant', this.event.grant);
  }
  @Field(() => ID, { description: 'The learner, by an id for you alone.' })
  learner(@Ctx() { ids }: Hearing): string {
    return ids.seal('learner', this.event.learner);
  }
  @Plain(() => GrantEventStateEnum, { description: 'What became of it.' })
  get state() {
    return this.event.state;
  }
  @Plain(() => DateTime, { description: 'When it was seen.' })
  get at() {
    return this.event.at;
  }
}
