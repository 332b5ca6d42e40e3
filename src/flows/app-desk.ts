import { type ClientId, keyedHash, type WebId } from '../base/index.js';
import { clusterNames, scopeOfCluster } from '../consent/index.js';
import type { AppClient, AppIssuer } from '../identity/index.js';
import type { Ledger, Pace, RegisteredApp } from '../ledger/index.js';
import { type Organisations, organisationOfApp } from './organisations.js';

/** What flows need of our issuer for apps. */
export interface AppDesk {
  readonly newClient: () => ClientId;
  /** Where no app of somebody else can be. */
  readonly ownOrigins: readonly string[];
  readonly issuer: Pick<AppIssuer, 'askOf' | 'claim' | 'giveBack' | 'signIn' | 'decline'>;
}

/** An app can send somebody to our page ten times at once, and then once in six minutes. */
const pace: Pace = { perMinute: 1 / 6, burst: 10 };

export const clientOf = ({ client, name, redirectUris, clusters, homepage }: RegisteredApp) => ({
  client,
  name,
  redirectUris,
  scopes: clusters.map(scopeOfCluster),
  ...(homepage !== undefined && { homepage }),
});

/** All scopes there are. */
export const appScopes: readonly string[] = clusterNames.map(scopeOfCluster);

/** What our issuer asks of what is kept: which apps there are, and whom they may ask. @param key of no use elsewhere. */
export const appKnowledge = (
  { apps, rates }: Ledger,
  organisations: Organisations,
  key: Uint8Array,
) => ({
  async appOf(client: ClientId): Promise<AppClient | undefined> {
    const app = await apps.byClient(client);
    return app === undefined || app.suspended ? undefined : clientOf(app);
  },
  async mayAsk(client: ClientId, person: WebId): Promise<boolean> {
    if (await apps.isMuted(client, person)) return false;
    const bucket = keyedHash(key, 'asked by an app', client, person);
    return (await rates.draw(bucket, pace, { need: 1, lot: 1 })) > 0;
  },
  isStillSignedIn: (client: ClientId, person: WebId, signIn: string): Promise<boolean> =>
    apps.isStillSignedIn(client, person, signIn),
  isVerified: (client: ClientId): boolean =>
    organisationOfApp({ organisations }, client) !== undefined,
});
