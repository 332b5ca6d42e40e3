import { createHash } from 'node:crypto';
import { type Credentials, requireApplication, requireLearner } from './auth.js';
import { badRequest, broken, notAllowed, notFound, unsupported } from './problem.js';
import type { Register, Resource } from './register.js';
import type { Asked, Keeping, Route, Speech, Writing } from './routes.js';
import type { InstitutionInfo } from './world.js';

export type School = {
  readonly info: InstitutionInfo;
  readonly register: Register;
  readonly credentials: Credentials;
  readonly now: () => Date;
  readonly speech: Speech;
};
export type Question = {
  readonly method: string;
  /** Path and query, as it stands in the request line. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** What was sent. @throws Problem 413 when it is too large. */
  readonly body: () => Promise<string>;
};
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `private`: every answer hangs on who asked, so no shared cache may keep it. */
const cacheControl: Readonly<Record<Keeping, string>> = {
  learner: 'private, no-cache',
  catalogue: 'private, max-age=300',
};

const serviceRoute = (info: InstitutionInfo, { service }: Speech): Route => ({
  path: [],
  keeping: 'catalogue',
  single: true,
  by: 'application',
  answer: () => service(info),
});

const fits = ({ path }: Pick<Route, 'path'>, segments: readonly string[]): boolean =>
  path.length === segments.length &&
  path.every((part, at) => part === '*' || part === segments[at]);

/** @throws Problem 401 when the one asking is not who may ask this. */
async function admit(
  school: School,
  { authorization }: Question,
  by: Route['by'],
): Promise<Pick<Asked, 'learner'>> {
  if (by === 'learner') return { learner: await requireLearner(authorization, school.credentials) };
  requireApplication(authorization, school.credentials);
  return {};
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** What can be done at an address. An address that is written out counts before one with an id in it. */
function doorsAt({ info, speech }: School, segments: readonly string[]) {
  const read = [serviceRoute(info, speech), ...speech.routes].find((one) => fits(one, segments));
  const writings = speech.writings.filter((one) => fits(one, segments));
  return { read, writings };
}

const verbsOf = (read: Route | undefined, writings: readonly Writing[]): readonly string[] => [
  ...(read === undefined ? [] : ['GET', 'HEAD']),
  ...writings.map(({ method }) => method),
];

async function answer(school: School, question: Question): Promise<Reply> {
  const url = URL.parse(question.target, 'http://localhost');
  if (url === null) throw badRequest('The address cannot be read.');
  const { pathname, searchParams: query } = url;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const { read, writings } = doorsAt(school, segments);
  const writing = writings.find(({ method }) => method === question.method);
  const door = writing ?? read ?? writings[0];
  const admitted = await admit(school, question, door?.by ?? 'application');
  school.speech.accept(question.accept);
  if (door === undefined) throw notFound();
  const ids = segments.filter((_, at) => door.path[at] === '*').map((id) => id.toLowerCase());
  const { register, now } = school;
  const asked: Asked = { register, now, query, ids, ...admitted };
  if (writing !== undefined) return taken(school, writing, question, asked);
  if (read !== undefined && isRead(question.method)) return written(school, read, question, asked);
  throw notAllowed(verbsOf(read, writings));
}

const objectIn = (text: string): Resource => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
  } catch {
    // Said below, in the same words as for what is no object.
  }
  throw badRequest('What was sent is no JSON object.');
};

async function taken(
  { speech }: School,
  writing: Writing,
  { contentType = '', body }: Question,
  asked: Asked,
): Promise<Reply> {
  writing.before?.(asked);
  if (contentType.split(';')[0]?.trim().toLowerCase() !== writing.mediaType) {
    throw unsupported(writing.mediaType);
  }
  const { status, body: said } = writing.write(asked, objectIn(await body()));
  return {
    status,
    headers: { 'cache-control': 'no-store', 'content-type': speech.mediaType },
    body: JSON.stringify(said),
  };
}

/** RFC 9110: `*`, or any of the tags, where weak and strong count as the same. */
const knows = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ===
  true;

function written({ speech }: School, route: Route, { ifNoneMatch }: Question, asked: Asked): Reply {
  const body = JSON.stringify(route.answer(asked));
  const headers = { 'cache-control': cacheControl[route.keeping], vary: 'authorization' };
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const hasTag = route.single || route.keeping === 'catalogue';
  const tagged = hasTag ? { ...headers, etag } : headers;
  if (hasTag && knows(ifNoneMatch, etag)) return { status: 304, headers: tagged, body: '' };
  return { status: 200, headers: { ...tagged, 'content-type': speech.mediaType }, body };
}

/** Every question has an answer in the standard's form, mistakes included. */
export async function reply(school: School, question: Question): Promise<Reply> {
  try {
    return await answer(school, question);
  } catch (cause) {
    const said = broken(cause);
    const { status, headers } = said;
    return {
      status,
      headers: {
        ...headers,
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      },
      body: JSON.stringify(school.speech.problem(school.info, said)),
    };
  }
}
