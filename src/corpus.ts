import type { Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sentenceOf } from './documents/index.js';
import { type FileReading, type FileReason, readFileBytes } from './flows/index.js';

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

/** Whoever signed it: nobody looked into that yet. */
const verdictOf = ({ isSigned }: FileReading) => (isSigned ? { verdict: 'UNDETERMINED' } : {});

const jsonLine = (file: string, reading: FileReading): string => {
  const { standard, outcome, records, losses } = reading;
  const reasons = distinct(reading.reasons).map(sayReason);
  return JSON.stringify({
    file,
    standard,
    outcome,
    records,
    losses,
    ...verdictOf(reading),
    reasons,
  });
};

const columns = [60, 28, 11, 7, 6] as const;
const inColumns = (cells: readonly string[]): string =>
  cells.map((cell, place) => cell.padEnd(columns[place] ?? 0)).join(' ');

function tableLine(name: string, reading: FileReading): string {
  const { standard, outcome, records, losses } = reading;
  const codes = [...new Set(reading.reasons.map(({ code }) => code))].join(' ');
  return inColumns([name, standard, outcome, `${records}`, `${losses}`, codes]).trimEnd();
}

export interface CorpusOptions {
  readonly json?: boolean;
}

/**
 * Reads every file of a folder as if a learner brought it or an institution sent it, and says of each what it is, what
 * comes of it, and why not more. A table, or a line of JSON for each.
 */
export async function corpus(
  folder: string,
  { json = false }: CorpusOptions,
  say: (line: string) => void,
): Promise<void> {
  const root = resolve(folder);
  const files = await filesUnder(root);
  const counts = new Map<string, number>();
  if (!json) say(inColumns(['file', 'standard', 'outcome', 'records', 'losses', 'reasons']));
  for (const file of files) {
    const reading = readFileBytes(await startOf(file));
    counts.set(reading.outcome, (counts.get(reading.outcome) ?? 0) + 1);
    say(json ? jsonLine(file, reading) : tableLine(file.slice(root.length + 1), reading));
  }
  const summary = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  if (!json) say(`${files.length} files: ${summary}`);
}
