import { z } from 'zod';
import type { CatalogueOffering } from '../records/index.js';
import { allOf, type Condition, conditionOf, type OfferingsAsked } from './catalogue-filter.js';
import { rankBy, soughtIn } from './catalogue-words.js';
import type { Database } from './database.js';

/** Where in a list: how well it fits, when it starts, what it is called, which it is. */
export interface OfferingPlace {
  /** In millionths; 0 where no words were asked for. */
  readonly rank: number;
  readonly start: string;
  readonly title: string;
  readonly key: string;
}
export interface OfferingsPageAsked extends OfferingsAsked {
  readonly first: number;
  readonly after?: OfferingPlace;
}
export interface FoundOffering {
  readonly offering: CatalogueOffering;
  readonly place: OfferingPlace;
}
export interface FoundOfferings {
  readonly found: readonly FoundOffering[];
  readonly hasMore: boolean;
}
type OfferingFacet =
  | 'institutions'
  | 'levels'
  | 'units'
  | 'languages'
  | 'modes'
  | 'kinds'
  | 'places';
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
export interface OfferingCounts {
  readonly count: number;
  /** Over all that is found, most first; what says nothing of it is in none. */
  readonly facets: Readonly<Record<OfferingFacet, readonly FacetValue[]>>;
}

/** Values of one facet. */
const mostValues = 200;

const list = z.array(z.string()).nullable();
const CountedRow = z.object({
  by: z.int(),
  institution: z.string().nullable(),
  eqf: z.int().nullable(),
  units: list,
  languages: list,
  modes: list,
  kind: z.string().nullable(),
  place_key: z.string().nullable(),
  place: z.string().nullable(),
  count: z.int(),
});
type CountedRow = z.infer<typeof CountedRow>;

function rankOf(text: string | undefined): Condition {
  if (text === undefined) return { sql: '0', values: [] };
  const { sql, values } = soughtIn(text);
  return { sql: `(${rankBy(sql)} * 1000000)::int`, values };
}

const later = (after: OfferingPlace | undefined): Condition =>
  after === undefined
    ? { sql: 'true', values: [] }
    : {
        sql: '(-rank, sort_start, sort_title, key) > (?, ?, ?, ?)',
        values: [-after.rank, after.start, after.title, after.key],
      };

/** Without words it is the order of an index, and no more is read of it than is shown. */
const laterByIndex = (after: OfferingPlace | undefined): readonly Condition[] =>
  after === undefined
    ? []
    : [
        {
          sql: '(sort_start, sort_title, key) > (?, ?, ?)',
          values: [after.start, after.title, after.key],
        },
      ];

interface Row {
  readonly data: CatalogueOffering;
  readonly key: string;
  readonly rank: number;
  readonly sort_start: string;
  readonly sort_title: string;
}
const asFound = ({
  data,
  key,
  rank,
  sort_start: start,
  sort_title: title,
}: Row): FoundOffering => ({
  offering: data,
  place: { rank, start, title, key },
});

/** Found by words, the best first: the documents themselves are read of one page only. */
function byWords(asked: OfferingsPageAsked): Condition {
  const [where, rank, place] = [conditionOf(asked), rankOf(asked.text), later(asked.after)];
  return {
    sql: `select o.data, page.* from (
        select * from (select key, sort_start, sort_title, ${rank.sql} as rank
          from catalogue_offering where ${where.sql}) ranked
        where ${place.sql} order by rank desc, sort_start, sort_title, key limit ?) page
      join catalogue_offering o using (key)
      order by page.rank desc, page.sort_start, page.sort_title, page.key`,
    values: [...rank.values, ...where.values, ...place.values, asked.first + 1],
  };
}
function byStart(asked: OfferingsPageAsked): Condition {
  const where = allOf([conditionOf(asked), ...laterByIndex(asked.after)]);
  return {
    sql: `select data, key, sort_start, sort_title, 0 as rank from catalogue_offering
      where ${where.sql} order by sort_start, sort_title, key limit ?`,
    values: [...where.values, asked.first + 1],
  };
}

/** In the order of the bits that say by which column a row was counted: that one is 0. */
const counted = {
  institutions: 'institution',
  levels: 'eqf',
  units: 'units',
  languages: 'languages',
  modes: 'modes',
  kinds: 'kind',
  places: 'place_key',
} as const satisfies Readonly<Record<OfferingFacet, string>>;
const columns = Object.values(counted);
const allBits = 2 ** columns.length - 1;

// All of it in one go through the rows. Lists are counted as they stand, and taken apart afterwards: few differ.
const counting = `select grouping(${columns.join()})::int as by, ${columns.join()}, min(place) as place, count(*)::int as count
  from catalogue_offering where`;
const sets = `group by grouping sets ((), ${columns.map((column) => `(${column})`).join()})`;

/** Most first. */
function valuesOf(rows: readonly CountedRow[], facet: OfferingFacet): readonly FacetValue[] {
  const column = counted[facet];
  const bit = 2 ** (columns.length - 1 - columns.indexOf(column));
  const sums = new Map<string, number>();
  for (const row of rows) {
    const value = row.by === allBits - bit ? row[column] : null;
    if (value === null) continue;
    const named = column === 'place_key' ? (row.place ?? value) : value;
    for (const one of [named].flat()) {
      sums.set(String(one), (sums.get(String(one)) ?? 0) + row.count);
    }
  }
  return [...sums]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}

/** Questions about what can be learned. */
export const catalogueSearchIn = (db: Database) => ({
  /** One page: with words, what fits best first, else what starts first. One statement. */
  async search(asked: OfferingsPageAsked): Promise<FoundOfferings> {
    const { sql, values } = asked.text === undefined ? byStart(asked) : byWords(asked);
    const rows = await db.em().execute<Row[]>(sql, values);
    return {
      found: rows.slice(0, asked.first).map(asFound),
      hasMore: rows.length > asked.first,
    };
  },

  /** How many there are, and of what. One statement. */
  async counts(asked: OfferingsAsked): Promise<OfferingCounts> {
    const where = conditionOf(asked);
    const found = await db
      .em()
      .execute<unknown[]>(`${counting} ${where.sql} ${sets}`, where.values);
    const rows = z.array(CountedRow).parse(found);
    const of = (facet: OfferingFacet) => valuesOf(rows, facet);
    return {
      count: rows.find(({ by }) => by === allBits)?.count ?? 0,
      facets: {
        institutions: of('institutions'),
        levels: of('levels'),
        units: of('units'),
        languages: of('languages'),
        modes: of('modes'),
        kinds: of('kinds'),
        places: of('places'),
      },
    };
  },

  /** These, in whatever order, also what is over. */
  async find(keys: readonly string[]): Promise<readonly CatalogueOffering[]> {
    const known = keys.filter((key) => /^[\w-]{1,64}$/.test(key));
    if (known.length === 0) return [];
    const rows = await db.em().execute<Pick<Row, 'data'>[]>(
      `select data from catalogue_offering
       where key in (select value from jsonb_array_elements_text(?::jsonb))`,
      [JSON.stringify(known)],
    );
    return rows.map(({ data }) => data);
  },
});
