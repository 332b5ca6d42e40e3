import { expect, it } from 'vitest';
import { isEnvelope } from '../../../../src/credentials/envelope.js';
import { openStatusToken } from '../../../../src/credentials/jose/status-token.js';
import { jwt, keysOf, type Members, party } from '../../../fixtures/jose.js';

const school = party();
const other = party();
const list: Members = {
  sub: 'https://school.example/lists/1',
  iat: 1_767_225_600,
  exp: 1_767_312_000,
  status_list: { bits: 1, lst: 'eNrbuRgAAhcBXQ' },
};
const typ = 'statuslist+jwt';

async function proofOf(text: string) {
  const opened = openStatusToken(text, keysOf());
  if (!isEnvelope(opened)) return opened.code;
  return (await opened.prove(new Map())).proof;
}

it('a list of statuses is of the issuer it names, or of whoever signed it', async () => {
  const named = jwt(school, { ...list, iss: school.did }, { typ, kid: '#0' });
  const unnamed = jwt(school, list, { typ, kid: school.method });
  for (const text of [named, unnamed]) {
    expect(openStatusToken(text, keysOf())).toMatchObject({
      issuer: school.did,
      validUntil: '2026-01-02T00:00:00.000Z',
      claims: list,
    });
    expect(await proofOf(text)).toBe('VALID');
  }
});

// biome-ignore format: a table is read in columns
it.each([
  ['of one and signed by another',  jwt(other, { ...list, iss: school.did }, { typ, kid: other.method }), 'INVALID'],
  ['of nobody',                     jwt(other, list, { typ, jwk: other.jwk }),                            'UNSUPPORTED'],
  ['of another type',               jwt(school, list, { typ: 'JWT', kid: school.method }),                'FORM_UNSUPPORTED'],
  ['of an issuer that is no text',  jwt(school, { ...list, iss: 1 }, { typ, kid: school.method }),        'NOT_WELL_FORMED'],
  ['that cannot be read',           'a.b.c',                                                              'NOT_WELL_FORMED'],
])('a list of statuses %s does not hold', async (_what, text, answer) => {
  expect(await proofOf(text)).toBe(answer);
});
