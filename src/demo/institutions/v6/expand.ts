import { choices } from '../query.js';
import type { Kind, Register, Resource } from '../register.js';
import type { Asked } from '../routes.js';
import { academicSession, course, organisation, programme, testComponent } from './catalogue.js';
import { listOf } from './words.js';

export type Show = (register: Register, five: Resource) => Resource;
/** A word for `expand`: the object that comes beside its id, and where version 5 has it. */
export type Expansion = {
  readonly word: string;
  readonly to: string;
  readonly kind: Kind;
  readonly field: string;
  readonly show: Show;
};

const alone =
  (show: (five: Resource) => Resource): Show =>
  (_register, five) =>
    show(five);
export const showCourse = alone(course);
export const showOrganisation = alone(organisation);
export const showSession = alone(academicSession);
export const showTest = alone(testComponent);

const ref = (word: string, to: string, kind: Kind, field: string, show: Show): Expansion => ({
  word,
  to,
  kind,
  field,
  show,
});
// biome-ignore format: a table is read in columns
export const expansions = {
  course:       ref('course',           'course',          'courses',          'course',          showCourse),
  session:      ref('academic_session', 'academicSession', 'academicSessions', 'academicSession', showSession),
  organisation: ref('organisation',     'organisation',    'organizations',    'organization',    showOrganisation),
  programme:    ref('programme',        'programme',       'programs',         'program',         programme),
  programmes:   ref('programmes',       'programmes',      'programs',         'programs',        programme),
  test:         ref('test_component',   'component',       'components',       'component',       showTest),
  above:        (kind: Kind, show: Show) => ref('parent',   'parent',   kind, 'parent',   show),
  below:        (kind: Kind, show: Show) => ref('children', 'children', kind, 'children', show),
  year:         ref('year',             'year',            'academicSessions', 'year',            showSession),
} as const;

function objects(register: Register, { kind, field, show }: Expansion, five: Resource): unknown {
  const shown = (id: unknown) => {
    const found = typeof id === 'string' ? register.find(kind, id) : undefined;
    return found === undefined ? [] : [show(register, found)];
  };
  const there = five[field];
  return Array.isArray(there) ? listOf(there).flatMap(shown) : shown(there)[0];
}

/**
 * Version 6 has the object beside the id, each in a property of its own.
 * @param others words that the standard has and for which this school has nothing.
 * @throws Problem 400 for any other word.
 */
export function expanded(
  { register, query }: Asked,
  five: Resource,
  six: Resource,
  {
    words: allowed,
    others,
  }: { readonly words: readonly Expansion[]; readonly others: readonly string[] },
): Resource {
  const sent = choices(query, 'expand', [...allowed.map(({ word }) => word), ...others]);
  const added = allowed
    .filter(({ word }) => sent.includes(word))
    .map((one) => [one.to, objects(register, one, five)] as const)
    .filter(([, value]) => value !== undefined);
  return { ...six, ...Object.fromEntries(added) };
}
