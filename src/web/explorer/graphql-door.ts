export interface GraphQLRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}
export type GraphQLReply =
  | { readonly kind: 'answer'; readonly body: GraphQLBody }
  | { readonly kind: 'signed-out'; readonly sentence: string }
  | { readonly kind: 'unusable'; readonly sentence: string };
/** As GraphQL over HTTP sends it; errors in it are answers, for the developer to read. */
export type GraphQLBody = Record<string, unknown>;

/** The two marks of our own page, without which the API refuses a request that carries a cookie. */
const ownPage = { 'apollo-require-preflight': '1', 'x-csrf': '1' };

/** The only way out of this page: same origin, session cookie, JSON. Failures become sentences, not exceptions. */
export async function postGraphQL(
  request: GraphQLRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphQLReply> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...headers, ...ownPage, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch(() => undefined);
  if (!response) return { kind: 'unusable', sentence: 'The API cannot be reached.' };
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 401 || saysUnauthenticated(body)) return signedOut;
  if (isRecord(body) && ('data' in body || 'errors' in body)) return { kind: 'answer', body };
  return {
    kind: 'unusable',
    sentence: `The API gave no GraphQL answer (HTTP ${response.status}).`,
  };
}

const signedOut: GraphQLReply = {
  kind: 'signed-out',
  sentence: 'You are not signed in, or no longer. Choose a persona at the top of this page.',
};

function saysUnauthenticated(body: unknown): boolean {
  if (!isRecord(body) || !Array.isArray(body['errors']) || isRecord(body['data'])) return false;
  return body['errors'].some(
    (error: unknown) =>
      isRecord(error) &&
      isRecord(error['extensions']) &&
      error['extensions']['code'] === 'UNAUTHENTICATED',
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
