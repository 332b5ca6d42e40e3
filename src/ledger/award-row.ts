import { z } from 'zod';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  learnerId,
  type RecordKey,
  recordKey,
} from '../base/index.js';

/**
 * OFFERED: the learner has not answered. ACCEPTED: they said yes, and it is not signed yet. ISSUED: signed, and theirs. DECLINED:
 * they said no. LAPSED: they did not answer. WITHDRAWN: not signed, and not going to be: taken back, too late, or nothing to renew.
 * REVOKED: taken back after it was signed.
 */
export const awardStates = [
  'OFFERED',
  'ACCEPTED',
  'ISSUED',
  'SUSPENDED',
  'DECLINED',
  'LAPSED',
  'WITHDRAWN',
  'REVOKED',
] as const;
export type AwardState = (typeof awardStates)[number];

/** Where a credential stands in the lists of its institution. */
export interface StatusPlace {
  /** Which list: the same number for both purposes. */
  readonly list: number;
  readonly place: number;
}
export interface AwardRow {
  readonly id: string;
  readonly institution: InstitutionId;
  readonly learner: LearnerId;
  /** Hash of the institution's own id of it. */
  readonly source: string;
  readonly version: number;
  readonly state: AwardState;
  /** What its institution calls it, sealed. */
  readonly label: string;
  /** All that it says, sealed; absent once nobody needs it here. */
  readonly sealed?: string;
  readonly replaces?: string;
  readonly record?: RecordKey;
  readonly digest?: string;
  readonly at?: StatusPlace;
  readonly offeredAt: Date;
  readonly lapsesAt: Date;
  readonly changedAt: Date;
}

export const awardColumns = `id, institution, learner_id, source, version, said, state, label, sealed, replaces,
  record_key, digest, list, place, offered_at, lapses_at, changed_at`;

const text = z.string();
const maybe = text.nullable();
export const AwardRows = z.array(
  z
    .object({
      id: text,
      institution: text.transform(institutionId),
      learner_id: text.transform(learnerId),
      source: text,
      version: z.int(),
      state: z.enum(awardStates),
      label: text,
      sealed: maybe,
      replaces: maybe,
      record_key: maybe,
      digest: maybe,
      list: z.int().nullable(),
      place: z.int().nullable(),
      offered_at: z.coerce.date(),
      lapses_at: z.coerce.date(),
      changed_at: z.coerce.date(),
    })
    .transform((row): AwardRow => {
      const { id, institution, source, version, state, label, list, place } = row;
      return {
        id,
        institution,
        learner: row.learner_id,
        source,
        version,
        state,
        label,
        ...(row.sealed !== null && { sealed: row.sealed }),
        ...(row.replaces !== null && { replaces: row.replaces }),
        ...(row.record_key !== null && { record: recordKey(row.record_key) }),
        ...(row.digest !== null && { digest: row.digest }),
        ...(list !== null && place !== null && { at: { list, place } }),
        offeredAt: row.offered_at,
        lapsesAt: row.lapses_at,
        changedAt: row.changed_at,
      };
    }),
);
