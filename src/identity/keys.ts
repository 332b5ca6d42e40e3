import { createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  importSPKI,
  type JWK,
} from 'jose';
import { keyedHash } from '../base/index.js';

/** An ES256 key pair. The public half names itself by its thumbprint (`kid`), also a DPoP token's `jkt`. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Of the issuer for apps: a key that vouches for nothing else, whole, since that issuer's library reads it whole. */
export interface AppKeys {
  readonly jwk: JWK;
  readonly publicJwk: JWK;
  /** Marks that issuer's cookies as ours. */
  readonly cookies: string;
}

/** All the query path may hold. The builder's key is not among them, and `role` keeps the two apart. */
export interface QueryKeys {
  readonly role: 'query';
  readonly issuer: SigningKey;
  /** Lives as long as the process: its tokens are worth nothing to another one. */
  readonly dpop: SigningKey;
  readonly agentNames: Uint8Array;
  readonly pairwise: Uint8Array;
  readonly apps: AppKeys;
  /** By which wallets know that it is us who ask. */
  readonly verifier: SigningKey;
}

/** The builder shares the names of agents with the query path, since it writes them into access rules. */
export interface BuilderKeys {
  readonly role: 'builder';
  readonly issuer: SigningKey;
  /** Signs what we say in writing: heads of logs, receipts. */
  readonly attestation: SigningKey;
  readonly dpop: SigningKey;
  readonly agentNames: Uint8Array;
  /** What the passwords are made of, of accounts at our pod server that we keep for learners. */
  readonly podAccounts: Uint8Array;
}

/**
 * Created at the first start, then the same for ever: agents' names and ids given out depend on them.
 * @param keys folder that all processes of one set-up share.
 */
export async function loadQueryKeys(keys: string): Promise<QueryKeys> {
  return {
    role: 'query',
    issuer: await signingKey(await once(join(keys, 'query-issuer.pem'), newSigningPem)),
    dpop: await newSigningKey(),
    agentNames: await secret(join(keys, 'agent-names.key')),
    pairwise: await secret(join(keys, 'pairwise.key')),
    apps: await appKeys(keys),
    verifier: await signingKey(await once(join(keys, 'verifier.pem'), newSigningPem)),
  };
}

async function appKeys(keys: string): Promise<AppKeys> {
  const pem = await once(join(keys, 'app-issuer.pem'), newSigningPem);
  const { publicJwk } = await signingKey(pem);
  const whole = await exportJWK(await importPKCS8(pem, 'ES256', { extractable: true }));
  const cookies = Buffer.from(await secret(join(keys, 'app-cookies.key'))).toString('base64url');
  return { jwk: await named(whole), publicJwk, cookies };
}

/**
 * @param own folder of the private keys; another one than `keys` keeps them where no query process can read.
 * @throws Error when a lost private key was made anew: what it signs, nobody would believe.
 */
export async function loadBuilderKeys(keys: string, own = keys): Promise<BuilderKeys> {
  // The builder's last: whoever waits for its public half finds all others.
  const attestation = await published(keys, own, 'attestation');
  const issuer = await published(keys, own, 'builder-issuer');
  return {
    role: 'builder',
    attestation: await signingKey(attestation),
    issuer: await signingKey(issuer),
    podAccounts: Buffer.from(keyedHash(Buffer.from(issuer), 'pod accounts'), 'base64url'),
    dpop: await newSigningKey(),
    agentNames: await secret(join(keys, 'agent-names.key')),
  };
}

type PublishedKey = 'attestation' | 'builder-issuer';

/** A private key of the builder's side, whose public half is laid where all processes find it. */
async function published(keys: string, own: string, name: PublishedKey): Promise<string> {
  const pem = await once(join(own, `${name}.pem`), newSigningPem);
  const shared = await once(join(keys, `${name}.pub.pem`), () => publicPem(pem));
  if (shared !== (await publicPem(pem))) {
    throw new Error('The private key of the builder is not the one whose public half is shared.');
  }
  return pem;
}

/** For the process that publishes the builder's documents and must not hold its key. */
export const loadBuilderPublicJwk = (keys: string): Promise<JWK> =>
  publishedJwk(keys, 'builder-issuer');

/** For the processes that check what we signed. */
export const loadAttestationPublicJwk = (keys: string): Promise<JWK> =>
  publishedJwk(keys, 'attestation');

async function publishedJwk(keys: string, name: PublishedKey): Promise<JWK> {
  const pem = await readFile(join(keys, `${name}.pub.pem`), 'utf8');
  return named(await exportJWK(await importSPKI(pem, 'ES256', { extractable: true })));
}

/** For a process with both roles, and for the worker, which also asks pods what a delegate would get. */
export async function loadKeys(
  keys: string,
  builders = keys,
): Promise<{ readonly query: QueryKeys; readonly builder: BuilderKeys }> {
  return { query: await loadQueryKeys(keys), builder: await loadBuilderKeys(keys, builders) };
}

export async function newSigningKey(): Promise<SigningKey> {
  return signingKey(await newSigningPem());
}

async function newSigningPem(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportPKCS8(privateKey);
}

const publicPem = async (privatePem: string): Promise<string> =>
  createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }).toString();

async function signingKey(pem: string): Promise<SigningKey> {
  const { d: _secret, ...publicHalf } = await exportJWK(
    await importPKCS8(pem, 'ES256', { extractable: true }),
  );
  const publicJwk = await named(publicHalf);
  const privateKey = await importPKCS8(pem, 'ES256');
  return { kid: publicJwk.kid, privateKey, publicJwk };
}

async function named(jwk: JWK): Promise<JWK & { readonly kid: string }> {
  return { ...jwk, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

async function secret(file: string): Promise<Uint8Array> {
  const text = await once(file, async () => randomBytes(32).toString('base64url'));
  return Buffer.from(text, 'base64url');
}

/** Reads the file, or makes it whole: of two processes that start together one makes it, both read it. */
async function once(file: string, make: () => Promise<string>): Promise<string> {
  const stored = await readIfThere(file);
  if (stored !== undefined) return stored;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, await make(), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
