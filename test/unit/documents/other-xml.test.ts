import { expect, it } from 'vitest';
import { elmoNamespace, readText, refusal, transcript } from '../../fixtures/transcripts.js';

// biome-ignore format: a table is read in columns
const others = [
  // what                        text                                                        code                          found
  ['an old namespace',           transcript({ namespace: 'http://purl.org/net/elmo' }),      'ELMO_NAMESPACE_UNSUPPORTED', 'http://purl.org/net/elmo'],
  ['no namespace',               '<elmo><report/></elmo>',                                   'ELMO_NAMESPACE_UNSUPPORTED', 'no namespace'],
  ['a newer namespace',          transcript({ namespace: `${elmoNamespace.slice(0, -1)}2` }), 'ELMO_NAMESPACE_UNSUPPORTED', 'https://github.com/emrex-eu/elmo-schemas/tree/v2'],
  ['a Finnish register',         '<s:Envelope xmlns:s="urn:s"><s:Body><v:OpiskelijanTiedotResponse xmlns:v="http://tietovaranto.csc.fi/luku"/></s:Body></s:Envelope>', 'XML_NOT_ELMO', 'VIRTA (Finland), OpiskelijanTiedotResponse, http://tietovaranto.csc.fi/luku'],
  ['other XML',                  '<note xmlns="urn:x">Samira</note>',                        'XML_NOT_ELMO',               'note, urn:x'],
  ['a European credential of old', '<europassCredential xmlns="http://data.europa.eu/snb"/>', 'ELM_VERSION_UNSUPPORTED',    'europassCredential, http://data.europa.eu/snb'],
  ['a web page',                 '<!DOCTYPE html><html><body><br></body></html>',            'WEB_PAGE_NOT_READ',          undefined],
  ['a transcript of nothing',    transcript({ taken: [] }),                                  'NOTHING_LEARNED',            undefined],
] as const;

it.each(others)(
  'what is no transcript that we read is called by its name: %s',
  (_what, text, code, found) => {
    expect(refusal(text)).toEqual([code, found]);
  },
);

it('a schema is recognised', () => {
  const schema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>';
  expect(readText(schema)).toMatchObject({ kind: 'RECOGNISED', standard: 'xsd' });
});
