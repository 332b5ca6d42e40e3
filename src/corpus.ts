import type { Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Examiner, registryOf, type Verdict } from './credentials/index.js';
import { sentenceOf } from './documents/index.js';
import { type FileReading, type FileReason, judgeFile, readFileBytes } from './flows/index.js';
import { findingSentence } from './graph/index.js';
import { instantIn } from './instant.js';
import { listsAtHand } from './lists-at-hand.js';

/** Bytes of a file that are read at all: one byte more than any reader takes tells that it is too large. */
const mostBytes = 5_000_001;

const isVisible = ({ name }: Dirent): boolean => !name.startsWith('.') && name !== 'node_modules';

/** All files under a folder, in order of their names, at whatever depth. */
async function filesUnder(folder: string): Promise<readonly string[]> {
  const found = (await readdir(folder, { withFileTypes: true })).filter(isVisible);
  const inOrder = found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = await Promise.all(
    inOrder.map(async (entry): Promise<readonly string[]> => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return files.flat();
}

async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, mostBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Once each, in the order in which they were found. */
function distinct(reasons: readonly FileReason[]): readonly FileReason[] {
  return [...new Map(reasons.map((one) => [`${one.code} ${one.path}`, one])).values()];
}

/** `CODE at place: sentence (what was found)`. */
function sayReason({ code, path, found }: FileReason): string {
  const at = path === '' ? '' : ` at ${path}`;
  const what = found === undefined ? '' : ` (${found})`;
  return `${code}${at}: ${sentenceOf(code).en}${what}`;
}

/** Each check that did not simply succeed. */
const sayFindings = ({ findings }: Verdict): readonly string[] =>
  findings.map((finding) => {
    const at = finding.path === undefined ? '' : ` at ${finding.path}`;
    return `${finding.code}${at}: ${findingSentence(finding, 'en')}`;
  });

function judgedAs(found: Verdict | undefined) {
  if (found === undefined) return {};
  const { verdict, proof, issuer, period, status, subject } = found;
  return { verdict, facets: { proof, issuer, period, status, subject } };
}

interface FileLine {
  readonly file: string;
  readonly reading: FileReading;
  readonly found: Verdict | undefined;
}

function jsonLine({ file, reading, found }: FileLine): string {
  const { standard, outcome, records, losses } = reading;
  const reasons = [
    ...distinct(reading.reasons).map(sayReason),
    ...(found === undefined ? [] : sayFindings(found)),
  ];
  return JSON.stringify({ file, standard, outcome, records, losses, ...judgedAs(found), reasons });
}

const columns = [60, 28, 11, 7, 6, 12] as const;
const inColumns = (cells: readonly string[]): string =>
  cells.map((cell, place) => cell.padEnd(columns[place] ?? 0)).join(' ');

function tableLine({ file, reading, found }: FileLine): string {
  const { standard, outcome, records, losses } = reading;
  const all = [...reading.reasons, ...(found?.findings ?? [])];
  const codes = [...new Set(all.map(({ code }) => code))].join(' ');
  const verdict = found?.verdict ?? '';
  return inColumns([file, standard, outcome, `${records}`, `${losses}`, verdict, codes]).trimEnd();
}

export interface CorpusOptions {
  readonly json?: boolean;
  /** The moment at which credentials are judged, ISO 8601; absent: now. */
  readonly at?: string;
}
export interface CorpusTools {
  readonly say: (line: string) => void;
  readonly examiner: Examiner;
}

const heading = ['file', 'standard', 'outcome', 'records', 'losses', 'verdict', 'reasons'];

/** No network, and nobody whom an operator recognised: what a folder tells by itself. */
async function toolsFor(files: readonly string[], examiner: Examiner, now: Date) {
  const dids = new Map<string, never>();
  const lists = listsAtHand(examiner, dids);
  for (const file of files) await lists.add(file, await startOf(file));
  return { examiner, registry: registryOf([]), now, dids, listsAt: lists.at };
}

/**
 * Reads every file of a folder as if a learner brought it or an institution sent it, and says of each what it is, what
 * comes of it, and why not more. A table, or a line of JSON for each. Of a credential also the verdict; lists of what was
 * taken back are those that lie in the folder.
 */
export async function corpus(
  folder: string,
  { json = false, at }: CorpusOptions,
  { say, examiner }: CorpusTools,
): Promise<void> {
  const root = resolve(folder);
  const files = await filesUnder(root);
  const tools = await toolsFor(files, examiner, instantIn(at));
  const counts = new Map<string, number>();
  if (!json) say(inColumns(heading));
  for (const file of files) {
    const bytes = await startOf(file);
    const reading = readFileBytes(bytes);
    const found = await judgeFile(bytes, reading.isSigned, tools);
    counts.set(reading.outcome, (counts.get(reading.outcome) ?? 0) + 1);
    const name = json ? file : file.slice(root.length + 1);
    const line = { file: name, reading, found };
    say(json ? jsonLine(line) : tableLine(line));
  }
  const summary = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  if (!json) say(`${files.length} files: ${summary}`);
}
