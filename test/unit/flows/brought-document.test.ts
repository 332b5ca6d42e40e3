import { expect, it } from 'vitest';
import { learnerId } from '../../../src/base/index.js';
import { documentDelivery, readBroughtDocument } from '../../../src/flows/brought-document.js';
import { assertion, bytesOf } from '../../fixtures/credentials.js';
import { recordsIn } from '../documents/reading.js';

const barry = learnerId('00000000-0000-4000-8000-00000000b0b0');
const text = Buffer.from(bytesOf(assertion())).toString();
const keep = recordsIn(assertion()).map(({ item }) => item);
const kept = (more: { readonly isToAnother?: boolean } = {}) =>
  documentDelivery(barry, { text, keep, ...more }, new Date('2026-07-01T08:00:00Z'));
const codesOf = (delivery: ReturnType<typeof kept>) =>
  readBroughtDocument(delivery).records.flatMap(({ facets }) =>
    facets.identifiers.issues.map(({ code }) => code),
  );

it('a badge that was given to another address says so for as long as it is kept', () => {
  expect(codesOf(kept({ isToAnother: true }))).toContain('RECIPIENT_DIFFERS');
  expect(codesOf(kept())).not.toContain('RECIPIENT_DIFFERS');
});

it('what was kept before anybody asked to whom it was given is the same delivery still', () => {
  expect(kept({ isToAnother: false })).toEqual(kept());
  expect(kept({ isToAnother: true }).id).not.toBe(kept().id);
});
