import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from 'graphql';

/** COST_LIMIT: too big to be read at all. BAD_INPUT: read, and wrong. */
export interface Unreadable {
  readonly code: 'BAD_INPUT' | 'COST_LIMIT';
  /** Absent: the code’s own sentence. */
  readonly message?: string;
}
const badInput = (message: string): Unreadable => ({ code: 'BAD_INPUT', message });
const tooMuch: Unreadable = { code: 'COST_LIMIT' };

const syntax = (message: string): Unreadable =>
  /^Syntax Error: Document contains more \w+ \d+ tokens/.test(message)
    ? tooMuch
    : badInput('This is not GraphQL: look at the place given.');

const quotesValue = ({ nodes = [], message }: GraphQLError): boolean =>
  !message.startsWith('Field "') &&
  nodes.some((node) => isValueNode(node) && node.kind !== Kind.VARIABLE);

function validation(error: GraphQLError): Unreadable {
  if (error.message === 'Maximum introspection depth exceeded') return tooMuch;
  return badInput(
    quotesValue(error) ? 'A value does not fit its type: look at the place given.' : error.message,
  );
}

/** Which variable and where in it; what GraphQL quotes of its value is left out. */
function variable(message: string): Unreadable {
  const name = /^Variable "(\$\w+)"/.exec(message)?.[1] ?? '';
  const at = / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message)?.[1];
  const missing = /Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/.exec(
    message,
  )?.[1];
  const where = at === undefined ? '' : ` at "${at}"`;
  const lacks = missing === undefined ? '' : `: "${missing}" is missing`;
  return badInput(`Variable "${name}" does not fit its type${where}${lacks}.`);
}

/**
 * GraphQL’s and Apollo’s own complaints about a question, told without the values they quote: what somebody sent may
 * be about a person, and messages end up in logs. Names of fields, types and variables stay.
 * @returns undefined for what is no fault of the question.
 */
export function unreadable(
  { extensions, message }: GraphQLFormattedError,
  error: unknown,
): Unreadable | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const code = extensions?.['code'];
  if (code === 'GRAPHQL_PARSE_FAILED') return syntax(message);
  if (code === 'GRAPHQL_VALIDATION_FAILED') return validation(error);
  if (code === 'BAD_USER_INPUT') return variable(message);
  if (code === 'BAD_REQUEST' || code === 'PERSISTED_QUERY_NOT_SUPPORTED') return badInput(message);
  // Said while a field is worked out: null by a variable, where the schema has no null.
  return /^Argument "\w+" (of|has) /.test(message)
    ? badInput('An argument does not fit its type: look at the place given.')
    : undefined;
}
