import { type ClientId, type GrantId, keyedHash, type WebId, webId } from '../base/index.js';

/** What a delegate stands for. Change one part and it is another agent, which stands in no access rule. */
export interface DelegateParts {
  readonly grantId: GrantId;
  /** Whom it stands for, as one text. */
  readonly grantee: string;
  readonly client: ClientId;
  readonly purpose: string;
}

export interface AgentNames {
  readonly delegateOf: (parts: DelegateParts) => WebId;
  /** Reads the learner's own pod, for the learner. */
  readonly selfAgentOf: (learner: WebId) => WebId;
}

/** Names agents without keeping a list: nobody without the key can name one, or read a grant out of a name. */
export function agentNames(origin: string, keys: { readonly agentNames: Uint8Array }): AgentNames {
  const named = (...parts: readonly string[]): WebId =>
    webId(`${origin}/agents/${keyedHash(keys.agentNames, ...parts)}`);
  return {
    delegateOf: ({ grantId, grantee, client, purpose }) =>
      named('delegate', grantId, grantee, client, purpose),
    selfAgentOf: (learner) => named('self', learner),
  };
}
