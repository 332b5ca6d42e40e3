import { expect, it } from 'vitest';
import { recordKeyOf } from '../../../src/records/index.js';
import { hogeschool, roc } from '../../fixtures/people.js';

const uuid = '1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const key = recordKeyOf(hogeschool, 'oeapi-v5', 'RESULT', uuid);

it('a record has the same key each time, and it fits in an address', () => {
  expect(recordKeyOf(hogeschool, 'oeapi-v5', 'RESULT', uuid)).toBe(key);
  expect(key).toMatch(/^[\w-]{22}$/);
});

it.each([
  ['school', recordKeyOf(roc, 'oeapi-v5', 'RESULT', uuid)],
  ['connector', recordKeyOf(hogeschool, 'oeapi-v6', 'RESULT', uuid)],
  ['type', recordKeyOf(hogeschool, 'oeapi-v5', 'ENROLMENT', uuid)],
  ['source id', recordKeyOf(hogeschool, 'oeapi-v5', 'RESULT', `${uuid}0`)],
])('another %s with the same rest is another record', (_what, other) => {
  expect(other).not.toBe(key);
});
