import { parseDcqlVpToken } from '@openid4vc/openid4vp';
import { isObject, type JsonObject, nestsTooDeep } from '../../base/index.js';
import { type AnswerKey, decryptAnswer } from './encryption.js';
import type { PresentationProblem } from './problems.js';
import type { ResponseMode } from './request.js';

/** What of a request is needed to read an answer. */
export interface Expected {
  readonly state: string;
  readonly mode: ResponseMode;
  readonly key: AnswerKey;
}
/** Answers of a wallet, by the questions they are to. */
export interface WalletTokens {
  readonly tokens: readonly { readonly question: string; readonly text: string }[];
}
/** What became of the request by what a wallet sent; nothing of it is looked into yet. */
export type WalletResponse =
  | WalletTokens
  /** An answer to this request, and a no. */
  | { readonly problem: PresentationProblem }
  /** Anybody could have sent it, who never saw the request: it changes nothing. */
  | { readonly notHeard: PresentationProblem };

export const mostCredentials = 10;

const notHeard = (problem: PresentationProblem) => ({ notHeard: problem });
const stateIn = ({ state }: JsonObject): string | undefined =>
  typeof state === 'string' ? state : undefined;

function tokensIn({ vp_token: token }: JsonObject): WalletResponse {
  if (typeof token === 'string' && nestsTooDeep(token)) return { problem: 'MALFORMED' };
  try {
    const byQuestion = Object.entries(parseDcqlVpToken(token));
    const all = byQuestion.flatMap(([question, some]) => some.map((each) => ({ question, each })));
    if (all.length === 0) return { problem: 'NOT_AS_ASKED' };
    if (all.length > mostCredentials) return { problem: 'TOO_LARGE' };
    const tokens = all.flatMap(({ question, each }) =>
      typeof each === 'string' ? [{ question, text: each }] : [],
    );
    // An object is a presentation of a form that nobody asked for.
    return tokens.length < all.length ? { problem: 'NOT_AS_ASKED' } : { tokens };
  } catch {
    return { problem: 'MALFORMED' };
  }
}

function readPlain(said: JsonObject, { state }: Expected): WalletResponse {
  if (stateIn(said) !== state) return notHeard('STATE');
  const { error } = said;
  if (error !== undefined) {
    return { problem: error === 'access_denied' ? 'ACCESS_DENIED' : 'WALLET_ERROR' };
  }
  return tokensIn(said);
}

/**
 * Reads what was posted in answer to a request. An error may come as it is; what is shown comes encrypted where that was asked.
 * @param posted the fields of the form.
 */
export async function readResponse(posted: JsonObject, awaited: Expected): Promise<WalletResponse> {
  const { response } = posted;
  const isPlainError = posted['error'] !== undefined && response === undefined;
  if (awaited.mode === 'direct_post' || isPlainError) {
    return response === undefined ? readPlain(posted, awaited) : notHeard('ENCRYPTION');
  }
  if (typeof response !== 'string') {
    return stateIn(posted) === awaited.state ? { problem: 'ENCRYPTION' } : notHeard('ENCRYPTION');
  }
  const said = await decryptAnswer(response, awaited.key);
  return isObject(said) ? readPlain(said, awaited) : notHeard('ENCRYPTION');
}
