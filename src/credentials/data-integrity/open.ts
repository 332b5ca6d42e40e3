import { isObject, type JsonObject } from '../../base/index.js';
import { contextFinding } from '../contexts/context-rule.js';
import { plainFormFinding } from '../contexts/plain-form.js';
import { dataModelFindings, isInstant } from '../data-model.js';
import type { DidDocuments } from '../did-document.js';
import { type Envelope, noProof, type ProofCheck } from '../envelope.js';
import type { KeyOf } from '../key-of.js';
import { checkProof } from './check-proof.js';

/** Each is looked into, at some milliseconds. Honest credentials have one or two. */
const mostProofs = 3;

const idOf = (value: unknown): string | undefined => {
  const id = isObject(value) ? value['id'] : value;
  return typeof id === 'string' ? id : undefined;
};
const didIn = (method: string | undefined): readonly string[] =>
  method?.startsWith('did:') === true ? [method.split('#')[0] ?? method] : [];

/** All that holds: what is wrong with one is wrong with all. */
function together(checks: readonly ProofCheck[]): ProofCheck {
  const findings = checks.flatMap((check) => check.findings);
  const worst = (['INVALID', 'NONE', 'UNSUPPORTED'] as const).find((state) =>
    checks.some(({ proof }) => proof === state),
  );
  if (worst !== undefined) return noProof(worst, ...findings);
  return { proof: 'VALID', keys: checks.flatMap(({ keys }) => keys), findings };
}

/** Why nothing of it is processed, before any signature is looked at. */
function refusedBefore(
  credential: JsonObject,
  proofs: readonly unknown[],
  issuer: string | undefined,
): ProofCheck | undefined {
  const context = contextFinding(credential);
  const model = dataModelFindings(credential);
  if (proofs.length === 0) {
    const others = [...(context === undefined ? [] : [context]), ...model];
    return noProof('NONE', { code: 'NO_PROOF', path: '/proof' }, ...others);
  }
  if (context !== undefined) {
    return noProof(context.code === 'SCHEMA' ? 'INVALID' : 'UNSUPPORTED', context);
  }
  if (model.length > 0 || issuer === undefined) return noProof('INVALID', ...model);
  const form = plainFormFinding(credential);
  if (form !== undefined) return noProof('UNSUPPORTED', form);
  return proofs.length > mostProofs
    ? noProof('UNSUPPORTED', { code: 'PROOF_UNSUPPORTED', path: '/proof' })
    : undefined;
}

async function prove(
  credential: JsonObject,
  proofs: readonly unknown[],
  dids: DidDocuments,
  keyOf: KeyOf,
): Promise<ProofCheck> {
  const issuer = idOf(credential['issuer']);
  const refused = refusedBefore(credential, proofs, issuer);
  if (refused !== undefined) return refused;
  const { proof: _proof, ...unsecured } = credential;
  const checks: ProofCheck[] = [];
  for (const [at, proof] of proofs.entries()) {
    const path = proofs.length === 1 ? '/proof' : `/proof/${at}`;
    const check = isObject(proof)
      ? await checkProof({ unsecured, issuer: issuer ?? '', proof, path }, dids, keyOf)
      : noProof('INVALID', { code: 'SCHEMA', path });
    checks.push(check);
    // Nothing that follows makes it better, and each costs as much again.
    if (check.proof === 'INVALID') break;
  }
  return together(checks);
}

/** The first of the ends that stand there: no proof holds longer than its own word. */
function endOf(credential: JsonObject, proofs: readonly unknown[]): string | undefined {
  const stated = [
    credential['validUntil'] ?? credential['expirationDate'],
    ...proofs.map((proof) => (isObject(proof) ? proof['expires'] : undefined)),
  ];
  const ends = stated.filter((end) => end !== undefined);
  const odd = ends.find((end) => !isInstant(end));
  if (odd !== undefined) return 'unreadable';
  return ends
    .filter((end) => isInstant(end))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(0);
}

const startOf = (credential: JsonObject): string | undefined => {
  const stated = credential['validFrom'] ?? credential['issuanceDate'];
  return stated === undefined ? undefined : isInstant(stated) ? stated : 'unreadable';
};

/** A credential that carries its proofs in itself, or none. */
export function openDataIntegrity(credential: JsonObject, keyOf: KeyOf): Envelope {
  const { proof } = credential;
  const proofs: readonly unknown[] =
    proof === undefined ? [] : Array.isArray(proof) ? proof : [proof];
  const issuer = idOf(credential['issuer']);
  const methods = proofs.map((each) =>
    isObject(each) ? idOf(each['verificationMethod']) : undefined,
  );
  const [validFrom, validUntil] = [startOf(credential), endOf(credential, proofs)];
  return {
    form: proofs.length === 0 ? 'OTHER' : 'DATA_INTEGRITY',
    claims: credential,
    ...(issuer !== undefined && { issuer }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    dids: [...new Set([...methods, issuer].flatMap(didIn))],
    prove: (dids) => prove(credential, proofs, dids, keyOf),
  };
}
