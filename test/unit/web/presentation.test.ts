import { expect, it } from 'vitest';
import { presentationOf } from '../../../src/web/page/visitor/presentation.js';

type Shared = Parameters<typeof presentationOf>[0][number];
const shown = (content: string, encoding: 'UTF8' | 'BASE64' = 'UTF8'): Shared => ({
  id: content,
  credential: { __typename: 'Credential', mediaType: null, content, encoding },
});
const hidden: Shared = { id: 'x', credential: { __typename: 'NotShared' } };
const header = (typ: string): string =>
  Buffer.from(JSON.stringify({ alg: 'ES256', typ })).toString('base64url');

it('what a link shares is presented as it was signed, each credential once', () => {
  const embedded = '{"type":["VerifiableCredential"],"a":1.0}';
  const jwt = `${header('vc+jwt')}.e30.c2ln`;
  const selective = `${header('vc+sd-jwt')}.e30.c2ln~ZGlz~`;
  const newer = `${header('dc+sd-jwt')}.e30.c2ln~`;
  const all = [shown(embedded), shown(embedded), shown(jwt), shown(selective), shown(newer)];
  const text = presentationOf([...all, hidden, shown('iVBOR', 'BASE64')]) ?? '';
  expect(text).toContain(embedded);
  expect(JSON.parse(text)).toMatchObject({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    verifiableCredential: [
      { type: ['VerifiableCredential'] },
      { type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${jwt}` },
      { type: 'EnvelopedVerifiableCredential', id: `data:application/vc+sd-jwt,${selective}` },
      { type: 'EnvelopedVerifiableCredential', id: `data:application/dc+sd-jwt,${newer}` },
    ],
  });
});

it('where nothing is signed, or the signed bytes are not shared, there is nothing to present', () => {
  expect(presentationOf([])).toBeUndefined();
  expect(presentationOf([hidden, shown('a,b,c'), shown('<svg/>')])).toBeUndefined();
});
