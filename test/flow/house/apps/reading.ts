import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SigningKey } from '../../../../src/identity/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { headersWith } from '../attacks/app.js';
import { openLive } from '../attacks/line.js';
import { purpose } from './steps.js';

/** An app with a token for Samira. */
interface Holder {
  readonly id: string;
  readonly token: string;
  readonly key: SigningKey;
}

/** Samira shares something with it. @returns how her grant is named. */
async function shares(house: TestHouse, { id }: Holder): Promise<{ readonly id: string }> {
  const { data } = await house.ask('samira', 'GrantAccess', {
    input: { grantee: { app: id }, purpose, scope: [{}] },
  });
  return { id: data.grantAccess.grant.id };
}

/** Samira stops, and it is told. */
async function hears(house: TestHouse, { token, key }: Holder, grant: object): Promise<string> {
  const init = await headersWith(house, token, key)({ claims: { htm: 'GET' } });
  const line = await openLive({ origin: house.origin, init });
  try {
    await line.until(({ type }) => type === 'connection_ack');
    line.subscribe('subscription { grantEvents { state } }');
    await sleep(500);
    expect((await house.ask('samira', 'RevokeGrant', grant)).codes).toEqual([]);
    const { payload } = await line.until(({ type }) => type === 'next');
    return payload.data.grantEvents.state;
  } finally {
    line.close();
  }
}

/**
 * It asks no learner in her name, takes nothing back for her, and goes on with what is its own.
 * @returns what it hears when she stops.
 */
export async function readsAndNoMore(house: TestHouse, holder: Holder): Promise<string> {
  const grant = await shares(house, holder);
  const tries = async (operation: string, variables: object): Promise<GraphAnswer> => {
    const headers = await headersWith(house, holder.token, holder.key)();
    return house.ask(undefined, operation, variables, { headers, purpose });
  };
  const input = {
    learner: house.account('barry').webId,
    purpose,
    items: [{ recordTypes: ['RESULT'], facets: ['CORE'] }],
    reason: 'Uit haar naam.',
    until: new Date(Date.now() + 86_400_000).toISOString(),
  };
  expect((await tries('RequestAccess', { input })).codes).toEqual(['FORBIDDEN']);
  expect((await tries('RevokeGrant', grant)).codes).toEqual(['FORBIDDEN']);
  const read = await tries('LearnerRecords', { learner: house.account('samira').webId });
  expect(read.codes).toEqual([]);
  expect(read.data.learner.records.count).toBeGreaterThan(0);
  return hears(house, holder, grant);
}
