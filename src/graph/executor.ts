import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { type GraphQLSchema, Kind, OperationTypeNode } from 'graphql';
import type { Caller, House } from '../flows/index.js';
import type { Principal } from '../identity/index.js';
import { asksOnlyByLink } from './by-link.js';
import { compiledExecutor, type Sent } from './compiled.js';
import { graphError, requestError } from './errors.js';
import { idsNamed, mayAsk } from './meter.js';
import { Asker, Operation } from './operation.js';

/** Asks what the schema is, in one of the two ways that there are. */
const ofSchema = (name: string): boolean => name.startsWith('__') || name === '_service';

/** A policy that moves under an answer makes it void; asked again this often, then the caller is told. */
const restarts = 2;
/** Of an operation, as the log keeps it: the caller chose it, and the learner has to read it. */
const nameLength = 80;

const introspectionOnly = ({ operation }: GatewayGraphQLRequestContext): boolean =>
  operation.selectionSet.selections.every(
    (node) => node.kind === Kind.FIELD && ofSchema(node.name.value),
  );

/** Whether this one may ask this at all: a link opens one question, and an app's token of ours changes nothing. */
function isAllowed({ kind, readsOnly }: Principal, { document, operation }: Sent): boolean {
  if (kind === 'link') return asksOnlyByLink(document, operation);
  return readsOnly !== true || operation.operation !== OperationTypeNode.MUTATION;
}

const sentIn = (context: GatewayGraphQLRequestContext): Sent => ({
  document: context.document,
  source: context.source,
  queryHash: context.queryHash,
  operation: context.operation,
  operationName: context.operationName ?? undefined,
  variables: context.request.variables ?? {},
});

/** Nothing but errors. What they say may still come of what was read: only where no pod was asked does nothing leave. */
const isEmpty = ({ data }: GatewayExecutionResult): boolean =>
  data === undefined || data === null || Object.values(data).every((value) => value === null);

/** Whether this try may leave: nothing does, or the release lets it. */
const mayLeave = async (operation: Operation, result: GatewayExecutionResult): Promise<boolean> =>
  (isEmpty(result) && !(await operation.hasRead())) || operation.release();

/** Tries until a try is let out. A mutation is tried once: it changes policy itself and reads nobody's records. */
async function released(
  start: () => Operation,
  attempt: (operation: Operation) => Promise<GatewayExecutionResult>,
  { operation: { operation: kind } }: GatewayGraphQLRequestContext,
): Promise<GatewayExecutionResult> {
  for (let tries = kind === OperationTypeNode.QUERY ? restarts + 1 : 1; tries > 0; tries -= 1) {
    const operation = start();
    const result = await attempt(operation);
    if (await mayLeave(operation, result)) return result;
  }
  return { data: null, errors: [graphError('CONFLICT')] };
}

interface ExecutorOptions {
  readonly house: House;
  /** Whether those who are not signed in may ask about the schema. */
  readonly openSchema: boolean;
  /** Which use of an operation compiles it. */
  readonly compileAt: number;
}

/**
 * Works an operation out, and lets the answer go only once it is released: policy unmoved, uses taken, log written.
 * A query whose policy moved is worked out again.
 */
export function executorFor(
  schema: GraphQLSchema,
  { house, openSchema, compileAt }: ExecutorOptions,
) {
  const run = compiledExecutor(schema, compileAt);
  return async (context: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> => {
    const sent = sentIn(context);
    const asker = context.context;
    if (!(asker instanceof Asker)) throw new TypeError('the http room says who asks');
    const { principal, purpose, signedIn, languages } = asker;
    if (principal === undefined) {
      const open = openSchema && introspectionOnly(context);
      return open ? run(sent, undefined) : { errors: [requestError('UNAUTHENTICATED')] };
    }
    if (!isAllowed(principal, sent)) return { errors: [graphError('FORBIDDEN')] };
    const name = (context.operationName ?? 'anonymous').slice(0, nameLength);
    const caller: Caller = { principal, purpose, operation: name };
    const ids = idsNamed(sent.document, sent.operation, sent.variables);
    if (!(await mayAsk(house, caller, ids))) return { errors: [requestError('RATE_LIMITED')] };
    const start = () => new Operation(house, caller, languages, signedIn);
    return released(start, (operation) => run(sent, operation), context);
  };
}
