import type { InstitutionKey, LearnerKey } from './institutions/index.js';

export type PersonaKey =
  | LearnerKey
  | 'adviser'
  | 'roc'
  | 'university'
  | 'developer'
  | 'test-yes'
  | 'test-no'
  | 'test-partly';

export interface DemoPersona {
  readonly key: PersonaKey;
  readonly kind: 'LEARNER' | 'ADVISER' | 'INSTITUTION' | 'APP';
  readonly displayName: string;
  /** What is told of them beside their name, to whoever starts the demo. */
  readonly as?: string;
  /** What their login says they are, at which organisation. */
  readonly role?: { readonly organisation: string; readonly role: string };
  /** Learners only: what stands in their own pod about themselves. */
  readonly person?: {
    readonly name: { readonly given: string; readonly family: string };
    readonly contact: { readonly email: string };
    readonly birthdate: string;
  };
}

/** Who says who has which role; a name, since nobody logs in with a password here. */
export const demoRoleIssuer = 'https://inloggen.example';

/** Everyone in the demo. None of them exists. */
export const demoPersonas: readonly DemoPersona[] = [
  {
    key: 'samira',
    kind: 'LEARNER',
    displayName: 'Samira el Amrani',
    person: {
      name: { given: 'Samira', family: 'el Amrani' },
      contact: { email: 'samira@leerling.example' },
      birthdate: '2007-03-14',
    },
  },
  {
    key: 'barry',
    kind: 'LEARNER',
    displayName: 'Barry de Wit',
    person: {
      name: { given: 'Barry', family: 'de Wit' },
      contact: { email: 'barry@werkt.example' },
      birthdate: '1983-11-02',
    },
  },
  {
    key: 'adviser',
    kind: 'ADVISER',
    displayName: 'Noor Hendriks',
    as: 'loopbaanadviseur',
    role: { organisation: 'merenveld.example', role: 'career-adviser' },
  },
  { key: 'roc', kind: 'INSTITUTION', displayName: 'ROC De Waterlanden, administratie' },
  { key: 'university', kind: 'INSTITUTION', displayName: 'Universiteit Merenveld, administratie' },
  { key: 'developer', kind: 'APP', displayName: 'Ontwikkelaar van een app' },
];

export const learnerKeys: readonly LearnerKey[] = ['samira', 'barry'];
export const institutionKeys: readonly InstitutionKey[] = ['roc', 'university', 'hogeschool'];
/** Whose results are in the pods when the demo is ready. The slow one learners fetch themselves. */
export const seededKeys: readonly InstitutionKey[] = ['roc', 'university'];
