import { Fault, keyedHash } from './base/index.js';
import { ensureAccount } from './embedded/index.js';
import type { Workshop } from './flows/index.js';
import { type BuilderKeys, podNameOf } from './identity/index.js';

interface PodMaker {
  readonly podOrigin: string;
  /** Where the account door of the pod server stands for us; absent: at its public name. */
  readonly podsInside?: string | undefined;
}

/** The same door by its inner address. It goes by its public name all the same, which stands in every pod. */
const inside =
  (podOrigin: string, inner: string): typeof fetch =>
  (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== podOrigin) throw new Fault('UrlRefused', 'not at our own pod server');
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-host', new URL(podOrigin).host);
    headers.set('x-forwarded-proto', new URL(podOrigin).protocol.slice(0, -1));
    return fetch(new URL(url.pathname + url.search, inner), { ...init, headers });
  };

/**
 * Makes pods at our own pod server for people we host. Each has an account there that only the builder can open: its
 * password is worked out when it is needed, from a key that no process holds that answers people.
 */
export function podMaker(
  { podOrigin, podsInside }: PodMaker,
  { podAccounts }: BuilderKeys,
): Workshop['makePod'] {
  const send = podsInside === undefined ? fetch : inside(podOrigin, podsInside);
  return async ({ webId, storage }) => {
    const podName = podNameOf({ storage });
    // Not an address of anybody's.
    const email = `${podName}@people.invalid`;
    const login = { email, password: keyedHash(podAccounts, podName) };
    const wanted = { ...login, podName, webId };
    const made = await ensureAccount(`${podOrigin}/`, wanted, send).catch((cause: unknown) => {
      throw new Fault('PodUnreachable', 'the pod server made no pod', { cause });
    });
    if (made.podRoot !== storage || made.webId !== webId) {
      throw new Fault('PodUnreachable', 'the pod server made another pod than was asked for');
    }
  };
}
