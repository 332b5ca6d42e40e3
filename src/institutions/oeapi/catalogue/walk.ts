import { type Fault, sha256Hex } from '../../../base/index.js';
import { documentIn, type Question } from '../ask.js';
import { sourceFailure } from '../pages.js';
import { ask } from '../patience.js';
import { SourceFault } from '../source-fault.js';
import { validatorIn } from '../validator.js';
import type { Came, Findings } from './findings.js';
import { type CatalogueList, mostPages, pathOfPage } from './lists.js';
import { envelopeIn, type KeptDocument } from './page.js';

/** What was kept of a catalogue when it was read last. */
export interface CatalogueMemory {
  find(path: string): Promise<KeptDocument | undefined>;
}

const answerIn = async (response: Response, question: Question) => {
  if (response.status === 304) {
    await response.body?.cancel();
    return undefined;
  }
  const document = await documentIn(response, question);
  return { body: document?.body ?? '', validator: validatorIn(response.headers) };
};

interface Page {
  readonly document: KeptDocument;
  readonly came: Came;
  readonly hasNextPage: boolean | undefined;
  /** Of the items, by which a page is known again although its number differs; none of an empty one. */
  readonly content?: string;
}
/** @returns undefined for what is no page. */
function pageFrom(document: KeptDocument, came: Came): Page | undefined {
  const envelope = envelopeIn(document.body);
  if (envelope === undefined) return undefined;
  const { hasNextPage, items } = envelope;
  const content = items.length === 0 ? {} : { content: sha256Hex(JSON.stringify(items)) };
  return { document, came, hasNextPage, ...content };
}

const noPage = (label: string): SourceFault => {
  const message = `GET ${label} answered something that is no page`;
  return new SourceFault('SourceMalformed', 'UNREADABLE', message);
};

/** Asks for a page, by condition where it is known. @throws SourceFault */
async function askFor(
  { door, over }: Findings,
  list: CatalogueList,
  path: string,
  kept: Page | undefined,
): Promise<Page> {
  const { label } = list;
  const validator = kept?.document.validator;
  const url = `${door.endpoint.baseUrl}/${path}`;
  const unless = validator === undefined ? {} : { unlessStill: validator };
  const question = { url, label, mayBeAbsent: false, ...unless };
  const answer = await ask(door, question, over, answerIn);
  if (answer === undefined) {
    if (kept === undefined) throw noPage(label);
    return { ...kept, came: 'SAME' };
  }
  const tagged = answer.validator === undefined ? {} : { validator: answer.validator };
  const page = pageFrom({ path, body: answer.body, ...tagged }, 'NEW');
  if (page === undefined) throw noPage(label);
  return page;
}

const notThere: ReadonlySet<number | undefined> = new Set([404, 405, 410, 501]);
const isNotThere = (fault: Fault): boolean =>
  fault instanceof SourceFault && notThere.has(fault.status);

/** How a page is named to people; the first one by its list alone. */
const placeOf = ({ path }: CatalogueList, number: number): string =>
  number === 1 ? path : `${path} pageNumber=${number}`;

/**
 * A page; where it cannot be had, as it was last. Read with a hole, offerings would say something else than the school
 * does: without their course, or their period.
 */
async function pageAt(
  findings: Findings,
  list: CatalogueList,
  number: number,
  memory: CatalogueMemory,
): Promise<Page | undefined> {
  const path = pathOfPage(list, number);
  const known = await memory.find(path);
  const kept = known && pageFrom(known, 'NOT_NOW');
  if (findings.stop !== undefined) {
    findings.miss({ code: 'NOT_ASKED', path: list.label });
    return kept;
  }
  try {
    return await askFor(findings, list, path, kept);
  } catch (error) {
    const fault = sourceFailure(error);
    // A list that was there is not believed to be none; the source stumbles.
    if (isNotThere(fault) && number === 1 && kept === undefined) findings.without(list, fault);
    else findings.miss({ code: 'PAGE_FAILED', path: placeOf(list, number) }, fault);
    return kept;
  }
}

/** Reads the pages of a list in order, until the source says it was the last, says the same again, fails or never stops. */
export async function walk(
  findings: Findings,
  list: CatalogueList,
  memory: CatalogueMemory,
): Promise<void> {
  const seen = new Set<string>();
  for (let number = 1; number <= mostPages; number += 1) {
    const { isFull } = findings;
    if (isFull !== undefined) return findings.miss(isFull);
    const page = await pageAt(findings, list, number, memory);
    if (page === undefined) return undefined;
    const { content, document, came, hasNextPage } = page;
    if (content !== undefined && seen.has(content)) {
      return findings.miss({ code: 'PAGE_REPEATS', path: placeOf(list, number) });
    }
    if (content !== undefined) seen.add(content);
    findings.take({ list, number, document }, came);
    if (hasNextPage === undefined) {
      findings.miss({ code: 'MISSING', path: `${placeOf(list, number)} hasNextPage` });
    }
    if (hasNextPage !== true) return undefined;
  }
  return findings.miss({ code: 'TOO_MANY_PAGES', path: list.path });
}

const atOnce = 4;
/** A few at once. What is no failure of the source ends all of it. */
export async function walkAll(
  findings: Findings,
  lists: readonly CatalogueList[],
  memory: CatalogueMemory,
): Promise<void> {
  const left = [...lists];
  let wrong: { readonly error: unknown } | undefined;
  const work = async (): Promise<void> => {
    for (let list = left.shift(); list !== undefined; list = left.shift()) {
      if (wrong !== undefined) return;
      try {
        await walk(findings, list, memory);
      } catch (error) {
        wrong ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (wrong !== undefined) throw wrong.error;
}
