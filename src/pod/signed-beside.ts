import { Fault } from '../base/index.js';
import type { Keepers } from './access-languages.js';
import type { Reader } from './access-rules.js';
import { fewAtATime } from './budget.js';
import { deleteDocument, getDocument, putDocument } from './documents.js';
import { childrenOf } from './readers.js';
import {
  type FoundSigned,
  readSignedDocument,
  type SignedContent,
  signedDocument,
} from './signed-document.js';
import { accessFor, type BuildTools, rulesAt } from './stored.js';

/** Signed bytes that a view shows: in its n-th document, from 1. */
export interface WantedSigned {
  readonly n: number;
  /** Under which they stand there: their digest, or that of a form. */
  readonly name: string;
  /** Whether what stands there is just what is wanted; absent: its name says all. */
  readonly isIt?: (content: SignedContent) => boolean;
  /** From where they came in, in exactly these bytes. @returns undefined where they are not there any more. */
  readonly read: () => Promise<SignedContent | undefined>;
}

/** Beside a view, with the view's own rule. @param n from 1. */
export const signedBeside = (view: string, n: number): string =>
  view.replace(/view\.json$/, `view-credential-${n}.json`);

/** The view that such a document is beside. @returns undefined for any other document. */
export const viewBeside = (at: string): string | undefined =>
  isSigned.test(at) ? at.replace(isSigned, '/view.json') : undefined;
const isSigned = /\/view-credential-([1-9]\d{0,5})\.json$/;

/** Those that stand beside a view, the last first; also what a write that was cut off left there. */
export async function findSigned(
  { fetch }: Pick<BuildTools, 'fetch'>,
  view: string,
): Promise<readonly string[]> {
  const folder = view.slice(0, view.lastIndexOf('/') + 1);
  const inside = await childrenOf(fetch, folder);
  if (inside === undefined)
    throw new Fault('PodRefused', 'the pod shows not what is beside a view');
  const found = inside.flatMap((at) => {
    const n = isSigned.exec(at)?.[1];
    return n === undefined ? [] : [Number(n)];
  });
  return found.toSorted((a, b) => b - a).map((n) => signedBeside(view, n));
}

const turtle = (body: string) => ({ body, mediaType: 'text/turtle' });

/** Lets these read one document, and nobody else but its keepers. */
export interface DocumentAccess {
  readonly readers: readonly Reader[];
  readonly keepers: Keepers;
}

/**
 * A document with its rule. Where rules only add to those above, the document first, so that its rule never guards nothing;
 * where a rule takes their place, the rule first: those above may let others in.
 */
export async function putWithRule(
  tools: BuildTools,
  at: string,
  body: string,
  { readers, keepers }: DocumentAccess,
): Promise<void> {
  const { language, suffix } = await accessFor(tools, at);
  const rules = turtle(language.documentRules(at, readers, keepers));
  const setRules = () => putDocument(tools.fetch, `${at}${suffix}`, rules);
  if (language.takesPlaceOfAbove) await setRules();
  await putDocument(tools.fetch, at, { body, mediaType: 'application/json' });
  if (!language.takesPlaceOfAbove) await setRules();
}

/**
 * Shuts a document to its readers; its content stays. Without a rule of its own what is said above it would hold: where
 * that may be wider, a rule for the keepers alone takes its place.
 */
export async function shutDocument(tools: BuildTools, at: string, keepers: Keepers): Promise<void> {
  const { language, suffix } = await accessFor(tools, at);
  if (!language.takesPlaceOfAbove) return deleteDocument(tools.fetch, `${at}${suffix}`);
  await putDocument(tools.fetch, `${at}${suffix}`, turtle(language.documentRules(at, [], keepers)));
}

/** Whom the view's own rule lets in at this moment, of those whom the grant does: what was taken away is not brought back. */
async function asTheView(
  tools: BuildTools,
  view: string,
  { readers, keepers }: DocumentAccess,
): Promise<DocumentAccess> {
  const { language } = await accessFor(tools, view);
  const place = await rulesAt(tools, view);
  const rules = await getDocument(tools.fetch, place);
  const found = rules === 'refused' ? [] : (language.readersIn(rules.body, view, place) ?? []);
  const isIn = ({ agent, client, issuer }: Reader): boolean =>
    found.some(
      (one) =>
        one.agent === agent &&
        (one.client ?? client) === client &&
        (one.issuer ?? issuer) === issuer &&
        one.modes.includes('Read'),
    );
  return { readers: readers.filter(isIn), keepers };
}

/** What stands beside a view, by address as it stands, and by name. */
interface Standing {
  readonly bodies: ReadonlyMap<string, string>;
  readonly contents: ReadonlyMap<string, FoundSigned>;
}
async function standingAt({ fetch }: BuildTools, places: readonly string[]): Promise<Standing> {
  const found = await fewAtATime(places, async (at) => {
    const document = await getDocument(fetch, at);
    return document === 'refused' ? [] : [[at, document.body] as const];
  });
  const bodies = new Map(found.flat());
  const contents = [...bodies.values()].flatMap((body) => [...readSignedDocument(body)]);
  return { bodies, contents: new Map(contents.filter(([, one]) => one !== 'altered')) };
}

/** What is at hand is not read again. What is not to be had is left out: a view never waits for what its owner took away. */
async function bodyOf(wanted: readonly WantedSigned[], { contents }: Standing): Promise<string> {
  const found = await fewAtATime(wanted, async ({ name, read, isIt = () => true }) => {
    const known = contents.get(name);
    const isHere = known !== undefined && known !== 'altered' && isIt(known);
    const content = isHere ? known : await read();
    return content === undefined ? [] : [[name, content] as const];
  });
  return signedDocument(found.flat());
}

/**
 * Makes what stands beside a view just what the view shows. What is not needed any more is shut and goes first; what the
 * view will name stands there, with the view's own rule, before the view names it.
 * @param access its rule is set 'anew' on each of them, as when a view is put up, or 'as the view' where a document is new.
 */
export async function settleSigned(
  tools: BuildTools,
  view: string,
  wanted: readonly WantedSigned[],
  { rule, ...access }: DocumentAccess & { readonly rule: 'anew' | 'as the view' },
): Promise<void> {
  const needed = Map.groupBy(wanted, ({ n }) => signedBeside(view, n));
  const places = await findSigned(tools, view);
  const surplus = places.filter((at) => !needed.has(at));
  await takeSignedAway(tools, surplus, access.keepers);
  const standing = await standingAt(
    tools,
    places.filter((at) => needed.has(at)),
  );
  for (const [at, mine] of needed) {
    const body = await bodyOf(mine, standing);
    const before = standing.bodies.get(at);
    if (rule === 'anew') await putWithRule(tools, at, body, access);
    else if (before === undefined) {
      await putWithRule(tools, at, body, await asTheView(tools, view, access));
    } else if (before !== body) {
      await putDocument(tools.fetch, at, { body, mediaType: 'application/json' });
    }
  }
}

/** Shuts all of them before the first is removed. */
export async function takeSignedAway(
  tools: BuildTools,
  places: readonly string[],
  keepers: Keepers,
): Promise<void> {
  for (const at of places) await shutDocument(tools, at, keepers);
  for (const at of places) await deleteDocument(tools.fetch, at);
}
