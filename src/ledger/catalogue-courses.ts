import type { InstitutionId } from '../base/index.js';
import type { CatalogueOffering } from '../records/index.js';
import type { Database } from './database.js';

type Rows = readonly { readonly data: CatalogueOffering }[];

/** Offerings by what they are of; also those that are over. */
export const catalogueCoursesIn = (db: Database) => ({
  /** All of a programme, by its key. */
  async ofProgramme(
    institution: InstitutionId,
    programme: string,
  ): Promise<readonly CatalogueOffering[]> {
    const rows = await db
      .em()
      .execute<Rows>(
        'select data from catalogue_offering where institution = ? and programmes @> array[?]::text[]',
        [institution, programme],
      );
    return rows.map(({ data }) => data);
  },

  /** All of these courses and programmes, by the ids that their institutions have for them. */
  async ofCourses(
    courses: readonly { readonly institution: InstitutionId; readonly of: string }[],
  ): Promise<readonly CatalogueOffering[]> {
    if (courses.length === 0) return [];
    const rows = await db.em().execute<Rows>(
      `select o.data from catalogue_offering o
         join jsonb_to_recordset(?::jsonb) as c(institution text, of text)
           on o.institution = c.institution and o.data -> 'of' ->> 'sourceId' = c.of`,
      [JSON.stringify(courses)],
    );
    return rows.map(({ data }) => data);
  },
});
