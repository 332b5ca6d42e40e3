import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pinnedLoader } from '../../../src/credentials/data-integrity/loader.js';
import { schemaFindings, signCredential, toOpenBadge } from '../../../src/credentials/index.js';
import { signerOf } from '../../../src/credentials/keys/key-pair.js';
import { award, statusEntry } from '../../fixtures/awards.js';
import { holdsByHand } from '../../fixtures/by-hand.js';
import { didKey, ed25519Of } from '../../fixtures/own-keys.js';

const signing = { created: new Date('2026-07-01T09:31:00Z') };
const badgeOf = (did: string) =>
  toOpenBadge({ ...award(), issuer: { ...award().issuer, did } }, [statusEntry]);

describe('signing a credential', () => {
  it('gives the same signature again for the same key, credential and instant', async () => {
    const seed = createHash('sha256').update('a key of these tests').digest();
    const { did, signer } = await didKey(ed25519Of(seed));
    const bytes = await signCredential(badgeOf(did), signer, signing);
    expect(Buffer.from(bytes).toString()).toContain(
      '"proofValue":"z58C97PYraEYbkULan7UXTBEY2KpdQ7VU5jAw6ZytMXwm4gGrq6otrMzdZY7yHk2u1TWgpUyipQZ2hezdw1En2xPs"',
    );
    expect(await signCredential(badgeOf(did), signer, signing)).toEqual(bytes);
  });

  it('is verified by the words of the standard, with nothing of the library that made it', async () => {
    const { did, signer, publicKey } = await didKey();
    const bytes = await signCredential(badgeOf(did), signer, signing);
    expect(await holdsByHand(bytes, publicKey, pinnedLoader())).toBe(true);
    const other = await didKey();
    expect(await holdsByHand(bytes, other.publicKey, pinnedLoader())).toBe(false);
  });

  it.each([
    ['a load', '"ECTS":4.5', '"ECTS":5.5'],
    ['half a credit', '"ECTS":4.5', '"ECTS":4'],
    ['how it was watched', 'onsite with identity', 'supervised online'],
    ['whether it was known who took it', '"identityChecked":true', '"identityChecked":false'],
    ['the number of a programme', ':34401', ':34402'],
    ['the place in a list', '"statusListIndex":"4711"', '"statusListIndex":"4712"'],
    ['a grade', '"value":"7.5"', '"value":"8.5"'],
    ['the hash of whom it is for', 'sha256$e', 'sha256$f'],
    ['when it was signed', '09:31:00Z', '09:31:01Z'],
  ])('covers %s', async (_what, from, to) => {
    const { did, signer, publicKey } = await didKey();
    const text = Buffer.from(await signCredential(badgeOf(did), signer, signing)).toString();
    expect(text).toContain(from);
    const changed = Buffer.from(text.replace(from, to));
    expect(await holdsByHand(changed, publicKey, pinnedLoader())).toBe(false);
  });

  it('trap 9: knows every term of the Dutch profile, in whichever unit and kind', async () => {
    const { did, signer, publicKey } = await didKey();
    const issuer = { ...award().issuer, did };
    const several = ['34401', '1001O1234'];
    for (const load of [{ unit: 'SBU', amount: '240' } as const, undefined]) {
      const { load: _load, ...achievement } = { ...award().achievement, programmes: several };
      const value = award({ issuer, achievement: { ...achievement, ...(load && { load }) } });
      const text = Buffer.from(await signCredential(toOpenBadge(value, []), signer, signing));
      expect(await holdsByHand(text, publicKey, pinnedLoader())).toBe(true);
      expect(text.includes('"SBU":240')).toBe(load !== undefined);
    }
  });

  it('signs nothing that has a member which no context defines', async () => {
    const { did, signer } = await didKey();
    const badge = { ...badgeOf(did), extraMember: 'not signed' };
    await expect(signCredential(badge, signer, signing)).rejects.toThrow('Safe mode');
  });

  it('covers text in every writing, and a picture that is carried along', async () => {
    const { did, signer, publicKey } = await didKey();
    const odd = {
      name: 'Łódź "één" \\ 日本 👩🏽‍🔬',
      description: 'Regel\nen\ttab\u0007\u2028.',
      image: `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`,
    };
    const value = award({ issuer: { ...award().issuer, did } }, odd);
    const bytes = await signCredential(toOpenBadge(value, []), signer, signing);
    expect(schemaFindings(toOpenBadge(value, []))).toEqual([]);
    expect(await holdsByHand(bytes, publicKey, pinnedLoader())).toBe(true);
  });

  it('leaves what it was given as it was', async () => {
    const { did, signer } = await didKey();
    const badge = badgeOf(did);
    await signCredential(badge, signer, signing);
    expect(badge).toEqual(badgeOf(did));
  });

  it('takes no key of another kind', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = signerOf('did:web:a.example#key-1', privateKey);
    await expect(signCredential(badgeOf('did:web:a.example'), signer, signing)).rejects.toThrow(
      'Ed25519',
    );
  });
});
