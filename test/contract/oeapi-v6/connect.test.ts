import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../src/institutions/index.js';
import { deliveryOf, samiraAt, university } from '../../fixtures/oeapi-v5.js';
import { endpoint, json, page, type Reply } from '../oeapi-v5/endpoint.js';

const samira = samiraAt.university;
const lists = {
  programmes: `/persons/${samira}/programme-offering-associations`,
  courses: `/persons/${samira}/course-offering-associations`,
  components: `/persons/${samira}/learning-component-offering-associations`,
  tests: `/persons/${samira}/test-component-offering-associations`,
};
const text = (value: string) => [{ language: 'nl', value }];
const taken = (n: number) => ({
  associationId: `association-${n}`,
  role: 'student',
  state: 'associated',
  personId: samira,
  courseOfferingId: 'offering-1',
  result: { state: 'completed', pass: 'passed', resultDateTime: '2026-03-31T00:00:00+02:00' },
});
const offering = {
  courseOfferingId: 'offering-1',
  primaryCode: { codeType: 'offering_code', code: 'WAT-1' },
  name: text('Aanbod'),
  courseId: 'course-1',
};
const course = {
  courseId: 'course-1',
  primaryCode: { codeType: 'identifier', code: 'WAT' },
  name: text('Water'),
  studyLoad: [
    { studyLoadUnit: 'hour', value: 140 },
    { studyLoadUnit: 'ects', value: 5 },
  ],
};
const documents: Readonly<Record<string, unknown>> = {
  '/': { contactEmail: 'beheer@heidestad.example' },
  '/course-offerings/offering-1': offering,
  '/courses/course-1': course,
};
const notFound: Reply = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: '{}',
};
const isList = (path: string): boolean => Object.values(lists).includes(path);
const usual = (path: string): Reply => {
  if (path === lists.courses) return page([taken(1)]);
  if (isList(path)) return page([]);
  return path in documents ? json(documents[path]) : notFound;
};
const problem = (supportedVersions: readonly string[]): Reply => ({
  status: 406,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ title: 'Version not acceptable', status: 406, supportedVersions }),
});

const opened = async (answer: (path: string, url: URL) => Reply) => {
  const school = await endpoint(answer);
  const connection = school.connect({
    version: 6,
    patience: { retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 } },
  });
  return { ...school, connection, read: () => connection.readLearner(samira, 'row') };
};

describe('an endpoint of version 6', () => {
  it('is asked for its four lists and what they point to, and gives the record under the key that version 5 gave', async () => {
    const { read, asked } = await opened(usual);
    const { deliveries, complete } = await read();
    expect(complete).toBe(true);
    expect(asked.filter((path) => path.startsWith('/persons'))).toEqual(
      Object.values(lists).map((path) => `${path}?role=student&pageSize=250&pageNumber=1`),
    );
    expect(new Set(deliveries.map(({ connector }) => connector))).toEqual(new Set(['oeapi-v6']));
    const [, result] = deliveries.flatMap((one) => readDelivery(one, university).records);
    expect(result?.facets.core).toMatchObject({ title: text('Water'), issuedOn: '2026-03-31' });
    expect(result?.facets.credits?.load).toEqual({ unit: 'EC', amount: '5' });
  });

  it('states a load in several units: EC counts, and the others are named as lost', async () => {
    const inside = { ...taken(1), courseOffering: { ...offering, course } };
    const { read } = await opened((path) =>
      path === lists.courses ? page([inside]) : usual(path),
    );
    const { deliveries } = await read();
    const [, result] = deliveries.flatMap((one) => readDelivery(one, university).records);
    expect(result?.facets.credits?.load).toEqual({ unit: 'EC', amount: '5' });
    expect(result?.facets.identifiers.losses).toContain('offering.course.studyLoad.value');
  });

  it('is read page by page as long as it says that there is a next one', async () => {
    const { read } = await opened((path, url) => {
      const number = Number(url.searchParams.get('pageNumber'));
      return path === lists.courses ? page([taken(number)], number < 3) : usual(path);
    });
    const { deliveries } = await read();
    const ids = deliveries.flatMap((one) => readDelivery(one, university).records);
    expect(ids).toHaveLength(6);
  });

  it('is asked only for what it says that it has, expanded where it says that it can', async () => {
    const service = {
      contactEmail: 'beheer@heidestad.example',
      supportedOperations: [
        { verbs: ['GET'], path: '/persons/{personId}/course-offering-associations' },
        { verbs: ['PUT'], path: '/persons/{personId}/test-component-offering-associations' },
      ],
      supportedExpands: [
        {
          expandableObjects: ['course_offering', 'person'],
          path: '/persons/{personId}/course-offering-associations',
        },
      ],
    };
    const { read, asked } = await opened((path) => (path === '/' ? json(service) : usual(path)));
    expect((await read()).complete).toBe(true);
    expect(asked.filter((path) => path.startsWith('/persons'))).toEqual([
      `${lists.courses}?role=student&pageSize=250&expand=course_offering&pageNumber=1`,
    ]);
  });

  it('that has not all lists, and does not say so, gives what it has; nothing is taken for withdrawn', async () => {
    const { read } = await opened((path) => (path === lists.tests ? notFound : usual(path)));
    const { deliveries, complete, issues } = await read();
    expect(deliveries).toHaveLength(3);
    expect(complete).toBe(false);
    expect(issues).toEqual([
      { code: 'LIST_NOT_OFFERED', path: 'test-component-offering-associations' },
    ]);
  });

  it('that has no list at all is a fault', async () => {
    const { read } = await opened((path) => (isList(path) ? notFound : usual(path)));
    await expect(read()).rejects.toMatchObject({ problem: 'UNREADABLE' });
  });

  it('is asked of each kind for what it did not name, and believed when none is there', async () => {
    const there = '/course-offering-associations/association-1';
    const { connection, asked } = await opened((path) =>
      path === there ? json(taken(1)) : usual(path),
    );
    const doubts = { sourceIds: ['association-2'], named: 'association-1' };
    const [gone] = await connection.readGone(doubts, 'row');
    expect(asked.filter((path) => path.endsWith('/association-2'))).toHaveLength(4);
    const five = { ...taken(2), associationType: 'courseOfferingAssociation' };
    const before = readDelivery(deliveryOf([five]), university).records.map(({ key }) => key);
    expect(gone && readDelivery(gone, university).withdrawn).toEqual(before);
  });
});

describe('which version is spoken', () => {
  const v5Page = page([
    {
      associationId: 'association-1',
      associationType: 'courseOfferingAssociation',
      role: 'student',
      state: 'associated',
      offering: 'o',
    },
  ]);

  it('is 5 where the endpoint has 5 and another that we do not know', async () => {
    const { read, asked } = await opened((path) => {
      if (path === '/') return problem(['5.0', '7.1']);
      return path === `/persons/${samira}/associations` ? v5Page : notFound;
    });
    const { deliveries } = await read();
    expect(deliveries.map(({ connector }) => connector)).toEqual(['oeapi-v5']);
    expect(asked.filter((path) => path.startsWith('/persons'))).toHaveLength(1);
  });

  it('is the highest 6 that the endpoint has', async () => {
    let asks = 0;
    const { read, asked } = await opened((path) => {
      if (path === '/') asks += 1;
      return path === '/' && asks === 1 ? problem(['6.1', '5.0', '6.2']) : usual(path);
    });
    expect((await read()).deliveries).toHaveLength(4);
    expect(asked.filter((path) => path === '/')).toHaveLength(2);
  });

  it('is told by the answer itself', async () => {
    const { read } = await opened((path) => {
      if (path === '/') {
        const headers = { 'content-type': 'application/vnd.oeapi+json;version=5.0' };
        return { headers, body: '{}' };
      }
      return path === `/persons/${samira}/associations` ? v5Page : notFound;
    });
    expect((await read()).deliveries.map(({ connector }) => connector)).toEqual(['oeapi-v5']);
  });

  it.each([[['4.0', '7.0']], [[]]])(
    'is none where the endpoint has %j, and that is said',
    async (versions) => {
      const { read } = await opened((path) => (path === '/' ? problem(versions) : usual(path)));
      await expect(read()).rejects.toMatchObject({
        kind: 'SourceMalformed',
        problem: 'UNREADABLE',
      });
    },
  );

  it('an endpoint that refuses us is refused, whatever it speaks', async () => {
    const { read } = await opened(() => ({ status: 401 }));
    await expect(read()).rejects.toMatchObject({ problem: 'REFUSED' });
  });
});
