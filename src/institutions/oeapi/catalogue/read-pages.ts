import { inSlices, isObject, type JsonObject, sha256Hex } from '../../../base/index.js';
import {
  type CatalogueOffering,
  type CatalogueProgramme,
  type CoursePart,
  Notes,
  type SetAside,
} from '../../../records/index.js';
import type { DeliveringInstitution } from '../core.js';
import { Source } from '../source.js';
import type { Holds } from './lists.js';
import { codeOf, type Index, offeringOf, programmeOf, titleOf } from './offering.js';
import { outcomeIn } from './outcomes.js';
import { Asides, type CatalogueItem, type CataloguePage, readableItems } from './page.js';
import { CourseCodes } from './prerequisites.js';

/** What the pages of a catalogue say. */
export interface CatalogueItems {
  readonly offerings: readonly CatalogueOffering[];
  readonly programmes: readonly CatalogueProgramme[];
  readonly setAside: readonly SetAside[];
}

const alone = (raw: JsonObject): Source =>
  new Source(raw, '', { notes: new Notes(), lookup: () => undefined });

/** Of a component that names none, by the list it stands in. */
const courseOf = ({ raw, page }: CatalogueItem): string | undefined => {
  const course = raw['course'];
  const named = isObject(course) ? course['courseId'] : course;
  return typeof named === 'string' ? named : page.list.of;
};

/** Version 6 tells by its list which component is a test, version 5 by its type. */
function partOf({ id, raw, page }: CatalogueItem): CoursePart | undefined {
  const own = alone(raw);
  const title = titleOf([own]);
  const { holds } = page.list;
  const isTest =
    holds === 'TEST_COMPONENTS' || (holds === 'COMPONENTS' && own.word('componentType') === 'test');
  if (title === undefined) return undefined;
  return { sourceId: id, kind: isTest ? 'TEST' : 'LEARNING_COMPONENT', title };
}

/** What stands where an item is set aside: a field below it, and the code. */
type Aside = readonly [field: string, code: string];
const untitled: Aside = ['/name', 'MISSING'];
const isAside = (read: object): read is Aside => Array.isArray(read);

/**
 * Each item once, by its id: the first that can be read, so that a bad one costs no other. The same again is nothing new;
 * something else under one id cannot be told apart, and is set aside.
 */
async function eachOnce<T extends object>(
  items: readonly CatalogueItem[],
  asides: Asides,
  read: (item: CatalogueItem) => T | Aside,
): Promise<ReadonlyMap<string, T>> {
  const others = inSlices();
  const known = new Map<string, string>();
  const found = new Map<string, T>();
  for (const item of items) {
    const { id, raw, at, page } = item;
    await others();
    const one = read(item);
    if (isAside(one)) {
      asides.add(page.document, `${at}${one[0]}`, one[1]);
      continue;
    }
    const content = sha256Hex(JSON.stringify(raw));
    const before = known.get(id);
    if (before !== undefined && before !== content) asides.add(page.document, at, 'ID_REUSED');
    if (before !== undefined) continue;
    known.set(id, content);
    found.set(id, one);
  }
  return found;
}

type Of = (...holds: readonly Holds[]) => Promise<readonly CatalogueItem[]>;

/** Opens pages by what they hold, while others have their turns. */
function opener(pages: readonly CataloguePage[], asides: Asides): Of {
  const others = inSlices();
  return async (...holds) => {
    const found: CatalogueItem[] = [];
    for (const page of pages.filter(({ list }) => holds.includes(list.holds))) {
      found.push(...readableItems(page, asides));
      await others();
    }
    return found;
  };
}

function partsByCourse(
  parts: ReadonlyMap<string, { readonly part: CoursePart; readonly course: string | undefined }>,
): ReadonlyMap<string, readonly CoursePart[]> {
  const found = new Map<string, CoursePart[]>();
  for (const { course, part } of parts.values()) {
    if (course === undefined) continue;
    const before = found.get(course);
    if (before === undefined) found.set(course, [part]);
    else before.push(part);
  }
  return found;
}

/** The first of each id: what an offering points to needs no title of its own. */
const rawById = (items: readonly CatalogueItem[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.toReversed().map(({ id, raw }) => [id, raw]));

/**
 * What the pages of a catalogue say, from their bytes alone: no clock, no network, and never a throw. What cannot be read
 * is set aside, and the rest is read.
 */
export async function readPages(
  pages: readonly CataloguePage[],
  institution: DeliveringInstitution,
): Promise<CatalogueItems> {
  const asides = new Asides();
  const of = opener(pages, asides);
  const programmes = await of('PROGRAMMES');
  const courses = await eachOnce(await of('COURSES'), asides, ({ raw }) => raw);
  const known = new Map([
    ['courses', courses],
    ['programs', rawById(programmes)],
    ['academic-sessions', rawById(await of('SESSIONS'))],
  ]);
  const codes = new CourseCodes();
  for (const raw of courses.values()) codes.add(codeOf(alone(raw)));
  const components = await of('COMPONENTS', 'LEARNING_COMPONENTS', 'TEST_COMPONENTS');
  const parts = await eachOnce(components, asides, (item) => {
    const part = partOf(item);
    return part === undefined ? untitled : { part, course: courseOf(item) };
  });
  const index: Index = {
    institution,
    codes,
    lookup: (kind, id) => known.get(kind)?.get(id),
    outcomes: await eachOnce(
      await of('OUTCOMES'),
      asides,
      ({ raw }) => outcomeIn(alone(raw)) ?? untitled,
    ),
    parts: partsByCourse(parts),
  };
  const read = await eachOnce(programmes, asides, (item) => programmeOf(item, index) ?? untitled);
  const runs = await of('COURSE_OFFERINGS', 'PROGRAMME_OFFERINGS');
  const offerings = await eachOnce(runs, asides, (item) => offeringOf(item, index));
  return {
    offerings: [...offerings.values()],
    programmes: [...read.values()],
    setAside: asides.all(),
  };
}
