import { expect, it } from 'vitest';
import { type LearnerId, learnerId, sha256Hex } from '../../../src/base/index.js';
import { isProvenForm, provenBy } from '../../../src/flows/proven-facts.js';
import { formBeside } from '../../../src/flows/selective-form.js';
import { result } from '../../fixtures/records.js';
import { signedAs } from '../../fixtures/signed.js';

const samira = learnerId('samira');
const fingerprint = (learner: string, content: string) => sha256Hex(`${learner} ${content}`);
const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const status = { id: 'https://school.example/status#7', statusListIndex: '7' };
const badge = {
  type: ['VerifiableCredential'],
  issuer: { id: 'did:web:school.example', name: 'School' },
  credentialSubject: { achievement: { name: 'Koken' } },
  credentialStatus: status,
};
/** An SD-JWT of these claims that nobody signed: whether it is signed well is not asked here. */
const formOf = (claims: object): string =>
  `${encoded({ alg: 'ES256', typ: 'vc+sd-jwt' })}.${encoded({ iss: 'did:web:school.example', ...claims })}.AAAA~`;
const document = (body: string, mediaType = 'application/vc+sd-jwt') => ({
  url: 'urn:x',
  mediaType,
  sha256: sha256Hex(body),
  body,
});

it('a form belongs to a credential that has the same issuer and the same places in its lists, and to no other', () => {
  const page = JSON.stringify(badge);
  const form = formOf({ ...badge, issuer: { id: 'did:web:school.example' } });
  expect(formBeside(page, [document('{}', 'application/json'), document(form)])).toMatchObject({
    digest: sha256Hex(form.slice(0, -1)),
    bytes: form.length,
    parts: {},
  });
  const { credentialStatus: _none, ...endless } = badge;
  const others = [
    formOf({ ...badge, credentialStatus: { ...status, statusListIndex: '8' } }),
    formOf({ ...badge, issuer: 'did:web:elders.example', iss: 'did:web:elders.example' }),
    formOf(endless),
    'geen vorm',
  ];
  for (const other of others) expect(formBeside(page, [document(other)])).toBeUndefined();
  expect(formBeside(JSON.stringify(endless), [document(formOf(endless))])).toBeUndefined();
  expect(formBeside('{', [document(form)])).toBeUndefined();
  // Which of two it is, nobody says.
  const again = formOf({ ...badge, name: 'Koken' });
  expect(formBeside(page, [document(form), document(again)])).toBeUndefined();
});

it('attack 13: a form is proven only with the credential that it came in with, for its own learner', () => {
  const selective = { digest: 'f'.repeat(64), mediaType: 'x', bytes: 1, parts: {} };
  const credential = { ...signedAs('een bewijs'), selective };
  const { digest } = credential;
  const [proven] = provenBy(fingerprint, samira, [result({ credential })]);
  const holds = (form: string, change: { digest?: string; learner?: LearnerId } = {}) =>
    isProvenForm(
      fingerprint,
      change.learner ?? samira,
      { digest: change.digest ?? digest, form },
      proven?.facts,
    );
  expect(holds(selective.digest)).toBe(true);
  expect(holds('e'.repeat(64))).toBe(false);
  expect(holds(selective.digest, { digest: sha256Hex('een ander') })).toBe(false);
  expect(holds(selective.digest, { learner: learnerId('iemand') })).toBe(false);
  const [whole] = provenBy(fingerprint, samira, [result({ credential: signedAs('een bewijs') })]);
  const facts = whole?.facts;
  expect(isProvenForm(fingerprint, samira, { digest, form: selective.digest }, facts)).toBe(false);
  expect(isProvenForm(fingerprint, samira, { digest, form: 'x' }, undefined)).toBe(false);
});
