import { z } from 'zod';
import { isObject } from '../../base/index.js';
import type { SetAside, SourceDelivery } from '../../records/index.js';
import type { DeliveringInstitution } from './core.js';
import { parseBody } from './document.js';
import { onBase, patchedBy, type ReadItem, readItems } from './pushed.js';

/** What of a record makes its message wrong: who sends it can mend it, so it is said instead of passed over. */
const wrongs: ReadonlySet<string> = new Set(['TYPE', 'TOO_LARGE', 'DATE_UNREADABLE']);

const anyList = z.array(z.unknown());
const pointer = (path: string): string => (path === '' ? '' : `/${path.replaceAll('.', '/')}`);

function codesIn(organisation: unknown): readonly string[] {
  if (!isObject(organisation)) return [];
  const others = anyList.safeParse(organisation['otherCodes']).data ?? [];
  const entries = [organisation['primaryCode'], ...others];
  return entries
    .filter(isObject)
    .flatMap(({ codeType, code }) =>
      typeof codeType === 'string' && typeof code === 'string' && /^schac_?home$/i.test(codeType)
        ? [code.toLowerCase()]
        : [],
    );
}

/** Where in an item an organisation stands that is said to be the one who speaks. */
const speakers = [
  ['issuer'],
  ['offering', 'organization'],
  ['courseOffering', 'organisation'],
  ['programmeOffering', 'organisation'],
  ['learningComponentOffering', 'organisation'],
  ['testComponentOffering', 'organisation'],
] as const;

/** The items of a message, as they were sent. */
function statedIn(value: unknown): readonly unknown[] {
  const items = isObject(value) ? value['items'] : value;
  return anyList.safeParse(items).data ?? [value];
}

/** Somebody else's name under what an institution sends. @returns where it stands. */
function anothersName(item: unknown, { id }: DeliveringInstitution): string | undefined {
  for (const path of speakers) {
    let at: unknown = item;
    for (const name of path) at = isObject(at) ? at[name] : undefined;
    const codes = codesIn(at);
    if (codes.length > 0 && codes.every((code) => code !== id)) return `/${path.join('/')}`;
  }
  return undefined;
}

function wrongIn({ at, records, aside: [first] }: ReadItem): SetAside | undefined {
  if (first !== undefined) return first;
  const issues = records.flatMap(({ facets }) => facets.identifiers.issues);
  const found = issues.find(({ code }) => wrongs.has(code));
  return found && { path: `${at}${pointer(found.path)}`, code: found.code };
}

/** A patch has no whole association of its own: it is read on the least that makes one. */
function asWhole(delivery: SourceDelivery): SourceDelivery {
  const id = patchedBy(delivery);
  if (id === undefined) return delivery;
  const association = { associationId: id, role: 'student', state: 'associated' };
  return onBase(delivery, { association, lookups: [] });
}

/**
 * Whether a message can be taken: all of it or nothing.
 * @returns the first thing that is wrong, by its JSON pointer; undefined for what is right.
 */
export function wrongInPushed(
  delivery: SourceDelivery,
  institution: DeliveringInstitution,
): SetAside | undefined {
  const items = readItems(asWhole(delivery), institution);
  if (items === undefined) return { path: '', code: 'UNREADABLE' };
  if (items.length === 0) return { path: '', code: 'EMPTY' };
  const stated = statedIn(parseBody(delivery.page.body));
  for (const [index, item] of items.entries()) {
    const path = anothersName(stated[index], institution);
    if (path !== undefined) return { path: `${item.at}${path}`, code: 'ANOTHERS_NAME' };
    const wrong = wrongIn(item);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
