import { randomBytes } from 'node:crypto';
import { type WebId, webId } from '../base/index.js';

/** Somebody who came with an eduID alone: their name on the web, and where their pod is. */
export interface HostedPerson {
  readonly webId: WebId;
  /** Root of the pod, with a slash at the end. */
  readonly storage: string;
}

const pattern = /^\/people\/(p-[0-9a-f]{32})$/;

const personCalled = (name: string, issuerOrigin: string, podOrigin: string): HostedPerson => ({
  webId: webId(`${issuerOrigin}/people/${name}`),
  storage: `${podOrigin}/${name}/`,
});

/** A name that tells nothing of who it is, on the web and as the folder of a pod. */
export const newHostedPerson = (issuerOrigin: string, podOrigin: string): HostedPerson =>
  personCalled(`p-${randomBytes(16).toString('hex')}`, issuerOrigin, podOrigin);

/** Any name of the right form is somebody, as far as anyone can tell. @returns undefined for any other path. */
export function hostedPersonAt(
  path: string,
  issuerOrigin: string,
  podOrigin: string,
): HostedPerson | undefined {
  const name = pattern.exec(path)?.[1];
  return name === undefined ? undefined : personCalled(name, issuerOrigin, podOrigin);
}

/** The folder of a pod that is to be made. */
export const podNameOf = ({ storage }: Pick<HostedPerson, 'storage'>): string =>
  new URL(storage).pathname.replaceAll('/', '');
