import { isObject, type JsonObject } from '../../../base/index.js';
import type { SetAside } from '../../../records/index.js';
import { isTooDeep, parseBody } from '../document.js';
import { envelope } from '../pages.js';
import { documentInV5 } from '../v5-words.js';
import type { Validator } from '../validator.js';
import { type CatalogueList, itemsIn } from './lists.js';

/** One document of a catalogue as it came, kept to ask for it by condition next time. */
export interface KeptDocument {
  /** Below the endpoint's address, query included. */
  readonly path: string;
  readonly validator?: Validator;
  readonly body: string;
}

/** A page of a list, as it came. */
export interface CataloguePage {
  readonly list: CatalogueList;
  /** In the list, from 1. */
  readonly number: number;
  readonly document: KeptDocument;
}

interface Envelope {
  readonly items: readonly unknown[];
  readonly hasNextPage?: boolean | undefined;
}
/** @returns undefined for what is no page. */
export const envelopeIn = (body: string): Envelope | undefined =>
  envelope.safeParse(parseBody(body)).data;

/** An endpoint may know no pages and send all at once; what goes far beyond is not read item by item. */
const mostItems = 10_000;

/** PostgreSQL keeps neither in JSON. Both can stand in a body only as an escape. */
const mayBeUnstorable = /\\u(?:0000|d[89a-f])/i;
const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (!isObject(value)) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, inner]) => [storableText(name), storable(inner)]));
}

/** What was set aside, so many at most: a page of nothing else is told by its first ones. */
export class Asides {
  static readonly most = 1000;
  readonly #found: SetAside[] = [];

  /** @param pointer JSON pointer in the document, which stands before it as in an address. */
  add({ path }: KeptDocument, pointer: string, code: string): void {
    if (this.#found.length < Asides.most) this.#found.push({ path: `${path}#${pointer}`, code });
  }

  all(): readonly SetAside[] {
    return this.#found;
  }
}

/** An item of a page, in the words of version 5. */
export interface CatalogueItem {
  readonly id: string;
  readonly raw: JsonObject;
  /** JSON pointer. */
  readonly at: string;
  readonly page: CataloguePage;
}

/** Version 4 wrote names as plain strings: read as version 5 it would lose its names. */
const refusalOf = (item: unknown): string | undefined => {
  if (!isObject(item)) return 'TYPE';
  if (isTooDeep(item)) return 'TOO_DEEP';
  return typeof item['name'] === 'string' ? 'OOAPI_LEGACY_SHAPE' : undefined;
};

const inV5 = ({ holds }: CatalogueList, raw: JsonObject): JsonObject => {
  const { document } = itemsIn[holds];
  return document === undefined ? raw : documentInV5(document, raw);
};

/** Without an id nothing can point to it; one that is no short text is none. */
function idOf({ holds }: CatalogueList, raw: JsonObject): string | undefined {
  const { id: name } = itemsIn[holds];
  const id = Object.hasOwn(raw, name) ? raw[name] : undefined;
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : undefined;
}

/** The items of a page that can be read; a bad one is set aside, never the page. */
export function readableItems(page: CataloguePage, asides: Asides): readonly CatalogueItem[] {
  const { document, list } = page;
  const items = envelopeIn(document.body)?.items;
  if (items === undefined) {
    asides.add(document, '', 'UNREADABLE');
    return [];
  }
  const isDoubtful = mayBeUnstorable.test(document.body);
  if (items.length > mostItems) asides.add(document, `/items/${mostItems}`, 'TOO_LARGE');
  return items.slice(0, mostItems).flatMap((item, index) => {
    const at = `/items/${index}`;
    const refusal = refusalOf(item);
    if (refusal !== undefined) {
      asides.add(document, at, refusal);
      return [];
    }
    const clean = isDoubtful ? storable(item) : item;
    const raw = isObject(clean) ? inV5(list, clean) : {};
    const id = idOf(list, raw);
    if (id === undefined) {
      asides.add(document, at, 'MISSING');
      return [];
    }
    return [{ id, raw, at, page }];
  });
}
