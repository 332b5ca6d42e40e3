import { Fault, present, unambiguous, uuidOf } from '../base/index.js';
import {
  type AwardColumn,
  type AwardsTableRow,
  awardColumnAt,
  readAwardsTable,
} from '../documents/index.js';
import type { DraftedContent } from './award-content.js';
import type { Caller, House } from './house.js';
import {
  type AskedAward,
  type AwardFault,
  type AwardReport,
  mostAwards,
  offerAwards,
} from './offer-awards.js';

/** What came of a row, and in which column something is wrong with it. */
export interface AwardRowReport extends Omit<AwardReport, 'faults'> {
  readonly faults: readonly (AwardFault & { readonly column?: AwardColumn })[];
}

type Cells = AwardsTableRow['cells'];
const yes = /^(?:ja|yes|j|y|true|waar)$/i;
const no = /^(?:nee|no|n|false|onwaar)$/i;

function isChecked(cells: Cells): boolean | undefined {
  const said = cells.get('identityChecked') ?? '';
  return yes.test(said) ? true : no.test(said) ? false : undefined;
}

/** As Dutch people write a day; any other way it stays what it is, and is refused. */
const dayIn = (cell: string): string => {
  const [, day = '', month = '', year] = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(cell) ?? [];
  return year === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

function loadIn(cells: Cells): DraftedContent['achievement']['load'] {
  const [unit = '', amount] = [cells.get('unit')?.toUpperCase(), cells.get('amount')];
  if (amount === undefined) return undefined;
  return { unit: unit === 'SBU' ? 'SBU' : 'EC', amount: amount.replace(',', '.') };
}

function contentOf(cells: Cells): DraftedContent {
  const text = (name: AwardColumn): string => cells.get(name) ?? '';
  const [quality, url, eqf, result] = [
    cells.get('quality'),
    cells.get('qualityUrl'),
    cells.get('eqf'),
    cells.get('result'),
  ];
  const until = cells.get('validUntil');
  return present({
    achievement: present({
      name: text('name'),
      description: text('description'),
      criteria: text('criteria'),
      language: cells.get('language') ?? 'nl-NL',
      kind: 'MICROCREDENTIAL' as const,
      image: cells.get('image'),
      load: loadIn(cells),
      nlqf: cells.get('nlqf'),
      eqf: eqf === undefined ? undefined : Number(eqf),
      quality: quality === undefined ? undefined : { name: quality, url: url ?? '' },
      participation: cells.get('participation'),
      assessment: cells.get('assessment'),
      supervision: cells.get('supervision'),
      identityChecked: isChecked(cells),
    }),
    result: result === undefined ? undefined : { value: result, status: 'Completed' as const },
    awardedOn: dayIn(text('awardedOn')),
    validUntil: until === undefined ? undefined : dayIn(until),
  });
}

function asked({ row, cells }: AwardsTableRow): AskedAward {
  const person = cells.get('learner') ?? '';
  const version = cells.get('version') ?? '1';
  // Without an id of its own it is known again by what it is, of whom and of when.
  const made = unambiguous([person, cells.get('name') ?? '', cells.get('awardedOn') ?? '']);
  return {
    place: row,
    person,
    sourceId: cells.get('sourceId') ?? uuidOf(made),
    version: /^[1-9]\d{0,5}$/.test(version) ? Number(version) : 0,
    content: contentOf(cells),
  };
}

const withColumn = ({ faults, ...report }: AwardReport): AwardRowReport => ({
  ...report,
  faults: faults.map((fault) => present({ ...fault, column: awardColumnAt(fault.path) })),
});

/**
 * An institution awards by a table: a row for each learner, each by itself.
 * @throws Fault `BadInput` for what is no such table, or one of more than 500 rows.
 */
export async function awardByFile(
  house: House,
  caller: Caller,
  { bytes, isDry = false }: { readonly bytes: Uint8Array; readonly isDry?: boolean },
): Promise<readonly AwardRowReport[]> {
  const rows = readAwardsTable(Buffer.from(bytes).toString('utf8'));
  if ('code' in rows) {
    throw new Fault('BadInput', 'This file is no table of awards. Start from the template.');
  }
  if (rows.length > mostAwards) throw new Fault('BadInput', 'At most 500 rows in one file.');
  const reports = await offerAwards(house, caller, rows.map(asked), isDry);
  return reports.map(withColumn);
}
