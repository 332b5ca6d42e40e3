import { Fault, type InstitutionId } from '../base/index.js';
import { inboxRules, type Reader } from './access-rules.js';
import { deleteDocument, getDocument, putDocument } from './documents.js';
import { layoutOf, rulesOf } from './layout.js';
import { type FoundReader, readersInRules } from './readers.js';
import type { BuildTools } from './stored.js';

/** Where an institution's deliveries come in; ends in a slash. */
export const inboxOf = (storage: string, institution: InstitutionId): string =>
  `${layoutOf(storage).institution(institution)}inbox/`;

const marks = ({ agent, client, issuer }: Reader | FoundReader): string =>
  JSON.stringify([agent, client, issuer]);

/** Whether the rules of an inbox let this one add to it, by all three marks, and do nothing else. */
export async function mayAppend(
  { fetch }: Pick<BuildTools, 'fetch'>,
  inbox: string,
  writers: readonly Reader[],
): Promise<boolean> {
  const found = await marksAt(fetch, inbox);
  return writers.every((writer) => found.includes(marks(writer)));
}

/** Rules that we cannot go through may let anybody in. */
const unknown = (at: string): FoundReader => ({ at, agent: 'everyone', modes: ['unknown'] });

async function letInBy(fetch: typeof globalThis.fetch, inbox: string) {
  const rules = await getDocument(fetch, rulesOf(inbox));
  return rules === 'refused' ? [] : (readersInRules(rules.body, inbox) ?? [unknown(inbox)]);
}

async function marksAt(fetch: typeof globalThis.fetch, inbox: string): Promise<readonly string[]> {
  const found = await letInBy(fetch, inbox);
  return found.map((one) =>
    one.modes.join() === 'Append' ? marks(one) : `not to append only: ${one.agent}`,
  );
}

/**
 * Lets these and no others add to an inbox. Read again afterwards: a pod that did not follow is no confirmation. Nobody
 * is no rule at all; what the rules above say then holds, and they let nobody add.
 */
export async function letAppend(
  { fetch }: Pick<BuildTools, 'fetch'>,
  inbox: string,
  writers: readonly Reader[],
): Promise<void> {
  const wanted = new Set(writers.map(marks));
  const asWanted = async () => new Set(await marksAt(fetch, inbox)).symmetricDifference(wanted);
  if (writers.length === 0) await deleteDocument(fetch, rulesOf(inbox));
  else {
    if ((await asWanted()).size === 0) return;
    const rules = { body: inboxRules(inbox, writers), mediaType: 'text/turtle' };
    await putDocument(fetch, rulesOf(inbox), rules);
  }
  if ((await asWanted()).size > 0) {
    throw new Fault('PodRefused', 'the pod lets others add to an inbox than it was told');
  }
}

/** Whom the rules of an inbox let in, beside the learner and the builder, whatever they may do there. */
export const letInAt = (
  { fetch }: Pick<BuildTools, 'fetch'>,
  inbox: string,
): Promise<readonly FoundReader[]> => letInBy(fetch, inbox);
