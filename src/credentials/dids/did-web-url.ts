import { isIP } from 'node:net';
import { didUrlOf } from './did-url.js';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A name of several labels, or the one name without a dot that leads somewhere. */
const hostForm = new RegExp(`^(?:(?:${label}\\.)+${label}|localhost)$`, 'i');
const isLocal = (host: string): boolean => /(^|\.)localhost$/i.test(host);

interface Host {
  readonly host: string;
  /** With its colon, or empty. */
  readonly port: string;
}

/** A host, and after `%3A` a port. */
function hostOf(part: string): Host | undefined {
  const [host = '', port, ...more] = part.split(/%3A/i);
  if (more.length > 0 || host.length > 253 || !hostForm.test(host)) return undefined;
  if (port === undefined) return { host, port: '' };
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
  return isPort ? { host, port: `:${port}` } : undefined;
}

/** A part of a path that stays one part, and the same one, however it is read. */
function isPlain(part: string): boolean {
  try {
    const read = decodeURIComponent(part);
    return read !== '' && !/^\.+$/.test(read) && !/[/\\?#%\p{C}]/u.test(read);
  } catch {
    return false;
  }
}

function addressAt({ host, port }: Host, path: readonly string[]): string | undefined {
  const place = path.length === 0 ? '.well-known' : path.join('/');
  const url = URL.parse(`${isLocal(host) ? 'http' : 'https'}://${host}${port}/${place}/did.json`);
  // Read, an IP address is one in each of its notations.
  return url !== null && isIP(url.hostname) === 0 ? url.href : undefined;
}

/**
 * Where a did:web has its document. Plain http only for names of this machine, which the fetch refuses unless it was set up for
 * development.
 * @returns undefined for another DID, and for one that leads to an IP address or astray.
 */
export function didWebUrl(did: string): string | undefined {
  const url = didUrlOf(did);
  if (url?.method !== 'web' || url.fragment !== undefined) return undefined;
  const [first = '', ...path] = url.name.split(':');
  const at = hostOf(first);
  return at === undefined || !path.every(isPlain) ? undefined : addressAt(at, path);
}
