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
import {
  type Attachment,
  mostOfProofs,
  type Proofs,
  type ProofsWith,
  proofsWith,
} from './proofs.js';
import type { KeptRecord } from './record-files.js';
import { putTable, type TableRow } from './table.js';
import { type Language, words } from './words.js';

export interface OverviewFacts {
  readonly language: Language;
  readonly at: Date;
  readonly person: Person;
  readonly records: readonly KeptRecord[];
  /** What institutions sent, beside what is among the proofs. */
  readonly originals: readonly Attachment[];
  /** Signed credentials that its lines may name. */
  readonly proofs: Proofs;
  /** Of the originals. False where they would make it too large to open. */
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

/** That they are there, and how anybody checks them; of those that do not fit, where they are. */
function putProofs(
  doc: Doc,
  section: Element,
  language: Language,
  { attached, left }: ProofsWith,
): void {
  if (attached.length + left === 0) return;
  const said = words[language];
  say(doc, section, 'H2', said.proofs, h2);
  if (attached.length > 0) {
    say(doc, section, 'P', said.proofsHere(attached.length), { ...text, gap: 4 });
    say(doc, section, 'P', said.proofsChecked, { ...text, gap: left === 0 ? 18 : 4 });
  }
  if (left > 0)
    say(doc, section, 'P', said.proofsLeft(left, mostOfProofs / 1_000_000), { ...text, gap: 18 });
}

function putOriginals(doc: Doc, section: Element, facts: OverviewFacts): void {
  const said = words[facts.language];
  const { originals, proofs, isAttached } = facts;
  if (originals.length === 0 && proofs.size > 0) return;
  say(doc, section, 'H2', said.originals, h2);
  const count = amountIn(facts.language, String(originals.length));
  const told = isAttached ? said.originalsHere(count, proofs.size > 0) : said.originalsElsewhere;
  say(doc, section, 'P', originals.length === 0 ? said.noOriginals : told, text);
}

function putHowToRead(doc: Doc, root: Element, facts: OverviewFacts, proofs: ProofsWith): void {
  const said = words[facts.language];
  const section = doc.struct('Sect');
  root.add(section);
  say(doc, section, 'H2', said.howToRead, h2);
  say(doc, section, 'P', said.howToReadText, { ...text, gap: 18 });
  putProofs(doc, section, facts.language, proofs);
  putOriginals(doc, section, facts);
  section.end();
}

function tableRow(
  { title, notes, isPast, digest = '', ...row }: OverviewRow,
  language: Language,
  { numbers }: ProofsWith,
): TableRow {
  const number = numbers.get(digest);
  const proof = number === undefined ? [] : [words[language].proofNumber(number)];
  return {
    isSoft: isPast,
    cells: [
      { lines: [title, ...notes, ...proof] },
      { lines: [row.date] },
      { lines: [row.grade] },
      { lines: [row.load] },
      { lines: [row.assertedBy] },
    ],
  };
}

async function putGroup(
  doc: Doc,
  root: Element,
  { language, proofs }: { readonly language: Language; readonly proofs: ProofsWith },
  group: OverviewGroup,
): Promise<void> {
  const { columns } = words[language];
  makeRoom(doc, 110);
  const section = doc.struct('Sect');
  root.add(section);
  say(doc, section, 'H2', group.name, h2);
  if (group.totals !== undefined) say(doc, section, 'P', group.totals, { size: 10, gap: 4 });
  const rows = group.rows.map((row) => tableRow(row, language, proofs));
  await putTable(doc, section, { headings: columns, widths: [34, 20, 17, 14, 15], rows });
  section.end();
  doc.y += 20;
}

function attach(doc: Doc, files: readonly Attachment[], at: Date): void {
  for (const { name, mediaType, content, description = name } of files) {
    doc.file(Buffer.from(content()), {
      name,
      type: mediaType,
      description,
      creationDate: at,
      modifiedDate: at,
      relationship: 'Source',
    });
  }
}

/**
 * An overview of all that stands in a kluis, to read or to print: tagged, so that it can be read aloud, and with what was
 * signed and what the institutions sent inside it. It takes turns with other work: a long life is many pages.
 */
export async function overviewPaper(facts: OverviewFacts): Promise<Uint8Array> {
  const { language, isAttached, at } = facts;
  const content = overviewContent(language, facts.records);
  const groups = shortened(content.groups, mostLines);
  const proofs = proofsWith(language, groups, facts.proofs);
  const doc = openPaper(facts);
  const root = doc.struct('Document');
  doc.addStructure(root);
  putTitle(doc, root, facts);
  await putTotals(doc, root, facts, content);
  putHowToRead(doc, root, facts, proofs);
  if (groups.length > 0) doc.addPage();
  for (const group of groups) await putGroup(doc, root, { language, proofs }, group);
  if (content.lines > mostLines) {
    const count = amountIn(language, String(mostLines));
    say(doc, root, 'P', words[language].moreThan(count), text);
  }
  root.end();
  numberPages(doc, language);
  attach(doc, proofs.attached, at);
  if (isAttached) attach(doc, facts.originals, at);
  return bytesOf(doc);
}
