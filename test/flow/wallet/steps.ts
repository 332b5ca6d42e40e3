import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  type InstitutionId,
  institutionId,
  isObject,
  type JsonObject,
} from '../../../src/base/index.js';
import {
  type DidDocuments,
  didDocumentOf,
  examine,
  examineStatusList,
} from '../../../src/credentials/index.js';
import { statusAt } from '../../../src/credentials/status/status-at.js';
import type { PersonaKey } from '../../../src/demo/index.js';
import { demoInstitutions } from '../../../src/demo/institutions/index.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { keepWalletLists } from '../../../src/flows/index.js';
import type { TestHouse } from '../../fixtures/house.js';
import type { WalletTold } from '../../fixtures/wallet-client.js';

export const university: InstitutionId = institutionId(demoInstitutions.university.id);
export const roc: InstitutionId = institutionId(demoInstitutions.roc.id);

/** A school that lets us sign in its name. */
export async function signsHere({ running }: TestHouse, institution = university): Promise<void> {
  await running.workshop.signers.signersOf(institution);
  await keepWalletLists(running.workshop, (error) => {
    throw error;
  });
}

/** What a verifier finds where an institution publishes its keys. */
export async function documentsOf(
  { running }: TestHouse,
  institution = university,
): Promise<DidDocuments> {
  const keys = await running.workshop.signers.keysOf(institution);
  if (keys === undefined) throw new Error('no keys');
  const document = await didDocumentOf(keys.did, keys.published);
  return new Map([[keys.did, { document }]]);
}

/** What the list of the ROC says of a copy, to whoever asks. */
export async function statusOf(house: TestHouse, credential: string) {
  const documents = await documentsOf(house, roc);
  const { issuer, status } = await examine(Buffer.from(credential), documents);
  const [ref] = status;
  if (ref === undefined) throw new Error('no status');
  const response = await fetch(ref.list);
  const list = await examineStatusList(new Uint8Array(await response.arrayBuffer()), documents);
  if (!('list' in list)) throw new Error('the list cannot be read');
  return statusAt(ref, list.list, { issuer, now: new Date() }).state;
}

export async function resultsOf(
  house: TestHouse,
  who: PersonaKey = 'samira',
  institution = university,
) {
  const filter = { institutions: [institution], recordTypes: ['RESULT'] };
  const { data } = await house.ask(who, 'MyRecords', { first: 100, filter });
  return data.myRecords.nodes;
}
/** A final one that was passed. */
export async function finalResult(house: TestHouse, institution = university) {
  const found = await resultsOf(house, 'samira', institution);
  return found.find(
    ({ status, assessment }: any) =>
      status === 'CURRENT' && assessment?.pass === 'PASSED' && assessment?.final !== false,
  );
}

export async function offers(house: TestHouse, record: string, who: PersonaKey = 'samira') {
  const { data, codes } = await house.ask(who, 'OfferToWallet', { record });
  if (codes.length > 0) throw new Error(codes.join());
  return data.offerToWallet;
}

/** A wallet in a process of its own takes an offer. */
export function walletTakes(
  uri: string,
  txCode: string,
  configuration?: string,
): Promise<WalletTold> {
  const file = join(projectRoot, 'test/fixtures/wallet-client.ts');
  const more = configuration === undefined ? [] : [configuration];
  const child = spawn(process.execPath, ['--import', 'tsx', file, uri, txCode, ...more], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const [out, wrong]: [string[], string[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => void out.push(part.toString()));
    child.stderr.on('data', (part: Buffer) => void wrong.push(part.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out.join('')));
      else reject(new Error(wrong.join('')));
    });
  });
}

export interface Said {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
}
async function saidBy(response: Response): Promise<Said> {
  const body: unknown = await response.json();
  return { status: response.status, body: isObject(body) ? body : {}, headers: response.headers };
}

export const newKey = async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { jwk: await exportJWK(publicKey), secret: await exportJWK(privateKey), privateKey };
};
export type Key = Awaited<ReturnType<typeof newKey>>;

const seconds = () => Math.floor(Date.now() / 1000);
export const hashed = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** A proof of possession for one step. */
export const dpopFor = (
  key: Key,
  url: string,
  {
    token,
    jti = randomUUID(),
    ...claims
  }: { token?: string; jti?: string; [claim: string]: unknown } = {},
): Promise<string> =>
  new SignJWT({
    htm: 'POST',
    htu: url,
    jti,
    iat: seconds(),
    ...(token !== undefined && { ath: hashed(token) }),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk })
    .sign(key.privateKey);

/** A wallet of bare hands, that can do every step wrong. */
export class HandWallet {
  constructor(
    readonly origin: string,
    readonly dpop: Key,
    readonly holder: Key,
  ) {}

  static of = async ({ origin }: TestHouse): Promise<HandWallet> =>
    new HandWallet(origin, await newKey(), await newKey());

  at = (step: string): string => `${this.origin}/openid4vci/${step}`;

  async open(uri: string): Promise<Said> {
    const at = new URL(
      uri.replace('openid-credential-offer://', 'https://wallet.example/'),
    ).searchParams.get('credential_offer_uri');
    const response = await fetch(at ?? '');
    return response.ok
      ? saidBy(response)
      : { status: response.status, body: {}, headers: response.headers };
  }

  async codeOf(uri: string): Promise<string> {
    const { body }: any = await this.open(uri);
    return body.grants['urn:ietf:params:oauth:grant-type:pre-authorized_code'][
      'pre-authorized_code'
    ];
  }

  async token(code: string, txCode: string | undefined, dpop?: string): Promise<Said> {
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': code,
      ...(txCode !== undefined && { tx_code: txCode }),
    });
    return this.redeems(form, dpop);
  }

  async redeems(form: URLSearchParams, dpop?: string): Promise<Said> {
    const proof = dpop ?? (await dpopFor(this.dpop, this.at('token')));
    return saidBy(
      await fetch(this.at('token'), {
        method: 'POST',
        headers: proof === '' ? {} : { dpop: proof },
        body: form,
      }),
    );
  }

  async nonce(): Promise<string> {
    const { body }: any = await saidBy(await fetch(this.at('nonce'), { method: 'POST' }));
    return body.c_nonce;
  }

  async proof(change: object = {}, header: object = {}, key: Key = this.holder): Promise<string> {
    const claims = { aud: this.origin, iat: seconds(), nonce: await this.nonce(), ...change };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: key.jwk, ...header })
      .sign(key.privateKey);
  }

  async credential(
    token: string,
    { proof, dpop, body = {} }: { proof?: string; dpop?: string; body?: object } = {},
  ): Promise<Said> {
    const url = this.at('credential');
    const asked = {
      credential_configuration_id: 'result_dc_sd_jwt',
      proofs: { jwt: [proof ?? (await this.proof())] },
      ...body,
    };
    return saidBy(
      await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `DPoP ${token}`,
          dpop: dpop ?? (await dpopFor(this.dpop, url, { token })),
          'content-type': 'application/json',
        },
        body: JSON.stringify(asked),
      }),
    );
  }

  /** Up to a token. */
  async tokenOf({ offerUri, txCode }: { offerUri: string; txCode: string }): Promise<string> {
    const { body }: any = await this.token(await this.codeOf(offerUri), txCode);
    return body.access_token;
  }
}

export const credentialIn = ({ body }: Said): string => {
  const { credentials }: any = body;
  return credentials?.[0]?.credential ?? '';
};

/** As a wallet is told no. */
export const denied = (error: string) => ({ status: 400, body: { error } });
