import { z } from 'zod';
import { sha256Hex } from '../base/index.js';
import { NotHeard } from './question.js';

const Named = z.looseObject({
  query: z.string().optional(),
  extensions: z.looseObject({
    persistedQuery: z.looseObject({ version: z.literal(1), sha256Hash: z.string() }),
  }),
});
const namesText = (question: unknown): boolean =>
  z.looseObject({ extensions: z.looseObject({ persistedQuery: z.unknown() }) }).safeParse(question)
    .data?.extensions.persistedQuery !== undefined;

/**
 * A question that names its text by a hash. Texts are not kept by what strangers call them: the text has to come
 * along and be the one that is named.
 * @returns the question without that name.
 * @throws NotHeard when the text is not there, or is another.
 */
export function withKnownText(question: unknown): unknown {
  if (!namesText(question)) return question;
  const { data } = Named.safeParse(question);
  if (data?.query === undefined) throw new NotHeard('TEXT_MISSING');
  const { persistedQuery, ...extensions } = data.extensions;
  if (sha256Hex(data.query) !== persistedQuery.sha256Hash) throw new NotHeard('TEXT_DIFFERS');
  return { ...data, extensions };
}
