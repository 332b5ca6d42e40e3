import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  asWebId,
  clientId,
  guardedFetch,
  institutionId,
  isObject,
  present,
  webId,
} from './base/index.js';
import type { InstitutionDesk, Institutions } from './flows/index.js';
import { connectOeapi, isEndpointName, throughGateway } from './institutions/index.js';

const now = () => new Date();
const text = z.string().trim().min(1);

const isLoopback = (url: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);

/** Read as given: no login, query or fragment belongs to an endpoint's address. */
const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'https, unless on this machine')
  .refine((url) => {
    const { username, password, search, hash } = new URL(url);
    return username + password + search + hash === '';
  }, 'an address without login, query or fragment');

/** A name on the web, compared letter by letter: kept as written. */
const webAddress = z.string().refine((url) => asWebId(url) !== undefined, 'an address on the web');

const login = {
  user: text.refine((user) => !user.includes(':'), 'no colon in a user name'),
  /** Name of the environment variable that holds the password. */
  passwordEnv: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable'),
};
const common = {
  /** Its schacHome domain. */
  id: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain name in lower case'),
  name: z.strictObject({ nl: text, en: text }),
  /** Of OEAPI, the highest that it has; 5 where nothing is said. */
  version: z.literal([5, 6]).default(5),
  /** Decides what it counts study load in when it awards something; absent: that is not checked. */
  sector: z.enum(['MBO', 'HBO', 'WO']).exactOptional(),
  /** Stands in what is signed in its name. */
  brin: z
    .string()
    .regex(/^\d{2}[A-Z]{2}$/, 'two digits and two capitals')
    .exactOptional(),
  /** As whom it writes to pods of learners who let it; absent: it cannot. */
  agent: z
    .strictObject({
      webId: webAddress,
      clientIds: z.array(text).default([]),
      /** Letter by letter as its tokens name it. */
      oidcIssuer: webAddress,
    })
    .exactOptional(),
};
const Direct = z.strictObject({ ...common, baseUrl: endpoint, ...login });
/** Asked through SURF Eduhub's gateway, by the name that it has there and with our own login at the gateway. */
const Routed = z.strictObject({
  ...common,
  gateway: z.strictObject({
    url: endpoint,
    endpoint: z.string().refine(isEndpointName, 'a name of an endpoint'),
    ...login,
  }),
});

interface Institution extends Omit<z.infer<typeof Direct>, 'baseUrl' | 'user' | 'passwordEnv'> {
  readonly access: {
    readonly baseUrl: string;
    readonly user: string;
    readonly passwordEnv: string;
    /** Through the gateway: as which endpoint. */
    readonly endpoint?: string;
    /** Where the password's name stands. */
    readonly at: readonly string[];
  };
}
const direct = Direct.transform(({ baseUrl, user, passwordEnv, ...rest }): Institution => {
  return { ...rest, access: { baseUrl, user, passwordEnv, at: ['passwordEnv'] } };
});
const routed = Routed.transform(({ gateway: { url, ...gateway }, ...rest }): Institution => {
  return { ...rest, access: { ...gateway, baseUrl: url, at: ['gateway', 'passwordEnv'] } };
});
/** One of the two ways, told apart before its mistakes are named. */
const Institution = z.unknown().transform((value, context): Institution => {
  const parsed = (isObject(value) && 'gateway' in value ? routed : direct).safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: 'custom', path, message });
  }
  return z.NEVER;
});

const repeats = (list: readonly Institution[], index: number): boolean =>
  list.findIndex(({ id }) => id === list[index]?.id) < index;

const File = z.array(Institution).superRefine((list, context) => {
  for (const index of list.keys()) {
    if (!repeats(list, index)) continue;
    context.addIssue({ code: 'custom', path: [index, 'id'], message: 'named twice' });
  }
});

/** And each password is there, at least. What is not found is not repeated: it may be the password itself. */
const fileIn = (env: NodeJS.ProcessEnv) =>
  File.superRefine((list, context) => {
    for (const [index, { access }] of list.entries()) {
      if ((env[access.passwordEnv] ?? '') !== '') continue;
      const message = 'no variable of this name is set in the environment';
      context.addIssue({ code: 'custom', path: [index, ...access.at], message });
    }
  });

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new Error(`Cannot start: INSTITUTIONS_FILE names ${file}, and ${why}.`, { cause: error });
  }
}

/** One way out for each: what one institution's address allows is of no use to another's. */
function open({ id, name, access, version, agent, sector, brin }: Institution, password: string) {
  const { baseUrl, user, endpoint: routedTo } = access;
  const allowLoopback = isLoopback(baseUrl);
  const fetch = guardedFetch({
    allowLoopback,
    limits: { maxBytes: 5_000_000 },
    // For a place one asks, and calls it off.
    methods: ['GET', 'POST', 'PATCH'],
  });
  const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
  const institution = { id: institutionId(id), name: texts };
  const credentials = { user, password };
  const asked = routedTo === undefined ? fetch : throughGateway(fetch, routedTo);
  const takesGuests = routedTo === undefined;
  const settings = { institution, version, baseUrl, credentials, fetch: asked, takesGuests, now };
  const connection = connectOeapi(settings);
  const as = agent && {
    ...agent,
    webId: webId(agent.webId),
    clientIds: agent.clientIds.map(clientId),
  };
  const desk: InstitutionDesk = present({ ...institution, connection, agent: as, sector, brin });
  return { desk, close: () => fetch.close() };
}

export interface OpenInstitutions {
  readonly institutions: Institutions;
  readonly close: () => Promise<void>;
}

/** A desk for each institution in the file. Asks none of them. @throws Error that names all mistakes together. */
export async function institutionsFrom(
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<OpenInstitutions> {
  const parsed = fileIn(env).safeParse(await jsonIn(file));
  if (!parsed.success) {
    throw new Error(`Cannot start, please mend ${file}:\n${z.prettifyError(parsed.error)}`);
  }
  const opened = parsed.data.map((one) => open(one, env[one.access.passwordEnv] ?? ''));
  return {
    institutions: new Map(opened.map(({ desk }) => [desk.id, desk])),
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}
