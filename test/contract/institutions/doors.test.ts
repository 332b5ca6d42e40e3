import { expect, it } from 'vitest';
import {
  demoPeople,
  rocAssociations,
  universityAssociations,
} from '../../../src/demo/institutions/index.js';
import { application, asObject, basic, get, itemsOf, school } from './school.js';

const roc = await school('roc');
const university = await school('university');
const onlyBarry = await school('roc', { people: ['barry'] });
const { samira, barry } = demoPeople.roc;

// biome-ignore format: a table is read in columns
const strangers = [
  ['says nothing',                 {}],
  ['has the wrong password',       { authorization: basic('leerkluis', 'fout') }],
  ['has another application id',   { authorization: basic('iemand', 'proef') }],
  ['holds a learner token',        { authorization: 'Bearer token-of-samira' }],
] as const;

it.each(strangers)('a caller who %s is told to sign in', async (_who, headers) => {
  for (const target of ['/', `/persons/${samira.personId}`, '/courses', '/nowhere']) {
    const { status, headers: answered, body } = await get(roc, target, headers);
    expect(status).toBe(401);
    expect(answered.get('www-authenticate')).toContain('Basic');
    expect(answered.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status: '401', title: 'Unauthorized' });
  }
});

it('persons/me is for learners: their token opens it and the application password does not', async () => {
  const mine = await get(roc, '/persons/me', { authorization: 'bearer token-of-samira' });
  expect([mine.status, mine.body['personId']]).toEqual([200, samira.personId]);
  const other = await get(roc, '/persons/me');
  expect([other.status, other.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer realm="OEAPI"',
  ]);
});

// biome-ignore format: a table is read in columns
const mistakes = [
  // asked                                                          status
  [`/persons/${barry.personId}/associations?pageSize=7`,            400],
  [`/persons/${barry.personId}/associations?pageNumber=0`,          400],
  [`/persons/${barry.personId}/associations?state=cancelled`,       400],
  [`/persons/${barry.personId}/associations?associationType=courseOfferingAssociation`, 400],
  [`/associations/${rocAssociations.barryPassed}?expand=course`,    400],
  ['/courses?level=hoog',                                           400],
  ['/courses?sort=studyLoad',                                       400],
  ['/courses/WPT-210',                                              400],
  ['/courses/00000000-0000-4000-8000-000000000000',                 404],
  [`/courses/${barry.personId}`,                                    404],
  [`/persons/${demoPeople.university.barry.personId}`,              404],
  ['/associations',                                                 404],
  ['//',                                                            400],
] as const;

it.each(mistakes)('%s is answered with a problem, %i', async (target, status) => {
  const { headers, ...answer } = await get(roc, target);
  expect(answer).toMatchObject({ status, body: { status: String(status) } });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
});

it('nothing can be written over HTTP', async () => {
  const target = `/associations/${rocAssociations.barryPassed}`;
  const { status, headers } = await get(roc, target, { authorization: application }, 'PATCH');
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

it('a learner whom the school does not know has no person and no associations there', async () => {
  expect((await get(onlyBarry, `/persons/${samira.personId}`)).status).toBe(404);
  expect((await get(onlyBarry, `/associations/${rocAssociations.samiraShared}`)).status).toBe(404);
  expect((await get(onlyBarry, `/persons/${barry.personId}`)).status).toBe(200);
});

it('expand puts the object where the id was, one level deep', async () => {
  const target = `/associations/${universityAssociations.samiraPassed}`;
  const { body: bare } = await get(university, target);
  const { body } = await get(university, `${target}?expand=person,offering`);
  expect(bare['person']).toBe(demoPeople.university.samira.personId);
  expect(asObject(body['person'])['displayName']).toBe('Samira el Amrani');
  expect(asObject(body['offering'])['offeringId']).toBe(bare['offering']);
  expect(asObject(body['offering'])['course']).toMatch(/^[\da-f-]{36}$/);
});

it('a single resource has an ETag that changes with a correction and not otherwise', async () => {
  const own = await school('university');
  const target = `/associations/${universityAssociations.samiraPassed}`;
  const first = await get(own, target);
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const again = { authorization: application, 'if-none-match': etag };
  expect((await get(own, target, again)).status).toBe(304);
  own.amend(universityAssociations.samiraPassed, { result: { score: '8.0' } });
  const corrected = await get(own, target, again);
  expect(corrected.status).toBe(200);
  expect(corrected.body['result']).toMatchObject({ score: '8.0', resultDate: '2026-03-31' });
  own.remove(universityAssociations.samiraPassed);
  expect((await get(own, target)).status).toBe(404);
  expect(() => own.remove(universityAssociations.samiraPassed)).toThrow(RangeError);
  expect((await get(university, target)).status).toBe(200); // each start has books of its own
});

it('a school remembers what it was asked', async () => {
  roc.forgetRequests();
  await get(roc, '/courses?pageSize=20');
  expect(roc.requests).toEqual([{ method: 'GET', path: '/courses?pageSize=20' }]);
});

it('lists of a learner’s have no ETag', async () => {
  const { headers } = await get(roc, `/persons/${barry.personId}/associations`);
  expect(headers.get('etag')).toBeNull();
  expect(headers.get('cache-control')).toBe('private, no-cache');
});

it('lists of the catalogue have an ETag, may be kept a while, and are not said again to who has them', async () => {
  for (const target of ['/courses?pageSize=20', '/programs', '/academic-sessions']) {
    const { headers, body } = await get(roc, target);
    expect(headers.get('cache-control')).toBe('private, max-age=300');
    expect(itemsOf(body).length).toBeGreaterThan(1);
    const again = { authorization: application, 'if-none-match': headers.get('etag') ?? '' };
    expect((await get(roc, target, again)).status).toBe(304);
    const other = await get(roc, `${target.split('?')[0]}?pageSize=100&pageNumber=2`, again);
    expect(other.status).toBe(200);
  }
});
