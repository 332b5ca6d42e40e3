import { describe, expect, it } from 'vitest';
import { studyLoadTotals } from '../../../src/records/index.js';
import { codesOf, ects, imported, refusal, taken, transcript } from '../../fixtures/transcripts.js';

const first = (text: string) => {
  const record = imported(text).records[0];
  if (record === undefined) throw new Error('no record');
  return record.facets;
};

/** By unit, what a learner can say was earned. */
const earnedIn = (text: string) => {
  const countable = imported(text).records.flatMap(({ key, facets: { core, credits } }) =>
    credits === undefined
      ? []
      : [{ key, status: 'CURRENT' as const, assertedBy: core.assertedBy, credits }],
  );
  return studyLoadTotals(countable).map(({ unit, selfDeclared }) => `${selfDeclared} ${unit}`);
};

it('what Samira took in Fjellby is a record of her own word, with whom it is about', () => {
  const reading = imported(transcript());
  expect(reading).toMatchObject({ standard: 'elmo', version: '1.x', proof: 'NONE' });
  expect(reading.holder).toEqual({ name: 'Samira El Amrani', birthdate: '2006-05-17' });
  expect(first(transcript())).toMatchObject({
    core: {
      recordType: 'RESULT',
      kind: 'COURSE',
      title: [{ language: 'no', value: 'Havets økologi' }],
      institution: {
        id: 'import.invalid',
        name: [{ language: 'en', value: 'Fjellby University' }],
      },
      assertedBy: 'IMPORT',
    },
    assessment: { state: { value: 'COMPLETED' }, pass: 'PASSED' },
    credits: { load: { unit: 'EC', amount: '7.5' }, earning: 'EARNED' },
  });
});

// biome-ignore format: a table is read in columns
const statuses = [
  // status         state          pass       earning
  ['passed',        'COMPLETED',   'PASSED',  'EARNED'],
  ['failed',        'COMPLETED',   'FAILED',  'NOT_PASSED'],
  ['in-progress',   'IN_PROGRESS', 'UNKNOWN', 'PROVISIONAL'],
  ['withdrawn',     'OTHER',       'UNKNOWN', 'PROVISIONAL'],
] as const;

it.each(statuses)(
  'a status of %s is what the school says of it',
  (status, state, pass, earning) => {
    const { assessment, credits } = first(
      transcript({ taken: [taken({ status, instance: ects(5) })] }),
    );
    expect([assessment?.state.value, assessment?.pass, credits?.earning]).toEqual([
      state,
      pass,
      earning,
    ]);
  },
);

it('no status counts as passed, and is said to be assumed', () => {
  const text = transcript({ taken: [taken({ instance: ects(5) })] });
  expect(first(text).assessment?.pass).toBe('PASSED');
  expect(codesOf(imported(text))).toEqual(['STATUS_ASSUMED']);
});

// biome-ignore format: a table is read in columns
const credits = [
  // what                            stated                                      totals
  ['EC in capitals',                 ects(6, 'ECTS'),                            ['6 EC']],
  ['EC beside others',               ects(3, 'SP') + ects(6),                    ['6 EC']],
  ['ECVET',                          ects(6, 'ecvet'),                           ['6 ECVET']],
  ['an unknown system',              ects(6, 'studiepoeng'),                     ['0 OTHER']],
  ['a decimal comma',                ects('2,5'),                                ['2.5 EC']],
  ['a negative number',              ects(-6),                                   ['0 EC']],
  ['more than a person can earn',    ects(600),                                  ['0 EC']],
  ['a number in words',              ects('six'),                                []],
  ['a number beyond numbers',        ects('1e999'),                              []],
  ['hours beside EC, never added',   `${ects(6)}<engagementHours>30</engagementHours>`, ['6 EC']],
  ['hours alone',                    '<engagementHours>30</engagementHours>',    ['30 CONTACT_HOUR']],
] as const;

it.each(credits)('credits of a transcript: %s', (_what, instance, totals) => {
  expect(earnedIn(transcript({ taken: [taken({ status: 'passed', instance })] }))).toEqual(totals);
});

const course = (code: string, change = {}) =>
  taken({ code, title: `Course ${code}`, status: 'passed', instance: ects(15), ...change });
const degree = (parts: readonly string[], change = {}) =>
  taken({ type: 'Degree Programme', status: 'passed', instance: ects(120), parts, ...change });

describe('credit that stands with a whole and again with its parts', () => {
  it('counts once, with the whole, however deep the parts are', () => {
    const deep = course('A', { parts: [course('B')] });
    const text = transcript({ taken: [degree([deep]), course('C')] });
    expect(imported(text).records).toHaveLength(4);
    expect(earnedIn(text)).toEqual(['135 EC']);
    expect(codesOf(imported(text))).toEqual(['CREDIT_ON_ANCESTOR_AND_DESCENDANT']);
  });

  it('counts with the parts where the whole was not passed', () => {
    const text = transcript({ taken: [degree([course('A')], { status: 'in-progress' })] });
    expect(earnedIn(text)).toEqual(['15 EC']);
  });

  it('counts with the whole where a part between was failed', () => {
    const between = course('A', { status: 'failed', parts: [course('B')] });
    expect(earnedIn(transcript({ taken: [degree([between])] }))).toEqual(['120 EC']);
  });
});

it('a degree that was passed is a diploma, one under way is a result', () => {
  const types = ['passed', 'in-progress'].map(
    (status) => first(transcript({ taken: [degree([], { status })] })).core.recordType,
  );
  expect(types).toEqual(['DIPLOMA', 'RESULT']);
});

it('the same course taken twice counts once, two courses under one code count twice', () => {
  const twice = transcript({
    taken: [course('A'), course('A', { status: 'failed' }), course('A')],
  });
  expect(earnedIn(twice)).toEqual(['15 EC']);
  const external = ['Optics', 'Algae'].map((title) => course('EXT', { title }));
  expect(earnedIn(transcript({ taken: external }))).toEqual(['30 EC']);
});

it('more courses than anybody reads at a glance are all there', () => {
  const many = Array.from({ length: 150 }, (_, n) => course(`C${n}`));
  expect(earnedIn(transcript({ taken: many }))).toEqual(['2250 EC']);
});

it('markup in a title is text, on one line', () => {
  const title = 'Why\n   &lt;b<![CDATA[r> is]]> not &amp;lt;';
  expect(first(transcript({ taken: [taken({ title })] })).core.title[0]?.value).toBe(
    'Why <br> is not &lt;',
  );
});

const graded = (id: string) =>
  taken({
    status: 'passed',
    instance: `<gradingSchemeLocalId>${id}</gradingSchemeLocalId><resultLabel>B</resultLabel>`,
  });

it('a grade is on the scale that its report describes, and on no other', () => {
  const scheme =
    '<gradingScheme localId="AF"><description xml:lang="en">A to F, A is best</description></gradingScheme>';
  const [known, unknown] = imported(
    transcript({ report: scheme, taken: [graded('AF'), graded('ZZ')] }),
  ).records.map(({ facets }) => facets.assessment);
  expect(known).toMatchObject({ score: 'B', scale: { kind: 'TEXTUAL', raw: 'A to F, A is best' } });
  expect(unknown).toMatchObject({ score: 'B', scale: { kind: 'OTHER', raw: 'ZZ' } });
});

it('term, day and level are read; what has no place is named without its value', () => {
  const instance = `<start>2025-08-15</start><date>2025-12-12+01:00</date>
    <academicTerm><title xml:lang="en">Autumn 2025</title><start>2025-08-01</start><end>2025-12-31</end></academicTerm>
    <level><type>EQF</type><value>6</value></level><level><type>NKR</type><value>6.2</value></level>
    <languageOfInstruction>no</languageOfInstruction>`;
  const { core, identifiers } = first(
    transcript({ taken: [taken({ status: 'passed', instance })] }),
  );
  expect(core).toMatchObject({
    issuedOn: '2025-12-12',
    period: {
      name: [{ language: 'en', value: 'Autumn 2025' }],
      start: '2025-08-01',
      end: '2025-12-31',
    },
    level: { raw: 'EQF 6, NKR 6.2', eqf: 6, derived: false },
  });
  const at = 'report.learningOpportunitySpecification.specifies.learningOpportunityInstance';
  expect(identifiers.losses).toEqual([`${at}.languageOfInstruction`, `${at}.start`]);
});

const attached = (id: string, content: string) =>
  `<attachment><identifier type="internal">${id}</identifier><title>Transcript</title><content>${content}</content></attachment>`;
const refers = taken({
  status: 'passed',
  instance: '<attachments><ref>a1</ref><ref>a9</ref></attachments>',
});

it('papers that a result refers to are named; one that is cut off, or not there, is said', () => {
  const whole = transcript({
    taken: [refers],
    document: attached('a1', 'data:application/pdf;base64,JVBERi0x'),
  });
  expect(first(whole).evidence).toEqual({ documents: [{ title: 'Transcript' }] });
  expect(codesOf(imported(whole))).toEqual(['LOOKUP_MISSING']);
  const cut = whole.replace('JVBERi0x', 'JVBERi0x...');
  expect(codesOf(imported(cut))).toContain('ATTACHMENT_NOT_DECODABLE');
});

it('letters that were garbled on the way are kept and said', () => {
  const text = transcript({ taken: [taken({ title: 'HÃ¸st', status: 'passed' })] });
  expect(first(text).core.title[0]?.value).toBe('HÃ¸st');
  expect(codesOf(imported(text))).toEqual(['MOJIBAKE_SUSPECTED']);
  expect(codesOf(imported(transcript()))).toEqual([]);
});

it('a second edition is known by how it tells who the learner is', () => {
  const learner =
    '<givenNames>Samira</givenNames><familyName>El Amrani</familyName><dateOfBirth>2006-05-17</dateOfBirth>';
  const reading = imported(transcript({ learner }));
  expect([reading.version, reading.holder?.birthdate]).toEqual(['2.0', '2006-05-17']);
});

it('the number a state gave a learner is nowhere, whatever it is called', () => {
  const learner =
    '<identifier type="nationalIdentifier">170506-9921</identifier><citizenship>NL</citizenship><gender>2</gender><givenNames>Samira</givenNames><familyName>El Amrani</familyName>';
  const reading = JSON.stringify(imported(transcript({ learner })));
  expect(reading).not.toMatch(/170506|citizenship|gender|learner\.identifier/);
});

it('a signature that stands there is not yet looked into', () => {
  const document =
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>';
  expect(imported(transcript({ document })).proof).toBe('NOT_CHECKED');
});

const answer = (tors: string) =>
  `<r:response xmlns:r="https://ewp.example/response"><r:tor>${tors}<r:conversion/></r:tor></r:response>`;

it('a transcript inside the answer of another protocol is taken out; two of them are refused', () => {
  const inner = transcript().replace(/^<\?xml.*?\?>/, '');
  expect(imported(answer(inner))).toMatchObject({ standard: 'elmo', losses: ['conversion'] });
  expect(refusal(answer(inner + inner))[0]).toBe('MORE_THAN_ONE_SUBJECT');
});

it('prefixes are free: what counts is the namespace', () => {
  const prefixed = transcript()
    .replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1e:')
    .replace('xmlns=', 'xmlns:e=');
  expect(imported(prefixed).records).toHaveLength(1);
  const foreign = transcript({
    taken: [
      taken({ status: 'passed', instance: `<x:credit xmlns:x="urn:x">${ects(9)}</x:credit>` }),
    ],
  });
  expect(first(foreign).credits).toBeUndefined();
});
