import { ID, InterfaceType } from 'type-graphql';
import { Plain } from './plain.js';

/** Anything that can be looked up again by its id. */
@InterfaceType('Node', {
  description:
    'Something with an id of its own. Ids differ per reader: an id given to somebody else opens nothing for you.',
})
export abstract class NodeType {
  @Plain(() => ID, { description: 'Opaque, stable, and meant for you alone.' })
  id!: string;

  /** Which object type this is, by its name in the graph. */
  abstract typeName(): string;
}
