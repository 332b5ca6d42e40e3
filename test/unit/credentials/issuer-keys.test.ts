import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJwk } from '@digitalbazaar/ed25519-multikey';
import { calculateJwkThumbprint } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { pinnedLoader } from '../../../src/credentials/data-integrity/loader.js';
import {
  didDocumentOf,
  didDocumentPath,
  type InstitutionSigners,
  issuerDid,
  openFileSigners,
  type SignerSource,
  signCredential,
  toOpenBadge,
} from '../../../src/credentials/index.js';
import {
  newEd25519,
  newP256,
  publicHalf,
  publicKeyOf,
  signerOf,
} from '../../../src/credentials/keys/key-pair.js';
import { replace } from '../../../src/credentials/keys/whole-file.js';
import { award, statusEntry } from '../../fixtures/awards.js';
import { holdsByHand } from '../../fixtures/by-hand.js';

const origin = 'https://leerkluis.example:8443';
const zonnedael = institutionId('hogeschool-zonnedael.example');
const secret = 'a secret of these tests, long enough';
const data = Buffer.from('what is signed');

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'issuer-keys-'));
});
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
const newFolder = (): string => join(root, String((folders += 1)));
const keyIn = ({ published }: InstitutionSigners, id: string): KeyObject => {
  const found = published.find((key) => key.id === id);
  if (found === undefined) throw new Error('not published');
  return createPublicKey({ key: { ...found.jwk }, format: 'jwk' });
};
const idsOf = ({ published }: InstitutionSigners) => published.map(({ id }) => id.split('#')[1]);

/** Every file beneath a folder, with its mode. */
async function filesIn(folder: string) {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.map(async (name) => {
      const at = await stat(join(folder, name));
      const text = at.isFile() ? await readFile(join(folder, name), 'utf8') : '';
      return { name, mode: at.mode & 0o777, isFile: at.isFile(), text };
    }),
  );
}

describe('the keys of institutions', () => {
  it('are made at the first call, and then the same in every process', async () => {
    const folder = newFolder();
    const [one, two] = await Promise.all([
      openFileSigners({ folder, origin, secret }),
      openFileSigners({ folder, origin, secret }),
    ]);
    const found = await Promise.all(
      [one, two, one, two].map((source) => source.signersOf(zonnedael)),
    );
    expect(new Set(found.map(({ published }) => JSON.stringify(published))).size).toBe(1);
    const later = await (await openFileSigners({ folder, origin, secret })).signersOf(zonnedael);
    expect(later.published).toEqual(found[0]?.published);
    expect(later.did).toBe('did:web:leerkluis.example%3A8443:issuers:hogeschool-zonnedael.example');
  });

  it('sign for credentials by Ed25519 and for wallets by P-256, 64 bytes each', async () => {
    const source = await openFileSigners({ folder: newFolder(), origin, secret });
    const signers = await source.signersOf(zonnedael);
    const { credentials, wallets } = signers;
    const [ed, ec] = [await credentials.sign(data), await wallets.sign(data)];
    expect([credentials.algorithm, wallets.algorithm]).toEqual(['EdDSA', 'ES256']);
    expect([ed.length, ec.length]).toEqual([64, 64]);
    expect(verify(null, data, keyIn(signers, credentials.id), ed)).toBe(true);
    const key = keyIn(signers, wallets.id);
    expect(verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, ec)).toBe(true);
    for (const { jwk, thumbprint } of signers.published) {
      expect(thumbprint).toBe(await calculateJwkThumbprint({ ...jwk }));
    }
  });

  it('trap 11: new keys sign after a rotation, and the old ones stay published', async () => {
    const folder = newFolder();
    const source = await openFileSigners({ folder, origin, secret });
    const before = await source.signersOf(zonnedael);
    const badge = toOpenBadge(award(), [statusEntry]);
    const signing = { created: new Date('2026-07-01T00:00:00Z') };
    const old = await signCredential(badge, before.credentials, signing);
    await source.rotate(zonnedael);
    const other = await openFileSigners({ folder, origin, secret });
    const after = await other.signersOf(zonnedael);
    expect(idsOf(after)).toEqual(['key-1', 'key-1-p256', 'key-2', 'key-2-p256']);
    expect(after.credentials.id).toBe(`${before.did}#key-2`);
    expect(await holdsByHand(old, keyIn(after, before.credentials.id), pinnedLoader())).toBe(true);
    expect(await holdsByHand(old, keyIn(after, after.credentials.id), pinnedLoader())).toBe(false);
    const document = await didDocumentOf(after.did, after.published);
    expect(document['assertionMethod']).toEqual(after.published.map(({ id }) => id));
    // What signs no more lies nowhere.
    const [first] = (await filesIn(folder)).filter(({ name }) => name.endsWith('/1.json'));
    expect(first?.text).not.toContain('sealed');
  });

  it('are rotated once by two processes that do so at once', async () => {
    const folder = newFolder();
    const sources = [
      await openFileSigners({ folder, origin, secret }),
      await openFileSigners({ folder, origin, secret }),
    ];
    await sources[0]?.signersOf(zonnedael);
    const rotated = await Promise.all(sources.map((source) => source.rotate(zonnedael)));
    for (const signers of rotated) {
      const { published, credentials } = signers;
      expect(published.length).toBeGreaterThanOrEqual(4);
      expect(verify(null, data, keyIn(signers, credentials.id), await credentials.sign(data))).toBe(
        true,
      );
    }
  });

  it('lie sealed, where nobody else on the machine can read', async () => {
    const folder = newFolder();
    const source = await openFileSigners({ folder, origin, secret });
    await source.signersOf(zonnedael);
    await source.rotate(zonnedael);
    const files = await filesIn(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const { mode, isFile } of files) expect(mode).toBe(isFile ? 0o600 : 0o700);
    for (const { text } of files) expect(text).not.toMatch(/"d":|PRIVATE|MC4CAQ/);
    expect(files.map(({ name }) => name)).not.toContain('secret.key');
  });

  it('are made by nobody who only looks for the public ones', async () => {
    const folder = newFolder();
    const source = await openFileSigners({ folder, origin, secret });
    expect(await source.keysOf(zonnedael)).toBeUndefined();
    expect(await readdir(folder)).toEqual(['salt']);
    const { did, published } = await source.signersOf(zonnedael);
    expect(await source.keysOf(zonnedael)).toEqual({ did, published });
  });

  it('open with their own secret only', async () => {
    const folder = newFolder();
    await (await openFileSigners({ folder, origin, secret })).signersOf(zonnedael);
    const other = await openFileSigners({ folder, origin, secret: `${secret}!` });
    await expect(other.signersOf(zonnedael)).rejects.toThrow('sealed with another secret');
    await expect(openFileSigners({ folder, origin, secret: 'short' })).rejects.toThrow('32');
  });

  it('of one institution are not taken for those of another', async () => {
    const folder = newFolder();
    const source = await openFileSigners({ folder, origin, secret });
    const rocId = institutionId('roc-merenveld.example');
    const [one, two] = [await source.signersOf(zonnedael), await source.signersOf(rocId)];
    expect(one.did).not.toBe(two.did);
    const stolen = await readFile(join(folder, zonnedael, '1.json'), 'utf8');
    await replace(join(folder, rocId, '1.json'), stolen);
    await expect(source.signersOf(rocId)).rejects.toThrow('sealed');
  });

  it('have a secret of their own beside them where none is given', async () => {
    const folder = newFolder();
    const first = await (await openFileSigners({ folder, origin })).signersOf(zonnedael);
    const again = await (await openFileSigners({ folder, origin })).signersOf(zonnedael);
    expect(again.published).toEqual(first.published);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  it('are had by no name that leads elsewhere', async () => {
    const source = await openFileSigners({ folder: newFolder(), origin, secret });
    for (const name of [
      '../other',
      'a/b',
      '',
      '.',
      '..',
      'a..b',
      'a.example#x',
      'a%2fb',
      'ü.example',
    ]) {
      await expect(source.signersOf(institutionId(name))).rejects.toThrow('domain name');
    }
  });
});

describe('a DID document of ours', () => {
  it('has each key in the form of its kind, and none of it that is private', async () => {
    const source = await openFileSigners({ folder: newFolder(), origin, secret });
    const { did, published } = await source.signersOf(zonnedael);
    const [ed, ec] = published;
    if (ed === undefined || ec === undefined) throw new Error('no keys');
    const { publicKeyMultibase } = await fromJwk({ jwk: ed.jwk });
    const document = await didDocumentOf(did, published);
    expect(document).toMatchObject({
      id: did,
      verificationMethod: [
        { id: `${did}#key-1`, type: 'Multikey', controller: did, publicKeyMultibase },
        { id: `${did}#key-1-p256`, type: 'JsonWebKey', controller: did, publicKeyJwk: ec.jwk },
      ],
      assertionMethod: [`${did}#key-1`, `${did}#key-1-p256`],
    });
    expect(JSON.stringify(document)).not.toMatch(/"d":|secret/i);
  });

  it('stands where did:web looks for it', () => {
    expect(issuerDid('http://localhost:3000', zonnedael)).toBe(
      'did:web:localhost%3A3000:issuers:hogeschool-zonnedael.example',
    );
    expect(issuerDid('https://leerkluis.example', zonnedael)).toBe(
      'did:web:leerkluis.example:issuers:hogeschool-zonnedael.example',
    );
    expect(didDocumentPath(zonnedael)).toBe('/issuers/hogeschool-zonnedael.example/did.json');
  });
});

/** As hardware or a key service would: what is outside sees signatures, and never a key. */
function hiddenKeys(): SignerSource {
  const [ed, ec] = [newEd25519(), newP256()];
  const did = issuerDid(origin, zonnedael);
  const signers: InstitutionSigners = {
    did,
    credentials: signerOf(`${did}#hsm-1`, ed),
    wallets: signerOf(`${did}#hsm-2`, ec),
    published: [
      publicKeyOf(`${did}#hsm-1`, publicHalf(ed)),
      publicKeyOf(`${did}#hsm-2`, publicHalf(ec)),
    ],
  };
  const answer = () => Promise.resolve(signers);
  return { keysOf: answer, signersOf: answer, rotate: answer };
}

describe('a key that lies elsewhere', () => {
  it('signs credentials all the same', async () => {
    const signers = await hiddenKeys().signersOf(zonnedael);
    const signing = { created: new Date('2026-07-01T00:00:00Z') };
    const bytes = await signCredential(toOpenBadge(award(), []), signers.credentials, signing);
    const key = keyIn(signers, signers.credentials.id);
    expect(await holdsByHand(bytes, key, pinnedLoader())).toBe(true);
    expect(Object.keys(signers.credentials).toSorted()).toEqual(['algorithm', 'id', 'sign']);
  });
});
