import { expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import type { ReadableRecord } from '../../../src/flows/index.js';
import { AssessmentType } from '../../../src/graph/facets.js';
import { EnrolmentType } from '../../../src/graph/record-types.js';
import { result } from '../../fixtures/records.js';

it('all tries at a test are told, each with its points, and what is not stated is empty', () => {
  const told = new AssessmentType({
    state: { value: 'COMPLETED' },
    pass: 'PASSED',
    scale: { kind: 'GRADE_1_10' },
    attempts: [
      { attempt: 1, state: { value: 'COMPLETED' }, pass: 'FAILED', rawScore: 30, maxRawScore: 75 },
      {
        attempt: 2,
        state: { value: 'COMPLETED' },
        pass: 'PASSED',
        score: '8',
        testedOn: '2026-10-25',
      },
    ],
  }).attempts();
  expect(
    told?.map((one) => [one.attempt, one.pass, one.grade, one.rawScore, one.testedOn]),
  ).toEqual([
    [1, 'FAILED', undefined, 30, undefined],
    [2, 'PASSED', '8', undefined, '2026-10-25'],
  ]);
});

it('a single try is told where its number or its points are known, and no other', () => {
  const plain = {
    state: { value: 'COMPLETED' },
    pass: 'PASSED',
    scale: { kind: 'GRADE_1_10' },
  } as const;
  const [only] =
    new AssessmentType({ ...plain, attempt: 2, rawScore: 65, maxRawScore: 75 }).attempts() ?? [];
  expect([only?.attempt, only?.rawScore, only?.maxRawScore]).toEqual([2, 65, 75]);
  expect(new AssessmentType(plain).attempts()).toBeUndefined();
});

it('a part that is not shared tells of no try', () => {
  expect(new AssessmentType(undefined).attempts()).toBeUndefined();
});

it('of an enrolment both schools are told, where both spoke', () => {
  const { key, version, status, receivedAt, facets } = result({ key: recordKey('a') });
  const enrolled = (remoteState?: { readonly value: 'OTHER'; readonly raw: string }) => {
    const enrolment = { role: 'student', state: { value: 'ASSOCIATED' as const } };
    const core = {
      ...facets.core,
      recordType: 'ENROLMENT' as const,
      enrolment: { ...enrolment, ...(remoteState !== undefined && { remoteState }) },
    };
    const record: ReadableRecord = {
      key,
      version,
      status,
      receivedAt,
      core,
      shows: () => true,
      peek: () => Promise.reject(new Error('not asked')),
      facet: () => Promise.reject(new Error('not asked')),
      signed: () => Promise.reject(new Error('not asked')),
      digest: () => Promise.reject(new Error('not asked')),

      evidence: async () => ({ shared: false }),
    };
    return new EnrolmentType(
      record,
      'an id',
      () => [],
      async () => [],
    );
  };
  const both = enrolled({ value: 'OTHER', raw: 'x-op-reis' });
  expect([both.enrolmentState, both.remoteState, both.remoteStateRaw]).toEqual([
    'ASSOCIATED',
    'OTHER',
    'x-op-reis',
  ]);
  expect(enrolled().remoteState).toBeUndefined();
});
