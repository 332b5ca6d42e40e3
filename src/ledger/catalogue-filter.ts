import type { InstitutionId } from '../base/index.js';
import type { CalendarDate, DeliveryMode, OfferingKind, StudyLoadUnit } from '../records/index.js';
import { folded, soughtIn } from './catalogue-words.js';

/** All that is given must hold; of a list, any of it. */
export interface OfferingFilter {
  readonly institutions?: readonly InstitutionId[];
  readonly kinds?: readonly OfferingKind[];
  /** European Qualifications Framework. */
  readonly eqfMin?: number;
  readonly eqfMax?: number;
  readonly nlqf?: readonly string[];
  /** Only within one unit: units have no common size. */
  readonly load?: { readonly unit: StudyLoadUnit; readonly min?: number; readonly max?: number };
  readonly languages?: readonly string[];
  readonly modes?: readonly DeliveryMode[];
  readonly startFrom?: CalendarDate;
  readonly startTo?: CalendarDate;
  /** A town, whatever its capitals and accents. */
  readonly places?: readonly string[];
  /** Where the source counts them, and there are. */
  readonly hasFreePlaces?: boolean;
  /** A place can be asked for on this day by what the source says; where it says nothing, it is not found. */
  readonly openOn?: CalendarDate;
  readonly outcomes?: readonly string[];
  readonly skills?: readonly string[];
  /** By their keys. */
  readonly programmes?: readonly string[];
  /** These and no others, also what is over. */
  readonly keys?: readonly string[];
}
export interface OfferingsAsked {
  readonly text?: string;
  readonly filter: OfferingFilter;
  /** Institutions that are known here now; what is kept of others is not found. */
  readonly among: readonly InstitutionId[];
  readonly today: CalendarDate;
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}
type Conditions = readonly Condition[];

const listed = 'array(select value from jsonb_array_elements_text(?::jsonb))';
const asList = (values: readonly string[]) => [JSON.stringify(values)];

const anyOf = (column: string, wanted: readonly string[] | undefined): Conditions =>
  wanted === undefined ? [] : [{ sql: `${column} = any(${listed})`, values: asList(wanted) }];
const sharing = (column: string, wanted: readonly string[] | undefined): Conditions =>
  wanted === undefined ? [] : [{ sql: `${column} && ${listed}`, values: asList(wanted) }];
const compared = (sql: string, value: string | number | undefined): Conditions =>
  value === undefined ? [] : [{ sql: `${sql} ?`, values: [value] }];

function loadIs(load: OfferingFilter['load']): Conditions {
  if (load === undefined) return [];
  const { unit, min, max } = load;
  const bounds = [...compared('l.amount >=', min), ...compared('l.amount <=', max)];
  const within = ['l.unit = ?', ...bounds.map(({ sql }) => sql)].join(' and ');
  const sql = `exists (select from jsonb_to_recordset(loads) as l(unit text, amount numeric) where ${within})`;
  return [{ sql, values: [unit, ...bounds.flatMap(({ values }) => values)] }];
}

/** As `availabilityOn` has it: within a period, and where it is full, one that has a queue. */
const isOpen = `is_choice and (end_on is null or end_on >= ?) and exists (
  select from jsonb_to_recordset(enrolment) as e("from" text, "until" text, "hasQueue" boolean)
  where coalesce(e."from", '') <= ? and coalesce(e."until", '9999') >= ?
    and (free_places is null or free_places > 0 or e."hasQueue"))`;

const openOn = (day: CalendarDate | undefined): Conditions =>
  day === undefined ? [] : [{ sql: isOpen, values: [day, day, day] }];

/** What is over, or not offered yet, is found by its key alone. */
const standing = (keys: readonly string[] | undefined, today: CalendarDate): Conditions =>
  keys === undefined
    ? [{ sql: 'not is_concept and (end_on is null or end_on >= ?)', values: [today] }]
    : anyOf('key', keys);

function matching(text: string | undefined): Conditions {
  if (text === undefined) return [];
  const { sql, values } = soughtIn(text);
  return [{ sql: `search @@ ${sql}`, values }];
}

export const allOf = (conditions: Conditions): Condition => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' and '),
  values: conditions.flatMap(({ values }) => values),
});

/** Which rows of catalogue_offering. */
export function conditionOf({ text, filter, among, today }: OfferingsAsked): Condition {
  const places = filter.places?.map((place) => folded(place.trim()));
  return allOf([
    ...anyOf('institution', among),
    ...standing(filter.keys, today),
    ...matching(text),
    ...anyOf('institution', filter.institutions),
    ...anyOf('kind', filter.kinds),
    ...compared('eqf >=', filter.eqfMin),
    ...compared('eqf <=', filter.eqfMax),
    ...anyOf('nlqf', filter.nlqf),
    ...loadIs(filter.load),
    ...sharing('languages', filter.languages),
    ...sharing('modes', filter.modes),
    ...compared('start_on >=', filter.startFrom),
    ...compared('start_on <=', filter.startTo),
    ...anyOf('place_key', places),
    ...(filter.hasFreePlaces === true ? [{ sql: 'free_places > 0', values: [] }] : []),
    ...openOn(filter.openOn),
    ...sharing('outcomes', filter.outcomes),
    ...sharing('skills', filter.skills),
    ...sharing('programmes', filter.programmes),
  ]);
}
