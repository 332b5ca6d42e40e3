import type { InstitutionId } from '../base/index.js';
import type { CatalogueProgramme } from '../records/index.js';
import { rankBy, soughtIn } from './catalogue-words.js';
import type { Database } from './database.js';

/** Ways through what can be learned, to a diploma, a certificate or a minor. */
export const catalogueProgrammesIn = (db: Database) => ({
  /** With words, what fits best first, else by title. */
  async programmes(
    text: string | undefined,
    among: readonly InstitutionId[],
    first: number,
  ): Promise<readonly CatalogueProgramme[]> {
    const sought = text === undefined ? undefined : soughtIn(text);
    const values = sought?.values ?? [];
    const rank = sought && `${rankBy(sought.sql)} desc, `;
    const rows = await db.em().execute<{ data: CatalogueProgramme }[]>(
      `select data from catalogue_programme
       where institution in (select value from jsonb_array_elements_text(?::jsonb))
         ${sought === undefined ? '' : `and search @@ ${sought.sql}`}
       order by ${rank ?? ''}sort_title, key limit ?`,
      [JSON.stringify(among), ...values, ...values, first],
    );
    return rows.map(({ data }) => data);
  },

  async programme(key: string): Promise<CatalogueProgramme | undefined> {
    const [row] = await db
      .em()
      .execute<{ data: CatalogueProgramme }[]>(
        'select data from catalogue_programme where key = ?',
        [key],
      );
    return row?.data;
  },
});
