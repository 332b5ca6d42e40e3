import type { KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { InstitutionId } from '../../base/index.js';
import { issuerDid, mustBeDomain } from './issuer-did.js';
import {
  fromBytes,
  newEd25519,
  newP256,
  OwnJwk,
  publicHalf,
  publicKeyOf,
  signerOf,
  toBytes,
} from './key-pair.js';
import { seal, unseal } from './sealed.js';
import { sealingKey } from './sealing-key.js';
import type { InstitutionKeys, InstitutionSigners, SignerSource } from './signer-source.js';
import { makeOnce, readIfThere, replace } from './whole-file.js';

/** Two keys with the same number: one file, made once. The private halves are there until the next number signs. */
const Stored = z.strictObject({
  credentials: z.strictObject({ jwk: OwnJwk, sealed: z.string().optional() }),
  wallets: z.strictObject({ jwk: OwnJwk, sealed: z.string().optional() }),
});
type Stored = z.infer<typeof Stored>;
const roles = ['credentials', 'wallets'] as const;
type Role = (typeof roles)[number];

interface Generation extends Stored {
  readonly number: number;
}

export interface FileSignersOptions {
  /** Of nothing else; made with mode 0700. */
  readonly folder: string;
  /** Where the DID documents are published. */
  readonly origin: string;
  /** See `sealingKey`. */
  readonly secret?: string;
}

const fragments: Readonly<Record<Role, (number: number) => string>> = {
  credentials: (number) => `key-${number}`,
  wallets: (number) => `key-${number}-p256`,
};

const fileName = /^([1-9]\d{0,5})\.json$/;

async function numbersIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) => fileName.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/**
 * Keys in files, sealed: `<folder>/<schacHome>/<number>.json`. Read anew each time, so that a rotation by one process is one for
 * all of them.
 */
class FileSigners implements SignerSource {
  readonly #key: KeyObject;
  readonly #options: FileSignersOptions;

  constructor(key: KeyObject, options: FileSignersOptions) {
    this.#key = key;
    this.#options = options;
  }

  async keysOf(institution: InstitutionId): Promise<InstitutionKeys | undefined> {
    const generations = await this.#generations(institution);
    return generations.length === 0 ? undefined : this.#published(institution, generations);
  }

  async signersOf(institution: InstitutionId): Promise<InstitutionSigners> {
    const found = await this.#generations(institution);
    const last = found.at(-1);
    if (last === undefined) {
      return this.#signers(institution, [await this.#make(institution, 1)]);
    }
    // Its private halves went while we read: then the next number is there by now.
    const isRetired = last.credentials.sealed === undefined;
    return this.#signers(institution, isRetired ? await this.#generations(institution) : found);
  }

  async rotate(institution: InstitutionId): Promise<InstitutionSigners> {
    const before = await this.#generations(institution);
    const made = await this.#make(institution, (before.at(-1)?.number ?? 0) + 1);
    for (const { number, credentials, wallets } of before) {
      const retired: Stored = {
        credentials: { jwk: credentials.jwk },
        wallets: { jwk: wallets.jwk },
      };
      await replace(this.#file(institution, number), JSON.stringify(retired));
    }
    return this.#signers(institution, [...before, made]);
  }

  #folder(institution: InstitutionId): string {
    return join(this.#options.folder, mustBeDomain(institution));
  }

  #file(institution: InstitutionId, number: number): string {
    return join(this.#folder(institution), `${number}.json`);
  }

  #id(institution: InstitutionId, role: Role, number: number): string {
    return `${issuerDid(this.#options.origin, institution)}#${fragments[role](number)}`;
  }

  async #generations(institution: InstitutionId): Promise<readonly Generation[]> {
    const numbers = await numbersIn(this.#folder(institution));
    const texts = numbers.map(async (number) => {
      const text = await readIfThere(this.#file(institution, number));
      return { number, ...Stored.parse(JSON.parse(text ?? '')) };
    });
    return Promise.all(texts);
  }

  async #make(institution: InstitutionId, number: number): Promise<Generation> {
    const stored = (role: Role, key: KeyObject) => ({
      jwk: publicHalf(key),
      sealed: seal(toBytes(key), this.#key, sealName(institution, role, number)),
    });
    const text = JSON.stringify({
      credentials: stored('credentials', newEd25519()),
      wallets: stored('wallets', newP256()),
    });
    const kept = await makeOnce(this.#file(institution, number), text);
    return { number, ...Stored.parse(JSON.parse(kept)) };
  }

  #signers(institution: InstitutionId, generations: readonly Generation[]): InstitutionSigners {
    const signer = (role: Role) => {
      const last = generations.at(-1);
      const sealed = last?.[role].sealed;
      if (last === undefined || sealed === undefined) throw new Error('The private key is gone.');
      const der = unseal(sealed, this.#key, sealName(institution, role, last.number));
      return signerOf(this.#id(institution, role, last.number), fromBytes(der));
    };
    return {
      ...this.#published(institution, generations),
      credentials: signer('credentials'),
      wallets: signer('wallets'),
    };
  }

  #published(institution: InstitutionId, generations: readonly Generation[]): InstitutionKeys {
    return {
      did: issuerDid(this.#options.origin, institution),
      published: generations.flatMap((generation) =>
        roles.map((role) =>
          publicKeyOf(this.#id(institution, role, generation.number), generation[role].jwk),
        ),
      ),
    };
  }
}

const sealName = (institution: InstitutionId, role: Role, number: number): string =>
  `${institution} ${role} ${number}`;

export async function openFileSigners(options: FileSignersOptions): Promise<SignerSource> {
  return new FileSigners(await sealingKey(options.folder, options.secret), options);
}
