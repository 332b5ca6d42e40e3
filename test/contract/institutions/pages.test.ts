import { expect, it } from 'vitest';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import { asObject, get, itemsOf, school } from './school.js';

const university = await school('university', { now: () => new Date('2026-11-24T12:00:00Z') });
const roc = await school('roc');
const samiras = `/persons/${demoPeople.university.samira.personId}/associations`;
const barrys = `/persons/${demoPeople.roc.barry.personId}/associations`;

it('fourteen associations take two pages of ten', async () => {
  const { body: first } = await get(university, samiras);
  expect(first).toMatchObject({
    pageSize: 10,
    pageNumber: 1,
    hasPreviousPage: false,
    hasNextPage: true,
  });
  const { body: second } = await get(university, `${samiras}?pageNumber=2`);
  expect(second).toMatchObject({ pageNumber: 2, hasPreviousPage: true, hasNextPage: false });
  const ids = [...itemsOf(first), ...itemsOf(second)].map((item) => item['associationId']);
  expect([itemsOf(first).length, itemsOf(second).length]).toEqual([10, 4]);
  expect(new Set(ids).size).toBe(14);
});

it('a page after the last is empty and leads nowhere', async () => {
  const { status, body } = await get(university, `${samiras}?pageNumber=9`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ hasNextPage: false, items: [] });
});

it('totalPages is there at one school and left out at the other', async () => {
  expect((await get(roc, barrys)).body['totalPages']).toBe(1);
  expect((await get(university, samiras)).body).not.toHaveProperty('totalPages');
});

it('a listed association carries its whole offering and session, and the course stays an id', async () => {
  const { body } = await get(university, `${samiras}?associationType=courseOffering&pageSize=50`);
  expect(itemsOf(body)).toHaveLength(11);
  for (const item of itemsOf(body)) {
    const offering = asObject(item['offering']);
    expect(offering['course']).toMatch(/^[\da-f-]{36}$/);
    expect(asObject(item['academicSession'])['academicSessionId']).toBe(
      offering['academicSession'],
    );
    expect(item).not.toHaveProperty('person');
  }
});

// biome-ignore format: a table is read in columns
const filters = [
  // school       whose    asked                                          how many
  [university,    samiras, 'associationType=programOffering',             2],
  [university,    samiras, 'associationType=componentOffering',           1],
  [university,    samiras, 'state=queued',                                1],
  [university,    samiras, 'state=denied',                                0],
  [university,    samiras, 'role=lecturer',                               0],
  [university,    samiras, 'result-state=postponed',                      1],
  [university,    samiras, 'result-state=in progress',                    2],
  [roc,           barrys,  'state=associated&result-state=completed',     6],
  [roc,           barrys,  'associationType=componentOffering&role=student', 2],
] as const;

it.each(filters)(
  '%# associations asked with a filter are only those',
  async (at, whose, asked, many) => {
    const { body } = await get(at, `${whose}?${asked}&pageSize=50`);
    expect(itemsOf(body)).toHaveLength(many);
  },
);

const names = async (query: string) =>
  itemsOf((await get(roc, `/courses?pageSize=250&${query}`)).body).map(
    ({ abbreviation }) => abbreviation,
  );

it('courses come by name, backwards when asked, and by words in the name', async () => {
  const forward = await names('sort=name');
  expect(forward[0]).toBe('AK-V');
  expect(await names('sort=-name')).toEqual(forward.toReversed());
  expect(await names('q=warmtepompen')).toEqual(['WPT-210']);
});

it('offerings of a course are those still to come, unless since says otherwise', async () => {
  const course = itemsOf((await get(university, '/courses?primaryCode=GEO-205')).body)[0];
  const runs = `/courses/${String(course?.['courseId'])}/offerings`;
  expect(itemsOf((await get(university, runs)).body)).toHaveLength(1);
  expect(itemsOf((await get(university, `${runs}?since=2025-01-01`)).body)).toHaveLength(2);
  const past = await get(university, `${runs}?since=2025-01-01&until=2026-12-31`);
  expect(itemsOf(past.body)).toHaveLength(1);
});
