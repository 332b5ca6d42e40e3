import { z } from 'zod';
import { canonicalJson, type InstitutionId, institutionId } from '../base/index.js';
import type { Person, RecordVersion } from '../records/index.js';
import { few, jsonOf } from './manifest.js';
import { usualLimits } from './unpack.js';

export const recordsPath = 'records.json';
export const linkedRecordsPath = 'records.jsonld';
export const recordsFormat = 'leerkluis-records/1';

/** Why nobody is to rely on what a credential says, as it was judged when this was written. */
export type Standing = 'REVOKED' | 'SUSPENDED' | 'EXPIRED' | 'NOT_YET' | 'INVALID';

/** One version of one record, and in which institution's folder of the pod it stands. */
export interface KeptRecord {
  readonly institution: InstitutionId;
  readonly record: RecordVersion;
  /** Absent: nobody signed it, or nothing is known against it. */
  readonly standing?: Standing;
}
/** One receipt, in the order they came: in this order the bytes give the records again. */
export interface KeptDelivery {
  readonly institution: InstitutionId;
  readonly id: string;
  readonly receivedAt?: string | undefined;
}

/** Everything of one learner that is written down as text. */
export interface Kept {
  readonly learner: string;
  readonly person: Person;
  readonly records: readonly KeptRecord[];
  readonly deliveries: readonly KeptDelivery[];
}

/** By institution, record and version: the same pod gives the same bytes. */
const inOrder = (records: readonly KeptRecord[]): readonly KeptRecord[] =>
  records.toSorted((a, b) => {
    if (a.institution !== b.institution) return a.institution < b.institution ? -1 : 1;
    if (a.record.key !== b.record.key) return a.record.key < b.record.key ? -1 : 1;
    return a.record.version - b.record.version;
  });

/** All versions with all their parts, in our own shape. */
export const recordsFile = ({ learner, person, records, deliveries }: Kept): string =>
  canonicalJson({
    format: recordsFormat,
    learner,
    person,
    records: inOrder(records).map(({ institution, record }) => ({ institution, ...record })),
    deliveries,
  });

/**
 * The same as linked data, in the words of the bundles in the pod: the context is in it, so that nothing has to be fetched
 * to read it.
 */
export const linkedRecordsFile = ({ records }: Pick<Kept, 'records'>, context: object): string =>
  canonicalJson({
    '@context': context,
    '@id': '',
    '@type': 'RecordBundle',
    records: inOrder(records).map(({ record: { facets, ...envelope } }) => ({
      '@id': `#${envelope.key}-${envelope.version}`,
      ...envelope,
      ...facets,
    })),
  });

/** Versions of records in one archive. */
const mostRecords = 20_000;
const File = z.strictObject({
  format: z.literal(recordsFormat),
  learner: z.string(),
  person: z.unknown(),
  /** Each is read by itself. */
  records: z.array(z.unknown()).max(mostRecords),
  deliveries: few(
    z.strictObject({
      institution: z.string().max(500).transform(institutionId),
      id: z.string().regex(/^[\w-]{1,64}$/),
      receivedAt: z.iso.datetime().exactOptional(),
    }),
    // Each is two files.
    usualLimits.files / 2,
  ),
});
/** As it stands in an archive; what each record holds is for others to read. */
export type FoundRecords = Readonly<z.infer<typeof File>>;

/** @returns undefined for what is not of our shape. */
export async function readRecordsFile(
  bytes: Uint8Array | undefined,
): Promise<FoundRecords | undefined> {
  const found = File.safeParse(await jsonOf(bytes));
  return found.success ? found.data : undefined;
}
