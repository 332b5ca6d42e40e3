import { isObject } from './tighten.js';

/** One question: the standard's path and the address that fills it in. */
export type Step = {
  readonly path: string;
  readonly target: string;
  readonly status: number;
  readonly by: 'application' | 'learner' | 'nobody';
  readonly method: 'GET' | 'POST';
};
export const step = (path: string, target: string, more: Partial<Step> = {}): Step => ({
  path,
  target,
  status: 200,
  by: 'application',
  method: 'GET',
  ...more,
});

type Single = {
  readonly segment: string;
  readonly idName: string;
  readonly below: readonly string[];
  /** What the standard calls the id in the path, where that is not its name. */
  readonly inPath?: string;
};
// biome-ignore format: a table is read in columns
const singlesInV5: readonly Single[] = [
  { segment: 'persons',                  idName: 'personId',                 below: ['associations'] },
  { segment: 'associations',             idName: 'associationId',            below: [] },
  { segment: 'offerings',                idName: 'offeringId',               below: [] },
  { segment: 'courses',                  idName: 'courseId',                 below: ['components', 'offerings'] },
  { segment: 'programs',                 idName: 'programId',                below: ['courses', 'offerings'] },
  { segment: 'components',               idName: 'componentId',              below: [] },
  { segment: 'organizations',            idName: 'organizationId',           below: [] },
  { segment: 'academic-sessions',        idName: 'academicSessionId',        below: [] },
  { segment: 'education-specifications', idName: 'educationSpecificationId', below: [] },
];
const kindsInV6 = ['programme', 'course', 'learning-component', 'test-component'];
const camel = (words: string): string =>
  words.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** The ids of associations are called the same for each kind: the list that they are in tells which it is. */
const associationsInV6: readonly Single[] = kindsInV6.map((kind) => ({
  segment: `${kind}-offering-associations`,
  idName: 'associationId',
  inPath: camel(`${kind}-offering-association-id`),
  below: [],
}));
// biome-ignore format: a table is read in columns
const singlesInV6: readonly Single[] = [
  { segment: 'persons',                     idName: 'personId',                    below: associationsInV6.map(({ segment }) => segment) },
  { segment: 'courses',                     idName: 'courseId',                    below: ['course-offerings', 'test-components', 'learning-components'] },
  { segment: 'course-offerings',            idName: 'courseOfferingId',            below: [] },
  { segment: 'programmes',                  idName: 'programmeId',                 below: ['courses', 'programme-offerings'] },
  { segment: 'programme-offerings',         idName: 'programmeOfferingId',         below: [] },
  { segment: 'test-components',             idName: 'componentId',                 below: ['test-component-offerings'], inPath: 'testComponentId' },
  { segment: 'test-component-offerings',    idName: 'testComponentOfferingId',     below: [] },
  { segment: 'learning-outcomes',           idName: 'learningOutcomeId',           below: [] },
  { segment: 'organisations',               idName: 'organisationId',              below: [] },
  { segment: 'academic-sessions',           idName: 'academicSessionId',           below: [] },
];
/** Where the walk begins, by path; the rest is found by following ids. */
export const lists = {
  5: ['/courses', '/programs', '/organizations', '/academic-sessions'],
  6: [
    '/courses',
    '/programmes',
    '/test-components',
    '/learning-components',
    '/learning-outcomes',
    '/organisations',
    '/academic-sessions',
  ],
} as const;

/** Fields that hold another resource's id, for instance `courseOffering`. */
const single = (field: string): Single | undefined => {
  const name = field === 'courseOffering' || field === 'programOffering' ? 'offering' : field;
  return singlesInV5.find(({ idName }) => idName === name || idName === `${name}Id`);
};
const singleInV6 = (field: string, path: string): Single | undefined =>
  field === 'associationId'
    ? associationsInV6.find(({ segment }) => path.includes(`/${segment}`))
    : singlesInV6.find(({ idName }) => idName === field);

/** Every id in an answer that leads to another resource, however deep. */
export function leads(
  answer: unknown,
  path: string,
  version: 5 | 6,
): readonly (readonly [Single, string])[] {
  if (Array.isArray(answer)) return answer.flatMap((one: unknown) => leads(one, path, version));
  if (!isObject(answer)) return [];
  return Object.entries(answer).flatMap(([field, value]) => {
    const to = version === 5 ? single(field) : singleInV6(field, path);
    return to !== undefined && typeof value === 'string'
      ? [[to, value] as const]
      : leads(value, path, version);
  });
}

/** All ways to ask for one resource: bare, with each thing expanded, with all, and what lies below it. */
export function stepsTo(
  { segment, idName, below, inPath = idName }: Single,
  id: string,
  expandable: (path: string) => readonly string[],
): readonly Step[] {
  const path = `/${segment}/{${inPath}}`;
  const target = `/${segment}/${id}`;
  const fields = expandable(path);
  const expansions = fields.length > 1 ? [...fields, fields.join(',')] : fields;
  return [
    step(path, target),
    ...expansions.map((field) => step(path, `${target}?expand=${field}`)),
    ...below.flatMap((list) => [
      step(`${path}/${list}`, `${target}/${list}`),
      step(`${path}/${list}`, `${target}/${list}?pageSize=250&since=2000-01-01`),
    ]),
  ];
}

/** The same paths asked in every wrong way that the standard names an answer for. */
export function mistakes(path: string): readonly Step[] {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const fill = (id: string): string => path.replace(/\{\w+\}/, id);
  const isSingle = path.endsWith('}');
  const wrong = [
    step(path, fill(nobody), { status: 401, by: 'nobody' }),
    step(path, fill(nobody), {
      status: 405,
      method: 'POST',
      by: path === '/persons/me' ? 'learner' : 'application',
    }),
  ];
  if (path === '/' || path === '/persons/me') return wrong;
  const bad = isSingle ? fill('not-a-uuid') : `${fill(nobody)}?pageSize=7`;
  if (path.includes('{')) wrong.push(step(path, fill(nobody), { status: 404 }));
  return path.includes('{') && !isSingle ? wrong : [...wrong, step(path, bad, { status: 400 })];
}
