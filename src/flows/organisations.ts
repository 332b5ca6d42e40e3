import type { ClientId, WebId } from '../base/index.js';
import type { Texts } from '../records/index.js';

/** An organisation that somebody who runs this server has looked into. */
export interface Organisation {
  readonly id: string;
  readonly name: Texts;
  /** Apps of its own, beside our page, through which its people speak for it. */
  readonly clients: readonly ClientId[];
}
/** By the WebIDs of its people. It comes from the operator's registry; what a request says of itself is not in it. */
export type Organisations = ReadonlyMap<WebId, Organisation>;

interface Registry {
  readonly organisations: Organisations;
  readonly pageClient: ClientId;
}

/** For whom somebody works, whatever they speak through. */
export const organisationOf = ({ organisations }: Registry, person: WebId) =>
  organisations.get(person);

/** Whose app it is, where the operator looked into that; what its developer says of it is not in there. */
export const organisationOfApp = (
  { organisations }: Pick<Registry, 'organisations'>,
  client: ClientId,
): Organisation | undefined =>
  organisations.values().find(({ clients }) => clients.includes(client));

/** For whom somebody speaks. An app that is not of that organisation, nor ours, may be anybody's look-alike. */
export function organisationThrough(
  { organisations, pageClient }: Registry,
  person: WebId,
  client: ClientId,
): Organisation | undefined {
  const found = organisations.get(person);
  return client === pageClient || found?.clients.includes(client) === true ? found : undefined;
}
