import { doubleNames, inForm, type Mark, marksOf, mostLevels } from './json-form.js';
import { inSlices } from './slices.js';

/** What a text may cost whoever builds it, which is not told by its length alone. */
export interface JsonLimits {
  /** Brackets, colons and commas in all. */
  readonly marks: number;
  /** Characters of one element of a list; a longer one is read as null. */
  readonly element: number;
}
/** Names that differ, in all of a text: ours have some hundreds, and each costs more than all else of it. */
const mostNames = 5000;
/** Marks outside the elements of its lists. */
const mostLoose = 10_000;
/** Marks that are looked at before others have a turn. */
const marksAtOnce = 1000;

interface Element {
  readonly list: string;
  readonly place: number;
  readonly from: number;
  readonly to: number;
}

/** Finds the elements of the lists that the outermost object of a text has, so that each can be built by itself. */
class Elements {
  readonly found: Element[] = [];
  readonly #open: string[] = [];
  readonly #names = new Set<string>();
  readonly #isDouble = doubleNames();
  #begun: number | undefined;
  #list = '';
  #place = 0;
  #loose = 0;

  /** @returns false for what is not gone on with. */
  take(mark: Mark): boolean {
    const isBetween = mark.mark === ',' && this.#isInList();
    if (mark.mark === '{' || mark.mark === '[') this.#opens(mark);
    else if (mark.mark === ':') this.#name(mark);
    else if (isBetween) this.#place += 1;
    else if (mark.mark !== ',') this.#closes(mark);
    if (this.#begun === undefined && !isBetween) this.#loose += 1;
    return this.#isFine() && !this.#isDouble(mark);
  }

  #isFine(): boolean {
    const isTooMuch = this.#loose > mostLoose || this.#names.size > mostNames;
    return !isTooMuch && this.#open.length <= mostLevels;
  }
  /** Right in a list of the outermost object. */
  #isInList(): boolean {
    return this.#open.length === 2 && this.#open[0] === '{' && this.#open[1] === '[';
  }
  #opens({ mark, at }: Mark): void {
    if (this.#isInList()) this.#begun = at;
    this.#open.push(mark);
    if (this.#begun === undefined && this.#isInList()) this.#place = 0;
  }
  #closes({ at }: Mark): void {
    this.#open.pop();
    if (this.#begun === undefined || !this.#isInList()) return;
    this.found.push({ list: this.#list, place: this.#place, from: this.#begun, to: at + 1 });
    this.#begun = undefined;
  }
  #name({ last }: Mark): void {
    this.#names.add(last);
    if (this.#open.length === 1) this.#list = last;
  }
}

async function elementsIn(text: string, most: number): Promise<readonly Element[] | undefined> {
  const others = inSlices();
  const elements = new Elements();
  let seen = 0;
  for (const mark of marksOf(text, `${inForm},`)) {
    seen += 1;
    if (seen > most || !elements.take(mark)) return undefined;
    if (seen % marksAtOnce === 0) await others();
  }
  return elements.found;
}

/** The text with null in place of each. With spaces: what is no JSON does not become it. */
function around(text: string, elements: readonly Element[]): string {
  const pieces = elements.map(({ from }, n) => text.slice(elements[n - 1]?.to ?? 0, from));
  return [...pieces, text.slice(elements.at(-1)?.to ?? 0)].join(' null ');
}

async function built(text: string, elements: readonly Element[], longest: number) {
  const others = inSlices();
  const outermost: unknown = JSON.parse(around(text, elements));
  if (elements.length === 0 || typeof outermost !== 'object' || outermost === null) {
    return outermost;
  }
  const values = new Map<string, Map<number, unknown>>();
  for (const { list, place, from, to } of elements) {
    const name = String(JSON.parse(list));
    const placed = values.get(name) ?? new Map<number, unknown>();
    const value: unknown = to - from > longest ? null : JSON.parse(text.slice(from, to));
    values.set(name, placed.set(place, value));
    await others();
  }
  const lists = Object.entries(outermost).map(([name, held]: [string, unknown]) => {
    const placed = values.get(name);
    if (placed === undefined || !Array.isArray(held)) return [name, held] as const;
    const all: readonly unknown[] = held;
    return [name, all.map((one, place) => (placed.has(place) ? placed.get(place) : one))] as const;
  });
  return Object.fromEntries(lists);
}

/**
 * Parses a large text of a stranger in slices: it is looked at before any of it is built, and the elements of its lists are
 * built one by one, so that nobody waits for it.
 * @returns undefined for what is no JSON, nests too deep, says a name twice, or costs more.
 */
export async function parseInSlices(
  text: string,
  { marks, element }: JsonLimits,
): Promise<unknown> {
  try {
    const elements = await elementsIn(text, marks);
    return elements && (await built(text, elements, element));
  } catch {
    return undefined;
  }
}
