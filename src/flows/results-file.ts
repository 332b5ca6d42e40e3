import { z } from 'zod';
import { isObject, type JsonObject, nestsTooDeep, unambiguous, uuidOf } from '../base/index.js';
import {
  type ColumnName,
  type ResultRow,
  type ResultsTable,
  readResultsTable,
} from '../documents/index.js';
import { pushedDelivery, wrongInPushed } from '../institutions/index.js';
import type { InstitutionDesk } from './house.js';
import { associationOfRow, givenId, nameOfRow } from './row-association.js';

/** Something that one row says of one person, before it is known whose kluis that leads to. */
export interface FileRow {
  /** As programs for tables count rows; of a list in JSON, which item it is from 1. */
  readonly place: number;
  /** What it names the person by: never a name, an address or a day of birth. */
  readonly people: readonly string[];
  /** In the words of OEAPI. Without an id where that depends on whose it is. */
  readonly association: JsonObject;
  /** What it is known by again, of one person, where it has no id. */
  readonly name?: string;
}
/** What is wrong with one row, and where. Never what stands there. */
export interface RowFault {
  readonly place: number;
  readonly code: string;
  /** Of a table. */
  readonly column?: ColumnName;
  /** Of an association: JSON pointer into it. */
  readonly pointer?: string;
}
export interface ReadFile {
  readonly rows: readonly FileRow[];
  readonly faults: readonly RowFault[];
}
export interface NoFile {
  readonly code: string;
}

/** Bytes, as for a file that a learner brings; and items of a list. */
const mostBytes = 5_000_000;
const mostItems = 5000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Numbers of a person that a school gives out. Never a national one, nor an address that others may have. */
const codeTypes = /^(?:x-)?(?:student_?number|esi|eppn|eduid|identifier|account_?id)$/i;
const longest = 200;
const Id = z.string().trim().min(1).max(longest);
const Code = z.object({ codeType: z.string().regex(codeTypes), code: Id });

function codesOf(person: JsonObject): readonly string[] {
  const others = z.array(z.unknown()).safeParse(person['otherCodes']).data ?? [];
  return [person['primaryCode'], ...others].flatMap((entry) => {
    const { data } = Code.safeParse(entry);
    return data === undefined ? [] : [data.code];
  });
}

/** Whom an association is of, by the numbers of the school. */
function peopleOf(item: JsonObject): readonly string[] {
  const { person, personId } = { person: item['person'], personId: item['personId'] };
  const ids = isObject(person) ? [person['personId'], ...codesOf(person)] : [person];
  const said = [personId, ...ids].flatMap((id) => Id.safeParse(id).data ?? []);
  return [...new Set(said)];
}

/** As it would be sent, of anybody: what is wrong with it is wrong whoever it is of. */
export const checkedAs = (row: FileRow, desk: InstitutionDesk) => {
  const text = JSON.stringify(withId(row, desk, 'anybody'));
  const message = { text, mediaType: 'application/json' };
  return wrongInPushed(pushedDelivery(desk.id, 'anybody', message, new Date(0)), desk);
};

/** The association of one person: the same row gives the same one whenever it is sent. */
export const withId = (
  { association, name }: FileRow,
  { id }: Pick<InstitutionDesk, 'id'>,
  whose: string,
): JsonObject =>
  name === undefined
    ? association
    : { associationId: uuidOf(unambiguous([id, 'file', whose, name])), ...association };

const isOwnName = ({ id, name }: InstitutionDesk, said: string): boolean =>
  [id, ...name.map(({ value }) => value)].some(
    (own) => own.toLowerCase() === said.trim().toLowerCase(),
  );

/** What the table itself cannot tell: a row of a school is of somebody, in that school's own name. */
function wrongInRow(
  { learner, type, institution }: ResultRow,
  desk: InstitutionDesk,
): Pick<RowFault, 'code' | 'column'> | undefined {
  if (learner === undefined) return { code: 'MISSING', column: 'learner' };
  if (learner.length > longest) return { code: 'TOO_LARGE', column: 'learner' };
  if (institution !== undefined && !isOwnName(desk, institution)) {
    return { code: 'ANOTHERS_NAME', column: 'institution' };
  }
  const isBadge = type?.recordType === 'CERTIFICATE' || type?.recordType === 'MICROCREDENTIAL';
  return isBadge ? { code: 'CREDENTIAL_TYPE_UNSUPPORTED', column: 'type' } : undefined;
}

function rowOf(place: number, values: ResultRow, desk: InstitutionDesk): FileRow {
  const [id, association] = [givenId(values), associationOfRow(values, desk.id)];
  const people = [values.learner ?? ''];
  if (id !== undefined) {
    return { place, people, association: { associationId: id, ...association } };
  }
  return { place, people, association, name: nameOfRow(values) };
}

function ofTable({ rows, errors }: ResultsTable, desk: InstitutionDesk): ReadFile {
  const faults: RowFault[] = errors.map(({ row: place, column, code }) => ({
    place,
    code,
    column,
  }));
  const read = rows.flatMap(({ row: place, values }) => {
    const wrong = wrongInRow(values, desk);
    if (wrong === undefined) return [rowOf(place, values, desk)];
    faults.push({ place, ...wrong });
    return [];
  });
  return { rows: read, faults };
}

function ofList(items: readonly unknown[]): ReadFile {
  const faults: RowFault[] = [];
  const rows = items.flatMap((item, index): FileRow[] => {
    const place = index + 1;
    const people = isObject(item) ? peopleOf(item) : [];
    if (isObject(item) && people.length > 0) return [{ place, people, association: item }];
    faults.push(
      isObject(item)
        ? { place, code: 'MISSING', pointer: '/person' }
        : { place, code: 'TYPE', pointer: '' },
    );
    return [];
  });
  return { rows, faults };
}

const List = z.array(z.unknown());

function ofJson(text: string): ReadFile | NoFile {
  if (nestsTooDeep(text)) return { code: 'TOO_DEEP' };
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const page = isObject(value) ? value['items'] : value;
    const items = List.safeParse(page).data ?? [value];
    return items.length > mostItems ? { code: 'TOO_LARGE' } : ofList(items);
  } catch {
    return { code: 'JSON_NOT_WELL_FORMED' };
  }
}

function readText(text: string, desk: InstitutionDesk): ReadFile | NoFile {
  if (text.trim() === '') return { code: 'EMPTY' };
  if (/^[\uFEFF\s]*[{[]/.test(text)) return ofJson(text);
  const table = readResultsTable(text);
  if ('code' in table) return table;
  if (table.kind === 'RESULTS') return ofTable(table, desk);
  return { code: table.known > 1 ? 'CSV_COLUMN_MISSING' : 'CSV_COLUMNS_UNKNOWN' };
}

/** What an institution sends in a file: a table or a list of associations, each row by itself. Never a throw. */
export function readResultsFile(bytes: Uint8Array, desk: InstitutionDesk): ReadFile | NoFile {
  if (bytes.byteLength > mostBytes) return { code: 'TOO_LARGE' };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { code: 'ENCODING_UNSUPPORTED' };
  }
  const found = readText(text, desk);
  if ('code' in found) return found;
  if (found.rows.length + found.faults.length === 0) return { code: 'EMPTY' };
  const { rows, faults } = found;
  const checked = rows.map((row) => ({ row, wrong: checkedAs(row, desk) }));
  return {
    rows: checked.flatMap(({ row, wrong }) => (wrong === undefined ? [row] : [])),
    faults: [
      ...faults,
      ...checked.flatMap(({ row: { place }, wrong }) =>
        wrong === undefined ? [] : [{ place, code: wrong.code, pointer: wrong.path }],
      ),
    ],
  };
}
