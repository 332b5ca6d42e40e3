import { canonicalJson, type InstitutionId, sha256Url } from '../base/index.js';
import {
  type CatalogueOffering,
  type CatalogueProgramme,
  programmeKeyOf,
} from '../records/index.js';
import { folded, searchColumns, searchTypes, sortTitle, storable } from './catalogue-words.js';

/** Raised when the columns are made another way: then all is written again. */
const form = 1;
/** After all that has a day. */
const noDay = '9999';
const mostPeople = 1_000_000_000;

const hashOf = (value: unknown): string => sha256Url(`${form} ${canonicalJson(value)}`);

/** As in `freePlaces`: a room that nobody counts is neither full nor free. */
function freeOf({ places }: CatalogueOffering): number | null {
  if (places?.max === undefined || places.enrolled === undefined) return null;
  const free = Math.floor(places.max - places.enrolled - (places.pending ?? 0));
  return Math.min(mostPeople, Math.max(0, free));
}

const loadsOf = ({ loads }: CatalogueOffering) =>
  loads.flatMap(({ unit, amount }) => (Number.isFinite(Number(amount)) ? [{ unit, amount }] : []));

/** Its own programme counts as one that it belongs to. */
function programmesOf({ institution, kind, of, programmes }: CatalogueOffering): readonly string[] {
  const ids = kind === 'PROGRAMME' ? [...programmes, of.sourceId] : programmes;
  return [...new Set(ids)].map((id) => programmeKeyOf(institution, id));
}

const placeOf = ({ place }: CatalogueOffering) => {
  const text = place?.replaceAll('\0', ' ').trim().slice(0, 200) ?? '';
  return text === '' ? { place: null, place_key: null } : { place: text, place_key: folded(text) };
};

const daysOf = ({ start, end }: CatalogueOffering) => ({
  start_on: start ?? null,
  end_on: end ?? null,
  sort_start: start ?? noDay,
});

/** What it is searched by, and all of it. */
export function offeringRow(offering: CatalogueOffering) {
  const { key, kind, code, of, level, title, description = [], outcomes, state } = offering;
  const loads = loadsOf(offering);
  return {
    key,
    hash: hashOf(offering),
    data: offering,
    kind,
    code: code ?? of.code ?? null,
    eqf: level?.eqf ?? null,
    nlqf: level?.nlqf ?? null,
    units: [...new Set(offering.loads.map(({ unit }) => unit))],
    loads,
    languages: [...new Set(offering.languages)].toSorted(),
    modes: [...new Set(offering.modes.map(({ value }) => value))].toSorted(),
    ...placeOf(offering),
    ...daysOf(offering),
    sort_title: sortTitle(title),
    is_concept: state.value === 'CONCEPT',
    is_choice: state.value === 'ACTIVE' || state.value === 'OTHER',
    free_places: freeOf(offering),
    enrolment: offering.enrolment,
    outcomes: outcomes.map(({ id }) => id),
    skills: offering.skills,
    programmes: programmesOf(offering),
    ...searchColumns({
      title,
      code: [code, of.code].filter((one) => one !== undefined).join(' '),
      outcomes: outcomes.flatMap(({ text }) => text),
      description,
    }),
  };
}

export function programmeRow(programme: CatalogueProgramme) {
  const { key, code, title, description = [], outcomes } = programme;
  return {
    key,
    hash: hashOf(programme),
    data: programme,
    sort_title: sortTitle(title),
    ...searchColumns({ title, code, outcomes: outcomes.flatMap(({ text }) => text), description }),
  };
}

/** One statement takes rows of one table as JSON. */
export interface RowForm {
  readonly table: 'catalogue_offering' | 'catalogue_programme';
  /** Columns that come as they are, with their types. */
  readonly columns: readonly (readonly [name: string, type: string])[];
}
export const offeringForm: RowForm = {
  table: 'catalogue_offering',
  columns: [
    ['key', 'text'],
    ['hash', 'text'],
    ['data', 'jsonb'],
    ['kind', 'text'],
    ['code', 'text'],
    ['eqf', 'smallint'],
    ['nlqf', 'text'],
    ['units', 'text[]'],
    ['loads', 'jsonb'],
    ['languages', 'text[]'],
    ['modes', 'text[]'],
    ['place', 'text'],
    ['place_key', 'text'],
    ['start_on', 'text'],
    ['end_on', 'text'],
    ['sort_start', 'text'],
    ['sort_title', 'text'],
    ['is_concept', 'boolean'],
    ['is_choice', 'boolean'],
    ['free_places', 'integer'],
    ['enrolment', 'jsonb'],
    ['outcomes', 'text[]'],
    ['skills', 'text[]'],
    ['programmes', 'text[]'],
  ],
};
export const programmeForm: RowForm = {
  table: 'catalogue_programme',
  columns: [
    ['key', 'text'],
    ['hash', 'text'],
    ['data', 'jsonb'],
    ['sort_title', 'text'],
  ],
};

/** Rows of one institution, new or in the place of what was there under the same key. */
export function upsertInto({ table, columns }: RowForm, vector: string) {
  const names = columns.map(([name]) => name);
  const types = [...columns.map(([name, type]) => `${name} ${type}`), ...searchTypes].join(', ');
  const changed = [...names.filter((name) => name !== 'key'), 'search'];
  const sql = `insert into ${table} (institution, ${names.join(', ')}, search)
    select ?, ${names.join(', ')}, ${vector} from jsonb_to_recordset(?::jsonb) as r(${types})
    on conflict (key) do update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}
      where ${table}.institution = excluded.institution`;
  return (institution: InstitutionId, rows: readonly object[]) => ({
    sql,
    values: [institution, storable(rows)],
  });
}
