import { isObject, type JsonObject } from '../../base/index.js';
import type { DidAnswer } from '../did-document.js';
import type { Finding } from '../finding.js';
import { publicJwkOf } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';
import { multikeyJwk } from './multikey.js';

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** `#key-1` in a document means its own. */
const whole = (id: string, did: string): string => (id.startsWith('#') ? `${did}${id}` : id);

const nameOf = (entry: unknown, did: string): string | undefined => {
  const id = isObject(entry) ? entry['id'] : entry;
  return typeof id === 'string' ? whole(id, did) : undefined;
};

/** The document of a DID, where it was found and speaks of that DID. */
function documentIn(answer: DidAnswer | undefined, did: string): JsonObject | undefined {
  if (answer === undefined || 'problem' in answer) return undefined;
  return answer.document['id'] === did ? answer.document : undefined;
}

/** All methods by which a DID asserts, as absolute names. */
export function assertionMethodsIn(answer: DidAnswer | undefined, did: string): readonly string[] {
  const names = listOf(documentIn(answer, did)?.['assertionMethod']).map((entry) =>
    nameOf(entry, did),
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Ended by who controls it. Of when a signature was made only the signer speaks, so it counts for earlier ones too. */
function isOver({ revoked, expires }: JsonObject, at: Date): boolean {
  if (revoked !== undefined) return true;
  if (expires === undefined) return false;
  return typeof expires !== 'string' || !(Date.parse(expires) > at.getTime());
}

const isControlled = (method: JsonObject, document: JsonObject, did: string): boolean => {
  const { controller } = method;
  return (
    typeof controller === 'string' &&
    (controller === did || listOf(document['controller']).includes(controller))
  );
};

const multibase = ({ publicKeyMultibase: key }: JsonObject): PublicJwk | undefined =>
  typeof key === 'string' ? multikeyJwk(key) : undefined;
const jwk = ({ publicKeyJwk: key }: JsonObject): PublicJwk | undefined => publicJwkOf(key);

const readers: Readonly<Record<string, (method: JsonObject) => PublicJwk | undefined>> = {
  Multikey: multibase,
  JsonWebKey: jwk,
  JsonWebKey2020: jwk,
  Ed25519VerificationKey2020: (method) => {
    const key = multibase(method);
    return key?.crv === 'Ed25519' ? key : undefined;
  },
};
const reader = new Map(Object.entries(readers));

/** A document that shows a private half makes the key anybody's. */
const showsSecret = (method: JsonObject): boolean =>
  Object.keys(method).some((member) => /^(private|secret)Key/.test(member));

function jwkOf(method: JsonObject): PublicJwk | undefined {
  const { type } = method;
  if (typeof type !== 'string' || showsSecret(method)) return undefined;
  return reader.get(type)?.(method);
}

/** The key of a method in the document of the DID before its `#`, if that DID asserts by it. */
export function jwkInDocument(
  answer: DidAnswer | undefined,
  { did, method, at }: { readonly did: string; readonly method: string; readonly at: Date },
): PublicJwk | Finding {
  const document = documentIn(answer, did);
  if (document === undefined) return { code: 'KEY_UNRESOLVED' };
  const named = (entry: unknown): boolean => nameOf(entry, did) === method;
  const asserting = listOf(document['assertionMethod']).filter(named);
  const published = listOf(document['verificationMethod']).filter(named);
  const all = [...asserting, ...published].filter(isObject);
  const [found, another] = all;
  if (found === undefined) return { code: 'KEY_GONE' };
  if (asserting.length === 0) return { code: 'PROOF_PURPOSE' };
  if (isOver(found, at)) return { code: 'KEY_GONE' };
  // Two keys of one name: whose signature it is, depends on who reads.
  const key =
    another === undefined && isControlled(found, document, did) ? jwkOf(found) : undefined;
  return key ?? { code: 'KEY_UNSUPPORTED' };
}
