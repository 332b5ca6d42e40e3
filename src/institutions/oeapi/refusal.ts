import { z } from 'zod';
import { isObject, type JsonObject } from '../../base/index.js';
import type { SetAside } from '../../records/index.js';

/** The part without which an association is nobody's. */
const core = z.looseObject({
  associationId: z.string().min(1).max(200),
  role: z.string().max(200),
});

const namedThings = ['course', 'program', 'component', 'academicSession'];

/** Version 4 wrote names as plain strings and called the types `type`: read as version 5 it would lose its names. */
function legacyPathOf(item: JsonObject): string | undefined {
  if (typeof item['type'] === 'string' && item['associationType'] === undefined) return '/type';
  const offering = item['offering'];
  if (!isObject(offering)) return undefined;
  if (typeof offering['name'] === 'string') return '/offering/name';
  const named = namedThings.find((thing) => {
    const inside = offering[thing];
    return isObject(inside) && typeof inside['name'] === 'string';
  });
  return named === undefined ? undefined : `/offering/${named}/name`;
}

/** Whom an association is of, by the id that the school knows them by. */
export function personOf(item: JsonObject): string | undefined {
  const person = item['person'];
  const id = isObject(person) ? person['personId'] : person;
  return typeof id === 'string' ? id.toLowerCase() : undefined;
}

/**
 * @param person whom the page was asked for, where that is known.
 * @returns the association's id when it can be read, else why not.
 */
export function refusalOf(item: JsonObject, person: string | undefined): string | SetAside {
  const legacy = legacyPathOf(item);
  if (legacy !== undefined) return { path: legacy, code: 'OOAPI_LEGACY_SHAPE' };
  const parsed = core.safeParse(item);
  if (!parsed.success) {
    return { path: `/${parsed.error.issues[0]?.path.join('/') ?? ''}`, code: 'TYPE' };
  }
  const { associationId, role } = parsed.data;
  if (role !== 'student') return { path: '/role', code: 'ROLE_NOT_STUDENT' };
  const named = personOf(item);
  if (person !== undefined && named !== undefined && named !== person) {
    return { path: '/person', code: 'INNER_SUBJECT_DIFFERS' };
  }
  return associationId;
}
