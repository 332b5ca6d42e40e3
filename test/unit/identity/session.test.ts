import { expect, it } from 'vitest';
import { newSessionToken, sessionCookie, sessionTokenHash } from '../../../src/identity/index.js';

it('a session token is 256 random bits, and its hash does not show it', () => {
  const [token, next] = [newSessionToken(), newSessionToken()];
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(next).not.toBe(token);
  expect(sessionTokenHash(token)).toMatch(/^[\w-]{43}$/);
  expect(sessionTokenHash(token)).not.toBe(token);
  expect(sessionTokenHash(token)).toBe(sessionTokenHash(token));
});

it.each([
  ['https://leerkluis.example', '__Host-leerkluis', true],
  ['http://127.0.0.1:4000', 'leerkluis', false],
])('the cookie of %s is %s, secure: %s', (origin, name, secure) => {
  expect(sessionCookie(origin)).toEqual({
    name,
    attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  });
});
