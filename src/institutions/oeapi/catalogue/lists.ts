import { type DocumentKind, documentPath, type OeapiVersion } from '../dialect.js';

/** What a list of a catalogue holds. */
export type Holds =
  | 'COURSES'
  | 'PROGRAMMES'
  | 'SESSIONS'
  | 'OUTCOMES'
  | 'COURSE_OFFERINGS'
  | 'PROGRAMME_OFFERINGS'
  | 'COMPONENTS'
  | 'LEARNING_COMPONENTS'
  | 'TEST_COMPONENTS';

/** Of each item of it: what it is, and what its id is called, in the words of version 5. */
interface Item {
  /** Absent: version 5 has no such thing. */
  readonly document?: DocumentKind;
  readonly id: string;
}
export const itemsIn: Readonly<Record<Holds, Item>> = {
  COURSES: { document: 'courses', id: 'courseId' },
  PROGRAMMES: { document: 'programs', id: 'programId' },
  SESSIONS: { document: 'academic-sessions', id: 'academicSessionId' },
  OUTCOMES: { id: 'learningOutcomeId' },
  COURSE_OFFERINGS: { document: 'course-offerings', id: 'offeringId' },
  PROGRAMME_OFFERINGS: { document: 'program-offerings', id: 'offeringId' },
  COMPONENTS: { document: 'components', id: 'componentId' },
  LEARNING_COMPONENTS: { document: 'learning-components', id: 'componentId' },
  TEST_COMPONENTS: { document: 'test-components', id: 'componentId' },
};

export interface CatalogueList {
  readonly holds: Holds;
  /** Below the endpoint's address. */
  readonly path: string;
  /** For messages. */
  readonly label: string;
  /** Added to each question. */
  readonly query: string;
  /** The course or programme that it is a list of. */
  readonly of?: string;
}

/** The largest that the standard has. */
const pageSize = 250;
/** Of one list: 10,000 courses. */
export const mostPages = 40;

export const pathOfPage = ({ path, query }: CatalogueList, number: number): string =>
  `${path}?pageSize=${pageSize}&pageNumber=${number}${query}`;

const main = (holds: Holds, path: string): CatalogueList => ({
  holds,
  path,
  label: `/${path}`,
  query: '',
});

/** What stands by itself: all that an offering can point to. The parts of a course stand so in version 6 alone. */
export const mainLists: Readonly<Record<OeapiVersion, readonly CatalogueList[]>> = {
  5: [
    main('COURSES', 'courses'),
    main('PROGRAMMES', 'programs'),
    main('SESSIONS', 'academic-sessions'),
  ],
  6: [
    main('COURSES', 'courses'),
    main('PROGRAMMES', 'programmes'),
    main('SESSIONS', 'academic-sessions'),
    main('OUTCOMES', 'learning-outcomes'),
    main('LEARNING_COMPONENTS', 'learning-components'),
    main('TEST_COMPONENTS', 'test-components'),
  ],
};

/**
 * A standard asked without it lists only what is to come. What began within a year may still run; the day changes with
 * the month alone, so that a question stays the same one and can be asked by condition.
 */
export function sinceIn(version: OeapiVersion, now: Date): string {
  const month = new Date(Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), 1)).toISOString();
  const since = version === 5 ? month.slice(0, 10) : `${month.slice(0, 19)}Z`;
  return `&since=${encodeURIComponent(since)}`;
}

interface Below {
  readonly holds: Holds;
  readonly collection: string;
  readonly idName: string;
  readonly name: string;
  readonly isDated: boolean;
}
const offeringsOf = (
  holds: Holds,
  [collection, idName]: readonly [string, string],
  name: string,
): Below => ({ holds, collection, idName, name, isDated: true });
const courses = ['courses', 'courseId'] as const;
const below: Readonly<Record<OeapiVersion, Readonly<Partial<Record<Holds, readonly Below[]>>>>> = {
  5: {
    COURSES: [
      offeringsOf('COURSE_OFFERINGS', courses, 'offerings'),
      {
        holds: 'COMPONENTS',
        collection: 'courses',
        idName: 'courseId',
        name: 'components',
        isDated: false,
      },
    ],
    PROGRAMMES: [offeringsOf('PROGRAMME_OFFERINGS', ['programs', 'programId'], 'offerings')],
  },
  6: {
    COURSES: [offeringsOf('COURSE_OFFERINGS', courses, 'course-offerings')],
    PROGRAMMES: [
      offeringsOf('PROGRAMME_OFFERINGS', ['programmes', 'programmeId'], 'programme-offerings'),
    ],
  },
};

/**
 * What an endpoint has of one course or programme.
 * @returns undefined for an id that would not stay one segment of a path: it is followed nowhere.
 */
export function listsBelow(
  version: OeapiVersion,
  holds: Holds,
  id: string,
  since: string,
): readonly CatalogueList[] | undefined {
  const lists = below[version][holds] ?? [];
  const found = lists.flatMap(({ holds: inside, collection, idName, name, isDated }) => {
    const path = documentPath(collection, id);
    if (path === undefined) return [];
    const label = `/${collection}/{${idName}}/${name}`;
    return [{ holds: inside, path: `${path}/${name}`, label, of: id, query: isDated ? since : '' }];
  });
  return found.length === lists.length ? found : undefined;
}
