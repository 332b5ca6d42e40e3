import type { DidDocuments } from '../did-document.js';
import type { Finding } from '../finding.js';
import type { KeyOf } from '../key-of.js';
import { bindingProblem, isBinding, type KeyBinding, keyBindingOf } from './key-binding.js';
import { sdJwtParts } from './sd-jwt.js';

/** What whoever asked for a presentation knows of it. */
export interface Asked {
  readonly nonce: string;
  /** As the asker names itself: its client id. */
  readonly audience: string;
  readonly now: Date;
  readonly maxAgeSeconds: number;
}

/** How far a wallet's clock may run ahead. */
const mostAheadSeconds = 60;

const finding = (part: string): Finding => ({ code: 'KEY_BINDING', path: `/kb${part}` });

function isOnTime({ iat, exp }: KeyBinding['jws']['payload'], asked: Asked): boolean {
  const now = asked.now.getTime() / 1000;
  if (typeof iat !== 'number' || iat > now + mostAheadSeconds) return false;
  return now - iat <= asked.maxAgeSeconds && (exp === undefined || Number(exp) > now);
}

function answerProblems({ jws }: KeyBinding, asked: Asked): readonly Finding[] {
  const { nonce, aud } = jws.payload;
  return [
    ...(nonce === asked.nonce ? [] : [finding('/nonce')]),
    ...(aud === asked.audience ? [] : [finding('/aud')]),
    ...(isOnTime(jws.payload, asked) ? [] : [finding('/iat')]),
  ];
}

/**
 * Whether an SD-JWT was shown by its holder, now, to whoever asked, in answer to what was asked. Whether its issuer signed it is
 * another question (`openSdJwt`), and both have to be answered well: the holder's key is the issuer's word.
 * @returns what is wrong, with the part of the key binding as path; nothing where nothing is.
 */
export async function checkPresentation(
  text: string,
  asked: Asked,
  keyOf: KeyOf,
  dids: DidDocuments,
): Promise<readonly Finding[]> {
  const parts = sdJwtParts(text.trim());
  if ('code' in parts) return [parts];
  if (parts.binding === undefined || parts.binding === '') return [finding('')];
  const bound = keyBindingOf(parts.binding, parts.shown);
  if (!isBinding(bound)) return bound.findings;
  const problem = await bindingProblem(bound, parts.jws.payload, keyOf, dids);
  return [...answerProblems(bound, asked), ...(problem?.findings ?? [])];
}
