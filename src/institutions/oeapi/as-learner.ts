import type { OfferingKind } from '../../records/index.js';
import { basicOf, readCapped, textOf } from './ask.js';
import { parseBody } from './document.js';
import type { Agreed } from './negotiate.js';
import type { Door } from './patience.js';
import { neverConnected, SourceFault } from './source-fault.js';

/** What every question in a learner's own name comes with. */
export interface InTheirName {
  /** The learner's own, at the host; it stands in nothing that is kept or said. */
  readonly token: string;
  /** Looked at in the moment of sending: what the learner took back meanwhile is not sent. */
  readonly mayStill: () => Promise<boolean>;
}
/** What was taken back before it was sent. */
export class TakenBack extends Error {
  override readonly name = 'TakenBack';
  constructor() {
    super('it was taken back before it was sent');
  }
}

export interface Speaking {
  readonly door: Door;
  readonly agreed: Agreed;
  readonly over: AbortSignal;
}

export const collectionOf = ({ agreed }: Speaking, kind: OfferingKind): string => {
  if (agreed.dialect.version === 5) return 'associations';
  return kind === 'COURSE' ? 'course-offering-associations' : 'programme-offering-associations';
};

interface Message extends InTheirName {
  readonly method: 'POST' | 'PATCH' | 'GET';
  readonly path: string;
  readonly body?: { readonly mediaType: string; readonly text: string };
}

const noAnswer = (label: string, cause: unknown): SourceFault =>
  new SourceFault('SourceUnreachable', 'NO_ANSWER', `${label} got no answer`, {
    cause,
    passes: true,
    isUnheard: neverConnected(cause),
  });

/** Once: whoever asks decides whether to ask again. Nothing of the token or of the answer stands in a message. */
async function sent(
  { door: { endpoint, gate }, agreed, over }: Speaking,
  { method, path, body, mayStill }: Omit<Message, 'token'>,
  authorization: string,
): Promise<Response> {
  const headers = {
    accept: agreed.dialect.accept,
    authorization,
    ...(body !== undefined && { 'content-type': body.mediaType }),
  };
  const init = { method, headers, redirect: 'manual' } as const;
  const asked = body === undefined ? init : { ...init, body: body.text };
  try {
    return await gate.pass(over, async () => {
      if (!(await mayStill())) throw new TakenBack();
      // From here: the time that it waited for its turn is none of the host's.
      const signal = AbortSignal.any([over, AbortSignal.timeout(endpoint.timeoutMs)]);
      return endpoint.fetch(`${endpoint.baseUrl}/${path}`, { ...asked, signal });
    });
  } catch (cause) {
    if (cause instanceof TakenBack) throw cause;
    throw cause instanceof SourceFault ? cause : noAnswer(labelOf({ method, path }), cause);
  }
}

const labelOf = ({ method, path }: Pick<Message, 'method' | 'path'>): string =>
  `${method} /${path.split('/')[0] ?? ''}`;

/** In the learner's own name, and in no other. */
export async function askAsLearner<T>(
  speaking: Speaking,
  message: Message,
  read: (response: Response, label: string) => Promise<T>,
): Promise<T> {
  const { token, ...rest } = message;
  return read(await sent(speaking, rest, `Bearer ${token}`), labelOf(message));
}

/** Not 403: then it is somebody's that is not theirs, whoever asks. */
const notForThem: ReadonlySet<number> = new Set([401, 405]);

/**
 * Of an enrolment that is there. Hosts differ in whether the learner may look and call off themself, or the side where they
 * come from does that for them.
 */
export async function askForThem<T>(
  speaking: Speaking,
  message: Message,
  read: (response: Response, label: string) => Promise<T>,
): Promise<T> {
  const { token, ...rest } = message;
  const first = await sent(speaking, rest, `Bearer ${token}`);
  if (!notForThem.has(first.status)) return read(first, labelOf(message));
  await first.body?.cancel();
  const { credentials } = speaking.door.endpoint;
  return read(await sent(speaking, rest, basicOf(credentials)), labelOf(message));
}

const mostBytes = 200_000;
/** @returns undefined for what is no JSON. */
export const jsonIn = async (response: Response, label: string): Promise<unknown> => {
  const bytes = await readCapped(response, label, mostBytes);
  try {
    return parseBody(bytes === undefined ? '' : textOf(bytes));
  } catch {
    return undefined;
  }
};
