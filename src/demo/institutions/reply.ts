import { createHash } from 'node:crypto';
import { type Credentials, requireApplication, requireLearner } from './auth.js';
import { catalogueRoutes } from './catalogue.js';
import { learnerRoutes } from './learners.js';
import { badRequest, broken, notAllowed, notFound } from './problem.js';
import type { Register } from './register.js';
import type { Asked, Keeping, Route } from './routes.js';
import type { InstitutionInfo } from './world.js';

export type School = {
  readonly info: InstitutionInfo;
  readonly register: Register;
  readonly credentials: Credentials;
  readonly now: () => Date;
};
export type Question = {
  readonly method: string;
  /** Path and query, as it stands in the request line. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly ifNoneMatch: string | undefined;
};
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const routes: readonly Route[] = [...learnerRoutes, ...catalogueRoutes];

/** `private`: every answer hangs on who asked, so no shared cache may keep it. */
const cacheControl: Readonly<Record<Keeping, string>> = {
  learner: 'private, no-cache',
  catalogue: 'private, max-age=300',
};

const serviceRoute = ({ id }: InstitutionInfo): Route => ({
  path: [],
  keeping: 'catalogue',
  single: true,
  by: 'application',
  answer: () => ({
    contactEmail: `oeapi@${id}`,
    specification: 'https://openonderwijsapi.nl/specification/v5/docs.html',
    documentation: `https://www.${id}/oeapi`,
    consumers: [],
  }),
});

const fits = ({ path }: Route, segments: readonly string[]): boolean =>
  path.length === segments.length &&
  path.every((part, at) => part === '*' || part === segments[at]);

/** @throws Problem 401 when the one asking is not who may ask this. */
function admit(
  school: School,
  { authorization }: Question,
  by: Route['by'],
): Pick<Asked, 'learner'> {
  if (by === 'learner') return { learner: requireLearner(authorization, school.credentials) };
  requireApplication(authorization, school.credentials);
  return {};
}

function answer(school: School, question: Question): Reply {
  const url = URL.parse(question.target, 'http://localhost');
  if (url === null) throw badRequest('The address cannot be read.');
  const { pathname, searchParams: query } = url;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const route = [serviceRoute(school.info), ...routes].find((one) => fits(one, segments));
  const admitted = admit(school, question, route?.by ?? 'application');
  if (route === undefined) throw notFound();
  if (question.method !== 'GET' && question.method !== 'HEAD') throw notAllowed();
  const ids = segments.filter((_, at) => route.path[at] === '*').map((id) => id.toLowerCase());
  const { register, now } = school;
  return written(route, question, { register, now, query, ids, ...admitted });
}

/** RFC 9110: `*`, or any of the tags, where weak and strong count as the same. */
const knows = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ===
  true;

function written(route: Route, { ifNoneMatch }: Question, asked: Asked): Reply {
  const body = JSON.stringify(route.answer(asked));
  const headers = { 'cache-control': cacheControl[route.keeping], vary: 'authorization' };
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const hasTag = route.single || route.keeping === 'catalogue';
  const tagged = hasTag ? { ...headers, etag } : headers;
  if (hasTag && knows(ifNoneMatch, etag)) return { status: 304, headers: tagged, body: '' };
  return { status: 200, headers: { ...tagged, 'content-type': 'application/json' }, body };
}

/** Every question has an answer in the standard's form, mistakes included. */
export function reply(school: School, question: Question): Reply {
  try {
    return answer(school, question);
  } catch (cause) {
    const { status, title, detail, headers } = broken(cause);
    return {
      status,
      headers: {
        ...headers,
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      },
      body: JSON.stringify({ status: String(status), title, detail }),
    };
  }
}
