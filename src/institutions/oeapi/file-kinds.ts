import { isObject, type JsonObject } from '../../base/index.js';

export type OeapiFileVersion = 'v4' | 'v5' | 'v6';
type Kind =
  | 'ENVELOPE'
  | 'PAGE'
  | 'PROBLEM'
  | 'ASSOCIATION'
  | 'ATTEMPT'
  | 'DOCUMENT'
  | 'NAMELESS'
  | 'PART'
  | 'UNKNOWN';

const isText = (value: unknown): value is string => typeof value === 'string';
const has = (raw: JsonObject, names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(raw, name));

/** Whoever has one of these is a document of the catalogue; the first that is there says which. */
const namedIds = [
  'testComponentOfferingId',
  'learningComponentOfferingId',
  'courseOfferingId',
  'programmeOfferingId',
  'offeringId',
  'educationSpecificationId',
  'academicSessionId',
  'learningOutcomeId',
  'componentId',
  'testComponentId',
  'learningComponentId',
  'programmeId',
  'programId',
  'courseId',
  'organisationId',
  'organizationId',
  'groupId',
  'roomId',
  'buildingId',
];
const plainIds = ['personId', 'documentId', 'newsFeedId', 'newsItemId'];
/** By these a message is known that changes a part of a document. */
const types = [
  'offeringType',
  'programType',
  'programmeType',
  'componentType',
  'organizationType',
  'organisationType',
  'academicSessionType',
  'educationSpecificationType',
  'groupType',
];
const offeringOf = [
  'offering',
  'courseOffering',
  'courseOfferingId',
  'programmeOffering',
  'programmeOfferingId',
  'learningComponentOffering',
  'learningComponentOfferingId',
  'testComponentOffering',
  'testComponentOfferingId',
];

const looksLikeResult = (value: unknown): boolean =>
  isObject(value) && has(value, ['state', 'pass', 'score', 'resultDate', 'resultDateTime']);

/** Also a message that changes a part of one, and an enrolment that asks to become one. */
function isAssociation(raw: JsonObject): boolean {
  if (isText(raw['associationId']) || isText(raw['associationType'])) return true;
  if (isText(raw['remoteState'])) return true;
  const isOther = isObject(raw['primaryCode']) && Object.hasOwn(raw, 'name');
  if (isOther || has(raw, ['attemptId', 'groupId'])) return false;
  return looksLikeResult(raw['result']) || (has(raw, offeringOf) && has(raw, ['role', 'person']));
}

const isProblem = (raw: JsonObject): boolean =>
  isText(raw['title']) &&
  (typeof raw['status'] === 'number' || /^\d{3}$/.test(String(raw['status'])));

const isService = (raw: JsonObject): boolean =>
  isText(raw['contactEmail']) &&
  has(raw, ['specification', 'documentation', 'supportedOperations']);

const isConsumer = (value: unknown): boolean => isObject(value) && isText(value['consumerKey']);
const isPart = (raw: JsonObject): boolean =>
  has(raw, types) ||
  isService(raw) ||
  isConsumer(raw) ||
  isConsumer(raw['consumer']) ||
  (Array.isArray(raw['consumers']) && raw['consumers'].some(isConsumer));

const idIn = (raw: JsonObject): string | undefined =>
  [...namedIds, ...plainIds].find((name) => Object.hasOwn(raw, name));

const tests: readonly (readonly [Kind, (raw: JsonObject) => boolean])[] = [
  ['UNKNOWN', (raw) => has(raw, ['@context', '@type', 'openapi', '$schema'])],
  ['ENVELOPE', (raw) => isObject(raw['gateway']) && isObject(raw['gateway']['endpoints'])],
  ['PAGE', (raw) => Array.isArray(raw['items'])],
  ['PROBLEM', isProblem],
  ['ASSOCIATION', isAssociation],
  ['ATTEMPT', (raw) => isText(raw['attemptId'])],
  ['DOCUMENT', (raw) => idIn(raw) !== undefined],
  ['NAMELESS', (raw) => isObject(raw['primaryCode']) && Array.isArray(raw['name'])],
  ['PART', isPart],
];

/** What an object is, by its content alone. */
export const kindOf = (raw: JsonObject): Kind =>
  tests.find(([, isIt]) => isIt(raw))?.[0] ?? 'UNKNOWN';

/** What a document of the catalogue must have beside its id; undefined when it has it. */
export function missingIn(raw: JsonObject): string | undefined {
  const id = idIn(raw);
  if (id === undefined || plainIds.includes(id) || Object.hasOwn(raw, 'personId')) return undefined;
  return ['primaryCode', 'name'].find((name) => raw[name] === undefined || raw[name] === null);
}

const isLegacyAddress = (value: unknown): boolean =>
  [value].flat().some((one) => isObject(one) && isText(one['type']) && !isText(one['addressType']));

/** Version 4 wrote names as plain strings, types as `type` and a load as `ects`. */
export function isLegacy(raw: JsonObject): boolean {
  if (kindOf(raw) !== 'DOCUMENT') return false;
  const isPlain = isText(raw['name']) && !isObject(raw['primaryCode']);
  return (
    isPlain ||
    isText(raw['type']) ||
    typeof raw['ects'] === 'number' ||
    isLegacyAddress(raw['address']) ||
    isLegacyAddress(raw['addresses'])
  );
}

const placeholder = /^(?:--.+--|\{\{.*\}\}|\$\{.*\}|<[^<>]+>|.*%[sd].*|.*TO_?BE_?INFORMED.*)$/;

/** Where a template was left to be filled in: by its id or its code, as a JSON pointer. */
export function placeholderIn(raw: JsonObject): string | undefined {
  const name = [idIn(raw), 'associationId', 'attemptId', 'consumerKey'].find((each) => {
    const value = each === undefined ? undefined : raw[each];
    return isText(value) && placeholder.test(value);
  });
  if (name !== undefined) return `/${name}`;
  const code = isObject(raw['primaryCode']) ? raw['primaryCode']['code'] : undefined;
  if (isText(code) && placeholder.test(code)) return '/primaryCode/code';
  const { consumer } = raw;
  return isObject(consumer) ? placeholderIn(consumer) : undefined;
}

const ofV6 = [
  ...offeringOf.filter((name) => name !== 'offering'),
  'programmeId',
  'programmeType',
  'programmeIds',
  'organisationId',
  'organisationType',
  'organisation',
  'teachingLanguages',
  'modesOfDelivery',
  'consumer',
  'attemptId',
  'attemptIds',
  'learningOutcomeId',
  'enrolmentPeriods',
  'activeEnrolment',
  'extraDuration',
  'supportedOperations',
  'supportedVersions',
];
const ofV5 = [
  'associationType',
  'offering',
  'offeringId',
  'offeringType',
  'programId',
  'programType',
  'organizationId',
  'organizationType',
  'organization',
  'teachingLanguage',
  'modeOfDelivery',
  'consumers',
  'educationSpecificationId',
  'activeEnrollment',
  'startDate',
];

/** By the names that only one version has; undefined where they tell nothing. */
export function versionOf(raw: JsonObject): OeapiFileVersion | undefined {
  if (isLegacy(raw)) return 'v4';
  const count = (names: readonly string[]): number =>
    names.filter((name) => Object.hasOwn(raw, name)).length;
  const { result } = raw;
  const isMoment = isObject(result) && Object.hasOwn(result, 'resultDateTime');
  const isDay = isObject(result) && Object.hasOwn(result, 'resultDate');
  const [six, five] = [count(ofV6) + (isMoment ? 3 : 0), count(ofV5) + (isDay ? 3 : 0)];
  if (six === five) return undefined;
  return six > five ? 'v6' : 'v5';
}
