/** What a property of OEAPI holds, in version 5, in version 6, or in both. */
export type FieldType = 'array' | 'object' | 'text' | 'number' | 'boolean' | 'any';

const named = (type: FieldType, names: string): readonly (readonly [string, FieldType])[] =>
  names.split(' ').map((name) => [name, type] as const);

/**
 * Names of the standard, with what they hold; "any" where versions or places differ. A name that is written almost like
 * one of these is taken for it, and said.
 */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map([
  ...named(
    'array',
    'description admissionRequirements qualificationRequirements enrollment enrolment resources learningOutcomes ' +
      'learningOutcomeIds modeOfDelivery modesOfDelivery teachingLanguages otherCodes consumers addresses ' +
      'priceInformation coordinators coordinatorIds instructors instructorIds affiliations languageOfChoice children ' +
      'childIds enrolmentPeriods supportedConsumers supportedOperations supportedExpands attemptIds programmeIds ' +
      'programmeOfferingIds courseOfferingIds assignedNeeds qualificationDesignations supportedVersions',
  ),
  ...named('object', 'primaryCode consumer ext result'),
  ...named(
    'text',
    'courseId programId programmeId componentId offeringId courseOfferingId programmeOfferingId associationId personId ' +
      'testComponentOfferingId learningComponentOfferingId testComponentId learningComponentId organizationId ' +
      'organisationId academicSessionId educationSpecificationId groupId buildingId roomId learningOutcomeId documentId ' +
      'attemptId newsFeedId newsItemId associationType offeringType programType programmeType componentType ' +
      'organizationType organisationType academicSessionType educationSpecificationType groupType role state remoteState ' +
      'pass resultState resultDate resultDateTime resultValueType resultvaluetype abbreviation shortName ' +
      'teachingLanguage level levelOfQualification qualificationAwarded modeOfStudy sector formalDocument fieldsOfStudy ' +
      'startDate endDate startDateTime endDateTime enrollStartDate enrollEndDate firstStartDate firstStartDateTime ' +
      'expectedEndDateTime actualEndDateTime givenName surname surnamePrefix displayName initials mail email comment ' +
      'codeType code language studyLoadUnit extraDuration link logo contactEmail specification documentation ' +
      'consumerKey attendance assessorId assessorCode testDate orgAssociationId',
  ),
  ...named(
    'number',
    'maxNumberStudents enrolledNumberStudents pendingNumberStudents minNumberStudents resultWeight weight rawScore ' +
      'maxRawScore attempt personCount pageSize pageNumber totalPages',
  ),
  ...named(
    'boolean',
    'resultExpected activeEnrollment activeEnrolment hasNextPage hasPreviousPage final',
  ),
  ...named(
    'any',
    'name studyLoad score duration assessment items course program programme component offering courseOffering ' +
      'programOffering programmeOffering testComponentOffering learningComponentOffering testComponent ' +
      'learningComponent academicSession organization organisation person parent year validFrom validTo address ' +
      'programs programmes attempts documents irregularities personalNeeds requiredPersonalNeeds value type title ' +
      'status detail parentId yearId courseOfferings programmeOfferings issuer educationSpecification',
  ),
]);

const folded = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');
const byFold = new Map([...fieldTypes.keys()].map((name) => [folded(name), name]));

/** The name of the standard that this is a misspelling of: `organizationID`; undefined for any other name. */
export const meantBy = (name: string): string | undefined =>
  fieldTypes.has(name) ? undefined : byFold.get(folded(name));
