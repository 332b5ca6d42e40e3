import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const zonnedael = institutionId('hogeschool-zonnedael.example');

/** An offer that a copy is being signed for, in a session that goes on. */
async function minting(): Promise<string> {
  const learner = await enrol(kluis.ledger);
  const [id, session] = [randomUUID(), randomUUID()];
  await kluis.sql(
    `insert into session (token_hash, web_id, kind, display_name, expires_at)
     values ($1, 'https://pod.example/samira', 'LEARNER', 'Samira', clock_timestamp() + interval '1 hour')`,
    [session],
  );
  await kluis.sql(
    `insert into wallet_offer (id, learner_id, session_hash, record_key, version, kind, state, expires_at)
     values ($1, $2, $3, 'r', 1, 'result', 'MINTING', clock_timestamp() + interval '5 minutes')`,
    [id, learner, session],
  );
  return id;
}

it('of two copies that were signed at once for one offer the first is kept, and goes once', async () => {
  const { wallet } = kluis.ledger;
  const offer = await minting();
  const keep = (sealed: string) => wallet.keepMinted(offer, zonnedael, sealed);
  expect(await keep('eerste')).toBe('KEPT');
  expect(await keep('tweede')).toBe('ANOTHER');
  expect(await wallet.takeMinted(offer)).toEqual({ institution: zonnedael, sealed: 'eerste' });
  expect(await keep('derde')).toBe('ANOTHER');
  expect(await wallet.takeMinted(offer)).toBeUndefined();
});

it('a copy for an offer that is void by now is too late', async () => {
  const { wallet } = kluis.ledger;
  const offer = await minting();
  await wallet.voidOffer(offer);
  expect(await wallet.keepMinted(offer, zonnedael, 'te laat')).toBe('TOO_LATE');
});
