import { type ClientId, clientId, type WebId, webId } from '../base/index.js';

/** Our own names on the web, all below one origin without a trailing slash. */
export interface Addresses {
  readonly queryIssuer: string;
  readonly builderIssuer: string;
  readonly gatewayClient: ClientId;
  readonly builderClient: ClientId;
  readonly pageClient: ClientId;
  readonly builderAgent: WebId;
}

/** What access rules in pods name. Two issuers, so that the query path's key can never speak as the builder. */
export const addressesAt = (origin: string): Addresses => ({
  queryIssuer: origin,
  builderIssuer: `${origin}/builder`,
  gatewayClient: clientId(`${origin}/clients/gateway`),
  builderClient: clientId(`${origin}/clients/builder`),
  pageClient: clientId(`${origin}/clients/page`),
  builderAgent: webId(`${origin}/agents/builder`),
});
