import type { Resource } from '../register.js';
import { associationKinds, kindNames, result as resultInV6 } from '../v6/associations.js';
import { associationState } from '../v6/words.js';

/** Where the school that a guest comes from is told. */
export type Notify = {
  /** Without a slash at the end. */
  readonly url: string;
  /** Signed in there as this school. */
  readonly fetch: typeof globalThis.fetch;
  /** Of OEAPI, as it is spoken there; 5 by default. */
  readonly version?: 5 | 6;
};

const objectOf = (value: unknown): Resource | undefined =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : undefined;

/** What the other side is told: our state is remote there. */
function patchIn(version: 5 | 6, association: Resource): readonly [path: string, body: Resource] {
  const result = objectOf(association['result']);
  const id = String(association['associationId']);
  if (version === 5) {
    return [`associations/${id}`, { remoteState: association['state'], result }];
  }
  const kind = kindNames.find(
    (one) => associationKinds[one].type === association['associationType'],
  );
  return [
    `${kind ?? 'course-offering'}-associations/${id}`,
    {
      remoteState: associationState(association['state']),
      result: result && resultInV6(result),
    },
  ];
}

/** @returns the answer's status; undefined when there was none, which is said nowhere else. */
export async function tell(
  { url, fetch, version = 5 }: Notify,
  association: Resource,
): Promise<number | undefined> {
  const [path, body] = patchIn(version, association);
  try {
    const response = await fetch(`${url}/${path}`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/merge-patch+json',
        ...(version === 6 && { accept: 'application/vnd.oeapi+json;version=6.0' }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}
