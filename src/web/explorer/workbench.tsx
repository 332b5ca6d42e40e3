import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite'; // the editor's workers, as files of our own
import { useMemo } from 'react';
import { type GraphQLRequest, postGraphQL } from './graphql-door.js';
import { PurposeSelect, purposeOf } from './purpose.js';
import { explorerStorage } from './session-memory.js';
import { starterTabs } from './starter-tabs.js';
import type { Viewer, ViewerKind } from './viewer.js';

/** GraphiQL with the contract's documents for this viewer, talking to the API of this origin only. */
export function Workbench({ viewer }: { viewer: Viewer }) {
  const fetcher = useMemo(() => fetcherFor(viewer.kind), [viewer.kind]);
  const tabs = useMemo(() => starterTabs(viewer.kind), [viewer.kind]);
  return (
    <>
      <PurposeSelect kind={viewer.kind} />
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={tabs}
        storage={explorerStorage}
        defaultEditorToolsVisibility={tabs.some((tab) => tab.variables !== null)}
        showPersistHeadersSettings={false}
        schemaDescription
        inputValueDeprecation
      >
        <GraphiQL.Logo>GraphiQL</GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

/** A failure comes back as a GraphQL error: GraphiQL would print the stack of a thrown one. */
function fetcherFor(kind: ViewerKind) {
  return async (request: GraphQLRequest, options?: { headers?: Record<string, string> }) => {
    const purpose = purposeOf(kind);
    const reply = await postGraphQL(request, {
      ...options?.headers,
      ...(purpose !== undefined && { 'x-purpose': purpose }),
    });
    return reply.kind === 'answer' ? reply.body : { errors: [{ message: reply.sentence }] };
  };
}
