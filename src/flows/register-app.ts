import { type ClientId, Fault, type WebId } from '../base/index.js';
import type { AppWords, RegisteredApp } from '../ledger/index.js';
import { appWords } from './app-words.js';
import type { Caller, House } from './house.js';

/** @throws Fault `Forbidden` for a token or a link: an app registers no apps. */
function developer({ principal }: Caller): WebId {
  if (principal.kind !== 'session') {
    throw new Fault('Forbidden', 'This is for people who are signed in themselves.');
  }
  return principal.webId;
}

async function ownApp(house: House, caller: Caller, client: ClientId): Promise<RegisteredApp> {
  const app = await house.ledger.apps.byClient(client);
  if (app?.owner !== developer(caller)) throw new Fault('NotFound', 'This app is not yours.');
  return app;
}

/**
 * Anybody who is signed in registers an app. It is known from then on, and nobody has looked into it: learners see that
 * too.
 */
export async function registerApp(
  house: House,
  caller: Caller,
  given: AppWords,
): Promise<RegisteredApp> {
  const owner = developer(caller);
  const words = appWords(house, owner, given);
  const client = house.apps.newClient();
  const added = await house.ledger.apps.add(client, owner, words);
  if (added === 'too many') {
    throw new Fault('BadInput', 'You have as many apps as one person can: remove one first.');
  }
  if (added === 'too fast') throw new Fault('RateLimited', 'as many registrations as fit in a day');
  return ownApp(house, caller, client);
}

export const myApps = (house: House, caller: Caller): Promise<readonly RegisteredApp[]> =>
  house.ledger.apps.ofOwner(developer(caller));

/**
 * What learners granted stays as it is: a grant names what is shared, and more of it is asked anew. What for stays too: another
 * purpose is another app.
 */
export async function changeApp(
  house: House,
  caller: Caller,
  client: ClientId,
  given: AppWords,
): Promise<RegisteredApp> {
  const { owner, purpose } = await ownApp(house, caller, client);
  if (given.purpose !== purpose) {
    throw new Fault('BadInput', 'The purpose of an app stays: register another one for another.');
  }
  await house.ledger.apps.change(client, owner, appWords(house, owner, given));
  return ownApp(house, caller, client);
}

/** For ever. From when this returns none of its tokens opens anything. */
export async function removeApp(house: House, caller: Caller, client: ClientId): Promise<void> {
  if (!(await house.ledger.apps.remove(client, developer(caller)))) {
    throw new Fault('NotFound', 'This app is not yours.');
  }
}
