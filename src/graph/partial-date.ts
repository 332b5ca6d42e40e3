import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isPartialDate } from '../records/index.js';

function read(value: unknown): string {
  if (typeof value === 'string' && isPartialDate(value)) return value;
  throw new GraphQLError('A date is a year, a year and month, or a day.');
}

/** A day, a month or a year: as precise as it was said, going in and coming out. */
export const PartialDate = new GraphQLScalarType<string, string>({
  name: 'PartialDate',
  description:
    'A day, a month or a year, as precisely as it was said: "2019-05-12", "2019-05" or "2019". Never filled in.',
  serialize: read,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
});
