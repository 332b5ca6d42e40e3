import { z } from 'zod';
import {
  canonicalJson,
  type InstitutionId,
  type LearnerId,
  present,
  type RecordKey,
  recordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import {
  type IncomingRecord,
  programmeKeyOf,
  recognitionTitle,
  recordKeyOf,
  type SourceDelivery,
  type Texts,
} from '../records/index.js';
import type { InstitutionDesk } from './house.js';

const connector = 'leerkluis-recognition';
const format = 'leerkluis-recognition/1';
/** Characters of a decision. */
export const mostOfDecision = 2000;

/** What an examination board decided, by its institution's own ids. */
export interface Decision {
  readonly programme: { readonly id: string; readonly title: Texts };
  readonly record: { readonly key: RecordKey; readonly title: Texts };
  /** The course that need not be taken. */
  readonly course?: string;
  /** The board's own words. */
  readonly decision?: string;
  /** The board's own number. */
  readonly reference?: string;
}

const text = z.string().max(10_000);
const texts: z.ZodType<Texts> = z.array(z.object({ language: z.string(), value: text })).max(100);
const Body = z.object({
  format: z.literal(format),
  id: z.uuid(),
  programme: z.object({ id: text, title: texts }),
  record: z.object({ key: z.string().transform(recordKey), title: texts }),
  course: text.exactOptional(),
  decision: text.exactOptional(),
  reference: text.exactOptional(),
});

export const isRecognition = ({ connector: by }: Pick<SourceDelivery, 'connector'>): boolean =>
  by === connector;

export const recognitionKeyOf = (institution: InstitutionId, id: string): RecordKey =>
  recordKeyOf(institution, connector, 'CERTIFICATE', id);

/** One thing that counts for one programme, or takes the place of one course in it, is one recognition, however often it is said. */
export const recognitionIdOf = (
  institution: InstitutionId,
  learner: LearnerId,
  { programme, record, course = '' }: Decision,
): string => uuidOf(unambiguous([institution, learner, programme.id, record.key, course]));

/** A decision in our own words: the institution has no bytes of its own that say it. */
export function recognitionDelivery(
  { id: institution }: Pick<InstitutionDesk, 'id'>,
  learner: LearnerId,
  decision: Decision,
  now: Date,
): SourceDelivery {
  const id = recognitionIdOf(institution, learner, decision);
  const body = canonicalJson({ format, id, ...decision });
  const sha256 = sha256Hex(body);
  return {
    id: uuidOf(unambiguous([institution, connector, learner, sha256])),
    institution,
    connector,
    receivedAt: now.toISOString(),
    page: { url: `urn:uuid:${id}`, mediaType: 'application/json', sha256, body },
    lookups: [],
  };
}

/** @returns undefined for what is not of our own making. */
function saidIn(body: string): z.infer<typeof Body> | undefined {
  try {
    return Body.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** From its bytes alone and never with a throw. Whatever they are, the programme is one of the institution that sent them. */
export function readRecognition(
  { page }: Pick<SourceDelivery, 'page'>,
  { id: institution, name }: Pick<InstitutionDesk, 'id' | 'name'>,
): { readonly records: readonly IncomingRecord[] } {
  const said = saidIn(page.body);
  if (said === undefined) return { records: [] };
  const { id, programme, record, course, decision, reference } = said;
  const recognition = present({
    programme: programmeKeyOf(institution, programme.id),
    programmeId: programme.id,
    programmeTitle: programme.title,
    record: record.key,
    course,
    reference,
  });
  const core = {
    recordType: 'CERTIFICATE',
    title: recognitionTitle(programme.title, record.title),
    institution: { id: institution, name },
    assertedBy: 'INSTITUTION',
    recognition,
  } as const;
  const feedback = decision === undefined ? undefined : { comment: decision };
  const identifiers = { connector, sourceId: id, codes: [], losses: [], issues: [] };
  const key = recognitionKeyOf(institution, id);
  return { records: [{ key, facets: present({ core, feedback, identifiers }) }] };
}
