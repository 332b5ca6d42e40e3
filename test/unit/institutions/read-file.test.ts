import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery, readOeapiFile } from '../../../src/institutions/index.js';
import {
  association,
  course,
  courseOffering,
  deliveryOf,
  exam,
  program,
  roc,
} from '../../fixtures/oeapi-v5.js';
import { failureOf, isLong, mainCases, patience, proved, seed } from '../../fixtures/properties.js';

const read = (value: unknown) => readOeapiFile(JSON.stringify(value));
const outcome = (value: unknown): string => {
  const { kind, version, code, path, records, quarantined } = read(value);
  const parts = [kind, version, records.length, code, path, ...quarantined.map((one) => one.code)];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
};

const message = {
  associationType: 'componentOfferingAssociation',
  result: {
    state: 'completed',
    pass: 'unknown',
    comment: 'string',
    score: '9',
    resultDate: '2026-06-08',
    weight: 100,
    consumers: [
      {
        consumerKey: 'nl-test-admin',
        assessorCode: 'NOOR',
        irregularities: 'Belde tijdens de toets.',
        final: true,
        rawScore: 65,
        maxRawScore: 75,
        testDate: '2026-06-08',
      },
    ],
  },
};
const courseV6 = {
  courseId: 'c-1',
  primaryCode: { codeType: 'identifier', code: 'WAT' },
  name: [{ language: 'nl', value: 'Water' }],
  teachingLanguages: ['nld'],
};
const legacy = { courseId: 'c-4', name: 'Water', ects: 5, type: 'course' };
const envelope = (responseCode: number, body?: unknown) => ({
  gateway: { requestId: 'r', endpoints: { 'heidestad.example': { name: 'H', responseCode } } },
  responses: body === undefined ? {} : { 'heidestad.example': body },
});

// biome-ignore format: a table is read in columns
const files = [
  ['an association',                        association(),                                      'IMPORTED v5 2'],
  ['a page',                                { pageNumber: 1, items: [association()] },          'IMPORTED v5 2'],
  ['a result that is sent on',              message,                                            'IMPORTED v5 1'],
  ['a message kept with what was done',     { _op: 'PATCH', body: message },                    'IMPORTED v5 1'],
  ['an enrolment that is cancelled',        { associationType: 'courseOfferingAssociation', state: 'canceled' }, 'IMPORTED v5 1'],
  ['an enrolment that is asked for',        { role: 'student', remoteState: 'pending', offering: courseOffering({ course: course() }), issuer: {} }, 'IMPORTED v5 1'],
  ['an association of version 6',           { associationId: 'a', role: 'student', state: 'finished', courseOfferingId: 'o', personId: 'p' }, 'IMPORTED v6 1'],
  ['an attempt by itself',                  { attemptId: 't', attempt: 2, result: { state: 'completed', resultDateTime: '2026-06-08T00:00:00+02:00' } }, 'IMPORTED v6 1'],
  ['an answer behind the gateway',          envelope(200, { items: [association()] }),          'IMPORTED v5 2'],
  ['no answer behind the gateway',          envelope(0),                                        'RECOGNISED 0'],
  ['a course',                              course(),                                           'RECOGNISED v5 0'],
  ['a course of version 6',                 courseV6,                                           'RECOGNISED v6 0'],
  ['a list of programmes',                  [program(), program()],                             'RECOGNISED v5 0'],
  ['an empty page',                         { pageNumber: 1, hasNextPage: false, items: [] },   'RECOGNISED 0'],
  ['a person',                              { personId: 'p', activeEnrollment: true },          'RECOGNISED v5 0'],
  ['a problem',                             { title: 'Not found', status: '404' },              'RECOGNISED 0'],
  ['a service',                             { contactEmail: 'a@b.example', specification: 'https://b.example' }, 'RECOGNISED 0'],
  ['a change of an offering',               { offeringType: 'component', endDateTime: '2026-06-21T13:45:00Z' }, 'RECOGNISED v5 0'],
  ['a change that no record has',           { associationType: 'courseOfferingAssociation' },   'RECOGNISED v5 0'],
  ['a course of version 4',                 legacy,                                             'REFUSED v4 0 OOAPI_LEGACY_SHAPE OOAPI_LEGACY_SHAPE'],
  ['an old course beside a new one',        [course(), legacy],                                 'RECOGNISED v5 0 OOAPI_LEGACY_SHAPE'],
  ['a template',                            course({ courseId: '--COURSE_ID--' }),              'REFUSED 0 TEMPLATE_PLACEHOLDER /courseId TEMPLATE_PLACEHOLDER'],
  ['a course without its code',             course({ primaryCode: undefined }),                 'REFUSED v5 0 MISSING /primaryCode MISSING'],
  ['a lecturer',                            association({ role: 'lecturer' }),                  'REFUSED v5 0 ROLE_NOT_STUDENT /role ROLE_NOT_STUDENT'],
  ['a badge',                               { '@context': [], id: 'x', type: ['OpenBadgeCredential'] }, 'REFUSED 0 FORMAT_UNKNOWN'],
  ['anything else',                         { hello: 'world', items: [1, 2] },                  'REFUSED 0 FORMAT_UNKNOWN'],
] as const;
it.each(files)('%s', (_what, value, says) => {
  expect(outcome(value)).toBe(says);
});

it('says what is no JSON, too large or too deep', () => {
  expect(readOeapiFile('{"a":').code).toBe('JSON_NOT_WELL_FORMED');
  expect(readOeapiFile('12').code).toBe('FORMAT_UNKNOWN');
  expect(readOeapiFile(`"${'x'.repeat(5_000_001)}"`).code).toBe('TOO_LARGE');
  expect(readOeapiFile('['.repeat(100_000)).code).toBe('TOO_DEEP');
});

describe('a message of the mbo exam chain', () => {
  it('is its result, and hides what is nobody’s business', () => {
    const [record] = read(message).records;
    expect(record?.facets.assessment).toMatchObject({
      score: '9',
      pass: 'UNKNOWN',
      final: true,
      rawScore: 65,
      maxRawScore: 75,
      weightPercent: 100,
      testedOn: '2026-06-08',
    });
    expect(record?.facets.core.assertedBy).toBe('IMPORT');
    expect(record?.facets.feedback).toBeUndefined();
    expect(record?.facets.identifiers.issues).toContainEqual({
      code: 'COMMENT_PLACEHOLDER',
      path: 'result.comment',
    });
    expect(JSON.stringify({ ...record?.facets, special: undefined })).not.toMatch(
      /NOOR|Belde|irregular/,
    );
  });

  it('keeps both states where one answer has both', () => {
    const [enrolment] = read(exam({}, {}, { remoteState: 'denied' })).records;
    expect(enrolment?.facets.core.enrolment).toEqual({
      role: 'student',
      state: { value: 'ASSOCIATED' },
      remoteState: { value: 'DENIED' },
    });
  });
});

it('names what is not as the standard has it, and reads names that are nearly right', () => {
  expect(read(course({ admissionRequirements: 'havo' })).issues).toEqual([
    { code: 'TYPE', path: 'admissionRequirements' },
  ]);
  const { associationId: associationID, ...rest } = association();
  const { records, issues } = read({ ...rest, associationID });
  expect(issues).toEqual([{ code: 'KEY_SPELLING', path: 'associationID' }]);
  expect(records[0]?.facets.identifiers.sourceId).toBe(associationID);
});

it('each endpoint behind the gateway that gave nothing is named with why', () => {
  const { issues } = read({
    gateway: {
      endpoints: {
        a: { responseCode: 0 },
        b: { responseCode: 502 },
        c: { responseCode: 403 },
        d: { responseCode: 200 },
      },
    },
    responses: { d: course() },
  });
  expect(issues.map(({ code }) => code)).toEqual(['NO_ANSWER', 'UNREADABLE', 'REFUSED']);
});

const keys = (value: unknown) => read(value).records.map(({ key }) => key);
it('the same file is the same records; another file is others, whatever ids it has', () => {
  expect(keys(association())).toEqual(keys(association()));
  expect(keys(association({ state: 'queued' }))).not.toContain(keys(association())[0]);
});

const leaf = fc.oneof(
  fc.string(),
  fc.double(),
  fc.constantFrom(
    null,
    true,
    '',
    [],
    {},
    -1,
    '2026-13-40',
    '9999-12-31T00:00:00Z',
    '__proto__',
    '\uD800',
    1e308,
  ),
);
const words = Object.keys({
  ...association(),
  ...exam(),
  attempts: 0,
  attemptIds: 0,
  courseOffering: 0,
  courseOfferingId: 0,
  testComponentOffering: 0,
  consumer: 0,
  studyLoad: 0,
  items: 0,
  gateway: 0,
  responses: 0,
  toString: 0,
});
const anything = fc.object({
  key: fc.oneof(fc.constantFrom(...words), fc.string()),
  maxDepth: 5,
  values: [leaf],
});
const good = [
  association(),
  exam(),
  message,
  { items: [association(), exam()] },
  envelope(200, { items: [exam()] }),
  courseV6,
];

/** Changes a value somewhere: drops it, swaps it, wraps it, or puts something else there. */
function mutated(value: unknown, path: readonly number[], change: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return change;
  const isList = Array.isArray(value);
  const members: [string, unknown][] = Object.entries(value);
  if (members.length === 0) return change;
  const at = step % members.length;
  const next = members.map(([name, inner], n): [string, unknown] =>
    n === at ? [name, mutated(inner, rest, change)] : [name, inner],
  );
  return isList ? next.map(([, inner]) => inner) : Object.fromEntries(next);
}
const mutation = fc
  .record({
    which: fc.nat(good.length - 1),
    path: fc.array(fc.nat(30), { maxLength: 6 }),
    change: fc.oneof(leaf, anything),
  })
  .map(({ which, path, change }) => mutated(good[which], path, change));
const cutOff = fc.record({ value: mutation, keep: fc.double({ min: 0, max: 1, noNaN: true }) });

const neverThrows = ({ value, keep }: { value: unknown; keep: number }): boolean => {
  const text = JSON.stringify(value);
  const whole = readOeapiFile(text);
  readOeapiFile(text.slice(0, Math.floor(text.length * keep)));
  for (const connector of ['oeapi-v5', 'oeapi-v6'])
    readDelivery({ ...deliveryOf(text), connector }, roc);
  readDelivery(deliveryOf([value]), roc);
  return (whole.kind === 'REFUSED') === (whole.code !== undefined);
};

it(
  `whatever is done to a payload, reading it never throws (seed ${seed})`,
  () => {
    const many = mainCases(600);
    expect(failureOf(cutOff, neverThrows, many)).toBeUndefined();
    if (isLong) proved({ method: 'OEAPI payloads never throw', cases: many, mismatches: 0 });
  },
  patience,
);
