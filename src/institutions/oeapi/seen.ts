import { z } from 'zod';
import { isPageStill, type PersonList } from './pages.js';
import { type Validator, ValidatorShape } from './validator.js';

const ListShape = z.strictObject({
  associations: z.string().max(200),
  expand: z.string().max(500),
  pages: z.array(ValidatorShape).min(1).max(100),
});
/** What a source said of each page of one learner, by which it can say later that all of it is as it was. */
export const SeenShape = z.strictObject({
  connector: z.string().max(100),
  lists: z.array(ListShape).min(1).max(10),
});
export type Seen = z.infer<typeof SeenShape>;

const nameOf = ({ associations, expand = '' }: PersonList): string => `${associations} ${expand}`;

/** Gathers what is said of the pages while they are read. */
export class Sightings {
  readonly #lists = new Map<string, { readonly list: PersonList; readonly pages: Validator[] }>();
  #isWhole = true;

  /** @param validator absent: this page is not known again, and so all of it is not. */
  add(list: PersonList, validator: Validator | undefined): void {
    if (validator === undefined) {
      this.#isWhole = false;
      return;
    }
    const known = this.#lists.get(nameOf(list)) ?? { list, pages: [] };
    known.pages.push(validator);
    this.#lists.set(nameOf(list), known);
  }

  /** @returns undefined where the source could not say of everything that it is as it was. */
  seen(connector: string): Seen | undefined {
    if (!this.#isWhole || this.#lists.size === 0) return undefined;
    const lists = [...this.#lists.values()].map(
      ({ list: { associations, expand = '' }, pages }) => ({
        associations,
        expand,
        pages,
      }),
    );
    return SeenShape.safeParse({ connector, lists }).data;
  }
}

/**
 * Whether every page of every list is as it was, the last one with that nothing follows.
 * @throws SourceFault
 */
export async function isAllStill(
  lists: readonly PersonList[],
  connector: string,
  seen: Seen,
  over: AbortSignal,
): Promise<boolean> {
  if (connector !== seen.connector || lists.length !== seen.lists.length) return false;
  for (const [index, list] of lists.entries()) {
    const before = seen.lists[index];
    if (before === undefined || `${before.associations} ${before.expand}` !== nameOf(list)) {
      return false;
    }
    for (const [at, validator] of before.pages.entries()) {
      if (!(await isPageStill(list, at + 1, validator, over))) return false;
    }
  }
  return true;
}
