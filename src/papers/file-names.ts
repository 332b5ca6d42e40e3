import { type InstitutionId, sha256Hex } from '../base/index.js';

/** The folder of a school in an archive: its own name where that is a plain one, else the name it has in the pod. */
export const folderOf = (institution: InstitutionId): string =>
  /^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/.test(institution) && institution.length <= 90
    ? institution
    : `i-${sha256Hex(institution).slice(0, 16)}`;

/** Where a delivery stands in an archive: what the school sent, and beside it where that came from. */
export function originalPaths(institution: InstitutionId, delivery: string) {
  const at = `originals/${folderOf(institution)}/${delivery}`;
  return { page: `${at}.json`, manifest: `${at}.delivery.json` };
}

/** A name of the pod as a name in an archive; whatever else than a plain one it is, it becomes one. */
export const plainNameOf = (name: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,89}$/.test(name) ? name : `n-${sha256Hex(name).slice(0, 32)}`;

/** What a download is called where it is kept. @param day in the Netherlands. */
export const downloadName = (kind: 'ARCHIVE' | 'OVERVIEW', day: string): string =>
  kind === 'ARCHIVE' ? `leerkluis-${day}.zip` : `leerkluis-${day}.pdf`;
