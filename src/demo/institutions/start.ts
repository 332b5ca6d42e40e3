import { createServer, type IncomingMessage } from 'node:http';
import type { Credentials } from './auth.js';
import { type Behaviour, openBehaviour } from './behaviour.js';
import { type Added, type Bulk, nothingAdded, withBulk } from './data/bulk.js';
import { hogeschoolCatalogue } from './data/hogeschool/catalogue.js';
import { hogeschool } from './data/hogeschool/world.js';
import { rocCatalogue } from './data/roc/catalogue.js';
import { roc } from './data/roc/world.js';
import { withMore } from './data/tables/rows.js';
import { universityCatalogue } from './data/university/catalogue.js';
import { university } from './data/university/world.js';
import { type Guests, openGuests } from './guests/desk.js';
import type { Notify } from './guests/notify.js';
import { writingsFor } from './guests/writings.js';
import type { InstitutionKey, LearnerKey } from './model.js';
import { tooLarge } from './problem.js';
import { type AssociationPatch, openRegister } from './register.js';
import { type Reply, reply, type School } from './reply.js';
import { v5Speech } from './v5-speech.js';
import { v6Speech } from './v6/speech.js';
import type { InstitutionInfo, World } from './world.js';

export type StartOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: '127.0.0.1';
  /** Learners whom this school knows; others get 404. Both by default. */
  readonly people?: readonly LearnerKey[];
  readonly credentials: Credentials;
  /** "Today" for lists that show what is still to come. */
  readonly now?: () => Date;
  /** Without fault by default. */
  readonly behaviour?: Behaviour;
  readonly bulk?: Bulk;
  /** Of OEAPI, in which the same world is told; 5 by default. */
  readonly version?: 5 | 6;
  /** Where guests come from is told there of what is decided later, and of results. */
  readonly notify?: Notify;
};

export type LoggedRequest = { readonly method: string; readonly path: string };

export type DemoInstitution = {
  readonly info: InstitutionInfo;
  /** Without a slash at the end. */
  readonly url: string;
  /** All that was asked so far, query included, oldest first. Grows while the server runs. */
  readonly requests: readonly LoggedRequest[];
  readonly forgetRequests: () => void;
  /** Corrects an association, as a clerk would. @throws RangeError for an unknown one. */
  readonly amend: (associationId: string, patch: AssociationPatch) => void;
  /** From now on 404. @throws RangeError for an unknown one. */
  readonly remove: (associationId: string) => void;
  /** From the next request on, in the place of how it behaved before; `{}` is without fault. */
  readonly behave: (behaviour: Behaviour) => void;
  /** What `bulk` added. */
  readonly added: Added;
  /** How requests for a place are decided from now on, of one offering or of all; by places and rules when not said. */
  readonly decide: Guests['decide'];
  /** @returns what the notified answered, if somebody is to be and did. @throws RangeError for no guest's association. */
  readonly decideLater: Guests['decideLater'];
  readonly giveResult: Guests['giveResult'];
  /** Places that were asked for from elsewhere, and how they stand. */
  readonly enrolments: Guests['enrolments'];
  readonly stop: () => Promise<void>;
};

const worlds = { roc, university, hogeschool } as const;
const speeches = { 5: v5Speech, 6: v6Speech } as const;
/** Apart from the worlds, so that what is added in bulk stays what it was. */
const catalogues = {
  roc: rocCatalogue,
  university: universityCatalogue,
  hogeschool: hogeschoolCatalogue,
} as const;

const mostBytes = 100_000;
function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.byteLength;
      if (size <= mostBytes) parts.push(part);
    });
    request.once('end', () => {
      if (size > mostBytes) reject(tooLarge());
      else resolve(Buffer.concat(parts).toString('utf8'));
    });
    request.once('error', reject);
  });
}

function replyTo(school: School, request: IncomingMessage): Promise<Reply> {
  return reply(school, {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    authorization: request.headers.authorization,
    ifNoneMatch: request.headers['if-none-match'],
    accept: request.headers.accept,
    contentType: request.headers['content-type'],
    body: () => bodyOf(request),
  });
}

/** One of the demo's with all that it offers, or another. */
function booksOf(which: InstitutionKey | World, bulk: Bulk | undefined) {
  const plain = typeof which === 'string' ? worlds[which] : which;
  const { world, added } =
    bulk === undefined ? { world: plain, added: nothingAdded } : withBulk(plain, bulk);
  return { world: typeof which === 'string' ? withMore(world, catalogues[which]) : world, added };
}

/** Opens one school on loopback: of the demo, or of a world of one's own. Each start has books of its own. */
export async function startInstitution(
  which: InstitutionKey | World,
  options: StartOptions,
): Promise<DemoInstitution> {
  const { port, host, people = ['samira', 'barry'], credentials, now = () => new Date() } = options;
  const { world, added } = booksOf(which, options.bulk);
  const register = openRegister(world, people);
  const { version = 5, notify } = options;
  const guests = openGuests({ school: world.info.key, register, now, notify });
  const speech = speeches[version](writingsFor(guests, version));
  const behaviour = openBehaviour(options.behaviour ?? {}, (said) =>
    speech.problem(world.info, said),
  );
  const requests: LoggedRequest[] = [];
  const school = { info: world.info, register, credentials, now, speech };
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? 'GET', path: request.url ?? '/' });
    behaviour.answer(request, response, () => replyTo(school, request));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    info: world.info,
    url: `http://${host}:${bound}`,
    requests,
    forgetRequests: () => {
      requests.length = 0;
    },
    amend: register.amend,
    remove: register.remove,
    behave: behaviour.change,
    added,
    decide: guests.decide,
    decideLater: guests.decideLater,
    giveResult: guests.giveResult,
    enrolments: guests.enrolments,
    stop: async () => {
      guests.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
