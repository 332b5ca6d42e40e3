import { readFile } from 'node:fs/promises';
import { type InstitutionId, institutionId } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { deskSetup } from './desk-setup.js';
import { columnTitle } from './documents/index.js';
import {
  type Caller,
  type FileReport,
  type House,
  type RowReport,
  rowOutcomes,
  sendResults,
} from './flows/index.js';
import { rowSentence } from './graph/index.js';
import { principalFromSession } from './identity/index.js';
import { wireDesk } from './wire.js';

export interface SendOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
export interface Sending extends SendOptions {
  readonly institution: string;
  readonly file: string;
}

/** Whoever can open our database and keys speaks for any institution here: as its own agent, like its clerk on the page. */
export function asInstitution(
  { institutions, pageClient }: House,
  id: InstitutionId,
  operation = 'SendResults',
): Caller {
  const desk = institutions.get(id);
  if (desk === undefined) throw new Error('This server does not know this institution.');
  if (desk.agent === undefined) {
    throw new Error('This institution has no agent here: it can add to no kluis.');
  }
  const { webId } = desk.agent;
  const others = [...institutions.values()].filter(({ agent }) => agent?.webId === webId);
  if (others.length > 1) throw new Error('Two institutions have this agent.');
  const principal = principalFromSession({ webId, clientId: pageClient });
  return { principal, purpose: undefined, operation };
}

const words = {
  NEW: ['is added', 'would be added'],
  KNOWN: ['was there', 'is there'],
  SET_ASIDE: ['waits', 'would wait'],
  REFUSED: ['refused', 'would be refused'],
} as const;

const line = (
  { place, outcome, code, column, pointer }: RowReport,
  isDry: boolean,
): readonly string[] => [
  String(place),
  words[outcome][isDry ? 1 : 0],
  column === undefined ? (pointer ?? '') : columnTitle(column, 'en'),
  code === undefined ? '' : rowSentence(code, 'en'),
];

const header = ['row', 'what', 'where', 'why'] as const;

/** Columns under each other, for who reads along. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_name, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const written = all.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return written.map((text) => text.trimEnd()).join('\n');
}

const countsOf = (rows: readonly RowReport[]) =>
  rowOutcomes.map((outcome) => ({
    outcome,
    count: rows.filter((row) => row.outcome === outcome).length,
  }));

function asJson(report: FileReport, isDry: boolean): string {
  if (report.kind === 'REFUSED') {
    return JSON.stringify({ dryRun: isDry, refusal: { code: report.code }, rows: [] });
  }
  const rows = report.rows.map(({ place: row, ...rest }) => ({ row, ...rest }));
  const counts = new Map(countsOf(report.rows).map(({ outcome, count }) => [outcome, count]));
  const told: Readonly<Record<string, number>> = Object.fromEntries(counts);
  return JSON.stringify({ dryRun: isDry, counts: told, rows });
}

function tell(report: FileReport, isDry: boolean): string {
  if (report.kind === 'REFUSED') return `Nothing was sent: ${rowSentence(report.code, 'en')}`;
  const counts = countsOf(report.rows).filter(({ count }) => count > 0);
  const sum = counts.map(({ outcome, count }) => `${count} ${words[outcome][isDry ? 1 : 0]}`);
  return `${tableOf(report.rows.map((row) => line(row, isDry)))}\n\n${sum.join(', ')}`;
}

const came = ({ outcome }: RowReport): boolean => outcome === 'NEW' || outcome === 'KNOWN';

/**
 * Sends a file in the name of an institution, or says what would come of it.
 * @returns whether every row came, or would.
 */
export const institutionSend = (
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
    const caller = asInstitution(house, institutionId(institution));
    const report = await sendResults(house, caller, { bytes, dryRun });
    say(json ? asJson(report, dryRun) : tell(report, dryRun));
    await closeAll(closings);
    return report.kind === 'READ' && report.rows.every(came);
  });
