import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { learnerId } from '../../../src/base/index.js';
import { type BegunSignIn, isAnswerTo, stateSeal } from '../../../src/identity/index.js';

const pairwise = randomBytes(32);
const begun: BegunSignIn = {
  kind: 'EDUID',
  issuer: 'https://login.example',
  state: 'a state',
  verifier: 'a verifier',
  nonce: 'a nonce',
  returnTo: '/account',
  expiresAt: new Date('2026-09-15T12:10:00Z'),
};
let now = new Date('2026-09-15T12:00:00Z');
const { seal, open } = stateSeal({ pairwise }, () => now);

it('what was begun at one process is ended at another, by who has what was sealed', () => {
  const elsewhere = stateSeal({ pairwise }, () => now);
  expect(elsewhere.open(seal(begun))).toEqual(begun);
  expect(seal(begun)).not.toBe(seal(begun));
  expect(Buffer.from(seal(begun), 'base64url').toString()).not.toContain('verifier');
});

it('after ten minutes it is nothing any more', () => {
  const sealed = seal(begun);
  now = new Date('2026-09-15T12:09:59Z');
  expect(open(sealed)).toBeDefined();
  now = begun.expiresAt;
  expect(open(sealed)).toBeUndefined();
  now = new Date('2026-09-15T12:00:00Z');
});

it('as much as a sign-in can carry fits in a cookie, and opens', () => {
  const most: BegunSignIn = {
    ...begun,
    issuer: `https://${'i'.repeat(200)}.example`,
    state: 's'.repeat(64),
    verifier: 'v'.repeat(128),
    nonce: 'n'.repeat(64),
    returnTo: `/${'r'.repeat(1999)}`,
    link: learnerId(randomUUID()),
  };
  const sealed = seal(most);
  // The rest is for the name of the cookie and its attributes.
  expect(sealed.length).toBeLessThan(4096 - 200);
  expect(open(sealed)).toEqual(most);
});

it('what was changed, cut or sealed by others opens as nothing', () => {
  const sealed = Buffer.from(seal(begun), 'base64url');
  for (const at of [0, 12, 30, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(open(changed.toString('base64url'))).toBeUndefined();
  }
  const foreign = stateSeal({ pairwise: randomBytes(32) }, () => now).seal(begun);
  for (const text of [
    '',
    'x',
    foreign,
    sealed.subarray(0, 40).toString('base64url'),
    'A'.repeat(4000),
  ]) {
    expect(open(text)).toBeUndefined();
  }
});

it('an answer is to what was begun, or it is not', () => {
  expect(isAnswerTo(begun, 'a state')).toBe(true);
  for (const other of ['', 'a stat', 'a state ', 'A state']) {
    expect(isAnswerTo(begun, other)).toBe(false);
  }
});
