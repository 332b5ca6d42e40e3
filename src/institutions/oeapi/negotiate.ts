import { z } from 'zod';
import type { SourceDocument } from '../../records/index.js';
import { documentIn, mediaTypeOf, type Question, readCapped, textOf } from './ask.js';
import { type Dialect, v5, v6, v6In } from './dialect.js';
import { parseBody } from './document.js';
import { sourceFailure } from './pages.js';
import { ask, type Door } from './patience.js';
import { SourceFault } from './source-fault.js';

/** What an endpoint speaks, and what of it. */
export interface Agreed {
  readonly dialect: Dialect;
  /** The kinds of associations to ask for; all of the version where the service does not tell. */
  readonly resources: readonly string[];
  /** Whether the service told; else one that is not there may be one that it never had. */
  readonly isTold: boolean;
  /** What the list of course associations may be asked to hold. */
  readonly expand: string;
}

/** Where nothing is asked, or nothing is told. */
export const withoutWord = (dialect: Dialect): Agreed => ({
  dialect,
  resources: dialect.associations,
  isTold: false,
  expand: '',
});

const words = z
  .array(z.unknown())
  .transform((all) => all.filter((word) => typeof word === 'string'));
const Operation = z.object({ verbs: words, path: z.string() });
const Expand = z.object({ expandableObjects: words, path: z.string() });
/** Entries that do not fit are none. */
const each = <T>(one: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .transform((all) => all.flatMap((entry) => one.safeParse(entry).data ?? []))
    .catch([]);
const Service = z.looseObject({
  supportedOperations: each(Operation).optional(),
  supportedExpands: each(Expand).optional(),
});
const Refused = z.looseObject({ supportedVersions: words });

/** `/persons/{personId}/x`, whatever the parameter is called. */
const listIn = (path: string): string | undefined =>
  /^\/?persons\/\{[^}]*\}\/([a-z-]+)$/.exec(path)?.[1];

/** What the service says that it can do; absent or empty says nothing. */
function agreedIn(dialect: Dialect, document: SourceDocument | undefined): Agreed {
  const service = Service.safeParse(document && parseBody(document.body)).data;
  const offered = (service?.supportedOperations ?? [])
    .filter(({ verbs }) => verbs.some((verb) => verb.toUpperCase() === 'GET'))
    .map(({ path }) => listIn(path));
  const resources = dialect.associations.filter((name) => offered.includes(name));
  const expands = (service?.supportedExpands ?? [])
    .filter(({ path }) => listIn(path) === 'course-offering-associations')
    .flatMap(({ expandableObjects }) => expandableObjects);
  const wanted = ['course_offering', 'academic_session'].filter((name) => expands.includes(name));
  return {
    dialect,
    resources: resources.length > 0 ? resources : dialect.associations,
    isTold: resources.length > 0,
    expand: wanted.length > 0 ? `&expand=${wanted.join(',')}` : '',
  };
}

const number = /^([56])\.(\d{1,3})(?:\.\d{1,3})?$/;

/** The highest of these that we know too. */
function highestIn(versions: readonly string[]): Dialect | undefined {
  const known = versions.flatMap((version) => {
    const [, major = '', minor = ''] = number.exec(version.trim()) ?? [];
    return major === '' ? [] : [{ major: Number(major), minor: Number(minor) }];
  });
  const [highest] = known.toSorted((a, b) => b.major - a.major || b.minor - a.minor);
  if (highest === undefined) return undefined;
  return highest.major === 6 ? v6In(`6.${highest.minor}`) : v5;
}

type Answer =
  | { readonly kind: 'SERVICE'; readonly dialect: Dialect; readonly document?: SourceDocument }
  | { readonly kind: 'OTHER'; readonly dialect: Dialect | undefined };

/** Told by the answer's own media type; a server that does not say is taken at what it was registered for. */
function answeredIn(response: Response): Dialect {
  if (mediaTypeOf(response) !== v6.accept.split(';')[0]) return v6;
  const version = /;\s*version="?(\d+)(?:\.(\d+))?/.exec(
    response.headers.get('content-type') ?? '',
  );
  if (version?.[1] === '5') return v5;
  return version?.[1] === '6' ? v6In(`6.${version[2] ?? '0'}`) : v6;
}

const mostBytes = 100_000;
async function versionsIn(response: Response, label: string): Promise<readonly string[]> {
  const bytes = await readCapped(response, label, mostBytes);
  try {
    return Refused.parse(parseBody(bytes === undefined ? '' : textOf(bytes))).supportedVersions;
  } catch {
    return [];
  }
}

async function answerIn(response: Response, question: Question): Promise<Answer> {
  if (response.status === 406) {
    const versions = await versionsIn(response, question.label);
    return { kind: 'OTHER', dialect: highestIn(versions) };
  }
  const dialect = answeredIn(response);
  const document = await documentIn(response, question);
  return { kind: 'SERVICE', dialect, ...(document !== undefined && { document }) };
}

const inDialect = (door: Door, { accept }: Dialect): Door => ({
  ...door,
  endpoint: { ...door.endpoint, accept },
});

/** Many a server has nothing to say of itself; one that is down says so again at the next question. */
function untold(error: unknown): undefined {
  const fault = sourceFailure(error);
  if (fault instanceof SourceFault && fault.problem !== 'UNREADABLE') throw fault;
  return undefined;
}

export interface Spoken {
  readonly door: Door;
  readonly agreed: Agreed;
}

function spoken(door: Door, dialect: Dialect, document?: SourceDocument): Spoken {
  const agreed = dialect.version === 5 ? withoutWord(v5) : agreedIn(dialect, document);
  return { door: inDialect(door, dialect), agreed };
}

const noneKnown = (): SourceFault =>
  new SourceFault(
    'SourceMalformed',
    'UNREADABLE',
    'GET / answered 406, and names no version that we know and it has',
  );

/**
 * Finds out in what version an endpoint of version 6 answers, and what it can do: by `GET /`, asked in version 6.0; where
 * that is not acceptable (406), in the highest version that both know. An endpoint that does not tell is asked in 6.0 for
 * all that there is.
 * @throws SourceFault for an endpoint that speaks no version we know, or that gives no answer at all.
 */
export async function negotiate(door: Door, over: AbortSignal): Promise<Spoken> {
  const url = `${door.endpoint.baseUrl}/`;
  const question = { url, label: '/', mayBeAbsent: true, mayBeOther: true };
  const askIn = (dialect: Dialect): Promise<Answer | undefined> =>
    ask(inDialect(door, dialect), question, over, answerIn).catch(untold);
  const first = (await askIn(v6)) ?? { kind: 'SERVICE', dialect: v6 };
  if (first.kind === 'SERVICE') return spoken(door, first.dialect, first.document);
  const next = first.dialect;
  if (next === undefined || next.accept === v6.accept) throw noneKnown();
  if (next.version === 5) return spoken(door, v5);
  const second = (await askIn(next)) ?? { kind: 'SERVICE', dialect: next };
  if (second.kind === 'OTHER') throw noneKnown();
  return spoken(door, second.dialect, second.document);
}
