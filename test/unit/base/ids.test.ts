import { expect, it } from 'vitest';
import { asWebId, institutionId, webId } from '../../../src/base/index.js';

// biome-ignore format: a table is read in columns
const webIds = [
  // text                                          is a WebID
  ['https://advies.example/noor#me',               true],
  ['http://localhost:4100/samira/profile#me',      true],
  [`https://advies.example/${'a'.repeat(1977)}`,   true],
  [`https://advies.example/${'a'.repeat(1978)}`,   false],
  ['/noor#me',                                     false],
  ['advies.example/noor',                          false],
  ['mailto:noor@advies.example',                   false],
  ['file:///etc/passwd',                           false],
  ['javascript:alert(1)',                          false],
  ['https://',                                     false],
  ['',                                             false],
  ['http://www.w3.org/ns/solid/acp#PublicAgent',   false],
  ['http://www.w3.org/ns/solid/acp#PublicClient',  false],
  ['https://www.w3.org/ns/solid/acp#PublicClient', false],
  ['http://www.w3.org/ns/auth/acl#AuthenticatedAgent', false],
  ['http://xmlns.com/foaf/0.1/Agent',              false],
  ['http://www.w3.org/ns/solid/acpx#me',           true],
] as const;

it.each(webIds)('whether %.40s is a WebID: %s', (text, is) => {
  expect(asWebId(text) !== undefined).toBe(is);
});

it('a WebID is kept as it was written, since pods compare it letter by letter', () => {
  expect(asWebId('https://Advies.example:443/noor#me')).toBe('https://Advies.example:443/noor#me');
});

it('a complaint on a WebID does not repeat it', () => {
  expect(() => webId('samira@post.example')).toThrow(/^not a WebID$/);
});

it('an institution has one id however its domain is written', () => {
  expect(institutionId('Hogeschool.Example')).toBe(institutionId('hogeschool.example'));
});
