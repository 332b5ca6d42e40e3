import { describe, expect, it } from 'vitest';
import { institutionId, recordKey } from '../../../src/base/index.js';
import { type ResultBadge, resultBadgeOf } from '../../../src/flows/result-badge.js';
import {
  asItCame,
  credentialIdOf,
  withCredentials,
  withSignatures,
} from '../../../src/flows/result-signature.js';
import {
  type AssessmentFacet,
  type CoreFacet,
  contentHash,
  type Earning,
  type IncomingRecord,
  type RecordFacets,
  receive,
  type SourceDelivery,
  type StudyLoad,
} from '../../../src/records/index.js';

const desk = {
  id: institutionId('berkenhof.example'),
  name: [{ language: 'nl', value: 'School Berkenhof' }],
};
const did = 'did:web:kluis.example:issuers:berkenhof.example';
const passed: AssessmentFacet = {
  state: { value: 'COMPLETED' },
  pass: 'PASSED',
  scale: { kind: 'GRADE_1_10' },
};
const facets = (change: Partial<RecordFacets> = {}): RecordFacets => ({
  core: {
    recordType: 'RESULT',
    kind: 'COURSE',
    title: [{ language: 'nl-NL', value: 'Solderen' }],
    institution: { id: desk.id, name: desk.name },
    assertedBy: 'INSTITUTION',
    issuedOn: '2026-06-30',
  },
  assessment: { ...passed, score: '7,5' },
  credits: { load: { unit: 'EC', amount: '2.5' }, earning: 'EARNED', retakeGroup: 'a' },
  identifiers: { connector: 'oeapi-v5', sourceId: 'a-1', codes: [], losses: [], issues: [] },
  ...change,
});
const { core } = facets();
function contentOf(said: RecordFacets) {
  const badge: ResultBadge = resultBadgeOf(said, desk, did);
  return 'because' in badge ? badge.because : badge.content;
}
/** What is signed of it. */
function signedOf(said: RecordFacets) {
  const content = contentOf(said);
  if (typeof content === 'string') throw new Error(`it is not signed: ${content}`);
  return content;
}
const graded = (change: Partial<AssessmentFacet>): RecordFacets =>
  facets({ assessment: { ...passed, ...change } });
const loaded = (load: StudyLoad, earning: Earning = 'EARNED'): RecordFacets =>
  facets({ credits: { load, earning, retakeGroup: 'a' } });
const told = (change: Partial<CoreFacet>): RecordFacets => facets({ core: { ...core, ...change } });

const { assessment: _nothing, ...ungraded } = facets();

describe('a result as an Open Badge', () => {
  it('says what the school said, in its own words and numbers', () => {
    expect(contentOf(facets())).toEqual({
      achievement: {
        id: signedOf(facets()).achievement.id,
        name: 'Solderen',
        description: 'Een resultaat bij School Berkenhof.',
        criteria: 'Behaald volgens de resultaten van School Berkenhof.',
        language: 'nl-NL',
        type: 'Course',
        load: { unit: 'EC', amount: '2.5' },
        scale: { name: '1–10', range: { min: '1', max: '10' } },
      },
      result: { value: '7,5', status: 'Completed' },
      awardedOn: '2026-06-30',
    });
  });

  it.each([
    ['EC', loaded({ unit: 'EC', amount: '5' }), { unit: 'EC', amount: '5' }],
    ['SBU', loaded({ unit: 'SBU', amount: '240' }), { unit: 'SBU', amount: '240' }],
    ['a load of nothing', loaded({ unit: 'EC', amount: '0' }), undefined],
    // That there is no signature would tell of these.
    ['one that was not earned', loaded({ unit: 'EC', amount: '5' }, 'IMPLAUSIBLE'), undefined],
    ['in hours', loaded({ unit: 'HOUR', amount: '3' }), undefined],
    ['in hundredths of EC', loaded({ unit: 'EC', amount: '2.55' }), undefined],
  ])('has its load: %s', (_name, said, load) => {
    expect(signedOf(said).achievement.load).toEqual(load);
  });

  it('says nothing of special data, and is there all the same', () => {
    const said = facets({ special: { irregularities: 'fraude' } });
    expect(contentOf(said)).toEqual(contentOf(facets()));
  });

  it('needs no load at all, nor a score', () => {
    const { credits: _none, ...rest } = facets();
    expect(contentOf(rest)).not.toHaveProperty('achievement.load');
    expect(contentOf({ ...rest, assessment: passed })).toMatchObject({
      achievement: { scale: { name: 'Behaald', words: ['Behaald'] } },
      result: { value: 'Behaald' },
    });
  });

  it.each([
    [{ score: 'V', scale: { kind: 'O_V_G' } }, { name: 'O/V/G' }, 'V'],
    [{ score: 'B2', scale: { kind: 'CEFR' } }, { name: 'CEFR' }, 'B2'],
    [{ score: 'ruim', scale: { kind: 'TEXTUAL', raw: 'woorden' } }, { name: 'woorden' }, 'ruim'],
    [{ score: '80', scale: { kind: 'UNKNOWN' } }, undefined, '80'],
  ] as const)('has its score literally, on the scale by its name: %j', (change, scale, value) => {
    const { achievement, result } = signedOf(graded(change));
    expect(achievement.scale).toEqual(scale);
    expect(result?.value).toBe(value);
  });

  it('goes by the day of the test where the result has none', () => {
    const { issuedOn: _day, ...undated } = core;
    const said = { ...graded({ score: '7', testedOn: '2026-06-01' }), core: undated };
    expect(contentOf(said)).toMatchObject({ awardedOn: '2026-06-01' });
    expect(contentOf({ ...facets(), core: undated })).toBe('NO_DAY');
  });

  it('speaks English of what has an English name alone', () => {
    const said = told({ title: [{ language: 'en', value: 'Soldering' }] });
    expect(contentOf(said)).toMatchObject({
      achievement: { criteria: 'Achieved by the results of School Berkenhof.', language: 'en' },
    });
  });

  it.each([
    ['an enrolment', told({ recordType: 'ENROLMENT' }), 'NO_RESULT'],
    ['what nobody graded', ungraded, 'NO_RESULT'],
    ['what the learner typed', told({ assertedBy: 'SELF' }), 'NO_RESULT'],
    ['what is signed already', told({ assertedBy: 'ISSUER_SIGNED' }), 'NO_RESULT'],
    ['failed', graded({ pass: 'FAILED' }), 'NOT_FINAL'],
    ['of which nobody says that it was passed', graded({ pass: 'UNKNOWN' }), 'NOT_FINAL'],
    ['still running', graded({ state: { value: 'IN_PROGRESS' } }), 'NOT_FINAL'],
    ['provisional', graded({ final: false }), 'NOT_FINAL'],
    ['without a name', told({ title: [] }), 'NO_TITLE'],
    ['with a score off its scale', graded({ score: '75' }), 'AGAINST_RULES'],
    [
      'with a name longer than any',
      told({ title: [{ language: 'nl', value: 'x'.repeat(300) }] }),
      'AGAINST_RULES',
    ],
  ])('is not made of what is %s', (_name, said, because) => {
    expect(contentOf(said)).toBe(because);
  });
});

const delivery = (id: string): SourceDelivery => ({
  id,
  institution: desk.id,
  connector: 'oeapi-push',
  receivedAt: '2026-11-27T10:00:00.000Z',
  page: { url: 'urn:x', mediaType: 'application/json', sha256: '', body: '{}' },
  lookups: [{ url: 'https://s.example/1', mediaType: 'application/json', sha256: '', body: '{}' }],
});

describe('a signature beside what a school sent', () => {
  const key = recordKey('k-1');
  const other = recordKey('k-2');
  const record = (said = facets(), of = key): IncomingRecord => ({ key: of, facets: said });
  const signed = (id: string, said = facets(), words = 'getekend') =>
    withSignatures(delivery(id), [
      { id: credentialIdOf(id, key, said), bytes: Buffer.from(words) },
    ]);

  it('belongs to the one record of the one delivery whose words it is under', () => {
    const whole = signed('d-1');
    const [mine, theirs] = withCredentials(whole, [record(), record(facets(), other)]);
    expect(mine?.facets).toMatchObject({
      core: { assertedBy: 'ISSUER_SIGNED' },
      credential: { mediaType: 'application/vc', bytes: 8, beside: true },
    });
    expect(theirs).toEqual(record(facets(), other));
    const changed = record(graded({ score: '8' }));
    expect(withCredentials(whole, [changed])).toEqual([changed]);
    expect(withCredentials({ ...whole, id: 'd-2' }, [record()])).toEqual([record()]);
    expect(asItCame(whole)).toEqual(delivery('d-1'));
  });

  it('is no other word of the school: its hash stays, and what is sent again adds nothing', () => {
    const [mine = record()] = withCredentials(signed('d-1'), [record()]);
    expect(contentHash(mine.facets)).toBe(contentHash(facets()));
    const at = '2026-11-27T10:00:00.000Z';
    const first = receive([], { id: 'd-1', receivedAt: at, records: [mine] });
    expect(receive(first, { id: 'd-2', receivedAt: at, records: [record()] })).toEqual(first);
  });

  it('that comes later, or anew, takes its place in the same version', () => {
    const at = '2026-11-27T10:00:00.000Z';
    const plain = receive([], { id: 'd-0', receivedAt: at, records: [record()] });
    const [one = record()] = withCredentials(signed('d-1'), [record()]);
    const [two = record()] = withCredentials(signed('d-2', facets(), 'anders'), [record()]);
    const first = receive(plain, { id: 'd-1', receivedAt: at, records: [one] });
    expect(first).toMatchObject([{ version: 1, delivery: 'd-1', facets: one.facets }]);
    const second = receive(first, { id: 'd-2', receivedAt: at, records: [two] });
    expect(second).toMatchObject([{ version: 1, delivery: 'd-2', facets: two.facets }]);
  });
});
