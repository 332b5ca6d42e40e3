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

/** As we make them ourselves: nobody else's file is called so. */
const ofOurMaking = /^n-[0-9a-f]{32}/i;
const isPlain = (name: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,89}$/.test(name) && !ofOurMaking.test(name);

/**
 * Names of one folder of the pod as names in an archive. Whatever else than a plain one it is, it becomes one; so does one
 * that only capitals tell from another, since there are places where an archive is unpacked that do not see them.
 * @param ending of all of them in the archive.
 */
export function plainNamesOf(names: readonly string[], ending = ''): ReadonlyMap<string, string> {
  const called = (name: string): string => (name.endsWith(ending) ? name : `${name}${ending}`);
  const alike = Map.groupBy(new Set(names), (name) => called(name).toLowerCase());
  const staysSo = (name: string): boolean =>
    isPlain(called(name)) && alike.get(called(name).toLowerCase())?.length === 1;
  const ownName = (name: string): string => `n-${sha256Hex(name).slice(0, 32)}${ending}`;
  return new Map(names.map((name) => [name, staysSo(name) ? called(name) : ownName(name)]));
}

/** What a download is called where it is kept. @param day in the Netherlands. */
export const downloadName = (kind: 'ARCHIVE' | 'OVERVIEW', day: string): string =>
  kind === 'ARCHIVE' ? `leerkluis-${day}.zip` : `leerkluis-${day}.pdf`;
