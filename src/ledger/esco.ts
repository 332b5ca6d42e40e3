import type { Database } from './database.js';

/** A skill of the European list (ESCO) in one language. */
export interface EscoSkill {
  /** Its address, the same in all languages. */
  readonly uri: string;
  /** The name it is known by first. */
  readonly label: string;
  /** Others, one a line. */
  readonly others: string;
}
export interface FoundSkill {
  readonly uri: string;
  readonly label: string;
}

/** Rows in one statement. */
const atOnce = 500;
/** What stands for itself in a pattern. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** The list of skills to choose from, where an operator loaded it. */
export const escoIn = (db: Database) => ({
  /** In the place of what was loaded of this language before; all of it or nothing. */
  load: (language: string, skills: readonly EscoSkill[]): Promise<void> =>
    db.inTransaction(async (tx) => {
      await tx.execute('delete from esco_skill where language = ?', [language], 'run');
      for (let at = 0; at < skills.length; at += atOnce) {
        const rows = skills.slice(at, at + atOnce).map(({ uri, label, others }) => ({
          uri,
          label,
          words: `${label}\n${others}`.toLowerCase(),
        }));
        await tx.execute(
          `insert into esco_skill (uri, language, label, words)
           select uri, ?, label, words from jsonb_to_recordset(?::jsonb) as r(uri text, label text, words text)
           on conflict (uri, language) do nothing`,
          [language, JSON.stringify(rows)],
          'run',
        );
      }
    }),

  /**
   * Skills that are called so: what begins with it first, then the shortest. Each once, in the first of these languages
   * that it is found in.
   */
  async search(
    text: string,
    languages: readonly string[],
    limit: number,
  ): Promise<readonly FoundSkill[]> {
    const sought = literally(text.trim().toLowerCase());
    if (sought === '') return [];
    return db.em().execute<FoundSkill[]>(
      `select uri, label from (
         select distinct on (uri) uri, label from esco_skill
         where language in (select value from jsonb_array_elements_text(?::jsonb)) and words like ?
         order by uri, array_position(array(select jsonb_array_elements_text(?::jsonb)), language)) found
       order by lower(label) like ? desc, length(label), label limit ?`,
      [JSON.stringify(languages), `%${sought}%`, JSON.stringify(languages), `${sought}%`, limit],
    );
  },
});
