import { LRUCache } from 'lru-cache';
import { Parser } from 'n3';
import { Fault, type WebId } from '../base/index.js';
import { sameIssuer } from './trusted-issuers.js';

export interface WebIdIssuersDeps {
  /** A guarded fetch. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

export interface WebIdIssuers {
  /**
   * Whether the WebID's own document lets this issuer speak for it. A change there counts within 5 minutes.
   * @throws Fault when the document cannot be had or is no Turtle.
   */
  readonly lists: (webId: WebId, issuer: string) => Promise<boolean>;
}

const keepMs = 300_000;
/** Characters. A profile has some thousands; the parser takes a whole text, so longer ones stay outside it. */
const maxLength = 100_000;
const oidcIssuer = 'http://www.w3.org/ns/solid/terms#oidcIssuer';

export function webIdIssuers({ fetch, now }: WebIdIssuersDeps): WebIdIssuers {
  const cache = new LRUCache<
    WebId,
    { readonly issuers: Promise<Set<string>>; readonly at: number }
  >({ max: 10_000 });
  const issuersOf = (webId: WebId): Promise<Set<string>> => {
    const at = now().getTime();
    const known = cache.get(webId);
    if (known !== undefined && at - known.at < keepMs) return known.issuers;
    const issuers = fetchIssuers(webId, fetch);
    cache.set(webId, { issuers, at });
    issuers.catch(() => cache.delete(webId));
    return issuers;
  };
  return { lists: async (webId, issuer) => (await issuersOf(webId)).has(sameIssuer(issuer)) };
}

async function fetchIssuers(webId: WebId, fetch: WebIdIssuersDeps['fetch']): Promise<Set<string>> {
  const [url = webId] = webId.split('#');
  const response = await fetch(url, { headers: { accept: 'text/turtle' } });
  if (!response.ok) throw new Fault('SourceUnreachable', `status ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (!/^text\/turtle\b/i.test(type)) throw new Fault('SourceMalformed', 'not Turtle');
  return issuersIn(await response.text(), url, webId);
}

function issuersIn(turtle: string, baseIRI: string, webId: WebId): Set<string> {
  if (turtle.length > maxLength) throw new Fault('SourceMalformed', 'profile too long');
  try {
    const listed = new Parser({ baseIRI, format: 'text/turtle' })
      .parse(turtle)
      .filter(({ subject, predicate, object }) => {
        const isIssuer = predicate.value === oidcIssuer && object.termType === 'NamedNode';
        return isIssuer && subject.value === webId;
      });
    return new Set(listed.map(({ object }) => sameIssuer(object.value)));
  } catch (cause) {
    throw new Fault('SourceMalformed', 'not Turtle', { cause });
  }
}
