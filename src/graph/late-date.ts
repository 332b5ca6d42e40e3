import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** A moment that is known only once the answer is released: read when the answer is written out, not before. */
export class LateDate {
  #at: Date | undefined;
  set(at: Date): void {
    this.#at = at;
  }
  /** @throws when the answer was never released: such an answer cannot be written. */
  toJSON(): string {
    if (this.#at === undefined) throw new Error('an answer that was not released');
    return this.#at.toISOString();
  }
}

/** The usual `DateTime` (RFC 3339), which also takes a moment that is not known yet. */
export const DateTime = new GraphQLScalarType<unknown, unknown>({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) => (value instanceof LateDate ? value : GraphQLDateTime.serialize(value)),
});
