import type { Person } from '../records/index.js';
import { amountIn, dayIn, dutchDay, totalIn } from './figures.js';
import {
  mostLines,
  type OverviewContent,
  type OverviewGroup,
  type OverviewRow,
  overviewContent,
  personName,
  shortened,
} from './overview-rows.js';
import {
  bytesOf,
  type Doc,
  type Element,
  ink,
  makeRoom,
  numberPages,
  openPaper,
  say,
} from './paper.js';
import type { KeptRecord } from './record-files.js';
import { putTable, type TableRow } from './table.js';
import { type Language, words } from './words.js';

/** A file that goes with the overview. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: () => Uint8Array;
}
export interface OverviewFacts {
  readonly language: Language;
  readonly at: Date;
  readonly person: Person;
  readonly records: readonly KeptRecord[];
  readonly originals: readonly Attachment[];
  /** False where they would make it too large to open. */
  readonly isAttached: boolean;
}

const h2 = { size: 14, isBold: true, color: ink.accent, gap: 4 } as const;
const text = { size: 10, gap: 8 } as const;

function putTitle(doc: Doc, root: Element, { language, at, person }: OverviewFacts): void {
  const { title, of, bornOn, madeOn } = words[language];
  doc.addPage();
  doc.y += 40;
  say(doc, root, 'H1', title, { size: 26, isBold: true, color: ink.accent, gap: 10 });
  const name = personName(person);
  if (name !== undefined) say(doc, root, 'P', of(name), { size: 14, gap: 2 });
  if (person.birthdate !== undefined) {
    say(doc, root, 'P', bornOn(dayIn(language, person.birthdate)), { size: 10, gap: 2 });
  }
  const made = madeOn(dayIn(language, dutchDay(at)));
  say(doc, root, 'P', made, { size: 10, color: ink.soft, gap: 26 });
}

async function putTotals(
  doc: Doc,
  root: Element,
  { language }: OverviewFacts,
  { totals, lines }: OverviewContent,
): Promise<void> {
  const said = words[language];
  const section = doc.struct('Sect');
  root.add(section);
  say(doc, section, 'H2', said.totals, h2);
  if (totals.length === 0) say(doc, section, 'P', lines === 0 ? said.nothing : said.noTotals, text);
  else {
    say(doc, section, 'P', said.totalsNote, text);
    await putTable(doc, section, {
      headings: said.columnsOfTotals,
      widths: [30, 40, 30],
      rows: totals.map((total) => ({
        cells: totalIn(language, total).map((cell) => ({ lines: [cell] })),
      })),
    });
  }
  doc.y += 22;
  section.end();
}

function putHowToRead(doc: Doc, root: Element, facts: OverviewFacts): void {
  const said = words[facts.language];
  const { originals, isAttached } = facts;
  const section = doc.struct('Sect');
  root.add(section);
  say(doc, section, 'H2', said.howToRead, h2);
  say(doc, section, 'P', said.howToReadText, { ...text, gap: 18 });
  say(doc, section, 'H2', said.originals, h2);
  const count = amountIn(facts.language, String(originals.length));
  const told = isAttached ? said.originalsHere(count) : said.originalsElsewhere;
  say(doc, section, 'P', originals.length === 0 ? said.noOriginals : told, text);
  section.end();
}

const tableRow = ({ title, notes, isPast, ...row }: OverviewRow): TableRow => ({
  isSoft: isPast,
  cells: [
    { lines: [title, ...notes] },
    { lines: [row.date] },
    { lines: [row.grade] },
    { lines: [row.load] },
    { lines: [row.assertedBy] },
  ],
});

async function putGroup(
  doc: Doc,
  root: Element,
  language: Language,
  group: OverviewGroup,
): Promise<void> {
  const { columns } = words[language];
  makeRoom(doc, 110);
  const section = doc.struct('Sect');
  root.add(section);
  say(doc, section, 'H2', group.name, h2);
  if (group.totals !== undefined) say(doc, section, 'P', group.totals, { size: 10, gap: 4 });
  const rows = group.rows.map(tableRow);
  await putTable(doc, section, { headings: columns, widths: [34, 20, 17, 14, 15], rows });
  section.end();
  doc.y += 20;
}

function attach(doc: Doc, { originals, at }: OverviewFacts): void {
  for (const { name, mediaType, content } of originals) {
    doc.file(Buffer.from(content()), {
      name,
      type: mediaType,
      description: name,
      creationDate: at,
      modifiedDate: at,
      relationship: 'Source',
    });
  }
}

/**
 * An overview of all that stands in a kluis, to read or to print: tagged, so that it can be read aloud, and with what the
 * institutions sent inside it. It takes turns with other work: a long life is many pages.
 */
export async function overviewPaper(facts: OverviewFacts): Promise<Uint8Array> {
  const { language, isAttached } = facts;
  const content = overviewContent(language, facts.records);
  const doc = openPaper(facts);
  const root = doc.struct('Document');
  doc.addStructure(root);
  putTitle(doc, root, facts);
  await putTotals(doc, root, facts, content);
  putHowToRead(doc, root, facts);
  if (content.groups.length > 0) doc.addPage();
  for (const group of shortened(content.groups, mostLines)) {
    await putGroup(doc, root, language, group);
  }
  if (content.lines > mostLines) {
    const count = amountIn(language, String(mostLines));
    say(doc, root, 'P', words[language].moreThan(count), text);
  }
  root.end();
  numberPages(doc, language);
  if (isAttached) attach(doc, facts);
  return bytesOf(doc);
}
