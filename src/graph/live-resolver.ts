import { Resolver, Root, Subscription } from 'type-graphql';
import { type GrantEvent, grantEvents, type MyEvent, myEvents } from '../flows/index.js';
import type { Hearing } from './hearing.js';
import { GrantEventType, MyEventType } from './live-types.js';

interface Asked {
  readonly context: Hearing;
}
const ofMine = ({ context: { house, live, caller } }: Asked) => myEvents(house, live, caller);
const ofGrants = ({ context: { house, live, caller } }: Asked) => grantEvents(house, live, caller);

@Resolver()
export class LiveResolver {
  @Subscription(() => MyEventType, {
    subscribe: ofMine,
    description: 'What happens around your own records, as it happens. For learners.',
  })
  myEvents(@Root() event: MyEvent): MyEventType {
    return new MyEventType(event);
  }

  @Subscription(() => GrantEventType, {
    subscribe: ofGrants,
    description:
      'Changes in grants to you, through the app you ask by. Ends with the last grant that was going on.',
  })
  grantEvents(@Root() event: GrantEvent): GrantEventType {
    return new GrantEventType(event);
  }
}
