import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { asWebId, canonicalJson } from './base/index.js';
import { logFileFormat, signedHead } from './flows/index.js';
import type { AttestationKeys } from './identity/index.js';
import { type ChainRow, type Verified, verifyChain } from './ledger/index.js';

const Jwk = z.strictObject({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.string(),
});
const Jwks = z.strictObject({ keys: z.array(Jwk) });
const Header = z.strictObject({
  format: z.literal(logFileFormat),
  learner: z.string(),
  head: z
    .strictObject({
      seq: z.int(),
      hash: z.string(),
      epoch: z.int(),
      at: z.string(),
      signature: z.string(),
    })
    .optional(),
  jwks: Jwks,
});
const Row = z.strictObject({
  seq: z.int(),
  bytes: z.string().nullable(),
  salt: z.string().nullable(),
  commitment: z.string(),
  hash: z.string(),
});

/** What came of it: a sentence with counts and places, and nothing of what the log says. */
export interface LogVerdict {
  readonly ok: boolean;
  readonly sentence: string;
}
const no = (sentence: string): LogVerdict => ({ ok: false, sentence });

interface LogFile {
  readonly header: z.infer<typeof Header>;
  readonly rows: readonly ChainRow[];
}

/** Byte for byte as it was written out: what JSON would pass over is a change all the same. */
function readLine<T>(shape: z.ZodType<T>, line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const parsed = shape.safeParse(value);
    return parsed.success && canonicalJson(value) === line ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the place of the first line that cannot be read, counted from 1, where there is one. */
function readFileText(text: string): LogFile | number {
  const lines = text.split('\n');
  if (lines.pop() !== '') return lines.length + 1;
  const [first = '', ...others] = lines;
  const header = readLine(Header, first);
  if (header === undefined) return 1;
  const rows: ChainRow[] = [];
  for (const line of others) {
    const row = readLine(Row, line);
    if (row === undefined) return rows.length + 2;
    rows.push(row);
  }
  return { header, rows };
}

const wrongs = {
  MISSING: 'a line is missing',
  CHANGED: 'a line was changed',
  OUT_OF_ORDER: 'a line stands at another place, or twice',
  CUT_SHORT: 'lines at the end are gone',
  TOO_LONG: 'there are lines after the end',
} as const;

const brokenAt = ({ at, because }: Extract<Verified, { whole: false }>): LogVerdict =>
  no(`This log is not right at line ${at}: ${wrongs[because]}.`);

const keysText = (given: boolean): string =>
  given ? 'a key you gave' : 'the key in the file itself, so compare that key with ours';

type Head = NonNullable<LogFile['header']['head']>;

/** Whether we signed for this head, of this learner. */
async function isSigned(head: Head, learner: string, keys: AttestationKeys): Promise<boolean> {
  const { signature, ...said } = head;
  const webId = asWebId(learner);
  const signed = webId && (await signedHead(signature, webId, keys));
  if (signed === undefined) return false;
  const { seq, hash, epoch, at } = signed;
  return canonicalJson(said) === canonicalJson({ seq, hash, epoch, at });
}

/** The whole chain, and again up to where it was signed: what follows there is not proven to be all. */
function chainVerdict(rows: readonly ChainRow[], head: Head, whose: string): LogVerdict {
  const all = verifyChain(rows);
  if (!all.whole) return brokenAt(all);
  const upToHead = verifyChain(
    rows.filter(({ seq }) => seq <= head.seq),
    head,
  );
  if (!upToHead.whole) return brokenAt(upToHead);
  const later = rows.length - upToHead.lines;
  const after = later === 0 ? '' : ` ${later} later lines follow that are not signed yet.`;
  return {
    ok: true,
    sentence: `This log is whole: ${all.lines} lines, ${all.erased} of them erased, signed up to line ${head.seq} by ${whose}.${after}`,
  };
}

/** @param given keys that somebody knows to be ours; absent: those that the file brings along. */
export async function verdictOn(text: string, given?: AttestationKeys): Promise<LogVerdict> {
  const file = readFileText(text);
  if (typeof file === 'number') return no(`This file is not right at its line ${file}.`);
  const { head, learner, jwks } = file.header;
  if (head === undefined) return no('Nobody signed for this log yet.');
  if (!(await isSigned(head, learner, given ?? jwks))) {
    return no('The signature under this log is not right.');
  }
  return chainVerdict(file.rows, head, keysText(given !== undefined));
}

/** Checks a downloaded log with nothing but the file: no database, no network. @returns whether it is whole and signed. */
export async function verifyLogFile(
  file: string,
  jwksFile: string | undefined,
  say: (text: string) => void,
): Promise<boolean> {
  const given =
    jwksFile === undefined ? undefined : Jwks.parse(JSON.parse(await readFile(jwksFile, 'utf8')));
  const { ok, sentence } = await verdictOn(await readFile(file, 'utf8'), given);
  say(sentence);
  return ok;
}
