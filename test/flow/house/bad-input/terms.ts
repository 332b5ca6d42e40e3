import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../src/embedded/index.js';
import { asksForResults, openRequest, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { cookieFor, fromPage, knock } from '../attacks/knock.js';
import { nonsense, shares } from '../attacks/steps.js';
import { badInput, notFound, outcomeOf, type Refusal, refusedAs, unread } from './refused.js';

const inDays = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();
const many = <T>(count: number, each: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_none, n) => each(n));
const huge = 'x'.repeat(90_000);

const misfit = (at: string): Refusal =>
  unread(`Variable "$input" does not fit its type at "input.${at}".`);
const plainMisfit: Refusal = unread('Variable "$input" does not fit its type.');
const missing = (field: string): Refusal =>
  unread(`Variable "$input" does not fit its type: "${field}" is missing.`);
const noWebId = badInput('Name the grantee by their WebID.');
const noHalf = unread('A text holds half a character.');
const noZero = unread('A text cannot hold the character U+0000.');
const ahead = badInput('The end date must lie ahead.');
const noDomain = badInput('Name institutions by their domain, and fifty at most.');
const noName = badInput('An app is named by its client id.');
const longest = badInput('Access can last 730 days at most.');
const to = (person: string) => ({ grantee: { person } });
const ends = () => ({ until: inDays(1) });

/** Grants that no learner meant, as their own page could send them. */
export function malformedTerms(opened: () => TestHouse): void {
  let house: TestHouse;
  let cookie: string;
  let query: string;
  beforeAll(async () => {
    house = opened();
    cookie = await cookieFor(house, 'samira');
    query = await readFile(join(projectRoot, 'schema/operations/GrantAccess.graphql'), 'utf8');
  });
  const base = () => ({
    grantee: { person: house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{}],
  });
  /** Bytes as no serializer would write them. */
  const sends = (variables: string) => {
    const body = `{"query":${JSON.stringify(query)},"operationName":"GrantAccess","variables":${variables}}`;
    return knock(house, { headers: fromPage(cookie), body });
  };
  const grants = (change: object) => sends(JSON.stringify({ input: { ...base(), ...change } }));
  /** `more` stands in the input as it is written here. */
  const raw = (more: string) => sends(`{"input":${JSON.stringify(base()).slice(0, -1)},${more}}}`);

  // biome-ignore format: a table is read in columns
  const wrong: readonly (readonly [string, object, Refusal])[] = [
    ['a facet that is none',            { facets: ['SPECIAL'] }, misfit('facets[0]')],
    ['a facet in lower case',           { facets: ['core'] }, misfit('facets[0]')],
    ['a facet that is null',            { facets: [null] }, misfit('facets[0]')],
    ['a person facet that is none',     { personFacets: ['NATIONAL_NUMBER'] }, misfit('personFacets[0]')],
    ['a purpose that is none',          { purpose: 'MARKETING' }, misfit('purpose')],
    ['a purpose that is a number',      { purpose: 1 }, misfit('purpose')],
    ['no purpose',                      { purpose: undefined }, missing('purpose')],
    ['two purposes',                    { purpose: ['ADMISSION', 'CAREER_GUIDANCE'] }, misfit('purpose')],
    ['a duty nobody knows',             { duties: ['DELETE_AFTER'] }, plainMisfit],
    ['no scope',                        { scope: undefined }, missing('scope')],
    ['an empty scope',                  { scope: [] }, badInput('Say which records you share: at least one choice.')],
    ['an unknown limit in a choice',    { scope: [{ grades: 'ALL' }] }, misfit('scope[0]')],
    ['a choice that is a text',         { scope: ['ALL'] }, misfit('scope[0]')],
    ['1,000 choices',                   { scope: many(1000, () => ({})) }, badInput('That is more than fits one grant: share in fewer choices.')],
    ['records by ids nobody was given', { scope: [{ recordIds: [nonsense] }] }, notFound],
    ['a school by javascript:',         { scope: [{ institutions: ['javascript:alert(1)'] }] }, noDomain],
    ['a school by its name',            { scope: [{ institutions: ['Universiteit Merenveld'] }] }, noDomain],
    ['3,000 schools',                   { scope: [{ institutions: many(3000, (n) => `s${n}.example`) }] }, noDomain],
    ['no parts',                        { facets: [] }, badInput('Say which parts of the records you share: at least one.')],
    ['an end in the past',              { until: inDays(-1) }, ahead],
    ['an end this very moment',         { until: inDays(0) }, ahead],
    ['an end in ten years',             { until: inDays(3650) }, longest],
    ['an end that is no date',          { until: 'morgen' }, misfit('until')],
    ['an end on 31 February',           { until: '2027-02-31T00:00:00Z' }, misfit('until')],
    ['an end without a time zone',      { until: '2026-12-31T00:00:00' }, misfit('until')],
    ['an end in the year 300000',       { until: '+300000-01-01T00:00:00Z' }, misfit('until')],
    ['an end as a list',                { until: [inDays(1)] }, misfit('until')],
    ['level 99',                        { scope: [{ levelMin: 99 }] }, badInput('A level is 0 to 8.')],
    ['a level below nought',            { scope: [{ levelMin: -1 }] }, badInput('A level is 0 to 8.')],
    ['half a level',                    { scope: [{ levelMin: 2.5 }] }, misfit('scope[0].levelMin')],
    ['a day that is none',              { scope: [{ issuedFrom: '2026-02-30' }] }, misfit('scope[0].issuedFrom')],
    ['earlier versions',                { scope: [{ status: ['SUPERSEDED'] }] }, badInput('Earlier versions of a record are not shared.')],
    ['no time at all',                  { maxSessions: 0 }, badInput('A number of times is at least one.')],
    ['fewer times than none',           { maxSessions: -3 }, badInput('A number of times is at least one.')],
    ['more times than a number holds',  { maxSessions: 2 ** 31 }, misfit('maxSessions')],
    ['times as a text',                 { maxSessions: '3' }, misfit('maxSessions')],
    ['later records, perhaps',          { includeFuture: 'false' }, misfit('includeFuture')],
    ['no app',                          { clients: [] }, badInput('Name at least one app.')],
    ['200 apps',                        { clients: many(200, (n) => `https://app-${n}.example/id`) }, badInput('A grant is for 10 apps at most.')],
    ['an app without a name',           { clients: [''] }, noName],
    ['an app by 90,000 characters',     { clients: [huge] }, noName],
    ['an app by a text over two lines', { clients: ['https://app.example/id\nSamira'] }, noName],
    ['an app by javascript:',           { clients: ['javascript:alert(1)'] }, noName],
    ['an app written backwards',        { clients: ['https://app.example/\u202Edi'] }, noName],
    ['a person without a name',         to(''), noWebId],
    ['a person by name',                to('Noor Hendriks'), noWebId],
    ['a person by javascript:',         to('javascript:alert(1)'), noWebId],
    ['a person by data:',               to('data:text/turtle,<%23me>%20a%20<x>.'), noWebId],
    ['a person by file:',               to('file:///etc/passwd'), noWebId],
    ['a person with a password',        to('https://noor:geheim@advies.example/#me'), noWebId],
    ['a person by 90,000 characters',   to(`https://advies.example/${huge}`), noWebId],
    ['a person written backwards',      to('https://advies.example/\u202Eroon#me'), noWebId],
    ['a person over two lines',         to('https://advies.example/\r\nx: y'), noWebId],
    ['a person as an object',           { grantee: { person: { webId: 'x' } } }, misfit('grantee.person')],
    ['half a character',                to('https://advies.example/\uD83D'), noHalf],
    ['U+0000',                          to('https://advies.example/\0'), noZero],
  ];
  it.each(someOf(wrong, 4))('%s', async (_what, change, refusal) => {
    expect(await outcomeOf(house, () => grants(change))).toEqual(refusedAs(refusal));
  });

  // biome-ignore format: a table is read in columns
  const bytes: readonly (readonly [string, string, Refusal])[] = [
    ['NaN',                        '"maxSessions":NaN', unread('The question cannot be read.')],
    ['1e400',                      '"maxSessions":1e400', misfit('maxSessions')],
    ['-1e400 as a level',          '"scope":[{"levelMin":-1e400}]', misfit('scope[0].levelMin')],
    ['a number of 4,000 figures',  `"maxSessions":${'9'.repeat(4000)}`, misfit('maxSessions')],
    ['__proto__ as a field',       '"__proto__":{"maxSessions":1}', plainMisfit],
    ['constructor as a field',     '"constructor":{"prototype":{}}', plainMisfit],
    ['the last of two is wrong',   '"maxSessions":3,"maxSessions":0', badInput('A number of times is at least one.')],
    ['half a character, escaped',  '"clients":["\\ud83d"]', noHalf],
    ['U+0000, escaped',            '"clients":["\\u0000"]', noZero],
  ];
  it.each(someOf(bytes, 4))('%s, in the bytes themselves', async (_what, more, refusal) => {
    expect(await outcomeOf(house, () => raw(more))).toEqual(refusedAs(refusal));
  });

  it('whereas the same grant without any of it is made', async () => {
    const id = await shares(house);
    expect(id).toMatch(/./);
    await revokesAll(house);
  });

  describe('ids and types, in what is changed and answered', () => {
    let ofBarry: string;
    let request: string;
    let grant: string;
    beforeAll(async () => {
      const answer = await house.ask('barry', 'GrantAccess', { input: base() });
      ofBarry = answer.data.grantAccess.grant.id;
      await asksForResults(house);
      request = await openRequest(house);
      grant = await shares(house, { maxSessions: 5 });
      return () => revokesAll(house);
    });
    const notLess = badInput('You can make this less, not more: for more, share anew.');
    // biome-ignore format: a table is read in columns
    const asked: readonly (readonly [string, string, () => object, Refusal])[] = [
      ['a grant that is nonsense',           'NarrowGrant', () => ({ input: { grantId: nonsense, ...ends() } }), notFound],
      ['a grant without an id',              'NarrowGrant', () => ({ input: { grantId: '', ...ends() } }), notFound],
      ['a grant by 90,000 characters',       'NarrowGrant', () => ({ input: { grantId: huge, ...ends() } }), notFound],
      ['a grant of another learner',         'NarrowGrant', () => ({ input: { grantId: ofBarry, ...ends() } }), notFound],
      ['a request as if it were a grant',    'NarrowGrant', () => ({ input: { grantId: request, ...ends() } }), notFound],
      ['a grant by a number of JSON',        'NarrowGrant', () => ({ input: { grantId: 1.5, ...ends() } }), misfit('grantId')],
      ['a grant as a list',                  'NarrowGrant', () => ({ input: { grantId: [nonsense], ...ends() } }), misfit('grantId')],
      ['narrower to none',                   'NarrowGrant', () => ({ input: { grantId: grant, scope: [] } }), badInput('Say which records you share: at least one choice.')],
      ['narrower to no part',                'NarrowGrant', () => ({ input: { grantId: grant, facets: [] } }), badInput('Say which parts of the records you share: at least one.')],
      ['narrower to no app',                 'NarrowGrant', () => ({ input: { grantId: grant, clients: [] } }), badInput('Name at least one app.')],
      ['narrower to more parts',             'NarrowGrant', () => ({ input: { grantId: grant, facets: ['CORE', 'ASSESSMENT'] } }), notLess],
      ['narrower to more times',             'NarrowGrant', () => ({ input: { grantId: grant, maxSessions: 6 } }), notLess],
      ['narrower to a later end',            'NarrowGrant', () => ({ input: { grantId: grant, until: inDays(365) } }), notLess],
      ['narrower to what it is already',     'NarrowGrant', () => ({ input: { grantId: grant } }), badInput('This is what you share already: say what you take back.')],
      ['narrower to an end in the past',     'NarrowGrant', () => ({ input: { grantId: grant, until: inDays(-1) } }), ahead],
      ['narrower to another app',            'NarrowGrant', () => ({ input: { grantId: grant, clients: ['https://app.example/id'] } }), notLess],
      ['stopping what is nonsense',          'RevokeGrant', () => ({ id: nonsense }), notFound],
      ['stopping what another learner gave', 'RevokeGrant', () => ({ id: ofBarry }), notFound],
      ['a request that is nonsense',         'AnswerAccessRequest', () => ({ input: { requestId: nonsense, decision: 'DECLINE' } }), notFound],
      ['a grant as if it were a request',    'AnswerAccessRequest', () => ({ input: { requestId: grant, decision: 'DECLINE' } }), notFound],
      ['an answer that is neither yes nor no', 'AnswerAccessRequest', () => ({ input: { requestId: request, decision: 'MAYBE' } }), misfit('decision')],
      ['a yes to nothing',                   'AnswerAccessRequest', () => ({ input: { requestId: request, decision: 'GRANT' } }), badInput('Say which records you share: at least one choice.')],
      ['a yes to more than was asked',       'AnswerAccessRequest', () => ({ input: { requestId: request, decision: 'GRANT', scope: [{}], facets: ['CORE', 'FEEDBACK'] } }), badInput('You can give less than was asked, not more.')],
      ['a pause that is a text',             'PauseAll', () => ({ paused: 'yes' }), unread('Variable "$paused" does not fit its type.')],
      ['a pause that is null',               'PauseAll', () => ({ paused: null }), badInput('An argument does not fit its type: look at the place given.')],
      ['a school that is none',              'SyncInstitution', () => ({ institution: 'nergens.example' }), notFound],
      ['a school by javascript:',            'SyncInstitution', () => ({ institution: 'javascript:alert(1)' }), notFound],
      ['a school as an object',              'SyncInstitution', () => ({ institution: {} }), unread('Variable "$institution" does not fit its type.')],
    ];
    it.each(someOf(asked, 4))('%s: %s', async (_what, operation, variables, refusal) => {
      expect(await outcomeOf(house, () => house.ask('samira', operation, variables()))).toEqual(
        refusedAs(refusal),
      );
    });
  });
}
