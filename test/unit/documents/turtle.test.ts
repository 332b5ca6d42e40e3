import { describe, expect, it } from 'vitest';
import { imported, readText, refusal } from '../../fixtures/transcripts.js';

const turtle = `@prefix elm: <http://data.europa.eu/snb/model/elm/>.
@prefix cred: <https://www.w3.org/2018/credentials#>.
@prefix dc: <http://purl.org/dc/terms/>.
@prefix foaf: <http://xmlns.com/foaf/0.1/>.
<urn:c:1> a elm:EuropeanDigitalCredential; cred:credentialSubject <urn:p:1>; cred:validFrom "2026-02-01T00:00:00".
<urn:p:1> a elm:Person; foaf:givenName "Barry"@en; elm:hasClaim <urn:a:1>.
<urn:a:1> a elm:LearningAchievement; dc:title "Safe at sea"@en, "Trygg til sjøs"@no;
  elm:specifiedBy [ dc:type <http://data.europa.eu/snb/learning-opportunity/05053c1cbe>; elm:creditPoint [
    elm:framework <http://data.europa.eu/snb/education-credit/6fcec5c5af>; elm:point "2" ] ].
`;

describe('Turtle', () => {
  it('that says a European credential is read like its JSON', () => {
    const reading = imported(turtle);
    expect(reading).toMatchObject({ standard: 'elm', holder: { name: 'Barry' } });
    expect(reading.records[0]?.facets).toMatchObject({
      core: {
        recordType: 'RESULT',
        title: [{ language: 'en' }, { language: 'no', value: 'Trygg til sjøs' }],
      },
      credits: { load: { unit: 'EC', amount: '2' } },
    });
  });

  it('that says something else is recognised, and two credentials are not taken apart', () => {
    const other = '@prefix a: <urn:a:>.\na:b a a:c.';
    expect(readText(other)).toEqual({ kind: 'RECOGNISED', standard: 'rdf', issues: [] });
    const two = `${turtle}<urn:c:2> a elm:EuropeanDigitalCredential.`;
    expect(readText(two)).toMatchObject({
      kind: 'RECOGNISED',
      issues: [{ code: 'CREDENTIAL_NOT_READ' }],
    });
  });

  it('that points at one thing from everywhere is not written out for ever', () => {
    const levels = Array.from(
      { length: 22 },
      (_, n) =>
        `<urn:n:${n}> <urn:p> <urn:n:${n + 1}>, <urn:m:${n}>. <urn:m:${n}> <urn:p> <urn:n:${n + 1}>.`,
    );
    const text = `${turtle}<urn:p:1> <urn:p> <urn:n:0>.\n${levels.join('\n')}`;
    expect(readText(text)).toMatchObject({
      kind: 'RECOGNISED',
      issues: [{ code: 'CREDENTIAL_NOT_READ' }],
    });
  });

  it('that breaks off is refused', () => {
    expect(refusal(turtle.slice(0, -20))).toEqual(['RDF_NOT_WELL_FORMED', undefined]);
  });
});
