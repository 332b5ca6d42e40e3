import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { z } from 'zod';
import { type ClientId, clientId, sha256Url, type WebId, webId } from '../base/index.js';
import { personIn } from './app-policy.js';

/** Where papers of our issuer lie, shared by all processes. What names one is kept as a hash only. */
export interface PaperStore {
  readonly add: (model: string, idHash: string, paper: Paper, seconds: number) => Promise<boolean>;
  readonly put: (model: string, idHash: string, paper: Paper, seconds: number) => Promise<void>;
  readonly find: (
    model: string,
    idHash: string,
  ) => Promise<{ readonly payload: string; readonly consumedAt?: Date } | undefined>;
  /** Of two at once one gets it. */
  readonly consume: (model: string, idHash: string) => Promise<boolean>;
  readonly giveBack: (model: string, idHash: string) => Promise<void>;
  readonly drop: (model: string, idHash: string) => Promise<void>;
  readonly dropGrant: (grantId: string) => Promise<void>;
}
/** A paper that stays where it is, with another text. */
export interface PaperText {
  readonly model: string;
  readonly idHash: string;
  readonly payload: string;
  /** The hash of what names the paper of the sign-in that begins with it. */
  readonly signIn?: string;
}
interface Paper {
  readonly client?: string | undefined;
  readonly person?: WebId | undefined;
  readonly grantId?: string | undefined;
  readonly payload: string;
}

/** Metadata of a client as the library reads it; undefined for one that may not come here. */
export type ClientSource = (id: ClientId) => Promise<AdapterPayload | undefined>;

const Payload = z.record(z.string(), z.unknown());
/** The text of a paper of the library, with something in it changed. */
export const changed = (payload: string, change: object): string =>
  JSON.stringify({ ...Payload.parse(JSON.parse(payload)), ...change });
const nameOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Whom it is of. A request under way keeps what the app sent. */
const clientIn = ({ clientId: own, params }: AdapterPayload): string | undefined =>
  nameOf(own) ?? nameOf(params?.['client_id']);

const Asking = z.object({ prompt: z.object({ details: z.looseObject({}) }) });

/** Whose it is, or who is asked by it. */
function personOf(payload: AdapterPayload): WebId | undefined {
  if (payload.accountId !== undefined) return webId(payload.accountId);
  const { data } = Asking.safeParse(payload);
  return data && personIn(data.prompt);
}

/**
 * The library's papers in our store: by the hash of their id, and without it, so that a copy of the database opens
 * nothing. Codes and tokens that are renewed are used up by one statement, whatever process hears of them.
 */
class Papers implements Adapter {
  constructor(
    private readonly model: string,
    private readonly store: PaperStore,
  ) {}

  async upsert(id: string, { jti: _own, ...payload }: AdapterPayload, seconds: number) {
    const { grantId } = payload;
    const paper = {
      client: clientIn(payload),
      person: personOf(payload),
      grantId,
      payload: JSON.stringify(payload),
    };
    if (this.model !== 'ReplayDetection') {
      await this.store.put(this.model, sha256Url(id), paper, seconds);
    } else if (!(await this.store.add(this.model, sha256Url(id), paper, seconds))) {
      throw new errors.InvalidGrant('a proof used before');
    }
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.store.find(this.model, sha256Url(id));
    if (found === undefined) return undefined;
    const payload = Payload.parse(JSON.parse(found.payload));
    const consumed = found.consumedAt && {
      consumed: Math.floor(found.consumedAt.getTime() / 1000),
    };
    return { ...payload, ...consumed, jti: id };
  }
  async consume(id: string) {
    if (!(await this.store.consume(this.model, sha256Url(id)))) {
      throw new errors.InvalidGrant('used before');
    }
  }
  async destroy(id: string) {
    await this.store.drop(this.model, sha256Url(id));
  }
  async revokeByGrantId(grantId: string) {
    await this.store.dropGrant(grantId);
  }
  async findByUid() {
    return undefined;
  }
  async findByUserCode() {
    return undefined;
  }
}

const nothing = async () => undefined;
/** Who is signed in is told by our own session at each step: the library keeps no sessions beside it. */
const noSessions: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

const clientsFrom = (source: ClientSource): Adapter => ({
  ...noSessions,
  find: (id) => source(clientId(id)),
});

/** One for each kind of paper, as the library asks for them. */
export const adapterOver =
  (store: PaperStore, clients: ClientSource) =>
  (model: string): Adapter => {
    if (model === 'Session') return noSessions;
    return model === 'Client' ? clientsFrom(clients) : new Papers(model, store);
  };
