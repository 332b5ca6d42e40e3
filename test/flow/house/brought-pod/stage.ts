import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { institutionId, webId } from '../../../../src/base/index.js';
import type { DemoAccount } from '../../../../src/demo/index.js';
import { demoPeople } from '../../../../src/demo/institutions/index.js';
import { projectRoot } from '../../../../src/embedded/index.js';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import { guidance, merenveld } from '../../../fixtures/consent-steps.js';
import { type ForeignPods, startForeignPods } from '../../../fixtures/foreign-pods/start.js';
import {
  type GraphAnswer,
  openHouse,
  pageHeaders,
  type TestHouse,
} from '../../../fixtures/house.js';
import { loginAtPods } from '../../../fixtures/pod-login.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Data = any;

/** Somebody with a pod on another server, in their own browser. */
export interface Guest {
  readonly pods: ForeignPods;
  readonly account: DemoAccount;
  readonly browser: Browser;
}
export interface Stage {
  readonly house: TestHouse;
  readonly wac: ForeignPods;
  readonly acp: ForeignPods;
  readonly stop: () => Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const wac = await startForeignPods('wac');
  const acp = await startForeignPods('acp');
  const house = await openHouse({
    podWaitMs: 60_000,
    logins: async () => ({ trustedIssuers: [`${wac.origin}/`, `${acp.origin}/`] }),
  });
  return {
    house,
    wac,
    acp,
    async stop() {
      await house.stop();
      await wac.stop();
      await acp.stop();
    },
  };
}

const issuerIs = ({ origin }: ForeignPods): string =>
  new URLSearchParams({ issuer: `${origin}/` }).toString();

/** Signs in by their own login, in a browser of their own. */
export async function comesIn(
  { house }: Stage,
  pods: ForeignPods,
  account: DemoAccount,
): Promise<Guest> {
  const browser = newBrowser();
  const begun = await browser.go(`${house.origin}/sign-in/solid?${issuerIs(pods)}`);
  const answer = await loginAtPods(
    browser,
    pods.origin,
    account,
    begun.headers.get('location') ?? '',
  );
  const { headers } = await browser.go(answer);
  if (headers.get('location') !== '/') throw new Error(`not in: ${headers.get('location')}`);
  return { pods, account, browser };
}

/** Says "use my own pod". */
export async function asksToBring(
  { house }: Stage,
  { pods, browser }: Guest,
  body: object = {},
): Promise<{ readonly status: number; readonly said: Data }> {
  const response = await browser.go(`${house.origin}/account/pod?${issuerIs(pods)}`, {
    method: 'POST',
    headers: { 'x-csrf': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, said: await response.json() };
}

/** At their own login once more. @returns where their browser is sent with the answer. */
export function answersAt({ pods, browser, account }: Guest, href: string): Promise<string> {
  browser.forget('localhost');
  return loginAtPods(browser, pods.origin, account, href);
}

/** From the question to the end. @returns the path to which it leads. */
export async function brings(stage: Stage, guest: Guest, body: object = {}): Promise<string> {
  const { status, said } = await asksToBring(stage, guest, body);
  if (said.href === undefined) return `${status} ${said.errors?.[0]?.extensions.reason}`;
  const { headers } = await guest.browser.go(await answersAt(guest, said.href));
  return headers.get('location') ?? '';
}

export async function asks(
  { house }: Stage,
  { browser }: Guest,
  operation: string,
  variables: object = {},
): Promise<Data> {
  const file = join(projectRoot, 'schema/operations', `${operation}.graphql`);
  const response = await browser.go(`${house.origin}/graphql`, {
    method: 'POST',
    headers: { ...pageHeaders, 'accept-language': 'nl' },
    body: JSON.stringify({
      query: await readFile(file, 'utf8'),
      operationName: operation,
      variables,
    }),
  });
  return response.json();
}

/** A school knows them, and gives what it has of them. */
export async function fetchesResults(stage: Stage, guest: Guest, as: 'samira' | 'barry') {
  const { admin } = stage.house.running;
  const { personId } = demoPeople.university[as];
  await admin.linkInstitution(webId(guest.account.webId), institutionId(merenveld), personId);
  const { data } = await asks(stage, guest, 'SyncInstitution', { institution: merenveld });
  return data.syncInstitution;
}

/** Shares the results with Noor, the adviser. */
export async function sharesWithNoor(stage: Stage, guest: Guest): Promise<Data> {
  const input = {
    grantee: { person: stage.house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{ types: ['RESULT'], institutions: [merenveld] }],
    facets: ['CORE', 'CREDITS'],
  };
  const { data, errors } = await asks(stage, guest, 'GrantAccess', { input });
  if (data?.grantAccess === undefined) throw new Error(JSON.stringify(errors));
  return data.grantAccess;
}

export const noorReads = ({ house }: Stage, { account }: Guest): Promise<GraphAnswer> =>
  house.ask('adviser', 'LearnerRecords', { learner: account.webId }, guidance);

/** As the ledger knows them. */
export async function rowOf({ house }: Stage, { account }: Guest) {
  return house.running.house.ledger.learners.byWebId(webId(account.webId));
}

export async function newestGrantOf(stage: Stage, guest: Guest) {
  const row = await rowOf(stage, guest);
  const [grant] =
    row === undefined ? [] : await stage.house.running.house.ledger.grants.ofLearner(row.id);
  if (grant === undefined) throw new Error('no grant');
  return grant;
}

export async function statusAt(as: typeof fetch, url: string, init?: RequestInit) {
  const response = await as(url, init);
  await response.body?.cancel();
  return response.status;
}
