import { expect, it } from 'vitest';
import { readDocument, sentenceOf } from '../../../src/documents/index.js';
import { parseXml } from '../../../src/documents/xml/parse-xml.js';
import { credential } from '../../fixtures/european-credential.js';
import { imported, refusal, taken, transcript } from '../../fixtures/transcripts.js';

const times = (count: number, text: string): string => text.repeat(count);
const laughs = `<!DOCTYPE elmo [<!ENTITY a "ha"><!ENTITY b "${times(10, '&a;')}">]><elmo>&b;</elmo>`;
const outside = '<!DOCTYPE elmo [<!ENTITY x SYSTEM "file:///etc/passwd">]><elmo>&x;</elmo>';
const quadratic = `<!DOCTYPE elmo [<!ENTITY a "${times(50_000, 'a')}">]><elmo>${times(50_000, '&a;')}</elmo>`;
const elsewhere = '<!DOCTYPE elmo SYSTEM "https://elders.example/elmo.dtd"><elmo/>';
const attributes = (count: number): string =>
  `<elmo ${Array.from({ length: count }, (_, n) => `a${n}="1"`).join(' ')}/>`;

// biome-ignore format: a table is read in columns
const hostile = [
  // what                               text                                                     code
  ['entities that grow',                laughs,                                                  'XML_ENTITIES_REFUSED'],
  ['an entity from a file',             outside,                                                 'XML_ENTITIES_REFUSED'],
  ['one large entity, many times',      quadratic,                                               'XML_ENTITIES_REFUSED'],
  ['a DTD from elsewhere',              elsewhere,                                               'XML_ENTITIES_REFUSED'],
  ['an entity that nobody declared',    transcript({ document: '<x>&samira;</x>' }),             'XML_NOT_WELL_FORMED'],
  ['a hundred thousand attributes',     attributes(100_000),                                     'TOO_LARGE'],
  ['the same attribute twice',          '<elmo a="1" a="2"/>',                                   'XML_NOT_WELL_FORMED'],
  ['a hundred thousand levels',         times(100_000, '<a>'),                                   'TOO_DEEP'],
  ['a transcript inside itself',        times(40, '<hasPart><learningOpportunitySpecification>'), 'TOO_DEEP'],
  ['a hundred and fifty thousand elements',   `<elmo>${times(150_000, '<a/>')}</elmo>`,                'TOO_LARGE'],
  ['elements that never end',           '<elmo><report>',                                        'XML_NOT_WELL_FORMED'],
  ['elements across each other',        '<elmo><a><b></a></b></elmo>',                           'XML_NOT_WELL_FORMED'],
  ['a comment without end',             `<!--${times(500_000, '-a')}`,                           'XML_NOT_WELL_FORMED'],
  ['CDATA without end',                 `<elmo><![CDATA[${times(100_000, ']]')}`,                'XML_NOT_WELL_FORMED'],
  ['nothing but brackets',              times(1_000_000, '<'),                                   'XML_NOT_WELL_FORMED'],
  ['a prefix that nobody declared',     '<e:elmo/>',                                             'XML_NOT_WELL_FORMED'],
  ['two roots',                         `${transcript()}<elmo/>`,                                'XML_NOT_WELL_FORMED'],
  ['text after the end',                `${transcript()}Samira`,                                 'XML_NOT_WELL_FORMED'],
  ['a control character',               '<elmo>\u0001</elmo>',                                   'XML_NOT_WELL_FORMED'],
  ['a million columns',                 `titel;geslaagd;cijfer${times(1_000_000, ';')}`,         'TOO_LARGE'],
  ['a quote that never ends',           `titel;geslaagd;cijfer\n"${times(1_000_000, 'a')}`,      'TOO_LARGE'],
  ['quotes within quotes',              `titel;geslaagd;cijfer\n"a"b"c"${times(100_000, '"')}`,  'CSV_NOT_WELL_FORMED'],
  ['a hundred thousand rows',           `titel;geslaagd;cijfer\n${times(100_000, 'X;ja;8\n')}`,  'TOO_LARGE'],
  ['Turtle that nests for ever',        `@prefix a: <urn:a:>.\na:b a:c ${times(50_000, '[ a:b ')}`, 'RDF_NOT_WELL_FORMED'],
  ['too many courses',                  transcript({ taken: Array.from({ length: 2500 }, () => taken()) }), 'TOO_LARGE'],
  ['a million reports',                 `{"learner":{},"report":[{"issuer":{}}${times(1_000_000, ',{}')}]}`, 'TOO_LARGE'],
  ['a million empty courses',           `{"learner":{},"report":{"issuer":{},"learningOpportunitySpecification":[{}${times(1_000_000, ',{}')}]}}`, 'TOO_LARGE'],
  ['a million claims of nothing',       JSON.stringify(credential(0)).replace('"hasClaim":0', `"hasClaim":[0${times(1_000_000, ',{}')}]`), 'TOO_LARGE'],
  ['too many claims',                   JSON.stringify(credential(Array.from({ length: 2000 }, () => ({ type: 'LearningAchievement', title: { en: 'x' } })))), 'TOO_LARGE'],
] as const;

it.each(hostile)(
  'what nobody honest sends is refused with a plain code: %s',
  (_what, text, code) => {
    expect(refusal(text)[0]).toBe(code);
    expect(sentenceOf(code)).not.toEqual(sentenceOf('A_CODE_WITHOUT_A_SENTENCE'));
  },
);

// biome-ignore format: a table is read in columns
const stops = [
  ['attributes', `${attributes(200_000)}${times(2_000_000, ' ')}`],
  ['levels',     times(1_000_000, '<a>')],
  ['elements',   `<elmo>${times(1_000_000, '<a/>')}</elmo>`],
  ['a mistake',  `<elmo></report>${times(4_000_000, 'a')}`],
] as const;

it.each(stops)('the rest of a document is not looked at once it has too many %s', (_what, text) => {
  const stopped = parseXml(text);
  expect('read' in stopped && stopped.read / text.length).toBeLessThan(0.25);
});

const inEncoding = (encoding: BufferEncoding, declared: string, title: string): Buffer =>
  Buffer.from(transcript({ taken: [taken({ title })] }).replace('UTF-8', declared), encoding);

// biome-ignore format: a table is read in columns
const encodings = [
  // what                                 bytes                                                   outcome
  ['UTF-16',                              inEncoding('utf16le', 'UTF-16', 'Algebra'),             'ENCODING_UNSUPPORTED'],
  ['Latin-1, with letters of it',         inEncoding('latin1', 'ISO-8859-1', 'Økologi'),          'ENCODING_UNSUPPORTED'],
  ['said to be Latin-1, is UTF-8',        inEncoding('utf8', 'ISO-8859-1', 'Økologi'),            'ENCODING_DIFFERS'],
  ['said to be UTF-8, and is',            inEncoding('utf8', 'utf-8', 'Økologi'),                 ''],
] as const;

it.each(encodings)(
  'an encoding is what it is, not what it is called: %s',
  (_what, bytes, outcome) => {
    const reading = readDocument(bytes);
    const said =
      reading.kind === 'REFUSED' ? [reading.code] : reading.issues.map(({ code }) => code);
    expect(said.join()).toBe(outcome);
  },
);

it('a name that objects are born with is a name like another', () => {
  const odd = transcript({
    report: '<__proto__><credit/></__proto__><constructor>x</constructor>',
  });
  expect(imported(odd).records).toHaveLength(1);
  expect(imported(odd).losses).toEqual(['report.*', 'report.constructor']);
});

it('nothing of a person stands in codes, places or losses', () => {
  const text = transcript({
    taken: [
      taken({
        title: 'Geheim',
        status: 'Geheim',
        instance: '<Geheim>Geheim</Geheim><date>Geheim</date>',
      }),
    ],
    report: '<Samira-123456789>x</Samira-123456789>',
  });
  const { issues, losses, quarantined, records } = imported(text);
  const said = records.map(({ facets: { identifiers } }) => [
    identifiers.issues,
    identifiers.losses,
  ]);
  const all = JSON.stringify([issues, losses, quarantined, said]).replaceAll('.Geheim"', '"');
  expect(all).not.toMatch(/Geheim|123456789/);
});
