import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { Database } from './database.js';

/** As whom an institution signs, and the document that says by which keys. */
export interface IssuerDocument {
  readonly did: string;
  /** JSON text. */
  readonly document: string;
}
const Rows = z.array(z.object({ did: z.string(), document: z.string() }));

/** Public halves of institutions' keys, from who holds the keys to who answers. */
export const issuerDocumentsIn = (db: Database) => ({
  /** @returns undefined for an institution in whose name nothing is signed here. */
  async document(institution: InstitutionId): Promise<IssuerDocument | undefined> {
    const rows = await db
      .em()
      .execute('select did, document from issuer_document where institution = ?', [institution]);
    return Rows.parse(rows)[0];
  },

  /** Whether each result that it sends is to be signed too. */
  async signsResults(institution: InstitutionId): Promise<boolean> {
    const found = await db
      .em()
      .execute<unknown[]>('select from issuer_document where institution = ? and signs_results', [
        institution,
      ]);
    return found.length > 0;
  },

  /** From here on; what was signed before stays signed. */
  async signResults(institution: InstitutionId, isOn: boolean): Promise<void> {
    await db
      .em()
      .execute(
        'update issuer_document set signs_results = ? where institution = ?',
        [isOn, institution],
        'run',
      );
  },

  async keepDocument(institution: InstitutionId, { did, document }: IssuerDocument): Promise<void> {
    await db.em().execute(
      `insert into issuer_document (institution, did, document, at) values (?, ?, ?, clock_timestamp())
       on conflict (institution) do update
         set did = excluded.did, document = excluded.document, at = excluded.at
         where issuer_document.document <> excluded.document`,
      [institution, did, document],
      'run',
    );
  },
});
