import { isObject, type JsonObject, sha256Url } from '../../base/index.js';
import type { DidDocuments } from '../did-document.js';
import { noProof, type ProofCheck } from '../envelope.js';
import { isFound, type KeyOf } from '../key-of.js';
import { publicJwkOf } from '../public-jwk.js';
import { isJws, type Jws, readJws } from './jws.js';
import { refusedHeader, signatureProblem } from './signature.js';

/** What the holder said when the credential was shown, signed by the holder's key. */
export interface KeyBinding {
  readonly jws: Jws;
  /** The credential as it was shown: all before the binding, with its last tilde. */
  readonly shown: string;
}

const badBinding = (path: string): ProofCheck =>
  noProof('INVALID', { code: 'KEY_BINDING', path: `/kb${path}` });

export function keyBindingOf(text: string, shown: string): KeyBinding | ProofCheck {
  const jws = readJws(text);
  if (!isJws(jws)) return badBinding('');
  return jws.typ === 'kb+jwt' ? { jws, shown } : badBinding('/header/typ');
}
export const isBinding = (read: KeyBinding | ProofCheck): read is KeyBinding => 'jws' in read;

/** The DID of the holder's key, where it is not in the credential itself. */
export function holderDids({ cnf }: JsonObject): readonly string[] {
  const kid = isObject(cnf) && cnf['jwk'] === undefined ? cnf['kid'] : undefined;
  return typeof kid === 'string' && kid.startsWith('did:') ? [kid.replace(/#.*$/s, '')] : [];
}

/** The key the credential was issued to: in itself, or by a DID that leads to it. */
async function holderKey({ cnf }: JsonObject, keyOf: KeyOf, dids: DidDocuments) {
  if (!isObject(cnf)) return undefined;
  const { jwk, kid } = cnf;
  if (jwk !== undefined) return publicJwkOf(jwk);
  if (typeof kid !== 'string') return undefined;
  const found = await keyOf(kid, dids).catch(() => undefined);
  return found !== undefined && isFound(found) ? found.key.jwk : undefined;
}

/**
 * Whether a binding is signed by the key that the credential was issued to, over this credential with these disclosures.
 * When, for whom and in answer to what it was made is asked in presentations only.
 * @param payload of the credential, signed by its issuer.
 */
export async function bindingProblem(
  { jws, shown }: KeyBinding,
  payload: JsonObject,
  keyOf: KeyOf,
  dids: DidDocuments,
): Promise<ProofCheck | undefined> {
  const { iat, aud, nonce, sd_hash: hash } = jws.payload;
  if (typeof iat !== 'number') return badBinding('/iat');
  if (typeof aud !== 'string') return badBinding('/aud');
  if (typeof nonce !== 'string') return badBinding('/nonce');
  if (hash !== sha256Url(shown)) return badBinding('/sd_hash');
  const refused = refusedHeader(jws);
  if (refused !== undefined) return refused;
  const key = await holderKey(payload, keyOf, dids);
  if (key === undefined) return badBinding('/cnf');
  const problem = await signatureProblem(jws, key);
  return problem === undefined ? undefined : badBinding('/signature');
}
