import { beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { suspendClient } from '../../src/suspend-client.js';
import { openTestLedger, type TestLedger } from '../fixtures/ledger.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

async function told(client: string | undefined, resume = false): Promise<string> {
  const said: string[] = [];
  const config = readConfig({ DATABASE_URL: kluis.url, LOG_LEVEL: 'silent' });
  await suspendClient(config, { client, resume }, (text) => said.push(text));
  return said.join('\n');
}

it('an operator stops an app, sees which are stopped, and lets it go on', async () => {
  const app = 'https://lookalike.example/app';
  expect(await told(undefined)).toBe('No app is suspended.');
  expect(await told(app)).toContain('It is suspended');
  expect(await told(app)).toBe('It was suspended already.');
  expect(await told(undefined)).toBe(app);
  expect(await told(app, true)).toBe('It may ask again.');
  expect(await told(app, true)).toBe('It was not suspended.');
  expect(await kluis.ledger.clients.suspended()).toEqual([]);
});
