import { z } from 'zod';
import { type InstitutionId, institutionId, present, unambiguous } from '../base/index.js';
import type { EnrolmentRow } from '../ledger/index.js';
import { enrolmentStates, type OfferingKind, offeringKinds, type Texts } from '../records/index.js';
import type { House } from './house.js';

/** What a learner asked for and what came of it: sealed, since it says what they learn and where. */
export interface EnrolmentContent {
  readonly offering: {
    readonly key: string;
    readonly kind: OfferingKind;
    readonly sourceId: string;
  };
  /** Whose learner they are there. */
  readonly home?: InstitutionId;
  readonly homeState: 'ASSOCIATED' | 'PENDING';
  readonly associationId?: string;
  readonly hostState?: { readonly value: (typeof enrolmentStates)[number]; readonly raw?: string };
  /** The host's own words for the learner. */
  readonly message?: Texts;
  /** Where the learner has something to do at the host. */
  readonly redirect?: string;
  /** Why not, in the host's own words. */
  readonly detail?: string;
  /** Until when it is looked at, while the host has yet to decide. */
  readonly lookUntil?: string;
  /** The host's own word stands in the pod: from here it can change it by itself. */
  readonly isHome?: boolean;
  /** Called off, and the host showed that it has it not: since when that is so. */
  readonly goneSince?: string;
  /** By which leave the host would not be asked, not in words: it takes another. */
  readonly refusedLeave?: string;
}

const text = z.string();
const Content: z.ZodType<EnrolmentContent> = z
  .object({
    offering: z.object({ key: text, kind: z.enum(offeringKinds), sourceId: text }),
    home: text.transform(institutionId).exactOptional(),
    homeState: z.enum(['ASSOCIATED', 'PENDING']),
    associationId: text.exactOptional(),
    hostState: z
      .object({ value: z.enum(enrolmentStates), raw: text.exactOptional() })
      .exactOptional(),
    message: z.array(z.object({ language: text, value: text })).exactOptional(),
    redirect: text.exactOptional(),
    detail: text.exactOptional(),
    lookUntil: text.exactOptional(),
    isHome: z.boolean().exactOptional(),
    goneSince: text.exactOptional(),
    refusedLeave: text.exactOptional(),
  })
  .transform((content) => present(content));

type Sealing = Pick<House, 'rowSeal'>;
const nameOf = (learner: string): string => `enrolment ${learner}`;

export const sealEnrolment = (
  { rowSeal }: Sealing,
  learner: string,
  content: EnrolmentContent,
): string => rowSeal.seal(nameOf(learner), JSON.stringify(content));

/** @returns undefined for what we did not seal: keys were lost, or somebody wrote in our tables. */
export function openEnrolment(
  { rowSeal }: Sealing,
  { learner, sealed }: Pick<EnrolmentRow, 'learner' | 'sealed'>,
): EnrolmentContent | undefined {
  const opened = rowSeal.open(nameOf(learner), sealed);
  return opened === undefined ? undefined : Content.safeParse(JSON.parse(opened)).data;
}

/** Leave is told from another by it, and cannot be used by it. */
export const markOfLeave = ({ rowSeal }: Sealing, token: string): string =>
  rowSeal.mark('enrolment leave', token);

/** The same learner and the same offering are one enrolment. */
export const markOfEnrolment = ({ rowSeal }: Sealing, learner: string, offering: string): string =>
  rowSeal.mark('enrolment', unambiguous([learner, offering]));
