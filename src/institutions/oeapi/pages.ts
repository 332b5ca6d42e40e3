import { z } from 'zod';
import { Fault, unambiguous } from '../../base/index.js';
import type { RecordIssue, SourceDocument } from '../../records/index.js';
import { documentIn, type Question } from './ask.js';
import { parseBody } from './document.js';
import { ask, type Door } from './patience.js';
import { SourceFault, sourceProblemOf } from './source-fault.js';
import { type Validator, validatorIn } from './validator.js';

/** `hasNextPage` decides; `totalPages` may be absent and is not looked at. */
export const envelope = z.looseObject({
  items: z.custom<readonly unknown[]>(Array.isArray),
  hasNextPage: z.boolean().optional(),
});

/** A list of a person's associations. */
export interface PersonList {
  readonly door: Door;
  /** Of the person, below the endpoint's address. */
  readonly path: string;
  /** The kind of associations, as the path has it. */
  readonly associations: string;
  /** Added to each question of the list, as the service says it can be. */
  readonly expand?: string;
  readonly maxPages: number;
}
const withId = z.object({ associationId: z.string() });

interface Page {
  readonly document: SourceDocument;
  /** Of the items, by which a page is known again although its number differs. */
  readonly content: string;
  readonly isEmpty: boolean;
  readonly hasNextPage: boolean | undefined;
  /** By what the source knows this page again, where it says so. */
  readonly validator?: Validator;
}

const labelOf = ({ associations }: PersonList): string => `/persons/{personId}/${associations}`;

/** Where a page of the list is. */
export const pageUrl = (
  { door, path, associations, expand = '' }: PersonList,
  number: number,
): string =>
  `${door.endpoint.baseUrl}/${path}/${associations}?role=student&pageSize=250${expand}&pageNumber=${number}`;

const taggedIn = async (response: Response, question: Question) => ({
  document: await documentIn(response, question),
  validator: validatorIn(response.headers),
});

async function readPageAt(list: PersonList, number: number, over: AbortSignal): Promise<Page> {
  const label = labelOf(list);
  const question = { url: pageUrl(list, number), label, mayBeAbsent: false };
  const { document, validator } = await ask(list.door, question, over, taggedIn);
  const parsed = envelope.safeParse(document && parseBody(document.body));
  if (document === undefined || !parsed.success) {
    const message = `GET ${label} answered something that is no page`;
    throw new SourceFault('SourceMalformed', 'UNREADABLE', message);
  }
  const { items, hasNextPage } = parsed.data;
  const ids = items.map((item) => withId.safeParse(item).data);
  const content = unambiguous(ids.map((item) => item?.associationId ?? ''));
  const tagged = validator === undefined ? {} : { validator };
  return { document, content, isEmpty: items.length === 0, hasNextPage, ...tagged };
}

const isSame = async (response: Response): Promise<boolean> => {
  await response.body?.cancel();
  return response.status === 304;
};

/** Whether a page is as it was when this was said of it; what it is else is not looked at. */
export const isPageStill = (
  list: PersonList,
  number: number,
  unlessStill: Validator,
  over: AbortSignal,
): Promise<boolean> => {
  const question = { url: pageUrl(list, number), label: labelOf(list), mayBeAbsent: false };
  return ask(list.door, { ...question, unlessStill }, over, isSame);
};

/** A page; or why there may be more at the source than came, after which nothing follows. */
export type Step =
  | {
      readonly kind: 'PAGE';
      readonly number: number;
      readonly document: SourceDocument;
      readonly validator?: Validator;
    }
  | { readonly kind: 'CUT'; readonly issue: RecordIssue; readonly fault?: Fault };

const cut = (code: string, path: string): Step => ({ kind: 'CUT', issue: { code, path } });

/** The place of a page among the others, as it is named to people; with its list, where there are several. */
export const placeOf = ({ associations }: PersonList, number: number): string =>
  associations === 'associations' ? `pageNumber=${number}` : `${associations} pageNumber=${number}`;

/** A failure of the source, which costs its page; what is none is a mistake of ours and thrown on. */
export function sourceFailure(error: unknown): Fault {
  if (error instanceof Fault && sourceProblemOf(error) !== undefined) return error;
  throw error;
}

/**
 * Reads the pages of a list in order, until the source says it was the last, says the same again, fails or never stops.
 * @yields each page, and last why it was cut, if it was.
 */
export async function* pagesOf(list: PersonList, over: AbortSignal): AsyncGenerator<Step, void> {
  const seen = new Set<string>();
  for (let number = 1; number <= list.maxPages; number += 1) {
    let page: Page;
    try {
      page = await readPageAt(list, number, over);
    } catch (error) {
      const fault = sourceFailure(error);
      yield { kind: 'CUT', issue: { code: 'PAGE_FAILED', path: placeOf(list, number) }, fault };
      return;
    }
    const { content, hasNextPage, isEmpty, document, validator } = page;
    if (!isEmpty && seen.has(content)) {
      yield cut('PAGE_REPEATS', 'pageNumber');
      return;
    }
    seen.add(content);
    yield { kind: 'PAGE', number, document, ...(validator !== undefined && { validator }) };
    if (hasNextPage === undefined) yield cut('MISSING', 'hasNextPage');
    if (hasNextPage !== true) return;
  }
  yield cut('TOO_MANY_PAGES', 'hasNextPage');
}
