import { Fault } from '../base/index.js';

type Fetch = typeof fetch;

export interface StoredDocument {
  readonly body: string;
  readonly etag: string | undefined;
}
/** The pod's no. It looks the same for what is not there and for what is not yours. */
export type Refused = 'refused';

const dropBody = async (response: Response): Promise<void> => {
  await response.body?.cancel();
};

const refusals = new Set([401, 403, 404, 410]);

/** @throws Fault `PodUnreachable` when the pod gives no usable answer. */
export async function getDocument(
  fetch: Fetch,
  url: string,
  accept = '*/*',
): Promise<StoredDocument | Refused> {
  const response = await fetch(url, { headers: { accept } });
  if (response.ok) {
    return { body: await response.text(), etag: response.headers.get('etag') ?? undefined };
  }
  await dropBody(response);
  if (refusals.has(response.status)) return 'refused';
  throw new Fault('PodUnreachable', `the pod answered ${response.status} to a read`);
}

/**
 * In its exact bytes: reading it as text would leave a byte order mark out.
 * @throws Fault `PodUnreachable` when the pod gives no usable answer.
 */
export async function getBytes(fetch: Fetch, url: string): Promise<Uint8Array | Refused> {
  const response = await fetch(url, { headers: { accept: '*/*' } });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  await dropBody(response);
  if (refusals.has(response.status)) return 'refused';
  throw new Fault('PodUnreachable', `the pod answered ${response.status} to a read`);
}

/**
 * For whoever has to know whether it is there.
 * @throws Fault `PodRefused` when the pod does not let us look.
 */
export async function findDocument(
  fetch: Fetch,
  url: string,
  accept = '*/*',
): Promise<StoredDocument | 'absent'> {
  const response = await fetch(url, { headers: { accept } });
  if (response.ok) {
    return { body: await response.text(), etag: response.headers.get('etag') ?? undefined };
  }
  await dropBody(response);
  if (response.status === 404 || response.status === 410) return 'absent';
  const kind = refusals.has(response.status) ? 'PodRefused' : 'PodUnreachable';
  throw new Fault(kind, `the pod answered ${response.status} to a read`);
}

/** The pod's no to this write, and not a trouble of the pod: another write may well be taken. */
const isOfThis = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 423 && status !== 429;

export interface NewContent {
  readonly body: string;
  readonly mediaType: string;
}
export type Precondition = { readonly 'if-none-match': '*' } | { readonly 'if-match': string };

/** @returns whether the write took place; false when the precondition did not hold. */
export async function putDocument(
  fetch: Fetch,
  url: string,
  { body, mediaType }: NewContent,
  precondition?: Precondition,
): Promise<boolean> {
  const headers = { 'content-type': mediaType, ...precondition };
  const response = await fetch(url, { method: 'PUT', headers, body });
  await dropBody(response);
  if (response.status === 412 || (response.status === 404 && precondition !== undefined))
    return false;
  if (response.ok) return true;
  if (isOfThis(response.status)) throw new Fault('PodRefused', 'the pod refused a write');
  throw new Fault('PodUnreachable', `the pod answered ${response.status} to a write`);
}

/** Gone afterwards, whether or not it was there. */
export async function deleteDocument(fetch: Fetch, url: string): Promise<void> {
  const response = await fetch(url, { method: 'DELETE' });
  await dropBody(response);
  if (response.ok || response.status === 404 || response.status === 410) return;
  const kind = refusals.has(response.status) ? 'PodRefused' : 'PodUnreachable';
  throw new Fault(kind, `the pod answered ${response.status} to a removal`);
}
