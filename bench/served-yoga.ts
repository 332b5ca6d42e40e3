import type { RequestListener } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { House } from '../src/flows/index.js';
import { graphSchema } from '../src/graph/index.js';
import { Operation } from '../src/graph/operation.js';
import { principalFromSession } from '../src/identity/index.js';
import { adviser, signedIn } from './in-memory.js';

interface YogaContext {
  readonly operation: Operation;
}
/**
 * Yoga hands resolvers an object of its own; ours read an `Operation`. And the release, as our own executor has it:
 * an answer that is not released does not leave.
 */
const release: Plugin<YogaContext> = {
  onExecute: ({ context: { operation }, executeFn, setExecuteFn }) => {
    setExecuteFn((args) => executeFn({ ...args, contextValue: operation }));
    return {
      async onExecuteDone({ setResult }) {
        if (!(await operation.release())) setResult({ data: null });
      },
    };
  },
};

/** GraphQL Yoga as its documentation says, over the same schema, flows and release. No limits, no door. */
export async function yoga(house: House): Promise<RequestListener> {
  const principal = principalFromSession({ webId: adviser.webId, clientId: adviser.client });
  const caller = { principal, purpose: 'CAREER_GUIDANCE', operation: 'LearnerRecords' } as const;
  const server = createYoga({
    schema: await graphSchema(),
    context: () => ({ operation: new Operation(house, caller, ['nl'], signedIn) }),
    plugins: [release],
    logging: false,
  });
  return (request, response) => void server(request, response);
}
