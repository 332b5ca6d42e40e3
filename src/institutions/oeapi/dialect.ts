/** The versions of OEAPI that are spoken; of each any minor one, since a minor one only adds. */
export type OeapiVersion = 5 | 6;

/** What an association can point to, in the words of version 5; components and offerings by what they are of. */
export const documentKinds = [
  'course-offerings',
  'program-offerings',
  'component-offerings',
  'learning-component-offerings',
  'test-component-offerings',
  'courses',
  'programs',
  'components',
  'learning-components',
  'test-components',
  'education-specifications',
  'academic-sessions',
  'organizations',
  'attempts',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A collection in the path, with the name of the id below it. */
type Collection = readonly [path: string, idField: string];
type Collections = Readonly<Partial<Record<DocumentKind, Collection>>>;

const offerings: Collection = ['offerings', 'offeringId'];
const components: Collection = ['components', 'componentId'];
const inV5: Collections = {
  'course-offerings': offerings,
  'program-offerings': offerings,
  'component-offerings': offerings,
  'learning-component-offerings': offerings,
  'test-component-offerings': offerings,
  courses: ['courses', 'courseId'],
  programs: ['programs', 'programId'],
  components,
  'learning-components': components,
  'test-components': components,
  'education-specifications': ['education-specifications', 'educationSpecificationId'],
  'academic-sessions': ['academic-sessions', 'academicSessionId'],
  organizations: ['organizations', 'organizationId'],
};
const inV6: Collections = {
  'course-offerings': ['course-offerings', 'courseOfferingId'],
  'program-offerings': ['programme-offerings', 'programmeOfferingId'],
  'learning-component-offerings': ['learning-component-offerings', 'learningComponentOfferingId'],
  'test-component-offerings': ['test-component-offerings', 'testComponentOfferingId'],
  courses: ['courses', 'courseId'],
  programs: ['programmes', 'programmeId'],
  'learning-components': ['learning-components', 'learningComponentId'],
  'test-components': ['test-components', 'testComponentId'],
  'academic-sessions': ['academic-sessions', 'academicSessionId'],
  organizations: ['organisations', 'organisationId'],
  // In the standard it is the associations that are plural here, not the attempts.
  attempts: [
    'test-component-offering-associations-attempt',
    'testComponentOfferingAssociationAttemptId',
  ],
};

const plainId = /^[A-Za-z0-9][\w.~-]{0,127}$/;

/** `courses/5f7…`, or undefined for an id that would not stay one segment of a path: it is followed nowhere. */
export const documentPath = (collection: string, id: string): string | undefined =>
  plainId.test(id) ? `${collection}/${id}` : undefined;

/** Resources of associations: one in version 5, one for each kind of offering in version 6. */
const associationsInV6 = [
  'programme-offering-associations',
  'course-offering-associations',
  'learning-component-offering-associations',
  'test-component-offering-associations',
] as const;

export interface Dialect {
  readonly version: OeapiVersion;
  /** As the delivery is marked, so that what is stored can be read again. */
  readonly connector: string;
  /** What the endpoint is asked to answer in. */
  readonly accept: string;
  readonly associations: readonly string[];
  /** Where a document is found below the endpoint's address; undefined for what this version does not have. */
  pathOf(kind: DocumentKind, id: string): string | undefined;
}

const dialect = (
  version: OeapiVersion,
  accept: string,
  associations: readonly string[],
  collections: Collections,
): Dialect => ({
  version,
  connector: `oeapi-v${version}`,
  accept,
  associations,
  pathOf: (kind, id) => {
    const collection = collections[kind];
    return collection === undefined ? undefined : documentPath(collection[0], id);
  },
});

export const v5: Dialect = dialect(5, 'application/json', ['associations'], inV5);
/** @param minor as it is asked for: "6.0". */
export const v6In = (minor: string): Dialect =>
  dialect(6, `application/vnd.oeapi+json;version=${minor}`, associationsInV6, inV6);
export const v6: Dialect = v6In('6.0');

/** Of a delivery that is marked so; what was stored before there was a choice is version 5. */
export const dialectOf = (connector: string): Dialect => (connector === v6.connector ? v6 : v5);

/** Whether a path is of an association itself, in any version. */
export const isAssociations = (collection: string): boolean =>
  collection === 'associations' || associationsInV6.some((name) => name === collection);

const idFields = new Map(
  [...Object.values(inV5), ...Object.values(inV6)].map(([path, field]) => [path, field]),
);
/** For messages: `/courses/{courseId}`. */
export const labelOf = (path: string): string => {
  const [collection = ''] = path.split('/');
  return `/${collection}/{${idFields.get(collection) ?? 'id'}}`;
};
