import { expect, it } from 'vitest';
import { canonicalJson, institutionId } from '../../../src/base/index.js';
import {
  demoInstitutions,
  demoPeople,
  type InstitutionKey,
  rocAssociations,
  universityAssociations,
} from '../../../src/demo/institutions/index.js';
import { connectOeapi, readDelivery } from '../../../src/institutions/index.js';
import type { IncomingRecord } from '../../../src/records/index.js';
import { application, asObject, get, itemsOf, school } from './school.js';

const now = () => new Date('2026-11-28T12:00:00Z');
const keys = ['roc', 'university', 'hogeschool'] as const;
const open = async (key: InstitutionKey) => ({
  5: await school(key, { now }),
  6: await school(key, { now, version: 6 }),
});
const schools = {
  roc: await open('roc'),
  university: await open('university'),
  hogeschool: await open('hogeschool'),
};
const { university } = schools;

async function recordsFrom(key: InstitutionKey, learner: 'samira' | 'barry', version: 5 | 6) {
  const { id, name } = demoInstitutions[key];
  const institution = {
    id: institutionId(id),
    name: Object.entries(name).map(([language, value]) => ({ language, value })),
  };
  const connection = connectOeapi({
    institution,
    baseUrl: schools[key][version].url,
    credentials: { user: 'leerkluis', password: 'proef' },
    fetch: globalThis.fetch,
    now,
    version,
  });
  const { personId } = demoPeople[key][learner];
  const { deliveries, complete } = await connection.readLearner(personId, learner);
  expect(complete).toBe(true);
  const read = deliveries.map((delivery) => readDelivery(delivery, institution));
  expect(read.flatMap(({ quarantined }) => quarantined)).toEqual([]);
  return read.flatMap((each) => each.records).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * What may differ: what was lost, the name of a scale, and the code of a programme, since version 6 has one word for it
 * and a scale from 0 where version 5 has one from 1.
 */
function comparable({ key, facets }: IncomingRecord): unknown {
  const { losses: _losses, ...identifiers } = facets.identifiers;
  const text = canonicalJson({ key, facets: { ...facets, identifiers } })
    .replaceAll('"GRADE_0_10_ONE_DECIMAL"', '"GRADE_1_10"')
    .replaceAll('"crohoCreboCode"', '"programCode"');
  return JSON.parse(text);
}

const pairs = keys.flatMap((key) =>
  (['samira', 'barry'] as const).map((who) => [key, who] as const),
);
it.each(pairs)('the %s tells the same of %s in version 6 as in version 5', async (key, learner) => {
  const [five, six] = [await recordsFrom(key, learner, 5), await recordsFrom(key, learner, 6)];
  expect(six.map(comparable)).toEqual(five.map(comparable));
  expect(six.length).toBeGreaterThan(0);
});

it('the service tells what can be asked and expanded', async () => {
  const { headers, body } = await get(university[6], '/');
  expect(headers.get('content-type')).toBe('application/vnd.oeapi+json;version=6.0');
  expect(body['supportedOperations']).toContainEqual({
    verbs: ['GET'],
    path: '/courses/{id}/course-offerings',
  });
  expect(body['supportedExpands']).toContainEqual({
    expandableObjects: ['academic_session', 'course_offering'],
    path: '/persons/{id}/course-offering-associations',
  });
});

const inVersion = (version: string) => ({
  authorization: application,
  accept: `application/vnd.oeapi+json;version=${version}`,
});

it('another version is not acceptable, a later minor one is answered in 6.0', async () => {
  const { status, headers, body } = await get(university[6], '/courses', inVersion('5.0'));
  expect([status, headers.get('content-type')]).toEqual([406, 'application/problem+json']);
  expect(body).toMatchObject({
    status: 406,
    title: 'Version not acceptable',
    requestedVersion: '5.0',
    supportedVersions: ['6.0'],
  });
  expect((await get(university[6], '/courses', inVersion('6.1'))).status).toBe(200);
});

it('a problem has a number and an address for its type', async () => {
  const { status, body } = await get(university[6], '/courses/not-a-uuid');
  expect(status).toBe(400);
  expect(body).toEqual({
    type: 'https://www.merenveld.example/oeapi/problems/bad-request',
    title: 'Bad request',
    status: 400,
    detail: 'The id must be a UUID.',
  });
  university[6].behave({ tooMany: true });
  expect((await get(university[6], '/')).body).toMatchObject({ status: 429 });
  university[6].behave({});
});

it('a course, its run and its outcomes say in version 6 what version 5 says', async () => {
  const old = itemsOf((await get(university[5], '/courses?primaryCode=BIO-205')).body)[0] ?? {};
  const id = String(old['courseId']);
  const { body } = await get(university[6], `/courses/${id}`);
  expect(body).toMatchObject({
    courseId: id,
    name: old['name'],
    studyLoad: [{ studyLoadUnit: 'ects', value: 5 }],
    teachingLanguages: ['nl'],
    modesOfDelivery: ['presential'],
    programmeIds: old['programs'],
  });
  const [run] = itemsOf((await get(university[6], `/courses/${id}/course-offerings`)).body);
  expect(run).toMatchObject({
    courseId: id,
    state: 'active',
    startDateTime: '2027-04-12T00:00:00+02:00',
    endDateTime: '2027-07-02T23:59:59+02:00',
    enrolmentPeriods: [
      { startDateTime: '2027-01-18T00:00:00+01:00', endDateTime: '2027-03-19T23:59:59+01:00' },
    ],
    maxNumberStudents: 24,
  });
  const since = 'since=2027-04-13T00:00:00%2B02:00';
  expect(
    itemsOf((await get(university[6], `/courses/${id}/course-offerings?${since}`)).body),
  ).toEqual([]);
  const outcomes: unknown = body['learningOutcomeIds'];
  const [first] = Array.isArray(outcomes) ? Array.from<unknown>(outcomes) : [];
  const outcome = await get(university[6], `/learning-outcomes/${String(first)}`);
  expect(outcome.body).toMatchObject({
    primaryCode: { codeType: 'identifier', code: 'BIO-205-L1' },
    name: [{ language: 'nl-NL', value: 'Herkent de planten van het laagveen.' }],
    otherCodes: [{ codeType: 'x-esco' }],
  });
});

it('the object that is asked for stands beside its id', async () => {
  const target = `/course-offering-associations/${universityAssociations.samiraPassed}`;
  const { body } = await get(university[6], `${target}?expand=person,course_offering`);
  expect(asObject(body['person'])).toMatchObject({ displayName: 'Samira el Amrani' });
  expect(asObject(body['courseOffering'])['courseOfferingId']).toBe(body['courseOfferingId']);
  expect(body['personId']).toBe(demoPeople.university.samira.personId);
  const other = `/programme-offering-associations/${universityAssociations.samiraPassed}`;
  expect((await get(university[6], other)).status).toBe(404);
});

it('of a test, what the exam chain says stands in fields of its own', async () => {
  const target = `/test-component-offering-associations/${rocAssociations.barryProvisional}`;
  const { body } = await get(schools.roc[6], target);
  expect(body).toMatchObject({ attempt: 2, extraDuration: 'PT30M', attendance: 'present' });
  expect(body['requiredPersonalNeeds']).toContain('extra_time');
  expect(body['result']).toMatchObject({
    final: false,
    rawScore: 65,
    maxRawScore: 75,
    resultDateTime: '2026-10-25T00:00:00+02:00',
  });
});
