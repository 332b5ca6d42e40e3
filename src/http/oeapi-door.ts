import { type Request, type RequestHandler, type Response, Router } from 'express';
import { asWebId, Fault } from '../base/index.js';
import { type Caller, type House, type PushAnswer, pushResults, readBack } from '../flows/index.js';
import { Asker } from '../graph/index.js';
import { hangUp } from './graph-door.js';
import { unkept } from './headers.js';
import { type Problem, sayProblem } from './oeapi-problem.js';
import { type OeapiVersion, requestedVersion, versionOf } from './oeapi-version.js';
import { bytesOf, NotHeard } from './question.js';
import { askerByToken, type DoorDeps } from './who-asks.js';

export interface OeapiDeps {
  readonly house: House;
  readonly door: DoorDeps;
  /** Where these doors are for whoever is outside; the origin, with the path before a learner. */
  readonly base: string;
}

/** Bytes of one message. */
const mostBytes = 2_000_000;
/** Of the learners one asker may name in a minute, what one message costs. */
const cost = 1;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const mediaTypes: Readonly<Record<OeapiVersion, string>> = {
  V5: 'application/json',
  V6: 'application/vnd.oeapi+json;version=6.0',
};
const patchTypes: Readonly<Record<OeapiVersion, string>> = {
  V5: 'application/merge-patch+json',
  V6: 'application/merge-patch+json;version=6.0',
};

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super('a message was refused');
  }
}
export const refused = (
  status: number,
  title: string,
  detail: string,
  more: Partial<Problem> = {},
) => new Refused({ status, title, detail, ...more });

/** One answer, whoever the learner is and whatever they decided. */
const notLet = () =>
  refused(403, 'Forbidden', 'This learner has not let you add results, or not any more.');
const notThere = () =>
  refused(404, 'Not Found', 'You delivered no such association to this learner.');

/** How each form of association is called in a path. Those of version 6 have a collection for each kind. */
const collections: Readonly<Record<string, OeapiVersion>> = {
  associations: 'V5',
  'course-offering-associations': 'V6',
  'programme-offering-associations': 'V6',
  'learning-component-offering-associations': 'V6',
  'test-component-offering-associations': 'V6',
};

interface Asked {
  readonly caller: Caller;
  readonly learner: string;
  readonly version: OeapiVersion;
}
type Params = { learner: string; collection: string; id: string };

export async function callerOf(
  { house, door, base }: OeapiDeps,
  request: Request,
  operation: string,
): Promise<Caller> {
  const url = new URL(request.originalUrl, base);
  const [authorization = '', ...more] = request.headersDistinct['authorization'] ?? [];
  const shown = { authorization, dpop: request.get('dpop'), method: request.method };
  const graphUrl = `${url.origin}${url.pathname}`;
  const asker =
    more.length > 0
      ? 'UNREADABLE'
      : await askerByToken(shown, { ...door, graphUrl }, [undefined, []]);
  const principal = asker instanceof Asker ? asker.principal : undefined;
  if (principal === undefined) {
    throw refused(
      401,
      'Unauthorized',
      'Show a token of your institution, bound to your key (DPoP).',
    );
  }
  if (!(await house.rates.take(house.meterOf(principal), 'ids', cost))) {
    throw refused(429, 'Too Many Requests', 'Too many requests. Try again later.');
  }
  return { principal, purpose: undefined, operation };
}

export async function textOf(request: Request, type: RegExp, most = mostBytes): Promise<string> {
  const [media = ''] = (request.get('content-type') ?? '').split(';');
  if (!type.test(media.trim()) || (request.get('content-encoding') ?? 'identity') !== 'identity') {
    throw refused(415, 'Unsupported Media Type', 'Send JSON, unpacked.');
  }
  try {
    return utf8.decode(await bytesOf(request, most));
  } catch (error) {
    if (error instanceof NotHeard)
      throw refused(413, 'Content Too Large', 'The message is too long.');
    throw refused(400, 'Bad Request', 'The message is no UTF-8.', { code: 'ENCODING_UNSUPPORTED' });
  }
}

/** @throws Refused for what was not taken. */
function takenOf(answer: PushAnswer): Extract<PushAnswer, { kind: 'TAKEN' }> {
  if (answer.kind === 'FORBIDDEN') throw notLet();
  if (answer.kind === 'UNKNOWN') throw notThere();
  if (answer.kind === 'WRONG') {
    const { code, path: pointer } = answer.wrong;
    throw refused(400, 'Bad Request', 'Nothing of this message was taken.', { code, pointer });
  }
  return answer;
}

const send = (response: Response, version: OeapiVersion, status: number, text: string): void => {
  response.set(unkept).status(status).set('content-type', mediaTypes[version]).send(text);
};

export const json = /^application\/(json|vnd\.oeapi\+json)$/i;
const mergePatch = /^application\/merge-patch\+json$/i;

const told = [
  { language: 'nl', value: 'Ontvangen. De kluis van de leerling krijgt het.' },
  { language: 'en', value: 'Received. It goes to the learner’s pod.' },
];

async function post(deps: OeapiDeps, asked: Asked, request: Request, response: Response) {
  const text = await textOf(request, json);
  const { caller, learner, version } = asked;
  const message = { text, mediaType: mediaTypes[version] };
  const sent = { learner, message, isNameless: true, channel: 'PUSH' as const };
  const { associationId } = takenOf(await pushResults(deps.house, caller, sent));
  const body = { associationId, state: 'associated', message: told };
  send(response, version, 201, JSON.stringify(body));
}

async function put(deps: OeapiDeps, asked: Asked, request: Request<Params>, response: Response) {
  const text = await textOf(request, json);
  const { caller, learner, version } = asked;
  const { id: associationId } = request.params;
  const message = { text, mediaType: mediaTypes[version], associationId };
  takenOf(await pushResults(deps.house, caller, { learner, message, channel: 'PUSH' }));
  send(response, version, 200, text);
}

async function patch(deps: OeapiDeps, asked: Asked, request: Request<Params>, response: Response) {
  const text = await textOf(request, mergePatch);
  const { caller, learner, version } = asked;
  const { id: associationId } = request.params;
  const message = { text, mediaType: patchTypes[version], associationId };
  takenOf(await pushResults(deps.house, caller, { learner, message, channel: 'PUSH' }));
  await get(deps, asked, request, response);
}

async function get(deps: OeapiDeps, asked: Asked, request: Request<Params>, response: Response) {
  const { caller, learner, version } = asked;
  const { id: associationId } = request.params;
  const answer = await readBack(deps.house, caller, { learner, associationId });
  if (answer.kind === 'FORBIDDEN') throw notLet();
  if (answer.kind === 'UNKNOWN') throw notThere();
  send(response, version, 200, answer.text);
}

const faults: Partial<Record<Fault['kind'], Problem>> = {
  Forbidden: { status: 403, title: 'Forbidden', detail: 'This is for institutions.' },
  Conflict: {
    status: 409,
    title: 'Conflict',
    detail: 'The learner changed something meanwhile. Send it again.',
  },
  PodUnreachable: {
    status: 503,
    title: 'Service Unavailable',
    detail: 'The learner’s pod does not answer now. What was received is kept.',
  },
};

export const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof Refused) return error.problem;
  return error instanceof Fault ? faults[error.kind] : undefined;
};

type Work = (
  deps: OeapiDeps,
  asked: Asked,
  request: Request<Params>,
  response: Response,
) => Promise<void>;

/** Says what is wrong in the standard's own form, of the version that was asked for. */
const door =
  (deps: OeapiDeps, operation: string, work: Work) =>
  async (request: Request<Params>, response: Response): Promise<void> => {
    const byPath = collections[request.params.collection] ?? 'V5';
    const accept = request.get('accept');
    const version = versionOf(accept, byPath);
    try {
      if (version === undefined) {
        const detail = 'We do not speak this version of OEAPI.';
        throw refused(406, 'Not Acceptable', detail, {
          requestedVersion: requestedVersion(accept),
        });
      }
      const caller = await callerOf(deps, request, operation);
      const { learner } = request.params;
      // A name on the web says who somebody is, and addresses are written down in many places.
      if (asWebId(learner) !== undefined) throw notLet();
      await work(deps, { caller, learner, version }, request, response);
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined || response.headersSent) throw error;
      sayProblem(response, version ?? byPath, problem);
      hangUp(request);
    }
  };

const isKnown: RequestHandler<Params> = ({ params: { collection } }, _response, next) => {
  if (Object.hasOwn(collections, collection)) next();
  else next('router');
};

/**
 * The doors of OEAPI by which an institution adds to a learner's record: below an address of that learner, as we call them
 * to that institution.
 */
export function oeapiDoor(deps: OeapiDeps): Router {
  const router = Router();
  const one = '/:learner/:collection/:id';
  router.use(one, isKnown);
  router.post('/:learner/:collection/external/me', isKnown, door(deps, 'PostAssociation', post));
  router.get(one, door(deps, 'GetAssociation', get));
  router.put(one, door(deps, 'PutAssociation', put));
  router.patch(one, door(deps, 'PatchAssociation', patch));
  return router;
}
