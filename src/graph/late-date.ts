import { GraphQLScalarType } from 'graphql';

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

/** As `DateTime`, for `LateDate`. */
export const ReleaseTime = new GraphQLScalarType<unknown, unknown>({
  name: 'ReleaseTime',
  description: 'The moment this answer was released, by the database’s clock (RFC 3339, UTC).',
  serialize: (value) => value,
});
