import type { Examiner, Verdict } from './credentials/index.js';
import { judgeFile, plainText, readFileBytes } from './flows/index.js';
import { findingMeaning, findingSentence } from './graph/index.js';
import { isPdf } from './papers/index.js';
import { atHand, bytesIn, type VerifyOptions } from './verify-at-hand.js';
import { type Clock, inOneBudget } from './verify-budget.js';
import { mostOfPdf, verifyPdf } from './verify-pdf.js';

export interface VerifyTools {
  readonly say: (line: string) => void;
  readonly examiner: Examiner;
  /** Absent: that of this machine. */
  readonly clock?: Clock;
}

const mostBytes = 5_000_000;
const mostOfAPath = 200;

const facets = ({ proof, issuer, period, status, subject }: Verdict): readonly string[] =>
  Object.entries({ proof, issuer, period, status, subject }).map(
    ([name, state]) => `  ${name.padEnd(8)} ${state}`,
  );

function sayVerdict(found: Verdict, say: (line: string) => void): void {
  const name = found.issuerName === undefined ? '' : ` (${found.issuerName.en})`;
  say(`${found.verdict}${name}`);
  for (const line of facets(found)) say(line);
  for (const finding of found.findings) {
    const at = finding.path === undefined ? '' : ` at ${plainText(finding.path, mostOfAPath)}`;
    say(`- ${finding.code}${at}: ${findingSentence(finding, 'en')}`);
    say(`  ${findingMeaning(finding, 'en')}`);
  }
}

/**
 * Says of one file whether it is what its issuer signed and holds: its facets, and why where a check did not simply succeed;
 * of a PDF, that of each credential that came with it.
 * @returns whether it is, or all of them are, TRUSTED or AUTHENTIC.
 */
export async function verifyFile(
  file: string,
  options: VerifyOptions,
  { say, examiner: patient, clock }: VerifyTools,
): Promise<boolean> {
  const bytes = await bytesIn(file, mostOfPdf);
  const examiner = inOneBudget(patient, clock);
  if (isPdf(bytes)) return verifyPdf(bytes, options, { say, examiner });
  if (bytes.length > mostBytes) throw new Error(`The file ${file} is too large.`);
  const tools = await atHand([bytes], options, examiner);
  const found = await judgeFile(bytes, readFileBytes(bytes).isSigned, tools);
  if (found === undefined) say('This is no credential.');
  else sayVerdict(found, say);
  return found?.verdict === 'TRUSTED' || found?.verdict === 'AUTHENTIC';
}
