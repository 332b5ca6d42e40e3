import { z } from 'zod';
import { isObject, type JsonObject, present, sha256Hex, unambiguous } from '../../../base/index.js';
import type { LanguageText, LearningOutcome, Texts } from '../../../records/index.js';
import { primaryCodeIn } from '../identifiers.js';
import { languageText, type Reading, Source } from '../source.js';
import { idsIn, skillsOf } from './words.js';

const texts = z.array(languageText).max(100);
const resource = z.custom<JsonObject>(
  (value) => isObject(value) && typeof value['learningOutcomeId'] === 'string',
);
/** A list of texts or one text of version 5, a resource of version 6. */
const stated = z.union([texts, resource, languageText]);

const isDutch = ({ language }: LanguageText): boolean => /^nl\b/i.test(language);

/** Version 5 has texts only: the same text of the same course is the same outcome. */
function ofTexts(said: z.infer<typeof texts>, of: string): LearningOutcome | undefined {
  const text: Texts = said
    .filter(({ value }) => value.trim() !== '')
    .map(({ language = 'und', value }) => ({ language, value }));
  const main = text.find(isDutch) ?? text[0];
  if (main === undefined) return undefined;
  return { id: sha256Hex(unambiguous([of, main.language, main.value])), text };
}

/** @returns undefined for one without a text. */
export function outcomeIn(source: Source): LearningOutcome | undefined {
  const id = source.word('learningOutcomeId') ?? '';
  const text = source.texts('name') ?? source.texts('description');
  if (id === '' || text === undefined) return undefined;
  const skills = skillsOf(source);
  const code = primaryCodeIn(source)?.code;
  return present({ id, code, text, skills: skills.length > 0 ? skills : undefined });
}

/**
 * What somebody can do after a course or programme.
 * @param of its id.
 * @param listed the outcomes that version 6 lists by themselves.
 */
export function outcomesOf(
  subject: Source | undefined,
  of: string,
  listed: ReadonlyMap<string, LearningOutcome>,
  reading: Reading,
): readonly LearningOutcome[] {
  if (subject === undefined) return [];
  const found = new Map<string, LearningOutcome>();
  const take = (outcome: LearningOutcome | undefined): void => {
    if (outcome !== undefined && !found.has(outcome.id)) found.set(outcome.id, outcome);
  };
  for (const one of subject.list('learningOutcomes', stated)) {
    if (Array.isArray(one)) take(ofTexts(one, of));
    else if ('learningOutcomeId' in one) {
      take(outcomeIn(new Source(one, `${subject.path}.learningOutcomes`, reading)));
    } else take(ofTexts([languageText.parse(one)], of));
  }
  for (const id of idsIn(subject, ['learningOutcomeIds'], 'learningOutcomeId')) {
    if (!listed.has(id) && !found.has(id)) subject.note('LOOKUP_MISSING', 'learningOutcomeIds');
    take(listed.get(id));
  }
  return [...found.values()];
}
