import { afterEach, describe, expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { askDownload, openTicket } from '../../../src/flows/download-ticket.js';
import type { Caller, House } from '../../../src/flows/index.js';
import { pairwiseFor, principalFromSession } from '../../../src/identity/index.js';
import { page, samira } from '../../fixtures/people.js';

const who = webId('https://pods.example/samira/profile/card#me');
const keys = { pairwise: new Uint8Array(32).fill(7) };
const learners = {
  byWebId: async () => ({ id: samira, webId: who, storage: 'https://a.example/' }),
};
/** One process of several: of the others it has only the keys. */
const aProcess = (from = keys): House =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  ({ idsFor: pairwiseFor(from), ledger: { learners } }) as unknown as House;
const inSession = (sessionHash?: string): Caller => ({
  principal: principalFromSession({
    webId: who,
    clientId: page,
    ...(sessionHash !== undefined && { sessionHash }),
  }),
  purpose: undefined,
  operation: 'ExportEverything',
});
const everything = { kind: 'ARCHIVE', language: 'nl' } as const;

afterEach(() => vi.useRealTimers());

describe('a ticket for a download', () => {
  it('opens in the same session, at any process, as long as it is good', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-26T10:00:00Z') });
    const { ticket, expiresAt } = await askDownload(aProcess(), inSession('one'), everything);
    expect(expiresAt).toEqual(new Date('2026-11-26T10:10:00Z'));
    expect(openTicket(aProcess(), inSession('one'), ticket)).toEqual(everything);
    vi.setSystemTime(new Date('2026-11-26T10:09:59.999Z'));
    expect(openTicket(aProcess(), inSession('one'), ticket)).toEqual(everything);
    vi.setSystemTime(expiresAt);
    expect(openTicket(aProcess(), inSession('one'), ticket)).toBeUndefined();
  });

  it('opens in no other session, not as another, and not made up', async () => {
    const { ticket } = await askDownload(aProcess(), inSession('one'), everything);
    expect(openTicket(aProcess(), inSession('two'), ticket)).toBeUndefined();
    expect(openTicket(aProcess(), inSession(), ticket)).toBeUndefined();
    const strange = aProcess({ pairwise: new Uint8Array(32).fill(8) });
    expect(openTicket(strange, inSession('one'), ticket)).toBeUndefined();
    const view = aProcess().idsFor(who).seal('view', 'one ARCHIVE nl 9999999999999');
    expect(openTicket(aProcess(), inSession('one'), view)).toBeUndefined();
  });

  it('is given to nobody who has no session', async () => {
    await expect(askDownload(aProcess(), inSession(), everything)).rejects.toMatchObject({
      kind: 'Forbidden',
    });
  });
});
