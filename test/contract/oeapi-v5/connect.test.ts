import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import {
  association,
  catalogue,
  courseOffering,
  programOffering,
  samiraAt,
  university,
} from '../../fixtures/oeapi-v5.js';
import { endpoint, json, page, type Reply } from './endpoint.js';

const samira = samiraAt.university;
const pages = `/persons/${samira}/associations`;
const notFound: Reply = { status: 404, headers: { 'content-type': 'application/problem+json' } };
const fromCatalogue = (path: string): Reply => {
  const found = catalogue[path.slice(1)];
  return found === undefined ? notFound : json(found);
};
const numbered = (n: number, change = {}) =>
  association({
    associationId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    ...change,
  });

describe('pages', () => {
  it('are followed while there is a next one, whatever they say of a total', async () => {
    const school = await endpoint((path, url) => {
      if (path !== pages) return fromCatalogue(path);
      const n = Number(url.searchParams.get('pageNumber'));
      return json({ totalPages: 1, hasNextPage: n < 3, items: [numbered(n)] });
    });
    const { deliveries, issues } = await school.connect().readLearner(samira, 'row-1');
    expect(issues).toEqual([]);
    expect(deliveries.map(({ page: { url } }) => url)).toEqual(
      [1, 2, 3].map((n) => `${school.baseUrl}${pages}?role=student&pageSize=250&pageNumber=${n}`),
    );
    expect([...school.authorizations]).toEqual([
      `Basic ${Buffer.from('leerkluis:één-geheim').toString('base64')}`,
    ]);
  });

  // biome-ignore format: a table is read in columns
  const endless = [
    ['says the same page for ever', () => page([numbered(1)], true),                                                     1, 'PAGE_REPEATS'],
    ['never comes to an end',       (n: number) => page([numbered(n)], true),                                            3, 'TOO_MANY_PAGES'],
    ['does not say if there is more', () => json({ items: [numbered(1)] }),                                              1, 'MISSING'],
  ] as const;
  it.each(endless)(
    'of a server that %s are cut, and that is said',
    async (_why, answer, kept, code) => {
      const school = await endpoint((path, url) =>
        path === pages ? answer(Number(url.searchParams.get('pageNumber'))) : fromCatalogue(path),
      );
      const read = await school.connect({ maxPages: 3 }).readLearner(samira, 'row-1');
      expect(read.deliveries).toHaveLength(kept);
      expect(read.issues.map((issue) => issue.code)).toEqual([code]);
    },
  );
});

const oneSecondOn = (): Date => new Date('2026-11-25T12:00:01Z');

describe('a delivery', () => {
  it('holds the exact bytes, and one id for the same bytes at one time', async () => {
    const bytes = Buffer.from(`\uFEFF {"hasNextPage":false,\r\n "items": [] , "x":"\\u00e9é"}`);
    const school = await endpoint(() => ({ body: bytes }));
    const read = () => school.connect().readLearner(samira, 'row-1');
    const [[first], [second], [ofBarry]] = [
      (await read()).deliveries,
      (await read()).deliveries,
      (await school.connect().readLearner(samira, 'row-2')).deliveries,
    ];
    expect(Buffer.from(first?.page.body ?? '', 'utf8').equals(bytes)).toBe(true);
    expect(first?.page.sha256).toBe(sha256Hex(bytes));
    expect(first?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(second).toEqual(first);
    const [later] = (await school.connect({ now: oneSecondOn }).readLearner(samira, 'row-1'))
      .deliveries;
    expect(later?.id).not.toBe(first?.id);
    expect(ofBarry?.id).not.toBe(first?.id);
  });

  it('brings what its page refers to and nothing else, each asked for once', async () => {
    const courses = Array.from({ length: 12 }, (_, n) => `course-${n}`);
    const school = await endpoint((path, url) => {
      if (path === pages) {
        const n = Number(url.searchParams.get('pageNumber'));
        const mine = n === 1 ? courses : courses.slice(0, 2);
        return page(
          mine.map((course, at) =>
            numbered(100 * n + at, { offering: courseOffering({ course }) }),
          ),
          n === 1,
        );
      }
      return json({ courseId: path.slice(9), name: [{ language: 'nl', value: path }] });
    });
    const { deliveries } = await school.connect().readLearner(samira, 'row-1');
    expect(deliveries.map(({ lookups }) => lookups.length)).toEqual([12, 2]);
    const urls = deliveries[0]?.lookups.map(({ url }) => url) ?? [];
    expect(urls).toEqual(urls.toSorted());
    expect(school.asked).toHaveLength(2 + 12);
    expect(school.busiest()).toBeLessThanOrEqual(4);
  });

  it('follows an id to an offering, its programme and its specification, and can be read without a network', async () => {
    const school = await endpoint((path) => {
      if (path === pages) {
        const program = { associationType: 'programOfferingAssociation', offering: 'offering-1' };
        return page([numbered(1, program)]);
      }
      return path === '/offerings/offering-1' ? json(programOffering()) : fromCatalogue(path);
    });
    const { deliveries } = await school.connect().readLearner(samira, 'row-1');
    const read = deliveries.map((delivery) => readDelivery(delivery, university));
    const cores = read.flatMap(({ records }) => records.map(({ facets }) => facets.core));
    expect(cores.map(({ recordType }) => recordType)).toEqual(['ENROLMENT', 'DIPLOMA']);
    expect(cores[1]?.title).toEqual([{ language: 'nl-NL', value: 'Waterbeheer' }]);
  });

  it('leaves out a course that is gone and keeps the record', async () => {
    const school = await endpoint((path) => (path === pages ? page([association()]) : notFound));
    const { deliveries } = await school.connect().readLearner(samira, 'row-1');
    const [read] = deliveries.map((delivery) => readDelivery(delivery, university));
    expect(deliveries[0]?.lookups).toEqual([]);
    expect(read?.records[1]?.facets.identifiers.issues).toEqual([
      { code: 'LOOKUP_MISSING', path: 'offering.course' },
    ]);
  });

  it('goes nowhere outside the endpoint, wherever an id points', async () => {
    const ids = ['../persons/1', 'https://elders.example/x', '..', '%2e%2e', 'a/b', 'a?b', ''];
    const school = await endpoint((path) =>
      path === pages
        ? page(ids.map((course, n) => numbered(n, { offering: courseOffering({ course }) })))
        : notFound,
    );
    await school.connect().readLearner(samira, 'row-1');
    expect(school.asked).toHaveLength(1);
  });
});

describe('a source that fails', () => {
  const huge = 'x'.repeat(5_000_001);
  // biome-ignore format: a table is read in columns
  const failures = [
    ['is out of order',           { status: 503 },                                          'SourceUnreachable', 'answered 503'],
    ['does not know us',          { status: 401 },                                          'SourceUnreachable', 'answered 401'],
    ['does not know the learner', notFound,                                                 'SourceUnreachable', 'answered 404'],
    ['sends us elsewhere',        { status: 302, headers: { location: 'http://127.0.0.1/' } }, 'SourceUnreachable', 'answered 302'],
    ['is too slow',               { afterMs: 2000 },                                        'SourceUnreachable', 'got no answer'],
    ['answers a web page',        { headers: { 'content-type': 'text/html' } },             'SourceMalformed',   'is not JSON'],
    ['answers too much',          { body: huge },                                           'SourceMalformed',   'more than 5000000 bytes'],
    ['answers no UTF-8',          { body: Uint8Array.of(0x22, 0xff, 0x22) },                'SourceMalformed',   'not UTF-8'],
    ['answers no page',           json({ associationId: 'x' }),                             'SourceMalformed',   'is no page'],
  ] as const;

  it.each(failures)(
    'because it %s is a fault that names no person',
    async (_why, reply, kind, says) => {
      const school = await endpoint(() => reply);
      // 500 where time is what it is about: five million bytes may take longer on a busy machine
      const timeoutMs = says === 'got no answer' ? 500 : 10_000;
      const reading = school.connect({ timeoutMs }).readLearner(samira, 'row-1');
      const fault: unknown = await reading.catch((error: unknown) => error);
      expect(fault).toMatchObject({ name: 'Fault', kind });
      const { message } = fault instanceof Error ? fault : new Error('no fault');
      expect(message).toContain('GET /persons/{personId}/associations');
      expect(message).toContain(says);
      expect(message).not.toContain(samira);
    },
  );

  it('in the midst of its catalogue is a fault, and it is left in peace', async () => {
    const school = await endpoint((path) =>
      path === pages
        ? page(
            Array.from({ length: 40 }, (_, n) =>
              numbered(n, { offering: courseOffering({ course: `course-${n}` }) }),
            ),
          )
        : { status: 500 },
    );
    await expect(school.connect().readLearner(samira, 'row-1')).rejects.toMatchObject({
      kind: 'SourceUnreachable',
      message: 'GET /courses/{courseId} answered 500',
    });
    expect(school.asked.length).toBeLessThanOrEqual(1 + 4);
  });

  it('is not asked at all for what cannot be a person', async () => {
    const school = await endpoint(() => notFound);
    await expect(school.connect().readLearner('../x', 'row-1')).rejects.toMatchObject({
      kind: 'BadInput',
    });
    expect(school.asked).toEqual([]);
  });
});
