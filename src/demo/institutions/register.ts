import type { Learner, LearnerKey } from './model.js';
import type { Association, Result } from './offering.js';
import type { Rule, World } from './world.js';

/** A resource as it goes over the line. */
export type Resource = Readonly<Record<string, unknown>>;

/** Each list a school keeps, and the name its ids go by. */
export const idNames = {
  organizations: 'organizationId',
  academicSessions: 'academicSessionId',
  educationSpecifications: 'educationSpecificationId',
  programs: 'programId',
  courses: 'courseId',
  components: 'componentId',
  offerings: 'offeringId',
  persons: 'personId',
  associations: 'associationId',
} as const;
export type Kind = keyof typeof idNames;

/** RFC 7396 over an association: what is not named stays, null removes. May break the standard on purpose. */
export type AssociationPatch = {
  readonly [Key in keyof Omit<Association, 'associationId' | 'result'>]?: unknown;
} & { readonly result?: { readonly [Key in keyof Result]?: unknown } | null };

/** One school's books while its server runs: the world it started with, and what was changed since. */
export type Register = {
  readonly statesTotalPages: boolean;
  readonly list: (kind: Kind) => readonly Resource[];
  readonly find: (kind: Kind, id: string) => Resource | undefined;
  /** By id alone, for a reference whose kind its field's name tells. */
  readonly lookUp: (id: string) => Resource | undefined;
  /** Known by a name of ours, or by what an issuer gave this school. */
  readonly personOf: (learner: Learner) => Resource | undefined;
  /** How requests for a place in an offering are decided. */
  readonly ruleOf: (offeringId: string) => Rule;
  /** New, or in the place of what has its id. */
  readonly put: (kind: Kind, row: Resource) => void;
  readonly amend: (associationId: string, patch: AssociationPatch) => void;
  readonly remove: (associationId: string) => void;
};

const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function merge(target: unknown, patch: Resource): Resource {
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else if (value !== undefined)
      merged.set(key, isObject(value) ? merge(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

const isGiven = ({ otherCodes }: Resource, eduid: string): boolean =>
  Array.isArray(otherCodes) &&
  otherCodes.some(
    (one: unknown) => isObject(one) && one['codeType'] === 'x-eduid' && one['code'] === eduid,
  );

const table = (kind: Kind, rows: readonly Resource[]): [Kind, Map<unknown, Resource>] => [
  kind,
  new Map(rows.map((row) => [row[idNames[kind]], row])),
];

export function openRegister(world: World, known: readonly LearnerKey[]): Register {
  const persons = known.map((learner) => world.people[learner]);
  const personIds = new Set(persons.map(({ personId }) => personId));
  const associations = world.associations.filter(({ person }) => personIds.has(person));
  const tables = new Map([
    table('organizations', world.organizations),
    table('academicSessions', world.academicSessions),
    table('educationSpecifications', world.educationSpecifications),
    table('programs', world.programs),
    table('courses', world.courses),
    table('components', world.components),
    table('offerings', world.offerings),
    table('persons', persons),
    table('associations', associations),
  ]);
  const find = (kind: Kind, id: string) => tables.get(kind)?.get(id);
  const mustKnow = (id: string): Resource => {
    const found = find('associations', id);
    if (found === undefined) throw new RangeError('this school has no such association');
    return found;
  };
  return {
    statesTotalPages: world.statesTotalPages,
    list: (kind) => [...(tables.get(kind)?.values() ?? [])],
    find,
    lookUp: (id) => [...tables.values()].map((rows) => rows.get(id)).find((row) => row),
    personOf: (learner) =>
      typeof learner === 'string'
        ? find('persons', world.people[learner].personId)
        : [...(tables.get('persons')?.values() ?? [])].find((row) => isGiven(row, learner.eduid)),
    ruleOf: (id) => world.rules?.[id] ?? {},
    put: (kind, row) => {
      tables.get(kind)?.set(row[idNames[kind]], row);
    },
    amend: (id, patch) => {
      tables.get('associations')?.set(id, merge(mustKnow(id), patch));
    },
    remove: (id) => {
      mustKnow(id);
      tables.get('associations')?.delete(id);
    },
  };
}
