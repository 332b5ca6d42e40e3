import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoAccount, demoAccounts, demoPersonas } from '../../../../src/demo/index.js';
import { createAccount, projectRoot } from '../../../../src/embedded/index.js';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import {
  type EduidPerson,
  type EduidProvider,
  startEduidProvider,
} from '../../../fixtures/eduid-provider.js';
import {
  type HouseOptions,
  openHouse,
  pageHeaders,
  type TestHouse,
} from '../../../fixtures/house.js';
import { loginAtPods } from '../../../fixtures/pod-login.js';
import { startPodsHere } from '../../../fixtures/pods-here.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Data = any;

export interface Stage {
  readonly house: TestHouse;
  readonly eduid: EduidProvider;
  /** Has a pod and no kluis, and nobody looked into who they are. */
  readonly stranger: DemoAccount;
  /** Where the browser of somebody is sent with the answer of their eduID, before it goes there. */
  readonly eduidAnswer: (
    browser: Browser,
    who: EduidPerson | undefined,
    start?: string,
  ) => Promise<string>;
  /** The same with the pod server's own login. */
  readonly podAnswer: (browser: Browser, who: DemoAccount, start?: string) => Promise<string>;
  /** Goes on to the end. @returns the path to which it leads. */
  readonly end: (browser: Browser, answer: string) => Promise<string>;
  readonly byEduid: (
    browser: Browser,
    who: EduidPerson | undefined,
    returnTo?: string,
  ) => Promise<string>;
  readonly byPod: (browser: Browser, who: DemoAccount) => Promise<string>;
  /** A learner begins to link a login. @returns where their browser is to go. */
  readonly link: (browser: Browser, to: 'eduid' | 'solid') => Promise<string>;
  /** @param query in the place of the operation's own file. */
  readonly ask: (
    browser: Browser,
    operation: string,
    variables?: object,
    query?: string,
  ) => Promise<Data>;
  readonly viewer: (browser: Browser) => Promise<Data>;
  readonly stop: () => Promise<void>;
}

type DemoPersona = (typeof demoPersonas)[number];
/** Who is there from the start, and what else is as a test wants it. */
export interface StageOptions extends HouseOptions {
  readonly people?: readonly DemoPersona[];
}

async function strangerAt(pods: string): Promise<DemoAccount> {
  const login = { email: 'iemand@kluis.example', password: 'a password of no other' };
  const name = 'Iemand \u202eAnders';
  const made = await createAccount(`${pods}/`, { ...login, podName: 'iemand', name });
  const persona = { key: 'developer', kind: 'APP', displayName: name } as const;
  return { ...made, persona, login };
}

export async function openStage({
  people = demoPersonas.filter(({ key }) => key === 'samira' || key === 'adviser'),
  ...change
}: StageOptions = {}): Promise<Stage> {
  let eduid: EduidProvider | undefined;
  const house = await openHouse({
    isQuiet: true,
    isUnfetched: true,
    podWaitMs: 20_000,
    pods: {
      start: startPodsHere,
      accounts: (pods, dataDir) => demoAccounts(pods, dataDir, people),
    },
    logins: async (origin) => {
      eduid = await startEduidProvider(`${origin}/sign-in/eduid/callback`);
      return { eduid: eduid.setup };
    },
    ...change,
  });
  if (eduid === undefined) throw new Error('there is no eduID');
  const provider = eduid;
  const { origin, pods } = house;
  const stranger = await strangerAt(pods);
  const isBack = (url: URL) => url.origin === origin && url.pathname.endsWith('/callback');
  const solid = new URLSearchParams({ issuer: `${pods}/` }).toString();

  const stage: Omit<Stage, 'stop' | 'house' | 'eduid' | 'stranger'> = {
    async eduidAnswer(browser, who, start = `${origin}/sign-in/eduid`) {
      // Else the provider knows who they were the last time.
      browser.forget('localhost');
      provider.next(who);
      return browser.follow(start, isBack);
    },
    async podAnswer(browser, who, start = `${origin}/sign-in/solid?${solid}`) {
      browser.forget('localhost');
      const to = new URL(start).origin === origin ? (await browser.go(start)).headers : undefined;
      return loginAtPods(browser, pods, who, to?.get('location') ?? start);
    },
    async end(browser, answer) {
      const { status, headers } = await browser.go(answer);
      return status === 303 ? (headers.get('location') ?? '') : String(status);
    },
    async byEduid(browser, who, returnTo = '/') {
      const asked = new URLSearchParams({ return: returnTo }).toString();
      const answer = await stage.eduidAnswer(browser, who, `${origin}/sign-in/eduid?${asked}`);
      return stage.end(browser, answer);
    },
    byPod: async (browser, who) => stage.end(browser, await stage.podAnswer(browser, who)),
    async link(browser, to) {
      const at = `${origin}/account/link/${to}${to === 'solid' ? `?${solid}` : ''}`;
      const response = await browser.go(at, { method: 'POST', headers: { 'x-csrf': '1' } });
      const { href }: { href?: string } = await response.json();
      if (href === undefined) throw new Error(`no link could be begun: ${response.status}`);
      return href;
    },
    async ask(browser, operation, variables = {}, given?: string) {
      const file = join(projectRoot, 'schema/operations', `${operation}.graphql`);
      const query = given ?? (await readFile(file, 'utf8'));
      const response = await browser.go(`${origin}/graphql`, {
        method: 'POST',
        headers: { ...pageHeaders, 'accept-language': 'nl' },
        body: JSON.stringify({ query, operationName: operation, variables }),
      });
      return response.json();
    },
    viewer: async (browser) => (await stage.ask(browser, 'Viewer')).data?.viewer,
  };
  return {
    ...stage,
    house,
    eduid: provider,
    stranger,
    async stop() {
      await house.stop();
      await provider.stop();
    },
  };
}

/** Gets a kluis in the first test, and has it in all others. */
export const lena: EduidPerson = {
  eduid: '0b6c5f1e-0000-4000-8000-00000000a11e',
  given_name: 'Lena',
  family_name: 'Voort',
};

/** A person that no other test knows. */
let count = 0;
export function newPerson(change: Partial<EduidPerson> = {}): EduidPerson {
  count += 1;
  const eduid = `0b6c5f1e-0001-4000-8000-${String(count).padStart(12, '0')}`;
  return { eduid, given_name: 'Lena', family_name: 'Voort', ...change };
}

/** A browser of somebody who signed in by eduID. */
export async function learner(stage: Stage, who = lena): Promise<Browser> {
  const browser = newBrowser();
  const to = await stage.byEduid(browser, who);
  if (to !== '/') throw new Error(`there is no kluis: ${to}`);
  return browser;
}
