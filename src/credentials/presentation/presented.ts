import type { DcqlQuery } from 'dcql';
import { isEnvelope } from '../envelope.js';
import { findKey } from '../find-key.js';
import type { Finding } from '../finding.js';
import { placedIn } from '../jose/disclosures.js';
import { type Asked, checkPresentation } from '../jose/presentation.js';
import { sdJwtParts } from '../jose/sd-jwt.js';
import { openCredential } from '../open.js';
import type { PresentationProblem } from './problems.js';
import { type Answered, answersQuery } from './query.js';
import type { WalletTokens } from './response.js';

/** A credential that its holder showed, now and to us. Whether its issuer signed it is asked next. */
export interface Presented extends Answered {
  /** As it was shown, without the holder's word on showing it, which was for us and for once. */
  readonly text: string;
}

/** Characters of one credential. */
const mostCharacters = 65_536;

/** By the part of the holder's word that is not as it should be. */
const problemAt: Readonly<Record<string, PresentationProblem>> = {
  '/kb': 'NOT_BOUND',
  '/kb/nonce': 'NONCE',
  '/kb/aud': 'AUDIENCE',
  '/kb/iat': 'TIME',
  '/kb/sd_hash': 'CHANGED',
  '/kb/cnf': 'ANOTHER_KEY',
  '/kb/signature': 'ANOTHER_KEY',
};
const problemOf = ({ code, path = '' }: Finding): PresentationProblem => {
  if (code === 'KEY_BINDING') return problemAt[path] ?? 'NOT_BOUND';
  return code === 'TOO_LARGE' ? 'TOO_LARGE' : 'MALFORMED';
};

async function presentedIn(
  { question, text }: WalletTokens['tokens'][number],
  asked: Asked,
): Promise<Presented | PresentationProblem> {
  if (text.length > mostCharacters) return 'TOO_LARGE';
  const parts = sdJwtParts(text);
  const isOurForm = 'jws' in parts && text.includes('~');
  if (!isOurForm) return 'NOT_AS_ASKED';
  const [problem] = await checkPresentation(text, asked, findKey, new Map());
  if (problem !== undefined) return problemOf(problem);
  // The holder may sign for anything; what the issuer never signed is nothing to look at.
  if ('code' in placedIn(parts.jws.payload, parts.disclosures)) return 'CHANGED';
  const opened = openCredential(Buffer.from(parts.shown));
  if (!isEnvelope(opened)) return 'MALFORMED';
  return { question, text: parts.shown, format: parts.jws.typ, claims: opened.claims };
}

/**
 * What a wallet showed, each bound to its holder's key, to this request and to this moment, and together what was asked for;
 * or the first reason why it is not.
 */
export async function checkTokens(
  { tokens }: WalletTokens,
  query: DcqlQuery.Input,
  asked: Asked,
): Promise<readonly Presented[] | PresentationProblem> {
  const presented: Presented[] = [];
  for (const token of tokens) {
    const one = await presentedIn(token, asked);
    if (typeof one === 'string') return one;
    presented.push(one);
  }
  return answersQuery(query, presented) ? presented : 'NOT_AS_ASKED';
}
