import { isRecord, postGraphQL } from './graphql-door.js';
import { keepOnlyFor } from './session-memory.js';

/** The one question the page asks by itself. */
export const viewerQuery = 'query Viewer { viewer { kind displayName } }';

const viewerKinds = ['LEARNER', 'ADVISER', 'INSTITUTION', 'APP', 'GUEST'] as const;
export type ViewerKind = (typeof viewerKinds)[number];
export interface Viewer {
  readonly kind: ViewerKind;
  readonly displayName: string;
}
export type ViewerAnswer =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly viewer: Viewer }
  | { readonly kind: 'unreachable'; readonly sentence: string };

/**
 * Shows who is asking, now and each time the person comes back to this browser tab: another tab may
 * have switched persona meanwhile. Then the page starts afresh, so that nothing of the one is left to the other.
 */
export function watchViewer(show: (answer: ViewerAnswer) => void): () => void {
  let shown: ViewerAnswer | undefined;
  const ask = async () => {
    const next = await askViewer();
    if (shown?.kind !== 'signed-in') {
      if (next.kind === 'signed-in') keepOnlyFor(`${next.viewer.kind} ${next.viewer.displayName}`);
      shown = next;
      show(next);
    } else if (next.kind !== 'unreachable' && JSON.stringify(next) !== JSON.stringify(shown)) {
      location.reload();
    }
  };
  const onReturn = () => {
    if (document.visibilityState === 'visible') void ask();
  };
  void ask();
  document.addEventListener('visibilitychange', onReturn);
  return () => document.removeEventListener('visibilitychange', onReturn);
}

/** Never throws: an API that is away is an answer too. */
async function askViewer(): Promise<ViewerAnswer> {
  const reply = await postGraphQL({ query: viewerQuery, operationName: 'Viewer' });
  if (reply.kind === 'unusable') return { kind: 'unreachable', sentence: reply.sentence };
  if (reply.kind === 'signed-out') return { kind: 'signed-out' };
  const viewer = isRecord(reply.body['data']) ? reply.body['data']['viewer'] : undefined;
  if (isViewer(viewer)) return { kind: 'signed-in', viewer };
  if (viewer === null && !('errors' in reply.body)) return { kind: 'signed-out' };
  return { kind: 'unreachable', sentence: 'The API did not say who is signed in.' };
}

function isViewer(value: unknown): value is Viewer {
  return (
    isRecord(value) &&
    typeof value['displayName'] === 'string' &&
    viewerKinds.some((kind) => kind === value['kind'])
  );
}
