import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A skill of ESCO as the official download has it. */
export interface EscoRow {
  readonly uri: string;
  readonly label: string;
  /** Its other names, one a line. */
  readonly others: string;
}

/** Characters; the whole list in one language has some ten million. */
const mostCharacters = 60_000_000;
const Rows = z.array(z.record(z.string(), z.string()));
const address = /^https?:\/\/data\.europa\.eu\/esco\/skill\/[\w-]{1,100}$/;
const longest = 500;

/** A name in that language, where the columns say which language they are in. */
const cell = (row: Readonly<Record<string, string>>, name: string, language: string): string =>
  (row[name] ?? row[`${name}_${language}`] ?? '').trim();

/**
 * Skills in the official CSV download of ESCO (`skills_<language>.csv`). What is no skill is passed over.
 * @param language as in the names of columns, where they have one: "nl".
 * @returns undefined for what is no such table.
 */
export function readEscoSkills(text: string, language: string): readonly EscoRow[] | undefined {
  if (text.length > mostCharacters) return undefined;
  try {
    const parsed: unknown = parse(text, { bom: true, columns: true, relax_column_count: true });
    const rows = Rows.parse(parsed);
    const [first] = rows;
    if (first === undefined || !('conceptUri' in first)) return undefined;
    return rows.flatMap((row) => {
      const uri = cell(row, 'conceptUri', language);
      const label = cell(row, 'preferredLabel', language).slice(0, longest);
      const others = cell(row, 'altLabels', language)
        .split(/\r?\n|\s\|\s/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
      return address.test(uri) && label !== '' ? [{ uri, label, others: others.join('\n') }] : [];
    });
  } catch {
    return undefined;
  }
}
