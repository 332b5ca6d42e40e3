import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type ClientCredentials,
  createAccount,
  findAccount,
  newClientCredentials,
} from '../embedded/index.js';
import { type DemoPersona, demoPersonas } from './people.js';

/** How a persona signs in to the pod server itself. Only for the demo, on this machine. */
export interface PodLogin {
  readonly email: string;
  readonly password: string;
}
export interface DemoAccount {
  readonly persona: DemoPersona;
  readonly webId: string;
  /** Ends in a slash. */
  readonly podRoot: string;
  readonly login: PodLogin;
  /** Institutions only: the app they write to pods with. */
  readonly client?: ClientCredentials;
}

const Stored = z.object({ password: z.string() });

/** One password for all personas, random, made at the first start. */
async function keptPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'demo-password.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Stored.parse(JSON.parse(kept)).password;
  const password = randomBytes(12).toString('base64url');
  await writeFile(file, JSON.stringify({ password }), { mode: 0o600 });
  return password;
}

async function accountOf(
  pods: string,
  persona: DemoPersona,
  login: PodLogin,
): Promise<DemoAccount> {
  const { key: podName, displayName: name } = persona;
  const known = await findAccount(pods, login);
  const { webId, podRoot } = known ?? (await createAccount(pods, { ...login, podName, name }));
  return { persona, webId, podRoot, login };
}

/** An institution's app has a name that stays, so that learners can say yes to it. */
async function withClient(pods: string, account: DemoAccount): Promise<DemoAccount> {
  const { persona, login, webId, client } = account;
  if (persona.kind !== 'INSTITUTION' || client !== undefined) return account;
  return { ...account, client: await newClientCredentials(pods, login, webId) };
}

const Made = z.record(
  z.string(),
  z.object({
    webId: z.url(),
    podRoot: z.url(),
    client: z.object({ id: z.string(), secret: z.string() }).exactOptional(),
  }),
);

/** Who was made at an earlier start; asking the pod server for all of them takes seconds. */
async function madeBefore(file: string): Promise<z.infer<typeof Made>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return Made.parse(JSON.parse(text));
}

/** An account and a pod for these people of the demo; those who have one keep it. */
export async function demoAccounts(
  pods: string,
  dataDir: string,
  personas: readonly DemoPersona[] = demoPersonas,
): Promise<readonly DemoAccount[]> {
  const password = await keptPassword(dataDir);
  const file = join(dataDir, 'demo-accounts.json');
  const made = await madeBefore(file);
  const accounts: DemoAccount[] = [];
  for (const persona of personas) {
    const login = { email: `${persona.key}@demo.example`, password };
    const known = made[persona.key];
    const account =
      known === undefined ? await accountOf(pods, persona, login) : { persona, login, ...known };
    accounts.push(await withClient(pods, account));
  }
  const found = accounts.map(({ persona, login: _same, ...kept }) => [persona.key, kept]);
  const text = JSON.stringify({ ...made, ...Object.fromEntries(found) });
  await writeFile(file, text, { mode: 0o600 });
  return accounts;
}
