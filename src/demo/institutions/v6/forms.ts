import { byPrimaryCode, type Filter, type ListForm, member } from '../lists.js';

const spoken: Filter = { name: 'teachingLanguage', of: (one) => one['teachingLanguages'] };
const mode: Filter = { name: 'modeOfDelivery', of: (one) => one['modesOfDelivery'] };
const plain = (name: string): Filter => ({ name });

/** Version 6 leaves the order open, so long as it is the same each time: by id. Its words are open: none is refused. */
export const forms = {
  courses: {
    filters: [byPrimaryCode, spoken, mode, plain('level')],
    sorts: ['courseId'],
    searchable: true,
  },
  programmes: {
    filters: [
      byPrimaryCode,
      spoken,
      plain('programmeType'),
      plain('qualificationAwarded'),
      plain('levelOfQualification'),
      plain('fieldsOfStudy'),
    ],
    sorts: ['programmeId'],
    searchable: true,
  },
  components: { filters: [byPrimaryCode, spoken], sorts: ['componentId'], searchable: true },
  outcomes: { filters: [byPrimaryCode], sorts: ['learningOutcomeId'], searchable: true },
  organisations: {
    filters: [byPrimaryCode, plain('organisationType')],
    sorts: ['organisationId'],
    searchable: true,
  },
  sessions: {
    filters: [byPrimaryCode, plain('academicSessionType')],
    sorts: ['academicSessionId'],
  },
  /** Chronologically, as the standard says. */
  offerings: {
    filters: [spoken, mode, plain('state'), plain('resultExpected')],
    sorts: ['startDateTime', 'courseOfferingId', 'programmeOfferingId'],
    searchable: true,
  },
  associations: {
    filters: [
      plain('role'),
      plain('state'),
      { name: 'resultState', of: ({ result }) => member(result, 'state') },
    ],
    sorts: ['associationId'],
  },
} as const satisfies Readonly<Record<string, ListForm>>;
