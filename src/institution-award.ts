import { readFile } from 'node:fs/promises';
import { institutionId } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { deskSetup } from './desk-setup.js';
import { awardColumnTitle } from './documents/index.js';
import { type AwardRowReport, awardByFile, awardOutcomes } from './flows/index.js';
import { awardSentence } from './graph/index.js';
import { asInstitution, type Sending } from './institution-send.js';
import { wireDesk } from './wire.js';

const words = {
  OFFERED: 'offered',
  CORRECTED: 'takes the place of an earlier version',
  KNOWN: 'was offered before',
  REFUSED: 'refused',
} as const;

const lineOf = ({ place, outcome, faults }: AwardRowReport): string => {
  const why = faults.map(({ code, column, path }) => {
    const where = column === undefined ? path : awardColumnTitle(column, 'en');
    return `${where}: ${awardSentence(code, 'en')}`;
  });
  return [`row ${place}  ${words[outcome]}`, ...why].join('\n    ');
};

const asJson = (reports: readonly AwardRowReport[], dryRun: boolean): string =>
  JSON.stringify({
    dryRun,
    rows: reports.map(({ place: row, outcome, faults }) => ({ row, outcome, faults })),
  });

function summary(reports: readonly AwardRowReport[]): string {
  const counts = awardOutcomes.map((outcome) => ({
    outcome,
    count: reports.filter((report) => report.outcome === outcome).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${words[outcome]}`)
    .join(', ');
}

/**
 * Awards by a table in the name of an institution, or says what would come of it.
 * @returns whether no row was refused.
 */
export const institutionAward = (
  config: Config,
  { institution, file, dryRun = false, json = false }: Sending,
  say: (text: string) => void,
): Promise<boolean> =>
  opening(async (closings) => {
    const bytes = await readFile(file).catch(() => {
      throw new Error('This file cannot be read.');
    });
    const { house, stop } = await wireDesk(await deskSetup(config, closings));
    closings.push(stop);
    const caller = asInstitution(house, institutionId(institution), 'AwardFromFile');
    const reports = await awardByFile(house, caller, { bytes, isDry: dryRun });
    if (json) say(asJson(reports, dryRun));
    else {
      for (const report of reports) say(lineOf(report));
      say(`\n${summary(reports)}${dryRun ? ' (nothing was kept)' : ''}`);
    }
    await closeAll(closings);
    return reports.every(({ outcome }) => outcome !== 'REFUSED');
  });
