import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import { type IncomingRecord, receive } from '../../../src/records/index.js';
import {
  component,
  deliveryOf,
  exam,
  roc,
  testOffering,
  university,
} from '../../fixtures/oeapi-v5.js';

type Fields = Readonly<Record<string, unknown>>;
const isResult = ({ facets }: IncomingRecord): boolean => facets.core.recordType !== 'ENROLMENT';
const resultsOf = (items: readonly Fields[], connector = 'oeapi-v5') =>
  readDelivery({ ...deliveryOf(items), connector }, roc).records.filter(isResult);

const first = {
  state: 'completed',
  pass: 'failed',
  score: '4',
  resultDate: '2026-06-08',
  weight: 60,
};
const second = {
  state: 'completed',
  pass: 'passed',
  score: '8',
  resultDate: '2026-10-25',
  weight: 60,
};
const admin = (more: Fields) => [{ consumerKey: 'nl-test-admin', final: true, ...more }];
const tried = (attempt: number, id: string, offeringId: string, result: Fields): Fields =>
  exam(
    {},
    {},
    {
      associationId: id,
      offering: testOffering({ offeringId, component: component() }),
      consumers: admin({ attempt }),
      result: { ...result, consumers: admin({ rawScore: 30 * attempt, maxRawScore: 75 }) },
    },
  );
const twoOfferings = [tried(1, 'a-1', 'o-1', first), tried(2, 'a-2', 'o-2', second)];
const twoAssociations = [tried(1, 'a-1', 'o-1', first), tried(2, 'a-2', 'o-1', second)];

const inV6 = ({ resultDate, ...result }: Fields, attempt: number): Fields => ({
  ...result,
  resultDateTime: `${String(resultDate)}T00:00:00+02:00`,
  final: true,
  rawScore: 30 * attempt,
  maxRawScore: 75,
});
const { offeringId: _id, ...offering } = testOffering({ component: component() });
const oneAssociation: Fields = {
  associationId: 'a-1',
  role: 'student',
  state: 'associated',
  testComponentOffering: { ...offering, testComponentOfferingId: 'o-1' },
  attempts: [
    { attemptId: 't-2', attempt: 2, result: inV6(second, 2) },
    { attemptId: 't-1', attempt: 1, result: inV6(first, 1) },
  ],
};

/** What it says of the learner; by which ids the school keeps it differs, as it should. */
const said = ([result]: readonly IncomingRecord[]): string => {
  const { identifiers: _identifiers, ...facets } = result?.facets ?? {};
  return canonicalJson(facets);
};

it('J3.3: three shapes of a resit give one result with attempts 1 and 2, and say the same', () => {
  const shapes = [twoOfferings, twoAssociations].map((items) => resultsOf(items));
  const [offerings = [], associations = []] = shapes;
  const attempts = resultsOf([oneAssociation], 'oeapi-v6');
  expect([offerings, associations, attempts].map((each) => each.length)).toEqual([1, 1, 1]);
  expect(offerings[0]?.facets.assessment).toMatchObject({ attempt: 2, score: '8', pass: 'PASSED' });
  expect(offerings[0]?.facets.assessment?.attempts).toEqual([
    {
      attempt: 1,
      state: { value: 'COMPLETED' },
      pass: 'FAILED',
      score: '4',
      final: true,
      rawScore: 30,
      maxRawScore: 75,
      issuedOn: '2026-06-08',
    },
    {
      attempt: 2,
      state: { value: 'COMPLETED' },
      pass: 'PASSED',
      score: '8',
      final: true,
      rawScore: 60,
      maxRawScore: 75,
      issuedOn: '2026-10-25',
    },
  ]);
  expect(said(associations)).toBe(said(offerings));
  expect(said(attempts)).toBe(said(offerings));
});

it('J3.3: the resit goes on with the record of the first try, as its next version', () => {
  const [before] = resultsOf(twoOfferings.slice(0, 1));
  const [after] = resultsOf(twoOfferings);
  expect(after?.key).toBe(before?.key);
});

it('a later fail takes away no credit that an earlier try earned', () => {
  const load = { studyLoad: { studyLoadUnit: 'sbu', value: 40 } };
  const [result] = resultsOf([
    tried(1, 'a-1', 'o-1', { ...second, ...load }),
    tried(2, 'a-2', 'o-2', { ...first, ...load }),
  ]);
  expect(result?.facets.assessment?.pass).toBe('FAILED');
  expect(result?.facets.credits).toMatchObject({
    load: { unit: 'SBU', amount: '40' },
    earning: 'EARNED',
  });
});

// biome-ignore format: a table is read in columns
const apart = [
  ['the number is the same twice', [tried(1, 'a-1', 'o-1', first), tried(1, 'a-2', 'o-1', second)]],
  ['they are of two people',       [twoOfferings[0] ?? {}, { ...twoOfferings[1], person: 'iemand-anders' }]],
  ['they are of two tests',        [twoOfferings[0] ?? {}, tried(2, 'a-2', 'o-2', second)].map((item, n) => ({ ...item, offering: testOffering({ offeringId: `o-${n}`, component: `toets-${n}` }) }))],
] as const;
it.each(apart)('results stay two where %s', (_because, items) => {
  expect(resultsOf(items)).toHaveLength(2);
});

it('J3.1: attendance, provisional, final and corrected are one result in four versions', () => {
  const steps = [
    exam({ state: 'in progress', pass: undefined, score: undefined }, { final: undefined }),
    exam({ score: '7' }, { final: false }),
    exam({ score: '7' }, { final: true }),
    exam({ score: '8' }, { final: true }),
  ];
  const history = steps.reduce<ReturnType<typeof receive>>((known, item, n) => {
    const records = resultsOf([item]);
    return receive(known, { id: `d-${n}`, receivedAt: `2026-11-0${n + 1}T08:00:00Z`, records });
  }, []);
  expect(history.map(({ version, status }) => [version, status])).toEqual([
    [1, 'SUPERSEDED'],
    [2, 'SUPERSEDED'],
    [3, 'SUPERSEDED'],
    [4, 'CURRENT'],
  ]);
  expect(history[1]?.facets.assessment?.final).toBe(false);
  expect(new Set(history.map(({ key }) => key)).size).toBe(1);
});

it('J3.2: a 9 of which the school does not say that it passed counts nowhere, nor does a 5.5', () => {
  for (const score of ['9', '5.5']) {
    const load = { studyLoadUnit: 'sbu', value: 40 };
    const [result] = resultsOf([exam({ score, pass: 'unknown', studyLoad: load })]);
    expect(result?.facets.assessment).toMatchObject({ score, pass: 'UNKNOWN', final: true });
    expect(result?.facets.credits?.earning).toBe('NOT_PASSED');
  }
});

const zoned = `
  import { readDelivery } from './src/institutions/index.js';
  import { deliveryOf, exam, roc } from './test/fixtures/oeapi-v5.js';
  const v6 = { associationId: 'z', role: 'student', state: 'associated', testComponentOfferingId: 'o',
    startDateTime: '2026-10-24T23:30:00Z',
    result: { state: 'completed', resultDateTime: '2026-10-24T22:30:00Z', final: true } };
  const { records } = readDelivery(deliveryOf([exam(), v6]), roc);
  process.stdout.write(JSON.stringify(records.map(({ facets }) => facets)));
`;
it('J3.4: the day of the clock change is that day, wherever the process runs', () => {
  const read = ['America/Los_Angeles', 'Asia/Tokyo'].map((TZ) =>
    execFileSync('node', ['--import', 'tsx', '--input-type=module', '--eval', zoned], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    }),
  );
  expect(read[1]).toBe(read[0]);
  expect(read[0]).toContain('"issuedOn":"2026-10-25"');
  expect(read[0]).toContain(
    '"attempt":2,"rawScore":65,"maxRawScore":75,"weightPercent":60,"testedOn":"2026-10-25"',
  );
  expect(read[0]?.match(/"issuedOn":"[^"]*"/g)).toEqual(Array(2).fill('"issuedOn":"2026-10-25"'));
});

it('J3.5: irregularities of any try are the learner’s alone, and named nowhere else', () => {
  const told = {
    ...oneAssociation,
    extraDuration: 'PT30M',
    requiredPersonalNeeds: ['extra_time'],
    attempts: [
      {
        attemptId: 't-1',
        attempt: 1,
        irregularities: 'Telefoon gevonden.',
        result: inV6(first, 1),
      },
      { attemptId: 't-2', attempt: 2, irregularities: 'Kwam te laat.', result: inV6(second, 2) },
    ],
  };
  const { records } = readDelivery({ ...deliveryOf([told]), connector: 'oeapi-v6' }, roc);
  expect(records.map(({ facets }) => facets.special)).toEqual([
    { personalNeeds: ['extraTime'], additionalTimeInMin: 30 },
    { irregularities: ['Telefoon gevonden.', 'Kwam te laat.'] },
  ]);
  const elsewhere = records.map(({ facets }) => ({ ...facets, special: undefined }));
  expect(JSON.stringify(elsewhere)).not.toMatch(/irregular|Telefoon|laat|Needs|Duration|extra/i);
});

it('J3.6: a result before its test is said, with both days shown', () => {
  const [result] = resultsOf([exam({ resultDate: '2026-10-24' })]);
  expect(result?.facets.core.issuedOn).toBe('2026-10-24');
  expect(result?.facets.assessment?.testedOn).toBe('2026-10-25');
  expect(result?.facets.identifiers.issues.map(({ code }) => code)).toContain(
    'RESULT_DATE_BEFORE_TEST_DATE',
  );
});

it('J3.7: canceled and cancelled are one word, and two schools with one uuid two records', () => {
  const states = ['canceled', 'cancelled'].map((state) => {
    const [enrolment] = readDelivery(deliveryOf([exam({}, {}, { state })]), roc).records;
    return enrolment?.facets.core.enrolment?.state;
  });
  expect(states).toEqual([{ value: 'CANCELLED' }, { value: 'CANCELLED' }]);
  const keys = [roc, university].flatMap((school) =>
    readDelivery(deliveryOf([exam()]), school).records.map(({ key }) => key),
  );
  expect(new Set(keys).size).toBe(4);
});

it('a result’s own word on its last try counts, and a planned try is none', () => {
  const [result] = resultsOf(
    [
      {
        ...oneAssociation,
        attempts: [
          { attemptId: 't-1', result: inV6(first, 1) },
          { attemptId: 't-2', startDateTime: '2026-10-12T09:00:00+02:00', result: inV6(second, 2) },
          { attemptId: 't-3', startDateTime: '2027-01-12T09:00:00+01:00' },
        ],
        attempt: 2,
        result: { ...inV6(second, 2), score: '8.5' },
      },
    ],
    'oeapi-v6',
  );
  expect(result?.facets.assessment).toMatchObject({
    attempt: 2,
    score: '8.5',
    testedOn: '2026-10-12',
  });
  expect(result?.facets.assessment?.attempts?.map(({ score }) => score)).toEqual(['4', '8.5']);
});
