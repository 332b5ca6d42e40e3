import type { Finding, Verdict } from './credentials/index.js';
import { type FileTools, judgeFile, plainText, readFileBytes } from './flows/index.js';
import { findingSentence } from './graph/index.js';
import { type FoundAttachment, type PdfRefusal, readAttachments } from './papers/index.js';
import { atHand, type VerifyOptions } from './verify-at-hand.js';
import type { HurriedExaminer } from './verify-budget.js';

/** As our own papers are at most: proofs, originals and pages. */
export const mostOfPdf = 50_000_000;
const mostOfAName = 120;

const refusals: Readonly<Record<PdfRefusal, string>> = {
  NO_PDF: 'This is no PDF.',
  ENCRYPTED: 'This PDF is encrypted: its attachments cannot be read.',
  TOO_MUCH: 'This PDF holds more than is looked into.',
  DAMAGED: 'This PDF is damaged: its attachments cannot be read.',
};

const saidToBeOne =
  /^application\/(?:vc|vp|jwt|(?:vc|vp)\+(?:ld\+json|jwt|sd-jwt|cose)|dc\+sd-jwt)$/i;

const reason = (finding: Finding): string => {
  const at = finding.path === undefined ? '' : ` at ${plainText(finding.path, mostOfAName)}`;
  return `${finding.code}${at}: ${findingSentence(finding, 'en')}`;
};

interface Line {
  readonly text: string;
  /** Undefined for what nobody takes for a credential. */
  readonly holds?: boolean;
}

function lineOf({ verdict, issuerName, findings }: Verdict): Line {
  const name = issuerName === undefined ? '' : ` (${issuerName.en})`;
  const text = [`${verdict}${name}`, ...findings.map(reason)].join('; ');
  return { text, holds: verdict === 'TRUSTED' || verdict === 'AUTHENTIC' };
}

interface Tools extends FileTools {
  readonly examiner: HurriedExaminer;
}

async function judged({ content, mediaType }: FoundAttachment, tools: Tools): Promise<Line> {
  const isSaid = mediaType !== undefined && saidToBeOne.test(mediaType);
  if (content === 'UNREADABLE') return { text: 'cannot be read', holds: false };
  if (content === 'TOO_LARGE' || content === 'TOO_LARGE_JSON') {
    const text = 'too large to be a credential';
    return isSaid || content === 'TOO_LARGE_JSON' ? { text, holds: false } : { text };
  }
  // Nothing of it is looked into any more, and it does not hold.
  const isSigned = !tools.examiner.isOver() && readFileBytes(content).isSigned;
  const found = await judgeFile(content, isSigned, tools);
  if (found !== undefined) return lineOf(found);
  if (isSaid) return { text: 'no credential, though the PDF says that it is one', holds: false };
  return { text: 'no credential' };
}

interface PdfTools {
  readonly say: (line: string) => void;
  readonly examiner: HurriedExaminer;
}

/**
 * Says of each file that came with a PDF whether it is what its issuer signed and holds, a line for each.
 * @returns whether there is one at least, and all are TRUSTED or AUTHENTIC.
 */
export async function verifyPdf(
  bytes: Uint8Array,
  options: VerifyOptions,
  { say, examiner }: PdfTools,
): Promise<boolean> {
  const found = readAttachments(bytes);
  if (found.kind === 'refused') {
    say(refusals[found.because]);
    return false;
  }
  if (found.all.length === 0) {
    say('This PDF has no attachments: there is no credential in it.');
    return false;
  }
  const contents = found.all.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  const tools = {
    ...(await atHand(contents, options, examiner)),
    examiner,
    isAllJsonMeant: true,
  };
  const lines: Line[] = [];
  for (const attachment of found.all) {
    const line = await judged(attachment, tools);
    // In quotes: a name may look like a verdict.
    say(`${JSON.stringify(plainText(attachment.name, mostOfAName))}: ${line.text}`);
    lines.push(line);
  }
  const holding = lines.filter(({ holds }) => holds === true).length;
  const all = lines.filter(({ holds }) => holds !== undefined).length;
  if (all === 0) say(`None of the ${lines.length} attachments is a credential.`);
  else say(`${holding} of ${all} credentials in this PDF hold.`);
  say('Nobody signed its pages, or the names of its attachments: what counts stands in each.');
  return all > 0 && holding === all;
}
