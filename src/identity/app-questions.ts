import type { Interaction, Provider } from 'oidc-provider';
import { type ClientId, clientId, sha256Url, type WebId } from '../base/index.js';
import { type AppIssuerDeps, pageOfQuestion } from './app-configuration.js';
import { ownScopes } from './app-documents.js';
import { changed, type PaperText } from './app-papers.js';
import { personIn } from './app-policy.js';

/** What an app asks of somebody who is signed in here, and waits for. */
export interface AppAsk {
  readonly client: ClientId;
  /** One of the app's own, letter by letter. */
  readonly redirectUri: string;
  readonly scope: string;
}

/** A question as it reads once it is answered. Nothing is said before whoever asked for this keeps it. */
export interface AppAnswerDraft {
  /** Where the browser goes on. */
  readonly redirectTo: string;
  readonly paper: PaperText;
  /** It is not kept: what was made for it goes. */
  readonly discard: () => Promise<void>;
}

/** Questions that wait for an answer on our page. */
export interface AppQuestions {
  /** @returns undefined for one that is over, or was asked of somebody else. */
  readonly askOf: (id: string, person: WebId) => Promise<AppAsk | undefined>;
  /** Keeps others from answering it at the same time. @returns where to go on if it was answered before; false when somebody is at it. */
  readonly claim: (id: string, person: WebId) => Promise<string | boolean>;
  readonly giveBack: (id: string) => Promise<void>;
  /** @returns undefined when the question is over, as for `decline`. */
  readonly signIn: (
    id: string,
    person: WebId,
    scopes: readonly string[],
  ) => Promise<AppAnswerDraft | undefined>;
  readonly decline: (id: string, person: WebId) => Promise<AppAnswerDraft | undefined>;
  /** The page of a question that this person has not answered. @param path of a browser that wants to go on. */
  readonly pageOf: (path: string, person: WebId) => Promise<string | undefined>;
}

function askIn({ params }: Interaction): AppAsk {
  const { client_id: client, redirect_uri: redirectUri, scope } = params;
  return {
    client: clientId(String(client)),
    redirectUri: String(redirectUri),
    scope: typeof scope === 'string' ? scope : '',
  };
}

/** Where the library goes on with a question. Come there without an answer, it would throw the question away. */
const goingOn = /^\/authorize\/([\w-]+)$/;
const model = 'Interaction';
const nothing = async () => {};

type Deps = Pick<AppIssuerDeps, 'graphUrl' | 'papers' | 'publicOrigin'>;

/** What goes with an answer that is kept, and what is done where it is not. */
interface Around {
  readonly discard: () => Promise<void>;
  readonly signIn?: string;
}
async function draftIn(
  { papers }: Deps,
  { uid, returnTo }: Interaction,
  change: object,
  { discard, ...begun }: Around,
): Promise<AppAnswerDraft | undefined> {
  const idHash = sha256Url(uid);
  const kept = await papers.find(model, idHash);
  if (kept === undefined) return undefined;
  const paper = { model, idHash, payload: changed(kept.payload, change), ...begun };
  return { redirectTo: returnTo, paper, discard };
}

export function appQuestions(provider: Provider, deps: Deps): AppQuestions {
  const { graphUrl, papers } = deps;
  const waiting = async (id: string, person: WebId): Promise<Interaction | undefined> => {
    const found = await provider.Interaction.find(id);
    return found !== undefined && personIn(found.prompt) === person ? found : undefined;
  };
  return {
    async askOf(id, person) {
      const found = await waiting(id, person);
      return found === undefined || found.result !== undefined ? undefined : askIn(found);
    },
    async claim(id, person) {
      const found = await waiting(id, person);
      if (found === undefined) return false;
      if (found.result !== undefined) return found.returnTo;
      return papers.consume(model, sha256Url(id));
    },
    giveBack: (id) => papers.giveBack(model, sha256Url(id)),
    async signIn(id, person, scopes) {
      const found = await waiting(id, person);
      if (found === undefined) return undefined;
      const { client, scope } = askIn(found);
      const grant = new provider.Grant({ accountId: person, clientId: client });
      grant.addOIDCScope(ownScopes.join(' '));
      grant.addResourceScope(graphUrl, scopes.join(' '));
      const grantId = await grant.save();
      // What the app gets may have another name than what it asked: its token says what it got.
      const own = scope.split(' ').filter((word) => ownScopes.some((one) => one === word));
      const params = { ...found.params, scope: [...own, ...scopes].join(' ') };
      const result = { login: { accountId: person, remember: false }, consent: { grantId } };
      return draftIn(
        deps,
        found,
        { params, result },
        { discard: () => grant.destroy(), signIn: sha256Url(grantId) },
      );
    },
    async decline(id, person) {
      const found = await waiting(id, person);
      return (
        found && draftIn(deps, found, { result: { error: 'access_denied' } }, { discard: nothing })
      );
    },
    async pageOf(path, person) {
      const [, id] = goingOn.exec(path) ?? [];
      const found = id === undefined ? undefined : await waiting(id, person);
      const isOpen = found !== undefined && found.result === undefined;
      return isOpen ? pageOfQuestion(deps, found) : undefined;
    },
  };
}
