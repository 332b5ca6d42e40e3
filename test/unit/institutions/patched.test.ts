/** What a patch changes of a result, known from the patch alone, before anybody reads what it is put on. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  associationIn,
  keysOfPatch,
  onBase,
  pushedDelivery,
  readPushed,
} from '../../../src/institutions/index.js';
import { contentHash } from '../../../src/records/index.js';
import { association, course, courseOffering, exam, roc } from '../../fixtures/oeapi-v5.js';
import { failureOf, seed } from '../../fixtures/properties.js';

type Fields = Readonly<Record<string, unknown>>;
const courseTaken = association({ offering: courseOffering({ course: course() }) });
const bases: readonly Fields[] = [
  courseTaken,
  exam(),
  { ...courseTaken, startDateTime: '2026-02-02T09:00:00+01:00', final: false, attempt: 1 },
];
const patched = (base: Fields, patch: Fields) =>
  onBase(
    pushedDelivery(
      roc.id,
      'samira',
      {
        text: JSON.stringify(patch),
        mediaType: 'application/merge-patch+json',
        associationId: String(base['associationId']),
      },
      new Date('2026-07-01T08:00:00Z'),
    ),
    { association: { ...base }, lookups: [] },
  );
const recordIn = (base: Fields, patch: Fields, type: 'ENROLMENT' | 'RESULT') => {
  const found = readPushed(patched(base, patch), roc).records;
  return found.find(
    ({ facets }) => (facets.core.recordType === 'ENROLMENT') === (type !== 'RESULT'),
  );
};
/** Hash of what is said; none where there is no such record. */
const saidOf = (base: Fields, patch: Fields, type: 'ENROLMENT' | 'RESULT') => {
  const found = recordIn(base, patch, type);
  return found && contentHash(found.facets);
};

const word = fc.constantFrom('associated', 'finished', 'canceled', 'zoiets', '', '2026-05-01');
const odd = fc.constantFrom<unknown>(null, 5, true, [], {}, 'string');
const offering = fc.constantFrom<unknown>(
  { course: { studyLoad: { studyLoadUnit: 'ects', value: 5 } } },
  { name: [{ language: 'nl-NL', value: 'Anders genoemd' }] },
  { resultValueType: 'pass-or-fail' },
  { course: { levelOfQualification: '5' } },
);
const most = { requiredKeys: [] };
/** Mostly of what is said beside the result, in words that schools use and in others. */
const patches: fc.Arbitrary<Fields> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ state: fc.oneof(word, odd), remoteState: word }, most) },
  {
    weight: 3,
    arbitrary: fc.record(
      { startDateTime: fc.oneof(word, odd), actualEndDateTime: word, expectedEndDateTime: word },
      most,
    ),
  },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        state: word,
        final: fc.oneof(fc.boolean(), odd),
        attempt: fc.oneof(fc.integer({ min: 1, max: 3 }), odd),
        testDate: word,
        documents: fc.constantFrom([], null, [{ documentType: 'x', documentName: 'y' }]),
        studyLoad: fc.constantFrom({ studyLoadUnit: 'ects', value: 3 }, null),
        offering,
        person: fc.constantFrom('6f1de2a4-9c0b-4d57-8a3e-2b7c51d0e901', null),
        extra: fc.constantFrom('iets', null),
        irregularities: word,
      },
      most,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        result: fc.record({ score: word, pass: fc.constantFrom('passed', 'failed') }, most),
        attempts: fc.constantFrom([], [{ attempt: 1, result: { state: 'completed' } }]),
      },
      most,
    ),
  },
);
const cases = fc.record({ base: fc.constantFrom(...bases), patch: patches });

const count = (patch: Fields): number => keysOfPatch(patched(courseTaken, patch), roc).length;

describe(`a patch (seed ${seed})`, () => {
  it('names each record that it changes', () => {
    let changed = 0;
    const failure = failureOf(
      cases,
      ({ base, patch }) => {
        const keys = new Set(keysOfPatch(patched(base, patch), roc));
        return (['ENROLMENT', 'RESULT'] as const).every((type) => {
          const before = recordIn(base, {}, type);
          if (before === undefined || saidOf(base, patch, type) === saidOf(base, {}, type))
            return true;
          changed += 1;
          return keys.has(before.key);
        });
      },
      600,
    );
    expect(failure).toBeUndefined();
    expect(changed).toBeGreaterThan(20);
  });

  it('of the enrolment alone names no result, and what says more does', () => {
    expect([{}, { state: 'finished' }, { startDateTime: null }].map(count)).toEqual([1, 1, 1]);
    const more = [
      { final: true },
      { offering: {} },
      { state: 5 },
      { extra: 'iets' },
      { result: {} },
    ];
    expect(more.map(count)).toEqual([2, 2, 2, 2, 2]);
  });

  it('takes a result back by null, with the tries it came of, and gives it where it names tries', () => {
    const tried = {
      ...exam(),
      attempts: [{ attempt: 1, result: { state: 'completed', pass: 'passed' } }],
    };
    const says = (patch: Fields) => {
      const { records, withdrawn } = readPushed(patched(tried, patch), roc);
      return [records.some(({ facets }) => facets.core.recordType === 'RESULT'), withdrawn.length];
    };
    for (const attempts of [undefined, null, []]) {
      const patch = { result: null, ...(attempts !== undefined && { attempts }) };
      expect([patch, ...says(patch)]).toEqual([patch, false, 1]);
    }
    expect(says({ result: null, attemptIds: null })).toEqual([false, 1]);
    expect(says({ result: null, attempts: tried.attempts })).toEqual([true, 0]);
    const after = associationIn(patched(tried, { result: null }), String(exam()['associationId']));
    expect(Object.keys(after?.association ?? {})).toContain('offering');
    expect(Object.keys(after?.association ?? {})).not.toContain('attempts');
  });

  it('is a new word on just the records that it names', () => {
    const anew = (patch: Fields) => readPushed(patched(courseTaken, patch), roc).anew?.length;
    expect([{ state: 'finished' }, { final: true }].map(anew)).toEqual([1, 2]);
    const text = JSON.stringify(courseTaken);
    const whole = pushedDelivery(
      roc.id,
      'samira',
      { text, mediaType: 'application/json' },
      new Date(),
    );
    expect(readPushed(whole, roc).anew).toEqual([]);
  });
});
