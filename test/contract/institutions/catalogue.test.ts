import { expect, it } from 'vitest';
import type { InstitutionKey } from '../../../src/demo/institutions/index.js';
import { asObject, get, itemsOf, type Json, school } from './school.js';

const today = '2026-11-28';
const now = () => new Date(`${today}T12:00:00Z`);
const runsOf = async (key: InstitutionKey): Promise<readonly Json[]> => {
  const server = await school(key, { now });
  const lists = [
    ['courses', 'courseId'],
    ['programs', 'programId'],
  ] as const;
  const found: Json[] = [];
  for (const [list, id] of lists) {
    const all = itemsOf((await get(server, `/${list}?pageSize=250`)).body);
    for (const one of all) {
      const path = `/${list}/${String(one[id])}/offerings?since=2026-08-01&pageSize=250`;
      found.push(...itemsOf((await get(server, path)).body).map((run) => ({ of: one, ...run })));
    }
  }
  return found.filter(({ endDate }) => String(endDate) >= today);
};

const runs = {
  roc: await runsOf('roc'),
  university: await runsOf('university'),
  hogeschool: await runsOf('hogeschool'),
};
const all = Object.values(runs).flat();

/** How a place can be had: by its days, and by its places. */
const dayOf = (run: Json): string => {
  const [from, until] = [run['enrollStartDate'], run['enrollEndDate']];
  if (typeof from !== 'string' || typeof until !== 'string') return 'not said';
  if (from > today) return 'not yet';
  return until < today ? 'over' : 'open';
};
const isFull = ({ maxNumberStudents: max, enrolledNumberStudents: has }: Json): boolean =>
  typeof max === 'number' && typeof has === 'number' && has >= max;

const isNearlyFull = ({ maxNumberStudents: max, enrolledNumberStudents: has }: Json) =>
  typeof max === 'number' && typeof has === 'number' && max > has && max - has < 4;
const unitsOf = (of: readonly Json[]) => [
  ...new Set(of.map((run) => asObject(asObject(run['of'])['studyLoad'])['studyLoadUnit'])),
];

it('there is much to choose from, each with a load, a place, a period and its own id', () => {
  expect(runs.roc.length + runs.university.length).toBeGreaterThanOrEqual(150);
  expect(runs.hogeschool.length).toBeGreaterThanOrEqual(20);
  expect(new Set(all.map(({ offeringId }) => offeringId)).size).toBe(all.length);
  expect([unitsOf(runs.roc), unitsOf(runs.university)]).toEqual([['sbu'], ['ects']]);
  const ways = new Set(all.map(dayOf));
  expect([...ways].toSorted()).toEqual(['not said', 'not yet', 'open', 'over']);
});

it('some are full, some nearly, some taught in English, some named by skills or what comes before', () => {
  const open = all.filter((run) => dayOf(run) === 'open');
  expect(open.filter(isFull).length).toBeGreaterThan(5);
  expect(open.filter(isNearlyFull).length).toBeGreaterThan(5);
  expect(all.filter(({ teachingLanguage }) => teachingLanguage === 'eng').length).toBeGreaterThan(
    10,
  );
  const of = all.map((run) => asObject(run['of']));
  const skilled = of.filter(({ otherCodes }) =>
    JSON.stringify(otherCodes ?? '').includes('/esco/'),
  );
  expect(skilled.length).toBeGreaterThan(50);
  const codes = new Set(of.map(({ abbreviation }) => abbreviation));
  const asked = of.flatMap(({ admissionRequirements }) =>
    [...JSON.stringify(admissionRequirements ?? '').matchAll(/Voorkennis: ([A-Z0-9-]+)\./g)].map(
      ([, code]) => code,
    ),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((code) => codes.has(code)).length).toBeGreaterThan(20);
});

it('titles are Dutch, and English for most', () => {
  const languages = all.map((run) => {
    const name: unknown = run['name'];
    return Array.isArray(name) ? name.map((text: unknown) => asObject(text)['language']) : [];
  });
  expect(languages.every(([first]) => first === 'nl-NL')).toBe(true);
  expect(languages.filter(([, second]) => second === 'en-GB').length).toBeGreaterThan(180);
});
