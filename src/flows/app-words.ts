import { asWebId, Fault, present, type WebId } from '../base/index.js';
import type { AppWords } from '../ledger/index.js';
import type { House } from './house.js';
import { atAGlance, isMixed, ourName, passesFor } from './look-alikes.js';
import { plainText } from './plain-text.js';

const nameLength = 60;
const mostRedirects = 10;
const longestAddress = 500;

/** Names that are somebody's: ours, and those of institutions and of organisations that were looked into. */
function isTaken({ organisations, institutions }: House, owner: WebId, name: string): boolean {
  const seen = atAGlance(name);
  const own = organisations.get(owner)?.id;
  const others = [...organisations.values()].filter(({ id }) => id !== own);
  const schools = [...institutions]
    .filter(([id, { agent }]) => id !== own && agent?.webId !== owner)
    .map(([, school]) => school);
  const names = [...others, ...schools].flatMap((one) => one.name.map(({ value }) => value));
  return [ourName, ...names.map(atAGlance)].some((known) => passesFor(seen, known));
}

function nameOf(house: House, owner: WebId, given: string): string {
  const name = plainText(given, nameLength);
  if (name.length < 2) throw new Fault('BadInput', 'Give the app a name of 2 to 60 characters.');
  if (isMixed(name)) throw new Fault('BadInput', 'Write the name in letters of one alphabet.');
  if (isTaken(house, owner, name)) {
    throw new Fault('BadInput', 'This name looks like that of somebody else: choose another.');
  }
  return name;
}

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

/** Public https, or the developer's own machine; undefined for any other. */
function safeUrl(given: string): URL | undefined {
  const url = given.length <= longestAddress ? URL.parse(given) : null;
  if (url === null || asWebId(given) === undefined) return undefined;
  return url.protocol === 'https:' || isLoopback(url.hostname) ? url : undefined;
}

/** @throws Fault `BadInput` for an address that is not safe, not written in full, or ours. */
function addressOf({ ownOrigins }: House['apps'], given: string): string {
  const url = safeUrl(given);
  if (url === undefined) {
    throw new Fault('BadInput', 'An address is https, or http on your own machine: localhost.');
  }
  if (url.href !== given || given.includes('#')) {
    throw new Fault('BadInput', 'Write each address in full, as a browser shows it, without a #.');
  }
  if (ownOrigins.includes(url.origin)) {
    throw new Fault('BadInput', 'An app has an address of its own, not one of this site.');
  }
  return given;
}

/** What somebody says of their app, as far as it may be said. Nobody looks into it: only that it cannot mislead. */
export function appWords(house: House, owner: WebId, given: AppWords): AppWords {
  const { redirectUris, clusters, purpose, homepage } = given;
  const uris = [...new Set(redirectUris)];
  if (uris.length === 0 || uris.length > mostRedirects) {
    throw new Fault('BadInput', 'Give 1 to 10 addresses where a sign-in may come back to.');
  }
  return present({
    name: nameOf(house, owner, given.name),
    redirectUris: uris.map((uri) => addressOf(house.apps, uri)),
    clusters: [...new Set(clusters)],
    purpose,
    homepage: homepage === undefined ? undefined : addressOf(house.apps, homepage),
  });
}
