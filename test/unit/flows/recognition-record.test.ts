/** An examination board's decision, from its bytes alone. */
import { expect, it } from 'vitest';
import { institutionId, recordKey } from '../../../src/base/index.js';
import { readRecognition, recognitionDelivery } from '../../../src/flows/recognition-record.js';
import { isFetched, isOfDesk } from '../../../src/flows/stored-records.js';
import { facetShapes } from '../../../src/pod/record-shapes.js';
import { programmeKeyOf } from '../../../src/records/index.js';
import { recognitionOf, samirasId } from '../../fixtures/recognitions.js';

const linde = { id: institutionId('linde.example'), name: [{ language: 'nl', value: 'De Linde' }] };
const ethics = { key: recordKey('ethiek'), title: [{ language: 'nl', value: 'Ethiek' }] };
const words = { course: 'c1', decision: 'Wij kennen dit toe.', reference: 'EC-2026-7' };

it('is a record without credits, in the institution’s own word, with all that was decided', () => {
  const { facets } = recognitionOf(linde, 'b', ethics, words);
  expect(facets.credits).toBeUndefined();
  expect(facets.assessment).toBeUndefined();
  expect(facets.core).toMatchObject({
    recordType: 'CERTIFICATE',
    assertedBy: 'INSTITUTION',
    institution: linde,
    recognition: {
      programme: programmeKeyOf(linde.id, 'b'),
      programmeId: 'b',
      record: 'ethiek',
      course: 'c1',
      reference: 'EC-2026-7',
    },
  });
  expect(facets.feedback).toEqual({ comment: 'Wij kennen dit toe.' });
  expect(facetShapes.core.parse(facets.core)).toEqual(facets.core);
});

it('is one record for one thing, one programme and one course, in whatever words', () => {
  const { key } = recognitionOf(linde, 'b', ethics, words);
  expect(recognitionOf(linde, 'b', ethics, { ...words, decision: 'Anders.' }).key).toBe(key);
  const others = [
    recognitionOf(linde, 'b', ethics),
    recognitionOf(linde, 'b2', ethics, words),
    recognitionOf(linde, 'b', { ...ethics, key: recordKey('statistiek') }, words),
  ];
  expect(new Set([key, ...others.map((one) => one.key)]).size).toBe(4);
});

it('is nothing to sign as a result of the institution’s own', () => {
  const decision = { programme: { id: 'b', title: ethics.title }, record: ethics };
  const delivery = recognitionDelivery(linde, samirasId, decision, new Date());
  expect(isOfDesk(delivery)).toBe(false);
  expect(isOfDesk({ ...delivery, connector: 'oeapi-v5' })).toBe(true);
});

const bodies = [
  '',
  '{',
  '[]',
  '{"format":"leerkluis-recognition/1"}',
  '{"format":"leerkluis-self/1"}',
];
it.each(bodies)('says nothing in the bytes %j', (body) => {
  const decision = { programme: { id: 'b', title: ethics.title }, record: ethics };
  const { page } = recognitionDelivery(linde, samirasId, decision, new Date());
  expect(readRecognition({ page: { ...page, body } }, linde)).toEqual({ records: [] });
});

it.each([
  ['leerkluis-recognition', false],
  ['award', false],
  ['oeapi-push', false],
  ['oeapi-v5', true],
])('what comes by %s stands in a list that the institution is asked for: %s', (connector, isIn) => {
  expect(isFetched({ institution: linde.id, connector })).toBe(isIn);
});
