import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type InstitutionId, present, unambiguous, uuidOf } from '../base/index.js';
import {
  type Award,
  type AwardedAchievement,
  type AwardedResult,
  type Awarder,
  achievementTypes,
  resultStatuses,
} from '../credentials/index.js';
import type { RowSeal } from '../identity/index.js';
import { badgeTypes, type CalendarDate } from '../records/index.js';
import type { InstitutionDesk } from './house.js';

/** What an institution says of one learner, before anybody signed it. */
export interface AwardContent {
  readonly achievement: AwardedAchievement;
  readonly result?: AwardedResult;
  readonly awardedOn: CalendarDate;
  /** Last day on which it holds. */
  readonly validUntil?: CalendarDate;
}
/** The same as an award that stands already, but for its end: only the signed bytes have what it says. */
export interface RenewedContent {
  readonly renews: string;
  readonly validUntil: CalendarDate;
}

/** Characters: of names and codes, of stories, and of a picture in its own bytes. */
const [nameLength, storyLength, imageLength] = [300, 5000, 30_000];
const name = z.string().max(nameLength);
const story = z.string().max(storyLength);
const address = z.string().max(2000);

const Scale = z.strictObject({
  name,
  range: z.strictObject({ min: name, max: name }).exactOptional(),
  words: z.array(name).max(50).exactOptional(),
  required: name.exactOptional(),
});
const Achievement: z.ZodType<AwardedAchievement> = z.strictObject({
  id: address,
  name,
  description: story,
  criteria: story,
  language: z.string().max(35),
  image: z.string().max(imageLength).exactOptional(),
  kind: z.enum(badgeTypes).exactOptional(),
  type: z.enum(achievementTypes).exactOptional(),
  load: z.strictObject({ unit: z.enum(['EC', 'SBU']), amount: name }).exactOptional(),
  timeInvestment: z.number().exactOptional(),
  eqf: z.number().exactOptional(),
  nlqf: name.exactOptional(),
  quality: z
    .strictObject({ name, url: address, description: story.exactOptional() })
    .exactOptional(),
  participation: name.exactOptional(),
  assessment: name.exactOptional(),
  supervision: name.exactOptional(),
  identityChecked: z.boolean().exactOptional(),
  programmes: z.array(name).max(20).exactOptional(),
  alignments: z
    .array(
      z.strictObject({
        name,
        framework: name.exactOptional(),
        code: name.exactOptional(),
        url: address,
      }),
    )
    .max(50)
    .exactOptional(),
  scale: Scale.exactOptional(),
});
const Content: z.ZodType<AwardContent> = z.strictObject({
  achievement: Achievement,
  result: z.strictObject({ value: name, status: z.enum(resultStatuses) }).exactOptional(),
  awardedOn: z.string(),
  validUntil: z.string().exactOptional(),
});
const Renewed: z.ZodType<RenewedContent> = z.strictObject({
  renews: z.uuid(),
  validUntil: z.string(),
});

/** What does not fit at all, by JSON pointer; its sizes and forms, not yet the rules for what it says. */
export function misfitsIn(content: AwardContent): readonly string[] {
  const { error } = Content.safeParse(content);
  const paths = error?.issues.map(({ path }) => path.map((part) => `/${String(part)}`).join(''));
  return [...new Set(paths ?? [])];
}

/** What an institution sees in its own list, sealed as long as it can still take it back. */
export interface AwardLabel {
  readonly title: string;
  /** As the institution names the learner. */
  readonly person: string;
  readonly sourceId: string;
}
const Label: z.ZodType<AwardLabel> = z.strictObject({
  title: z.string(),
  person: z.string(),
  sourceId: z.string(),
});

const opened = (
  { open }: RowSeal,
  institution: InstitutionId,
  sealed: string | undefined,
): unknown => {
  const text = sealed === undefined ? undefined : open(institution, sealed);
  return text === undefined ? undefined : JSON.parse(text);
};

/** @returns undefined for what is gone, or was not sealed here. */
export const contentIn = (
  seal: RowSeal,
  institution: InstitutionId,
  sealed: string | undefined,
): AwardContent | RenewedContent | undefined =>
  z.union([Content, Renewed]).safeParse(opened(seal, institution, sealed)).data;

export const labelIn = (
  seal: RowSeal,
  institution: InstitutionId,
  sealed: string,
): AwardLabel | undefined => Label.safeParse(opened(seal, institution, sealed)).data;

export const isRenewal = (content: AwardContent | RenewedContent): content is RenewedContent =>
  'renews' in content;

/** Whether the last day on which it holds is over; days are counted as they are signed. */
export const hasEnded = ({ validUntil }: { readonly validUntil?: CalendarDate }): boolean =>
  validUntil !== undefined && validUntil < new Date().toISOString().slice(0, 10);

/** What an institution says; what it leaves out is filled in. */
export interface DraftedContent extends Omit<AwardContent, 'achievement'> {
  readonly achievement: Omit<AwardedAchievement, 'id'> & { readonly id?: string };
}

const medal =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path fill="#1f4e79" d="M34 54 24 92l24-12 24 12-10-38z"/><circle cx="48" cy="36" r="30" fill="#f2b632"/><path fill="none" stroke="#1f4e79" stroke-width="7" d="m34 36 10 11 19-21"/></svg>';
/** For what comes without a picture: edubadges asks one. */
const plainPicture = `data:image/svg+xml;base64,${Buffer.from(medal).toString('base64')}`;

const reached = (language: string): string => (/^en\b/i.test(language) ? 'Achieved' : 'Behaald');

/** By what it says: the same for everybody to whom an institution awards it in these words. */
export const achievementIdOf = (institution: InstitutionId, achievement: object): string =>
  `urn:uuid:${uuidOf(unambiguous(['achievement', institution, canonicalJson({ ...achievement })]))}`;

/** A badge without a scale or a result is reached, and no more is said of it. */
export function completed(institution: InstitutionId, draft: DraftedContent): AwardContent {
  const { achievement: said, result, ...rest } = draft;
  const { kind, language, id } = said;
  if (kind === undefined) {
    return { ...draft, achievement: { ...said, id: id ?? achievementIdOf(institution, said) } };
  }
  const word = reached(language);
  const achievement = { scale: { name: word, words: [word] }, image: plainPicture, ...said };
  const isPlain = said.scale === undefined && result === undefined;
  const ended = isPlain ? ({ value: word, status: 'Completed' } as const) : result;
  return present({
    ...rest,
    achievement: { ...achievement, id: id ?? achievementIdOf(institution, achievement) },
    result: ended,
  });
}

/** Only this institution's credentials know the learner by it, and it leads to nobody. */
export const subjectIdOf = (seal: RowSeal, institution: InstitutionId, learner: string): string =>
  `urn:uuid:${uuidOf(seal.mark(institution, unambiguous(['subject of awards', learner])))}`;

/** What of an institution stands in what it signs. */
export type AwardingDesk = Pick<InstitutionDesk, 'id' | 'name' | 'sector' | 'brin'>;

export const awarderOf = ({ id, name: names, sector, brin }: AwardingDesk, did: string): Awarder =>
  present({ did, name: names, schacHome: id, sector, brin });

interface Signable {
  readonly id: string;
  readonly issuer: Awarder;
  readonly subject: string;
  readonly validFrom: Date;
}

/** As it is signed. */
export const awardOf = (
  content: AwardContent,
  { id, issuer, subject, validFrom }: Signable,
): Award => ({
  ...content,
  id: `urn:uuid:${id}`,
  issuer,
  subject: { id: subject },
  validFrom,
});

/** As it would be signed now, to look whether it may be. */
export const awardToCheck = (content: AwardContent, desk: AwardingDesk, did: string): Award =>
  awardOf(content, {
    id: randomUUID(),
    issuer: awarderOf(desk, did),
    subject: `urn:uuid:${randomUUID()}`,
    validFrom: new Date(),
  });
