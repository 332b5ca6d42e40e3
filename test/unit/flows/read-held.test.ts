import { describe, expect, it } from 'vitest';
import { sha256Url } from '../../../src/base/index.js';
import type { DocumentReading } from '../../../src/documents/index.js';
import { readHeld } from '../../../src/flows/read-held.js';
import { microcredential } from '../../fixtures/credentials.js';
import { disclosure, type Members, party, sdJwt } from '../../fixtures/jose.js';

const school = party();
const type = (name: string): string => `https://leerkluis.nl/vct/${name}/v1`;

function shown(claims: Members, always: Members, typ = 'dc+sd-jwt'): DocumentReading {
  const disclosures = Object.entries(claims).map(([name, value], at) =>
    disclosure(`salt-${at}`, name, value),
  );
  const digests = disclosures.map((each) => sha256Url(each));
  const payload = { iss: school.did, ...always, _sd: digests };
  return readHeld(Buffer.from(sdJwt(school, { payload, disclosures, header: { typ } })));
}
function only(reading: DocumentReading) {
  if (reading.kind !== 'IMPORTED') throw new Error(`it is ${reading.kind}`);
  return reading.records[0]?.facets;
}
const core = { title: 'Statistiek 2', institution: 'Hogeschool de Waard' };
const result = { vct: type('result') };

describe('a credential of a wallet', () => {
  it('gives a record with all that is shown of it', () => {
    const claims = {
      ...core,
      issued: '2026-06-30',
      grade: '8,5',
      pass: true,
      credits: { amount: 5, unit: 'EC' },
      level: { eqf: 6, nlqf: '6' },
      kind: 'COURSE',
    };
    expect(only(shown(claims, { ...result, exp: 1_900_000_000 }))).toMatchObject({
      core: {
        recordType: 'RESULT',
        kind: 'COURSE',
        title: [{ value: 'Statistiek 2' }],
        institution: { name: [{ value: 'Hogeschool de Waard' }] },
        assertedBy: 'IMPORT',
        issuedOn: '2026-06-30',
        level: { eqf: 6, nlqf: '6' },
        award: { validUntil: '2030-03-17' },
      },
      assessment: { score: '8,5', pass: 'PASSED' },
      credits: { load: { unit: 'EC', amount: '5' }, earning: 'EARNED' },
      identifiers: { losses: [] },
    });
  });

  it('says nothing of a grade that is held back', () => {
    const facets = only(shown(core, result));
    expect(facets?.assessment).toBeUndefined();
    expect(facets?.credits).toBeUndefined();
  });

  it('earns nothing by a result of which it is held back whether it was passed', () => {
    const credits = { amount: 5, unit: 'EC' };
    expect(only(shown({ ...core, credits }, result))?.credits?.earning).toBe('NOT_PASSED');
    const given = { vct: type('microcredential') };
    expect(only(shown({ ...core, credits }, given))?.credits?.earning).toBe('EARNED');
    const failed = { ...core, credits, pass: false };
    expect(only(shown(failed, given))?.credits?.earning).toBe('NOT_PASSED');
  });

  it('counts credits without a unit as its issuer’s own, and in a unit that nobody knows not at all', () => {
    const own = only(shown({ ...core, credits: { amount: 3 }, pass: true }, result));
    expect(own?.credits?.load).toEqual({
      unit: 'ISSUER_CREDITS',
      amount: '3',
      unitRaw: school.did,
    });
    const odd = { ...core, credits: { amount: 3, unit: 'punten' }, pass: true };
    expect(only(shown(odd, result))?.credits?.earning).toBe('UNIT_UNKNOWN');
  });

  it('is a diploma where its kind says so', () => {
    expect(only(shown({ ...core, kind: 'DIPLOMA' }, result))?.core.recordType).toBe('DIPLOMA');
  });

  it('is no record without a title', () => {
    const { institution } = core;
    expect(shown({ institution }, result)).toMatchObject({ code: 'MISSING', path: '/title' });
  });

  it('of a type that is not known is named by that type', () => {
    expect(shown(core, { vct: 'https://x.example/loyalty-card' })).toMatchObject({
      code: 'CREDENTIAL_TYPE_UNSUPPORTED',
      found: 'https://x.example/loyalty-card',
    });
  });

  it('that is a login of eduID is known, and about nothing anybody learned', () => {
    const claims = { schac_home_organization: 'hogeschool.example' };
    expect(shown(claims, { vct: 'urn:x:eduid' })).toMatchObject({
      kind: 'RECOGNISED',
      standard: 'eduid',
    });
  });

  it('that is an Open Badge gives the record of that badge', () => {
    const { credentialSubject, ...around } = microcredential();
    const facets = only(shown({ credentialSubject }, around, 'vc+sd-jwt'));
    const plain = only(readHeld(Buffer.from(JSON.stringify(microcredential()))));
    expect(facets?.core.title).toEqual(plain?.core.title);
    expect(facets?.core.title).toBeDefined();
  });

  it('with a claim that its issuer never gave is what it says without what is shown', () => {
    const odd = disclosure('salt', 'grade', '10');
    const payload = { iss: school.did, ...result, ...core };
    const facets = only(readHeld(Buffer.from(sdJwt(school, { payload, disclosures: [odd] }))));
    expect(facets?.core.title[0]?.value).toBe('Statistiek 2');
    expect(facets?.assessment).toBeUndefined();
  });
});
