import { present } from '../base/index.js';
import {
  type Countable,
  chooseText,
  leftOutReasons,
  type Person,
  recognisedIn,
  type StudyLoadTotal,
  studyLoadTotals,
} from '../records/index.js';
import { creditsIn, dayIn, gradeIn, totalIn } from './figures.js';
import type { KeptRecord } from './record-files.js';
import { type Language, words } from './words.js';

/** One line of the overview. */
export interface OverviewRow {
  readonly title: string;
  /** Under the title: what it is, and what became of it. */
  readonly notes: readonly string[];
  readonly date: string;
  readonly grade: string;
  readonly load: string;
  readonly assertedBy: string;
  /** It holds no longer. */
  readonly isPast: boolean;
  /** In words, where it holds no longer. */
  readonly standing?: string;
  /** Of the signed credential that says it. */
  readonly digest?: string;
}
export interface OverviewGroup {
  readonly name: string;
  readonly rows: readonly OverviewRow[];
  /** Undefined where nothing counts. */
  readonly totals: string | undefined;
}
export interface OverviewContent {
  readonly groups: readonly OverviewGroup[];
  readonly totals: readonly StudyLoadTotal[];
  /** How many lines there would be; more than are shown in a very long life. */
  readonly lines: number;
}

/** Lines that a reader still turns pages for. */
export const mostLines = 2000;
/** Of one text on the page; the whole of it is in the files. */
const mostOfText = 240;

/** A stranger's text on paper: one line of plain letters. */
export function onPaper(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
    .trim();
  return plain.length > mostOfText ? `${plain.slice(0, mostOfText - 1).toWellFormed()}…` : plain;
}

/** What counting sees of the records that stand: earlier versions are no records of their own. */
export function countable(records: readonly KeptRecord[]): readonly Countable[] {
  const recognised = recognisedIn(
    records.map(({ record: { status, facets } }) => ({ status, core: facets.core })),
  );
  return records.flatMap(({ record: { key, status, facets }, standing }) => {
    const { core, credits } = facets;
    if (status === 'SUPERSEDED' || credits === undefined) return [];
    const { assertedBy, issuedOn } = core;
    const takenBack = standing === 'REVOKED' || standing === 'SUSPENDED' ? standing : undefined;
    const parts = { recognisedIn: recognised.get(key) };
    return [present({ key, status, assertedBy, credits, issuedOn, takenBack, ...parts })];
  });
}

type Reasons = ReturnType<typeof leftOutReasons>;

/** Why it holds no longer, where it does not. */
function endedOf(language: Language, { record, standing }: KeptRecord): string | undefined {
  const { statuses, standings } = words[language];
  if (record.status !== 'CURRENT') return statuses[record.status];
  return standing === undefined ? undefined : standings[standing];
}

function rowOf(language: Language, kept: KeptRecord, reasons: Reasons): OverviewRow {
  const { key, status, facets } = kept.record;
  const { types, asserted } = words[language];
  const { core, assessment, credits, credential } = facets;
  const isPast = status !== 'CURRENT';
  const kind = types[core.recordType];
  const ended = endedOf(language, kept);
  return {
    title: onPaper(chooseText(core.title, [language])?.value ?? kind),
    notes: ended === undefined ? [kind] : [ended, kind],
    date: core.issuedOn === undefined ? '' : dayIn(language, core.issuedOn),
    grade: assessment === undefined ? '' : onPaper(gradeIn(language, assessment)),
    load:
      credits === undefined
        ? ''
        : onPaper(creditsIn(language, credits, isPast ? undefined : reasons.get(key))),
    assertedBy: asserted[core.assertedBy],
    isPast: ended !== undefined,
    ...present({ standing: ended, digest: credential?.digest }),
  };
}

const newestOf = (all: readonly KeptRecord[]): string => all[0]?.record.facets.core.issuedOn ?? '';

/** Newest first; earlier versions right under the one that took their place. */
function inOrder(records: readonly KeptRecord[]): readonly KeptRecord[] {
  const byKey = Map.groupBy(records, ({ record }) => record.key);
  return [...byKey.values()]
    .map((kept) => kept.toSorted((a, b) => b.record.version - a.record.version))
    .toSorted((a, b) => {
      const [x, y] = [newestOf(a), newestOf(b)];
      if (x !== y) return x < y ? 1 : -1;
      return (a[0]?.record.key ?? '') < (b[0]?.record.key ?? '') ? -1 : 1;
    })
    .flat();
}

const nameIn = (language: Language, { record }: KeptRecord): string =>
  onPaper(chooseText(record.facets.core.institution.name, [language])?.value ?? '') ||
  words[language].unknownSchool;

function totalsIn(language: Language, records: readonly KeptRecord[]): string | undefined {
  const lines = studyLoadTotals(countable(records)).flatMap((total) => {
    const [unit, amount, own] = totalIn(language, total);
    const { asserted } = words[language];
    return [
      ...(total.amount === '0' ? [] : [`${amount} ${unit}`]),
      ...(total.selfDeclared === '0' ? [] : [`${own} ${unit} (${asserted.SELF.toLowerCase()})`]),
    ];
  });
  return lines.length === 0 ? undefined : words[language].totalsHere(lines.join(', '));
}

/** The records as an overview says them, school by school. */
export function overviewContent(
  language: Language,
  records: readonly KeptRecord[],
): OverviewContent {
  const reasons = leftOutReasons(countable(records));
  const groups = [...Map.groupBy(records, (kept) => nameIn(language, kept))]
    .toSorted(([a], [b]) => a.localeCompare(b, words[language].locale))
    .map(([name, mine]) => ({
      name,
      rows: inOrder(mine).map((kept) => rowOf(language, kept, reasons)),
      totals: totalsIn(language, mine),
    }));
  return { groups, totals: studyLoadTotals(countable(records)), lines: records.length };
}

/** The lines that there is room for, from the first school on. */
export function shortened(
  groups: readonly OverviewGroup[],
  most: number,
): readonly OverviewGroup[] {
  let left = most;
  return groups.flatMap((group) => {
    const rows = group.rows.slice(0, left);
    left -= rows.length;
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
}

export const personName = ({ name }: Person): string | undefined =>
  name === undefined ? undefined : onPaper(`${name.given} ${name.family}`);
