import type { Facet, RecordType, Texts } from '../records/index.js';

/** What an app can ask for, as a person understands it: sorts of records, and which parts of them. */
export interface Cluster {
  readonly recordTypes: readonly RecordType[];
  readonly facets: readonly Facet[];
  readonly name: Texts;
  readonly description: Texts;
}

const inBoth = (nl: string, en: string): Texts => [
  { language: 'nl', value: nl },
  { language: 'en', value: en },
];

/** One base for all, so that most choices together are still one grant: one view in the pod to read. */
const base = ['core', 'credits'] as const satisfies readonly Facet[];

/** A closed list. Its names are contract: they stand in registrations, and in lower case as scopes of tokens. */
export const clusters = {
  RESULTS: {
    recordTypes: ['RESULT'],
    facets: base,
    name: inBoth('Resultaten zonder cijfers', 'Results without grades'),
    description: inBoth(
      'Welke vakken je deed, waar en wanneer, en de studiepunten of uren.',
      'Which courses you took, where and when, and the credits or hours.',
    ),
  },
  RESULTS_WITH_GRADES: {
    recordTypes: ['RESULT'],
    facets: [...base, 'assessment'],
    name: inBoth('Resultaten met cijfers', 'Results with grades'),
    description: inBoth(
      'Welke vakken je deed, met je cijfer en of je het haalde.',
      'Which courses you took, with your grade and whether you passed.',
    ),
  },
  DIPLOMAS: {
    recordTypes: ['DIPLOMA', 'MICROCREDENTIAL', 'CERTIFICATE'],
    facets: base,
    name: inBoth('Diploma’s en certificaten', 'Diplomas and certificates'),
    description: inBoth(
      'Welke diploma’s, certificaten en microcredentials je hebt, en van wie.',
      'Which diplomas, certificates and microcredentials you have, and from whom.',
    ),
  },
  SKILLS_AND_EXPERIENCE: {
    recordTypes: ['SKILL', 'WORK_EXPERIENCE'],
    facets: base,
    name: inBoth('Vaardigheden en werkervaring', 'Skills and work experience'),
    description: inBoth(
      'Wat je kunt en waar je werkte, ook wat je zelf hebt ingevuld.',
      'What you can do and where you worked, also what you entered yourself.',
    ),
  },
  ENROLMENTS: {
    recordTypes: ['ENROLMENT'],
    facets: base,
    name: inBoth('Inschrijvingen', 'Enrolments'),
    description: inBoth(
      'Waarvoor je ingeschreven staat of stond, en bij welke school.',
      'What you are or were enrolled for, and at which school.',
    ),
  },
} as const satisfies Readonly<Record<string, Cluster>>;
export type ClusterName = keyof typeof clusters;

const isCluster = (text: string): text is ClusterName => Object.hasOwn(clusters, text);
/** In the order of the list. */
export const clusterNames: readonly ClusterName[] = Object.keys(clusters).filter(isCluster);

/** As a token's scope spells it. */
export const scopeOfCluster = (name: ClusterName): string => name.toLowerCase();
/** Those a scope names; words that are none of ours are none. */
export const clustersInScope = (scope: string): readonly ClusterName[] => {
  const words = new Set(scope.split(' '));
  return clusterNames.filter((name) => words.has(scopeOfCluster(name)));
};

const within = (small: Cluster, large: Cluster): boolean =>
  small.recordTypes.every((type) => large.recordTypes.includes(type)) &&
  small.facets.every((facet) => large.facets.includes(facet));

/** Whether what is given is part of what was asked. Results without grades are part of results with grades. */
export const isNoMoreThan = (
  given: readonly ClusterName[],
  asked: readonly ClusterName[],
): boolean => given.every((name) => asked.some((other) => within(clusters[name], clusters[other])));

/** Without those that another one holds already. */
const widest = (names: readonly ClusterName[]): readonly ClusterName[] =>
  clusterNames.filter(
    (name) =>
      names.includes(name) &&
      !names.some((other) => other !== name && within(clusters[name], clusters[other])),
  );

/** What one grant says: these records, these parts of them. */
export interface ClusterTerms {
  readonly types: readonly RecordType[];
  readonly facets: readonly Facet[];
}

/**
 * What grants a choice of clusters comes down to: one for each set of parts. In one grant all parts hold for all its
 * records, so that grades of results would become grades of diplomas.
 */
export function termsOfClusters(names: readonly ClusterName[]): readonly ClusterTerms[] {
  const perFacets = Map.groupBy(widest(names), (name) => clusters[name].facets.join(' '));
  return [...perFacets.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const types = group.flatMap((name): readonly RecordType[] => clusters[name].recordTypes);
    return [{ types, facets: clusters[first].facets }];
  });
}
