import { from as ed25519From } from '@digitalbazaar/ed25519-multikey';
import jsigs from 'jsonld-signatures';
import { type JsonObject, present } from '../../base/index.js';
import type { DidDocuments } from '../did-document.js';
import { noProof, type ProofCheck } from '../envelope.js';
import type { Finding } from '../finding.js';
import { type FoundKey, isFound, type KeyOf } from '../key-of.js';
import type { PublicKey } from '../public-key.js';
import { pinnedLoader } from './loader.js';
import { suiteFor } from './suites.js';

export interface ProofIn {
  /** The credential without any proof. */
  readonly unsecured: JsonObject;
  readonly issuer: string;
  readonly proof: JsonObject;
  /** JSON pointer of the proof. */
  readonly path: string;
}

/** A key that came along is of the address that it came in. */
const controllerOf = ({ did }: FoundKey, method: string): string =>
  did ?? method.split('#')[0] ?? method;

/** As the libraries want it; the older suite knows its keys by another name only. */
async function methodDocument({ id, jwk }: PublicKey, controller: string): Promise<object> {
  const document = { id, type: 'JsonWebKey', controller, publicKeyJwk: jwk };
  if (jwk.crv !== 'Ed25519') return document;
  const { publicKeyMultibase } = await (await ed25519From(document)).export({ publicKey: true });
  return {
    '@context': 'https://w3id.org/security/multikey/v1',
    id,
    type: 'Multikey',
    controller,
    publicKeyMultibase,
  };
}

/** Terms that the pinned vocabularies do not have, or a member that RDF would drop: not signed, whatever stands there. */
function whyNot(error: unknown, path: string): Finding {
  const text = JSON.stringify(error instanceof Error ? namesOf(error) : (error ?? ''));
  return /safe mode|jsonld\.|Relative @|must not|not pinned/i.test(text)
    ? { code: 'TERM_UNDEFINED', path }
    : { code: 'SIGNATURE', path };
}
function namesOf(error: Error): readonly string[] {
  const inner: readonly unknown[] =
    'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const named = inner.flatMap((one) => (one instanceof Error ? namesOf(one) : []));
  return [error.name, error.message, ...named];
}

async function verified(
  { unsecured, proof, path }: ProofIn,
  found: FoundKey,
  suite: object,
): Promise<Finding | undefined> {
  const { key } = found;
  const controller = controllerOf(found, key.id);
  const purpose = new jsigs.purposes.AssertionProofPurpose({
    controller: { id: controller, assertionMethod: [key.id] },
  });
  const beside = new Map([[key.id, await methodDocument(key, controller)]]);
  const said = await jsigs.verify(
    { ...unsecured, proof },
    { suite, purpose, documentLoader: pinnedLoader(beside) },
  );
  return said.verified ? undefined : whyNot(said.error, path);
}

/** The one suite that could have made a proof, or why none is looked into. */
function suiteOf({ proof, path }: ProofIn): object | ProofCheck {
  const suite = suiteFor(proof);
  if (suite === undefined || proof['previousProof'] !== undefined) {
    return noProof('UNSUPPORTED', { code: 'PROOF_UNSUPPORTED', path });
  }
  return proof['proofPurpose'] === 'assertionMethod'
    ? suite
    : noProof('INVALID', { code: 'PROOF_PURPOSE', path });
}
const isCheck = (suite: object): suite is ProofCheck => 'findings' in suite;

/** One proof by itself: that another one beside it holds says nothing of this one. */
export async function checkProof(
  at: ProofIn,
  dids: DidDocuments,
  keyOf: KeyOf,
): Promise<ProofCheck> {
  const { proof, issuer, path } = at;
  const suite = suiteOf(at);
  if (isCheck(suite)) return suite;
  const { verificationMethod: method } = proof;
  if (typeof method !== 'string') return noProof('INVALID', { code: 'SCHEMA', path });
  const found = await keyOf(method, dids);
  if (!isFound(found)) {
    return noProof(found.code === 'KEY_MALFORMED' ? 'INVALID' : 'UNSUPPORTED', { ...found, path });
  }
  if (controllerOf(found, method) !== issuer) {
    return noProof('INVALID', { code: 'ISSUER_IS_NOT_SIGNER', path });
  }
  const problem = await verified(at, found, suite);
  return problem === undefined ? held(method, found, path) : noProof('INVALID', problem);
}

function held(method: string, { key, did }: FoundKey, path: string): ProofCheck {
  const { thumbprint } = key;
  const isPublished = did !== undefined;
  return {
    proof: 'VALID',
    keys: [{ method, ...present({ did }), thumbprint, isPublished }],
    findings: isPublished ? [] : [{ code: 'KEY_CARRIED_ALONG', path }],
  };
}
