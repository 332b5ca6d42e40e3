import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { heedChange, type SaidChanged } from '../flows/index.js';
import { hangUp } from './graph-door.js';
import { unkept } from './headers.js';
import { callerOf, json, type OeapiDeps, problemOf, refused, textOf } from './oeapi-door.js';
import { sayProblem } from './oeapi-problem.js';
import { requestedVersion, versionOf } from './oeapi-version.js';

/** Bytes, and people or associations, of one message. */
const mostBytes = 20_000;
const mostNamed = 100;

const id = z.string().min(1).max(200);
const Named = z
  .object({ personId: id.exactOptional(), associationId: id.exactOptional() })
  .refine((one) => one.personId !== undefined || one.associationId !== undefined);
const Message = z.union([
  z.object({ items: z.array(Named).min(1).max(mostNamed) }).transform(({ items }) => items),
  Named.transform((one) => [one]),
]);

function saidIn(text: string): readonly SaidChanged[] {
  try {
    const value: unknown = JSON.parse(text);
    return Message.parse(value);
  } catch {
    const detail = 'Send personId or associationId, or items with one of these each, at most 100.';
    throw refused(400, 'Bad Request', detail, { code: 'TYPE', pointer: '' });
  }
}

async function heed(deps: OeapiDeps, request: Request): Promise<void> {
  const caller = await callerOf(deps, request, 'NotifyChange');
  const said = saidIn(await textOf(request, json, mostBytes));
  // The first is paid for with the message itself.
  const { rates, meterOf } = deps.house;
  const isLet =
    said.length === 1 || (await rates.take(meterOf(caller.principal), 'ids', said.length - 1));
  if (!isLet) throw refused(429, 'Too Many Requests', 'Too many requests. Try again later.');
  await heedChange(deps.house, caller, said);
}

/**
 * Where an institution says that something changed of somebody: what it is, we then fetch from it. It is told the same
 * whoever it names.
 */
export function notifyDoor(deps: OeapiDeps): Router {
  const router = Router();
  router.post('/notify', async (request: Request, response: Response): Promise<void> => {
    const accept = request.get('accept');
    const version = versionOf(accept, 'V5');
    try {
      if (version === undefined) {
        throw refused(406, 'Not Acceptable', 'We do not speak this version of OEAPI.', {
          requestedVersion: requestedVersion(accept),
        });
      }
      await heed(deps, request);
      response.set(unkept).status(202).type('application/json').send('{}');
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined || response.headersSent) throw error;
      sayProblem(response, version ?? 'V5', problem);
      hangUp(request);
    }
  });
  return router;
}
