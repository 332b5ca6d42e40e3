import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { isObject, nestsTooDeep } from '../base/index.js';
import type { DidAnswer } from './did-document.js';
import type { ExaminedList } from './examine-list.js';
import { credentialForms, type Examined } from './examined.js';
import { type Finding, findingCodes } from './finding.js';
import { proofStates } from './states.js';

const Finding: z.ZodType<Finding> = z.object({
  code: z.enum(findingCodes),
  path: z.string().exactOptional(),
});
const text = z.string();

const Keys = z.array(
  z.object({
    method: text,
    did: text.exactOptional(),
    thumbprint: text,
    isPublished: z.boolean(),
  }),
);

const ExaminedShape: z.ZodType<Examined> = z.object({
  digest: text,
  form: z.enum(credentialForms),
  issuer: text.exactOptional(),
  proof: z.enum(proofStates),
  keys: Keys,
  validFrom: text.exactOptional(),
  validUntil: text.exactOptional(),
  status: z.array(
    z.object({
      kind: z.enum(['BITSTRING', 'TOKEN', 'UNSUPPORTED']),
      list: text,
      index: z.number(),
      purpose: text,
      problem: Finding.exactOptional(),
    }),
  ),
  findings: z.array(Finding),
});

/** What a database has kept of an examination; undefined for one of another make. */
export const examinedIn = (said: unknown): Examined | undefined =>
  ExaminedShape.safeParse(said).data;

const day = z.coerce.date();
const ListShape = z.object({
  kind: z.enum(['BITSTRING', 'TOKEN']),
  issuer: text.exactOptional(),
  purposes: z.array(text),
  /** Raw deflate, base64: mostly zeros. */
  bits: text,
  bitsPerEntry: z.number(),
  validFrom: day.exactOptional(),
  validUntil: day.exactOptional(),
  ttlMs: z.number().exactOptional(),
  subject: text.exactOptional(),
});
const ListStored = z.union([
  z.object({ list: ListShape, keys: Keys }),
  z.object({ finding: Finding }),
]);

/** As much as any list that was read. */
const mostBits = 16 * 1024 * 1024;

/** A list as a database keeps it. */
export function storedList(said: ExaminedList): unknown {
  if ('finding' in said) return said;
  const { list, keys } = said;
  return { keys, list: { ...list, bits: deflateRawSync(list.bits).toString('base64') } };
}

/** @returns undefined for one of another make. */
export function listIn(stored: unknown): ExaminedList | undefined {
  const read = ListStored.safeParse(stored).data;
  if (read === undefined || 'finding' in read) return read;
  const bits = inflateRawSync(Buffer.from(read.list.bits, 'base64'), { maxOutputLength: mostBits });
  return { keys: read.keys, list: { ...read.list, bits } };
}

const Answer = z.union([
  z.object({ document: z.custom<Record<string, unknown>>(isObject) }),
  z.object({ problem: z.enum(['UNREACHABLE', 'NOT_FOUND', 'NOT_A_DOCUMENT']) }),
]);

/** What a database has kept of a DID; undefined for what is of another make. */
export const didAnswerIn = (stored: unknown): DidAnswer | undefined =>
  Answer.safeParse(stored).data;

/** What a document of keys may weigh. */
const mostDidBytes = 100_000;

/** What stands where a DID leads. */
export function didAnswerOf(bytes: Uint8Array): DidAnswer {
  if (bytes.length > mostDidBytes) return { problem: 'NOT_A_DOCUMENT' };
  try {
    const said = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const document: unknown = nestsTooDeep(said) ? undefined : JSON.parse(said);
    return isObject(document) ? { document } : { problem: 'NOT_A_DOCUMENT' };
  } catch {
    return { problem: 'NOT_A_DOCUMENT' };
  }
}
