import type { Purpose, TypedDocumentString } from '../../../../schema/generated/graphql.js';
import { languageNow } from '../texts/language.js';

/** Why there is no answer. OFFLINE: nothing came back. UPSTREAM: the server, or a kluis behind it, is in trouble. */
export const faultCodes = [
  'OFFLINE',
  'UNAUTHENTICATED',
  'PURPOSE_REQUIRED',
  'NOT_FOUND',
  'GRANT_ENDED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'COST_LIMIT',
  'BAD_INPUT',
  'CONFLICT',
  'UPSTREAM',
] as const;
export type FaultCode = (typeof faultCodes)[number];

export class AskFault extends Error {
  override readonly name = 'AskFault';
  readonly code: FaultCode;
  constructor(code: FaultCode) {
    super(code);
    this.code = code;
  }
}
/** What went wrong, whatever was thrown. */
export const faultCodeOf = (error: unknown): FaultCode =>
  error instanceof AskFault ? error.code : 'UPSTREAM';

interface Answer<Result> {
  readonly data: Result | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
function isAnswer<Result>(value: unknown): value is Answer<Result> {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}

export interface Manner {
  /** What a reader reads for; a learner's own questions have none. */
  readonly purpose?: Purpose;
  /** The secret of a share link, for whoever came by one. */
  readonly link?: string;
  readonly signal?: AbortSignal;
}

/** The marks of our own page, without which a request with a cookie is refused. */
export const marks = {
  'content-type': 'application/json',
  'apollo-require-preflight': '1',
  'x-csrf': '1',
};

function headersFor({ purpose, link }: Manner): Record<string, string> {
  const headers: Record<string, string> = { ...marks, 'accept-language': languageNow() };
  if (purpose !== undefined) headers['x-purpose'] = purpose;
  if (link !== undefined) headers['x-share-link'] = link;
  return headers;
}

function codeIn(answer: Answer<unknown>): FaultCode | undefined {
  const said = answer.errors?.[0]?.extensions?.code;
  if (said === undefined) return answer.errors === undefined ? undefined : 'UPSTREAM';
  return faultCodes.find((code) => code === said) ?? 'UPSTREAM';
}

/**
 * Asks the graph. An answer with an error in it is no answer: what is asked together is needed together.
 * @throws AskFault
 */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  manner: Manner = {},
): Promise<Result> {
  const { link, signal } = manner;
  const response = await fetch('/graphql', {
    method: 'POST',
    // Who holds a link is nobody we know: their cookie stays out of it.
    credentials: link === undefined ? 'same-origin' : 'omit',
    headers: headersFor(manner),
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal !== undefined && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new AskFault('OFFLINE');
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isAnswer<Result>(answer)) throw new AskFault('UPSTREAM');
  const code = codeIn(answer);
  if (code === 'UNAUTHENTICATED' && link !== undefined) throw new AskFault('NOT_FOUND');
  if (code !== undefined) throw new AskFault(code);
  if (answer.data === null) throw new AskFault('UPSTREAM');
  return answer.data;
}
