import { json, type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { WebId } from '../base/index.js';
import { podsOf } from '../flows/index.js';
import { unkept } from './headers.js';
import {
  begin,
  foreign,
  isOwnPage,
  nobody,
  signedInHere,
  type Wish,
  whyNotBegun,
} from './login-doors.js';
import type { Logins } from './logins.js';
import { type Refusal, refuse } from './refuse.js';
import { returnPath } from './return-path.js';
import type { SessionDeps } from './session-start.js';

const hasKluis: Refusal = {
  status: 409,
  code: 'CONFLICT',
  message: 'You have a kluis already. It stays where it is.',
};
const forGuests: Refusal = { status: 403, code: 'FORBIDDEN', message: 'This is not open to you.' };
const unreadable: Refusal = {
  status: 400,
  code: 'BAD_INPUT',
  message: 'The question cannot be read as it is.',
};
const noPod = (reason: string): Refusal => ({
  status: 422,
  code: 'BAD_INPUT',
  message: 'No pod of yours was found that can be used here.',
  reason,
});

/** What is no JSON, or too long. Anything else that goes wrong is no fault of who asks. */
const OfAsker = z.object({ status: z.int().min(400).max(499) });

/** Absent: the one there is. */
const Asked = z.object({ pod: z.string().max(1000).optional() });

/** @returns the pod; the pods to choose from, when there are more; or why there is none. */
async function chosenPod(
  { pods }: Logins,
  webId: WebId,
  asked: string | undefined,
): Promise<{ readonly root: string } | { readonly choose: readonly string[] } | Refusal> {
  const found = await podsOf(pods, webId);
  if (typeof found === 'string') return noPod(found);
  const [first, ...more] = found;
  if (asked !== undefined && found.includes(asked)) return { root: asked };
  return first !== undefined && more.length === 0 ? { root: first } : { choose: found };
}

/** Somebody who came by their own login, and has no kluis. */
async function guestHere(
  logins: Logins,
  sessions: SessionDeps,
  request: Request,
): Promise<{ readonly webId: WebId } | Refusal> {
  if (!isOwnPage(logins, request)) return foreign;
  const who = await signedInHere(logins, sessions, request);
  if (who === undefined) return nobody;
  if (who.kind === 'LEARNER') return hasKluis;
  return who.kind === 'GUEST' ? who : forGuests;
}

/**
 * A pod of somebody's own, to be their kluis. Their login is asked once more, since we keep nothing of it: at its end we are
 * let in as they are, for that one step. `{ href }` says where to go; `{ choose }` which pods there are, when there are more.
 */
export function podDoor(logins: Logins, sessions: SessionDeps): Router {
  const router = Router();
  router.post('/account/pod', json({ limit: 4000 }), async (request, response) => {
    const guest = await guestHere(logins, sessions, request);
    if ('code' in guest) return refuse(response, guest, unkept);
    const asked = Asked.safeParse(request.body ?? {});
    if (!asked.success) return refuse(response, unreadable, unkept);
    const { webId } = guest;
    const chosen = await chosenPod(logins, webId, asked.data.pod);
    if ('code' in chosen) return refuse(response, chosen, unkept);
    if ('choose' in chosen) return void response.set(unkept).json(chosen);
    const { issuer, return: back } = request.query;
    const bring = { webId, root: chosen.root };
    const wish: Wish = { kind: 'SOLID', issuer, returnTo: returnPath(back, '/account'), bring };
    try {
      response.json({ href: await begin(logins, response, wish) });
    } catch (error) {
      refuse(response, whyNotBegun(error, logins.onFault), unkept);
    }
  });
  router.use(
    '/account/pod',
    (error: unknown, _request: Request, response: Response, next: NextFunction) =>
      OfAsker.safeParse(error).success ? refuse(response, unreadable, unkept) : next(error),
  );
  return router;
}
