import { describe, expect, it } from 'vitest';
import { clientId } from '../../../src/base/index.js';
import {
  isNoMore,
  needsCosigning,
  sharesNothing,
  writePurpose,
  writerOf,
} from '../../../src/consent/index.js';
import { hogeschool, noor, page, personOf } from '../../fixtures/people.js';

const nothing = { scope: [], claims: [], facets: [], personFacets: [], includeFuture: false };
const terms = {
  ...nothing,
  clients: [page, clientId('een-andere-app')],
  validUntil: new Date('2027-01-01T00:00:00Z'),
};

describe('a grant to write', () => {
  it('is one to an institution, and no other', () => {
    const grantee = { kind: 'institution', institution: hogeschool } as const;
    expect(writerOf({ grantee })).toBe(hogeschool);
    expect(writerOf({ grantee: personOf(noor) })).toBeUndefined();
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['records',             { scope: [{}] }],
    ['a question',          { claims: [{ kind: 'SKILL', skill: 'lassen' } as const] }],
    ['parts',               { facets: ['core' as const] }],
    ['who the learner is',  { personFacets: ['name' as const] }],
    ['what comes later',    { includeFuture: true }],
    ['a number of times',   { maxSessions: 1 }],
  ])('shares nothing: with %s it does', (_what, change) => {
    expect(sharesNothing(nothing)).toBe(true);
    expect(sharesNothing({ ...nothing, ...change })).toBe(false);
  });

  it('is for enrolment', () => {
    expect(writePurpose).toBe('ENROLMENT');
  });

  it('waits for a guardian where the learner is young: its one purpose is no exempt one', () => {
    const [now, alone] = [new Date('2026-01-01'), new Date('2027-01-01')];
    expect(needsCosigning(writePurpose, alone, now)).toBe(true);
    expect(needsCosigning(writePurpose, now, alone)).toBe(false);
  });

  it('becomes less by apps and time, and never becomes about records or questions', () => {
    expect(isNoMore({ ...terms, clients: [page] }, terms)).toBe(true);
    expect(isNoMore({ ...terms, validUntil: new Date('2026-06-01') }, terms)).toBe(true);
    expect(isNoMore({ ...terms, clients: [] }, terms)).toBe(false);
    expect(isNoMore({ ...terms, scope: [{}] }, terms)).toBe(false);
    expect(isNoMore({ ...terms, claims: [{ kind: 'SKILL', skill: 'lassen' }] }, terms)).toBe(false);
    expect(isNoMore({ ...terms, facets: ['core'] }, terms)).toBe(false);
    expect(isNoMore(terms, { ...terms, scope: [{}] })).toBe(false);
  });
});
