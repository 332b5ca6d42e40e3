import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { type Ended, type House, type Live, liveOver, type Pass } from '../flows/index.js';
import { formatError, requestError } from './errors.js';
import { Hearing } from './hearing.js';
import { refuseTooMuch } from './limits.js';
import { mayAsk } from './meter.js';
import type { Asker } from './operation.js';
import { graphSchema } from './schema.js';

/** What somebody sends to follow something. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}
type Admitted = ExecutionArgs & { readonly contextValue: Hearing };

const nameLength = 80;
const maxTokens = 2000;

function documentOf(schema: GraphQLSchema, query: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens });
  } catch {
    throw requestError('BAD_INPUT', 'This is not GraphQL.');
  }
  if (validate(schema, document, undefined, { maxErrors: 1 }).length > 0) {
    throw requestError('BAD_INPUT', 'This does not fit the schema.');
  }
  return document;
}

/** @throws GraphQLError for anything but one subscription of moderate size. */
function readAsked(schema: GraphQLSchema, { query, operationName, variables }: Asked) {
  const document = documentOf(schema, query);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw requestError('BAD_INPUT', 'Over this connection you can subscribe, and nothing else.');
  }
  refuseTooMuch(schema, document, operation, variables ?? {});
  return { document, name: operation.name?.value ?? 'anonymous' };
}

/** Anything that can be told; only some say whether they are so at this moment. */
interface LiveEvent {
  readonly isSo?: () => Promise<boolean>;
}
const isEvent = (value: unknown): value is LiveEvent => typeof value === 'object' && value !== null;

/** Each event is released by itself: worked out, then looked at once more, then sent or not. */
async function nextReleased(
  source: AsyncIterator<unknown>,
  args: Admitted,
): Promise<IteratorResult<ExecutionResult, undefined>> {
  const { live, hearer } = args.contextValue;
  for (;;) {
    const given: IteratorResult<unknown, unknown> = await source.next();
    const event = given.done === true ? undefined : given.value;
    if (!isEvent(event)) return { value: undefined, done: true };
    const value = await execute({ ...args, rootValue: event });
    const [stands, so] = await Promise.all([live.stands(hearer), event.isSo?.() ?? true]);
    if (!stands) return { value: undefined, done: true };
    if (so) return { value, done: false };
  }
}

function released(
  events: AsyncIterable<unknown>,
  args: Admitted,
  onFault: (error: unknown) => void,
): AsyncIterableIterator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  const over = { value: undefined, done: true } as const;
  return {
    async next() {
      try {
        return await nextReleased(source, args);
      } catch (error) {
        onFault(error);
        args.contextValue.hearer.end('AWAY');
        return over;
      }
    },
    async return() {
      await source.return?.();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface AnyResult {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

export interface LiveOptions {
  readonly house: House;
  readonly onFault: (error: unknown) => void;
}
/** Subscriptions, whatever carries them. */
export interface LiveGraph {
  /** @returns undefined for somebody unknown, and for one who asks too often. */
  attend(asker: Asker, pass: Pass, end: (why: Ended) => void): Promise<Hearing | undefined>;
  /** What is asked, ready to be followed; or why not. */
  admit(hearing: Hearing, asked: Asked): Promise<Admitted | readonly GraphQLError[]>;
  /** Why not, to whoever follows as much as they may already. */
  tooMany(): readonly GraphQLError[];
  /** @param args as `admit` gave them. */
  follow(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  errorsOf(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[];
  resultOf(result: AnyResult): FormattedExecutionResult;
  close(): Promise<void>;
}

const isAdmitted = (args: ExecutionArgs): args is Admitted => args.contextValue instanceof Hearing;

/** @param live where those who listen are looked after; absent: a place of its own. */
export async function startLive(
  { house, onFault }: LiveOptions,
  live: Live = liveOver(house.ledger.live, onFault),
): Promise<LiveGraph> {
  const schema = await graphSchema();
  const format = formatError(onFault);
  const errorsOf = (errors: readonly GraphQLError[]) =>
    errors.map((error) => format(error.toJSON(), error));
  return {
    async attend({ principal, purpose, languages }, pass, end) {
      if (principal === undefined || principal.kind === 'link') return undefined;
      const caller = { principal, purpose, operation: 'anonymous' };
      if (!(await mayAsk(house, caller, 0))) return undefined;
      const hearer = { pass, end };
      return new Hearing(house, live, caller, languages, hearer, live.attend(hearer));
    },
    async admit(hearing, asked) {
      try {
        const { document, name } = readAsked(schema, asked);
        if (!(await mayAsk(house, hearing.caller, 0))) throw requestError('RATE_LIMITED');
        return {
          schema,
          document,
          operationName: asked.operationName,
          variableValues: asked.variables,
          contextValue: hearing.named(name.slice(0, nameLength)),
        };
      } catch (error) {
        if (error instanceof GraphQLError) return [error];
        throw error;
      }
    },
    tooMany: () => [requestError('COST_LIMIT')],
    async follow(args) {
      if (!isAdmitted(args)) throw new TypeError('only what was admitted is followed');
      const events = await createSourceEventStream(args);
      return Symbol.asyncIterator in events ? released(events, args, onFault) : events;
    },
    errorsOf,
    resultOf: ({ data, errors }) => ({
      ...(data !== undefined && { data }),
      ...(errors !== undefined && { errors: errorsOf(errors) }),
    }),
    close: () => live.close(),
  };
}
