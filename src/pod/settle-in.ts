import { Fault } from '../base/index.js';
import type { AccessLanguage, Keepers } from './access-languages.js';
import { deleteDocument, findDocument, getDocument, putDocument } from './documents.js';
import { storageType } from './find-storage.js';
import { linksIn } from './links.js';
import { childrenOf } from './readers.js';
import type { FoundReader } from './rule-readers.js';
import { accessAt, headOf, type PodAccess } from './rules-place.js';

type Fetch = typeof fetch;

/** Why somebody's own pod is not taken. */
export type PodRefusal =
  /** It is not the root of a pod, as far as its server says: what holds above it cannot be read. */
  | 'POD_NOT_FOUND'
  /** Who asks may not set access in it. */
  | 'POD_NO_CONTROL'
  /** Its rules are in no language that we write. */
  | 'POD_UNKNOWN_RULES'
  /** Our folder's name is taken by something that is not ours. */
  | 'POD_FOLDER_TAKEN'
  /** It lets others in everywhere, whatever we say of our folder; or it did not do what it was told. */
  | 'POD_OPEN';
export interface Settled {
  /** Our container in it, with a slash at the end. */
  readonly storage: string;
  readonly kind: AccessLanguage['kind'];
}

export interface NewPlace {
  /** Root of the pod. */
  readonly root: string;
  readonly keepers: Keepers;
  /** As the learner, by their own login. */
  readonly owner: Fetch;
  readonly nobody: Fetch;
  /** As an agent of ours whom no pod knows. */
  readonly stranger: Fetch;
}

const folder = 'leerkluis/';
const full = 'Control,Read,Write';
const marks = ({ agent, client, issuer, modes }: Partial<FoundReader>): string =>
  JSON.stringify([agent, client, issuer, modes?.join()]);

/** Whether rules let in these keepers and nobody else, as far as this language can say who somebody is. */
function isKeptBy(
  { tellsAppsApart }: AccessLanguage,
  found: readonly FoundReader[],
  { owner, builder }: Keepers,
): boolean {
  const { agent, client, issuer } = builder;
  const bound = tellsAppsApart ? { agent, client, issuer } : { agent };
  const modes = full.split(',');
  const wanted = new Set([marks({ agent: owner, modes }), marks({ ...bound, modes })]);
  return new Set(found.map(marks)).symmetricDifference(wanted).size === 0;
}

async function rulesStandAs(
  { owner, keepers }: NewPlace,
  at: string,
  { language, suffix }: PodAccess,
): Promise<boolean> {
  const place = `${at}${suffix}`;
  const rules = await getDocument(owner, place, 'text/turtle');
  const found = rules === 'refused' ? undefined : language.readersIn(rules.body, at, place);
  return found !== undefined && isKeptBy(language, found, keepers);
}

/** Rules that hold below are said at the root at the highest: of what its server calls none they may stand above it. */
async function isStorage({ root, owner }: NewPlace): Promise<boolean> {
  return linksIn(await headOf(owner, root), root, 'type').includes(storageType);
}

/** Whoever else is let in by what is said above: with ACP that holds in our container too. */
async function letsOthersIn(
  { root, owner, keepers }: NewPlace,
  { language, suffix }: PodAccess,
): Promise<boolean> {
  const place = `${root}${suffix}`;
  const rules = await getDocument(owner, place, 'text/turtle');
  const found = rules === 'refused' ? undefined : language.inheritedIn(rules.body, root, place);
  return found?.every(({ agent }) => agent === keepers.owner) !== true;
}

/**
 * The container and something in it, asked for by strangers.
 * @throws Fault `PodUnreachable` where a token of ours is not taken: then nothing is known of whom it lets in, and neither
 * the builder nor any other agent of ours would come in.
 */
async function isShutToStrangers({ nobody, stranger }: NewPlace, at: string): Promise<boolean> {
  for (const url of [at, `${at}edu/`]) {
    const unsigned = await headOf(nobody, url);
    if (unsigned.status !== 401 && unsigned.status !== 403) return false;
    const signed = await headOf(stranger, url);
    if (signed.status === 401)
      throw new Fault('PodUnreachable', 'the pod does not know our issuer');
    if (signed.status !== 403) return false;
  }
  return true;
}

async function makeContainer({ owner }: NewPlace, at: string): Promise<boolean> {
  const headers = {
    'content-type': 'text/turtle',
    'if-none-match': '*',
    link: '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"',
  };
  const response = await owner(at, { method: 'PUT', headers, body: '' });
  await response.body?.cancel();
  return response.ok;
}

/** As we leave it when we are cut off: empty, and without rules of its own. */
async function isHalfMade(owner: Fetch, at: string, { suffix }: PodAccess): Promise<boolean> {
  const rules = await findDocument(owner, `${at}${suffix}`, 'text/turtle');
  return rules === 'absent' && (await childrenOf(owner, at))?.length === 0;
}

/** As its own rules have it from here on; what did not come about is taken away again. */
async function shutAndProve(place: NewPlace, at: string, access: PodAccess): Promise<boolean> {
  const { owner, keepers } = place;
  const { language, suffix } = access;
  const rules = { body: language.keptRules(at, keepers), mediaType: 'text/turtle' };
  try {
    await putDocument(owner, `${at}${suffix}`, rules);
    if (await rulesStandAs(place, at, access)) {
      if (await isShutToStrangers(place, at)) return true;
    }
  } catch (error) {
    await deleteDocument(owner, at).catch(() => undefined);
    throw error;
  }
  await deleteDocument(owner, at);
  return false;
}

/** @returns undefined once it is ours and shut. */
async function settleAt(
  place: NewPlace,
  at: string,
  access: PodAccess,
): Promise<PodRefusal | undefined> {
  const { owner } = place;
  const { status } = await headOf(owner, at);
  if (status < 300) {
    if (await rulesStandAs(place, at, access)) {
      return (await isShutToStrangers(place, at)) ? undefined : 'POD_OPEN';
    }
    if (!(await isHalfMade(owner, at, access))) return 'POD_FOLDER_TAKEN';
  } else if (status !== 404 || !(await makeContainer(place, at))) return 'POD_NO_CONTROL';
  return (await shutAndProve(place, at, access)) ? undefined : 'POD_OPEN';
}

/**
 * Makes a container of our own in a learner's pod, for them and the builder and nobody else, and proves it. Nothing is
 * written where they have no control; done again it changes nothing.
 * @throws Fault `PodUnreachable`, `PodRefused` or `UrlRefused` where the pod does not go along.
 */
export async function settleIn(place: NewPlace): Promise<Settled | PodRefusal> {
  const { root, owner } = place;
  const access = await accessAt(owner, root);
  if (access === 'shut') return 'POD_NO_CONTROL';
  if (access === 'unknown') return 'POD_UNKNOWN_RULES';
  if (access.language.kind === 'ACP' && !(await isStorage(place))) return 'POD_NOT_FOUND';
  if (await letsOthersIn(place, access)) return 'POD_OPEN';
  const storage = `${root}${folder}`;
  return (await settleAt(place, storage, access)) ?? { storage, kind: access.language.kind };
}
