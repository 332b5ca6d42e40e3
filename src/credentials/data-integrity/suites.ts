import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite as eddsaRdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import type { JsonObject } from '../../base/index.js';

const cryptosuites: ReadonlyMap<unknown, () => object> = new Map([
  ['eddsa-rdfc-2022', () => eddsaRdfc],
  ['ecdsa-rdfc-2019', () => ecdsaRdfc],
  ['ecdsa-sd-2023', () => createVerifyCryptosuite()],
]);

/** A new one for each proof: they keep what they have worked out. @returns undefined for what is not looked into here. */
export function suiteFor({ type, cryptosuite }: JsonObject): object | undefined {
  if (type === 'Ed25519Signature2020') return new Ed25519Signature2020();
  const found = type === 'DataIntegrityProof' ? cryptosuites.get(cryptosuite) : undefined;
  return found === undefined ? undefined : new DataIntegrityProof({ cryptosuite: found() });
}
