import { type GrantId, type InstitutionId, sha256Hex } from '../base/index.js';
import { viewOf } from '../consent/index.js';
import { ownSource } from '../records/index.js';

/** Where things stand in a pod (pods/README.md has the floor plan). All absolute; `storage` ends in a slash. */
export const layoutOf = (storage: string) => ({
  edu: `${storage}edu/`,
  shared: `${storage}shared/`,
  consent: `${storage}consent/`,
  index: `${storage}edu/index.json`,
  person: `${storage}edu/self/person.json`,
  /** A folder name that tells nothing: who may see a folder's name is not always who may see the school's. */
  institution: (id: InstitutionId) =>
    `${storage}edu/${id === ownSource.id ? 'self' : `i-${sha256Hex(id).slice(0, 16)}`}/`,
  inbox(id: InstitutionId, delivery: string) {
    const at = `${this.institution(id)}inbox/${delivery}`;
    return { page: `${at}.json`, manifest: `${at}.delivery.json` };
  },
  /** Copies of the log. A generation other than the first has a folder of its own; none is ever written over. */
  log: (generation: number) => {
    const at = `${storage}consent/log/${generation === 0 ? '' : `${generation}/`}`;
    return { head: `${at}head.json`, segment: (n: number) => `${at}${n}.json` };
  },
  view: (id: GrantId) => viewOf(storage, id),
  grant: (id: GrantId, version: number) => `${storage}consent/grants/${id}/v${version}`,
  /** What can happen to a grant once has its id alone; each narrowing has the version it made. */
  receipt: ({ id, version }: { id: GrantId; version: number }, event: string) => {
    const nth = event === 'NARROWED' || event === 'EXTENDED' ? `-v${version}` : '';
    return `${storage}consent/receipts/${id}-${event.toLowerCase()}${nth}.json`;
  },
});
export type Layout = ReturnType<typeof layoutOf>;

/** The access rules of a document or container stand beside it. */
export const rulesOf = (url: string): string => `${url}.acr`;
