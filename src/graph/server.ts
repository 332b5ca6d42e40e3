import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { House } from '../flows/index.js';
import { worthwhile } from './compiled.js';
import { formatError, requestError } from './errors.js';
import { executorFor } from './executor.js';
import { refuseTooMuch } from './limits.js';
import type { Asker } from './operation.js';
import { graphSchema } from './schema.js';

/** What no text here may hold: PostgreSQL cannot keep it. As it stands, and as GraphQL and JSON write it. */
const zero = /\0|\\u0000|\\u\{0+\}/;
/** Half a character, as JSON writes it: the database takes no such text. */
const half = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/** @throws GraphQLError for what is nested deeper than can be gone through. */
function textOf(variables: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(variables);
  } catch {
    throw requestError('BAD_INPUT', 'A variable is nested too deeply.');
  }
}

/** Looks at a question once it is valid and its variables are known, before a single field is worked out. */
const admission = (schema: GraphQLSchema): ApolloServerPlugin<Asker> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request, source }) => {
      const variables = request.variables ?? {};
      if (!operation) throw requestError('BAD_INPUT', 'Name one operation of this document.');
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
        throw requestError('BAD_INPUT', 'Subscribe over a WebSocket at this address.');
      }
      const values = textOf(variables);
      if (zero.test(source) || zero.test(values)) {
        throw requestError('BAD_INPUT', 'A text cannot hold the character U+0000.');
      }
      if (!source.isWellFormed() || half.test(values)) {
        throw requestError('BAD_INPUT', 'A text holds half a character.');
      }
      refuseTooMuch(schema, document, operation, variables);
    },
  }),
});

export interface GraphOptions {
  readonly house: House;
  /** Schema questions from those who are not signed in, and suggestions in messages: for development. */
  readonly openSchema: boolean;
  /** Hears of faults behind an answer. What it writes down holds no personal data: faults carry none. */
  readonly onFault: (error: unknown) => void;
  /** Which use of an operation compiles it; absent: the fifth. */
  readonly compileAt?: number;
}

/** The GraphQL server, ready to be mounted. Answers leave through the releasing executor and no other way. */
export async function startGraph({
  house,
  openSchema,
  onFault,
  compileAt = worthwhile,
}: GraphOptions) {
  const schema = await graphSchema();
  const executor = executorFor(schema, { house, openSchema, compileAt });
  const server = new ApolloServer<Asker>({
    gateway: {
      load: async () => ({ executor }),
      onSchemaLoadOrUpdate: (tell) => {
        tell({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: async () => undefined,
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // A router could ask how long each field took, which may tell of what is hidden.
      ApolloServerPluginInlineTraceDisabled(),
      admission(schema),
    ],
    introspection: true,
    hideSchemaDetailsFromClientErrors: !openSchema,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    parseOptions: { maxTokens: 2000 },
    formatError: formatError(onFault),
    stopOnTerminationSignals: false,
  });
  await server.start();
  return server;
}
export type GraphServer = Awaited<ReturnType<typeof startGraph>>;
export { HeaderMap } from '@apollo/server';
