/** Any file gives a preview or a refusal of its own: which form was found, and what to do. Nothing here stores anything. */
import { describe, expect, it } from 'vitest';
import { readDocument, sentenceOf } from '../../../src/documents/index.js';
import { badge, bytesOf, plainCredential } from '../../fixtures/credentials.js';
import { inZone, zones } from '../../fixtures/in-zones.js';
import { transcript } from '../../fixtures/transcripts.js';

const virta =
  '<s:Envelope xmlns:s="urn:s"><s:Body><v:OpiskelijanTiedotResponse xmlns:v="http://tietovaranto.csc.fi/luku"/></s:Body></s:Envelope>';
const endorsement = plainCredential(
  { id: 'https://zonnedael.example/achievements/1', type: ['EndorsementSubject'] },
  { type: ['VerifiableCredential', 'EndorsementCredential'] },
);
const { credentialSubject: subject } = badge();
const text = (value: unknown): string =>
  typeof value === 'string' ? value : Buffer.from(bytesOf(value)).toString();

// biome-ignore format: a table is read in columns
const refused = [
  // what                      file                                                    code                          what was found
  ['cut off',                  transcript().slice(0, -30),                             'XML_NOT_WELL_FORMED',        undefined],
  ['an old namespace',         transcript({ namespace: 'http://purl.org/net/elmo' }),  'ELMO_NAMESPACE_UNSUPPORTED', 'http://purl.org/net/elmo'],
  ['of a register in Finland', virta,                                                  'XML_NOT_ELMO',               'VIRTA (Finland)'],
  ['an endorsement',           endorsement,                                            'SUBJECT_IS_NOT_A_LEARNER',   undefined],
  ['of two people',            { ...badge(), credentialSubject: [subject, { ...subject, id: 'did:example:samira' }] }, 'MORE_THAN_ONE_SUBJECT', undefined],
  ['a paper',                  '%PDF-1.7 …',                                           'PDF_NOT_READ',               undefined],
  ['nothing that we know',     'hallo daar',                                           'FORMAT_UNKNOWN',             undefined],
] as const;

describe.each(zones)('in %s', (zone) => {
  inZone(zone);

  it('J7: each file that is refused has a code and a sentence of its own, and names what was found', () => {
    const said = refused.map(([what, file, code, found = '']) => {
      const reading = readDocument(Buffer.from(text(file)));
      expect([what, reading]).toMatchObject([what, { kind: 'REFUSED', code }]);
      expect('found' in reading ? reading.found : '').toContain(found);
      const { nl, en } = sentenceOf(code);
      expect([nl, en].filter((sentence) => /\p{L}{3}/u.test(sentence))).toHaveLength(2);
      return `${nl} ${en}`;
    });
    expect(new Set(said).size).toBe(refused.length);
  });

  it('J7: a file that is read says what would be kept, what was not understood and what is doubtful', () => {
    const odd = badge({
      root: { unheardOf: { of: 1 } },
      achievement: { ECTS: 241, inLanguage: 'en-EN' },
    });
    const reading = readDocument(bytesOf(odd));
    expect(reading).toMatchObject({ kind: 'IMPORTED', standard: 'ob3', quarantined: [] });
    const [facets] = reading.kind === 'IMPORTED' ? reading.records.map((one) => one.facets) : [];
    const codes = facets?.identifiers.issues.map(({ code }) => code) ?? [];
    expect(codes).toEqual(expect.arrayContaining(['CREDIT_IMPLAUSIBLE', 'LANGUAGE_TAG']));
    expect(facets?.identifiers.losses.join()).toContain('unheardOf');
  });

  it('J7: the second edition of ELMO is known by what stands in it, under the namespace of the first', () => {
    const learner =
      '<givenNames>Samira</givenNames><familyName>El Amrani</familyName><dateOfBirth>2006-05-17</dateOfBirth>';
    const reading = readDocument(Buffer.from(transcript({ learner })));
    expect(reading).toMatchObject({
      kind: 'IMPORTED',
      version: '2.0',
      holder: { birthdate: '2006-05-17' },
    });
  });
});
