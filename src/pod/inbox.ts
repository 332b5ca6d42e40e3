import { Fault, type InstitutionId } from '../base/index.js';
import { inboxRules, type Reader } from './access-rules.js';
import { deleteDocument, getDocument, putDocument } from './documents.js';
import { layoutOf } from './layout.js';
import type { FoundReader } from './rule-readers.js';
import { accessFor, type BuildTools, rulesAt } from './stored.js';

type Tools = Pick<BuildTools, 'fetch' | 'accessOf'>;

/** Whether a rule of this pod can say by which app somebody has to come; where it cannot, no institution is let into an inbox. */
export const tellsAppsApart = async (tools: Tools, storage: string): Promise<boolean> =>
  (await accessFor(tools, storage)).language.tellsAppsApart;

/** Where an institution's deliveries come in; ends in a slash. */
export const inboxOf = (storage: string, institution: InstitutionId): string =>
  `${layoutOf(storage).institution(institution)}inbox/`;

const marks = ({ agent, client, issuer }: Reader | FoundReader): string =>
  JSON.stringify([agent, client, issuer]);

/** Whether the rules of an inbox let this one add to it, by all three marks, and do nothing else. */
export async function mayAppend(
  tools: Tools,
  inbox: string,
  writers: readonly Reader[],
): Promise<boolean> {
  const found = await marksAt(tools, inbox);
  return writers.every((writer) => found.includes(marks(writer)));
}

/** Rules that we cannot go through may let anybody in. */
const unknown = (at: string): FoundReader => ({ at, agent: 'everyone', modes: ['unknown'] });

async function letInBy(tools: Tools, inbox: string) {
  const { language, suffix } = await accessFor(tools, inbox);
  const at = `${inbox}${suffix}`;
  const rules = await getDocument(tools.fetch, at);
  return rules === 'refused' ? [] : (language.readersIn(rules.body, inbox, at) ?? [unknown(inbox)]);
}

async function marksAt(tools: Tools, inbox: string): Promise<readonly string[]> {
  const found = await letInBy(tools, inbox);
  return found.map((one) =>
    one.modes.join() === 'Append' ? marks(one) : `not to append only: ${one.agent}`,
  );
}

/**
 * Lets these and no others add to an inbox. Read again afterwards: a pod that did not follow is no confirmation. Nobody
 * is no rule at all; what the rules above say then holds, and they let nobody add.
 */
export async function letAppend(
  tools: Tools,
  inbox: string,
  writers: readonly Reader[],
): Promise<void> {
  const wanted = new Set(writers.map(marks));
  const asWanted = async () => new Set(await marksAt(tools, inbox)).symmetricDifference(wanted);
  const { fetch } = tools;
  const at = await rulesAt(tools, inbox);
  if (writers.length > 0 && !(await tellsAppsApart(tools, inbox))) {
    throw new Fault('PodRefused', 'the pod cannot tell apps apart');
  }
  if (writers.length === 0) await deleteDocument(fetch, at);
  else {
    if ((await asWanted()).size === 0) return;
    const rules = { body: inboxRules(inbox, writers), mediaType: 'text/turtle' };
    await putDocument(fetch, at, rules);
  }
  if ((await asWanted()).size > 0) {
    throw new Fault('PodRefused', 'the pod lets others add to an inbox than it was told');
  }
}

/** Whom the rules of an inbox let in, beside the learner and the builder, whatever they may do there. */
export const letInAt = (tools: Tools, inbox: string): Promise<readonly FoundReader[]> =>
  letInBy(tools, inbox);
