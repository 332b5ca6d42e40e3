import { isObject, sha256Url } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { jsonOf, mostDepth } from './strict-json.js';

export const mostDisclosures = 500;

/** A claim, or an element of a list, that its holder shows or leaves out. */
export interface Disclosure {
  readonly encoded: string;
  readonly digest: string;
  /** Absent for an element of a list. */
  readonly name?: string;
  readonly value: unknown;
}
/** A disclosure where the payload has room for it. */
export interface Placed {
  readonly disclosure: Disclosure;
  /** JSON pointer of what it discloses; places in a list count what is not disclosed too. */
  readonly path: string;
}

/** Names of claims are a stranger's: a long one is not repeated. */
const mostPath = 200;
const problem = (path: string): Finding => ({
  code: 'DISCLOSURE',
  path: path.length > mostPath ? '' : path,
});

/** Names with a meaning of their own, and the empty one, which readers lose. */
const reserved = new Set(['', '_sd', '_sd_alg', '...', '__proto__']);

/** @returns undefined for what is no disclosure. */
function disclosureOf(encoded: string): Disclosure | undefined {
  const read = jsonOf(encoded);
  if ('code' in read || !Array.isArray(read.value)) return undefined;
  const parts: readonly unknown[] = read.value;
  const [salt, name] = parts;
  if (typeof salt !== 'string' || salt === '') return undefined;
  const digest = sha256Url(encoded);
  if (parts.length === 2) return { encoded, digest, value: parts[1] };
  if (parts.length !== 3 || typeof name !== 'string' || reserved.has(name)) return undefined;
  return { encoded, digest, name, value: parts[2] };
}

const step = (path: string, name: string | number): string =>
  `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/** Walks through a payload and puts each disclosure in its place, at the first problem no further. */
class Placing {
  readonly placed: Placed[] = [];
  found: Finding | undefined;
  readonly #byDigest: ReadonlyMap<string, Disclosure>;
  readonly #seen = new Set<string>();

  constructor(disclosures: readonly Disclosure[]) {
    this.#byDigest = new Map(disclosures.map((each) => [each.digest, each]));
  }

  visit(place: Place): void {
    const { value, path, depth } = place;
    if (this.found !== undefined || typeof value !== 'object' || value === null) return;
    if (depth >= mostDepth) this.found = { code: 'TOO_DEEP' };
    else if (Array.isArray(value)) this.#list(value, place);
    else if (!isObject(value) || Object.hasOwn(value, '...')) this.found = problem(path);
    else this.#object(value, place);
  }

  #list(elements: readonly unknown[], place: Place): void {
    for (const [at, element] of elements.entries()) {
      const path = step(place.path, at);
      if (isObject(element) && Object.hasOwn(element, '...')) {
        const isAlone = Object.keys(element).length === 1;
        if (isAlone) this.#open(element['...'], path, place);
        else this.found = problem(path);
      } else this.visit({ value: element, path, depth: place.depth + 1 });
    }
  }

  #object(value: Readonly<Record<string, unknown>>, place: Place): void {
    const { _sd: digests, ...claims } = value;
    for (const [name, claim] of Object.entries(claims)) {
      const path = step(place.path, name);
      this.visit({ value: claim, path, depth: place.depth + 1 });
    }
    if (digests === undefined) return;
    if (!Array.isArray(digests)) {
      this.found = problem(place.path);
      return;
    }
    const names = new Set(Object.keys(claims));
    for (const digest of digests) this.#open(digest, place.path, place, names);
  }

  /** @param names taken in the object that the disclosed claim belongs to; undefined in a list. */
  #open(digest: unknown, path: string, place: Place, names?: Set<string>): void {
    if (this.found !== undefined) return;
    if (typeof digest !== 'string' || this.#seen.has(digest)) {
      this.found = problem(path);
      return;
    }
    this.#seen.add(digest);
    const disclosure = this.#byDigest.get(digest);
    if (disclosure === undefined) return;
    const { name, value } = disclosure;
    if (!isFit(name, names)) {
      this.found = problem(path);
      return;
    }
    const at = name === undefined ? path : step(path, name);
    this.placed.push({ disclosure, path: at });
    this.visit({ value, path: at, depth: place.depth + 1 });
  }
}

/** A name in an object, one that is not taken there already; none in a list. */
function isFit(name: string | undefined, names: Set<string> | undefined): boolean {
  if (name === undefined || names === undefined) return name === names;
  const isFree = !names.has(name);
  names.add(name);
  return isFree;
}

/** Said of the credential as a whole, by whoever issued it: never for the holder to leave out. */
const ofTokens = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status'];
const ofCredentials = ['issuer', 'validFrom', 'validUntil', 'expirationDate', 'credentialStatus'];
const registered = new Set([...ofTokens, ...ofCredentials].map((name) => `/${name}`));
export const isRegistered = (path: string): boolean => registered.has(path);

/**
 * Puts every disclosure in its place: each is referenced exactly once, says no name twice and none with a meaning of its own,
 * and none of what belongs to the credential as a whole.
 */
export function placedIn(
  payload: Readonly<Record<string, unknown>>,
  encoded: readonly string[],
): readonly Placed[] | Finding {
  const algorithm = payload['_sd_alg'];
  if (algorithm !== undefined && algorithm !== 'sha-256') return problem('/_sd_alg');
  const isTooMany = encoded.length > mostDisclosures || new Set(encoded).size < encoded.length;
  if (isTooMany) return problem('');
  const disclosures = encoded.map(disclosureOf).filter((each) => each !== undefined);
  if (disclosures.length < encoded.length) return problem('');
  const placing = new Placing(disclosures);
  placing.visit({ value: payload, path: '', depth: 0 });
  if (placing.found !== undefined) return placing.found;
  const early = placing.placed.find(({ path }) => isRegistered(path));
  if (early !== undefined) return problem(early.path);
  return placing.placed.length < disclosures.length ? problem('') : placing.placed;
}
