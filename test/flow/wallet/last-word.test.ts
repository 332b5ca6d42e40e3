/** A copy in a wallet holds as long as its institution says so, whatever the learner's pod says or does. On real servers. */
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { cooking, given, trustsRoc } from '../house/award/steps.js';
import { association, byTitle, delivers } from '../house/push/steps.js';
import { clientOf, letsRocWrite } from '../house/write/steps.js';
import { showsFrom } from './holder.js';
import {
  credentialIn,
  HandWallet,
  hashed,
  offers,
  resultsOf,
  roc,
  signsHere,
  statusOf,
} from './steps.js';

vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 5_000, isQuiet: true, registry: trustsRoc });
  await house.running.admin.letSign(roc);
  await signsHere(house, roc);
  await letsRocWrite(house);
  return () => house.stop();
}, 300_000);

const samira = () => webId(house.account('samira').webId);
const mine = async () => (await house.ask('samira', 'MyRecords', { first: 250 })).data.myRecords;
const records = async () => (await mine()).nodes;
const sumOf = async () =>
  (await mine()).totals.map(({ unit, value, selfDeclared }: any) => [unit, value, selfDeclared]);
async function microcredentials() {
  return (await records()).filter(
    ({ title, recordType, status }: any) =>
      title === cooking.name && recordType === 'MICROCREDENTIAL' && status === 'CURRENT',
  );
}
const namesOf = (all: readonly { readonly id: string }[]) => new Set(all.map(({ id }) => id));
/** An award that stands in the pod. @returns the institution's id of it, and the learner's. */
async function awarded(sourceId: string) {
  const before = namesOf(await microcredentials());
  const id = await given(house, { sourceId });
  const fresh = async () => (await microcredentials()).find((one: any) => !before.has(one.id));
  await vi.waitFor(async () => expect(await fresh()).toBeDefined(), { timeout: 60_000 });
  return { id, record: String((await fresh()).id) };
}
const walletOf = () => HandWallet.of(house);
const configurations = { result: 'result_dc_sd_jwt', award: 'microcredential_dc_sd_jwt' } as const;
async function copyOf(
  record: string,
  kind: keyof typeof configurations,
  { wallet, state = 'VALID' }: { wallet?: HandWallet; state?: string } = {},
): Promise<string> {
  const taker = wallet ?? (await walletOf());
  const body = { credential_configuration_id: configurations[kind] };
  const token = await taker.tokenOf(await offers(house, record));
  const credential = credentialIn(await taker.credential(token, { body }));
  expect(await statusOf(house, credential)).toBe(state);
  return credential;
}

it('a learner who moves a delivery to another time keeps no copy of what was taken back', async () => {
  const sent = association();
  expect((await delivers(house, sent)).codes).toEqual([]);
  const results = byTitle(await resultsOf(house, 'samira', roc), 'Koken voor grote groepen');
  const copy = await copyOf(results.find(({ status }: any) => status === 'CURRENT').id, 'result');
  const row = await house.running.workshop.ledger.learners.byWebId(samira());
  const client = await clientOf(house, 'samira');
  const { index: at } = layoutOf(row?.storage ?? '');
  const index: any = await (await client(at)).json();
  const late = index.deliveries.filter(({ institution }: any) => institution === roc).at(-1);
  late.receivedAt = '2099-01-01T00:00:00.000Z';
  const headers = { 'content-type': 'application/json' };
  const written = await client(at, { method: 'PUT', headers, body: JSON.stringify(index) });
  expect(written.ok).toBe(true);
  const input = { learner: samira(), associationId: sent.associationId, reason: 'Vergissing' };
  expect((await house.ask('roc', 'WithdrawResults', { input })).codes).toEqual([]);
  await vi.waitFor(async () => expect(await statusOf(house, copy)).toBe('REVOKED'), {
    timeout: 60_000,
  });
});

it('an award is revoked in wallets too before that is told, though the pod lets nobody in', async () => {
  const { id, record } = await awarded('pod-dicht');
  const copy = await copyOf(record, 'award');
  house.proxy.sayOnly(403);
  try {
    const { data } = await house.ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
    expect(data.revokeAward).toMatchObject({ state: 'REVOKED', list: 'CONFIRMED', pod: 'PENDING' });
    expect(await statusOf(house, copy)).toBe('REVOKED');
  } finally {
    house.proxy.sayOnly(undefined);
  }
});

it('a suspended award is suspended in wallets before that is told, also what is taken meanwhile, until it holds again', async () => {
  const { id, record } = await awarded('opgeschort');
  const early = await copyOf(record, 'award');
  const { data } = await house.ask('roc', 'SuspendAward', { id });
  expect(data.suspendAward).toMatchObject({ state: 'SUSPENDED', list: 'CONFIRMED' });
  expect(await statusOf(house, early)).toBe('SUSPENDED');
  const late = await copyOf(record, 'award', { state: 'SUSPENDED' });
  const restored = await house.ask('roc', 'RestoreAward', { id });
  expect(restored.data.restoreAward).toMatchObject({ state: 'ISSUED', list: 'CONFIRMED' });
  for (const copy of [early, late]) expect(await statusOf(house, copy)).toBe('VALID');
  await house.ask('roc', 'SuspendAward', { id });
  await house.ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
  for (const copy of [early, late]) expect(await statusOf(house, copy)).toBe('REVOKED');
});

/** The claims that a copy can show. */
const claimsIn = (copy: string): readonly string[] =>
  copy
    .split('~')
    .slice(1, -1)
    .map((one) => String(JSON.parse(Buffer.from(one, 'base64url').toString())[1]));

it('a copy that was revoked and is shown to us says so to its learner, and kept it counts nowhere', async () => {
  const { id, record } = await awarded('getoond');
  const wallet = await walletOf();
  const copy = await copyOf(record, 'award', { wallet });
  await house.ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
  const { data } = await house.ask('samira', 'AskWallet', { encrypted: true });
  const { id: request, requestUri } = data.askWallet;
  const credentials = [{ text: copy, show: claimsIn(copy) }];
  const told = await showsFrom(requestUri, { credentials, holder: wallet.holder.secret });
  expect(told).toMatchObject({ status: 200 });
  const asked = { request: { id: request } };
  const { state, documents } = (await house.ask('samira', 'WalletAnswer', asked)).data.walletAnswer;
  expect([state, documents.length]).toEqual(['CAME', 1]);
  expect(documents[0].report.verification).toMatchObject({
    verdict: 'REJECTED',
    proof: 'VALID',
    status: 'REVOKED',
  });
  const before = await sumOf();
  const kept = await house.ask('samira', 'KeepFromWallet', { ...asked, keep: [documents[0].id] });
  expect(kept.data.keepFromWallet).toMatchObject({ pod: 'CONFIRMED' });
  expect(await sumOf()).toEqual(before);
  const rejected = (await records()).filter(
    ({ verification }: any) => verification?.verdict === 'REJECTED',
  );
  expect(rejected).toContainEqual(
    expect.objectContaining({
      title: cooking.name,
      assertedBy: 'IMPORT',
      verification: expect.objectContaining({ status: 'REVOKED' }),
    }),
  );
});

/** A wallet comes in the learner's browser. @returns what their page has of it, and how the wallet goes on with a code. */
async function comesByItself() {
  const verifier = randomBytes(32).toString('base64url');
  const client = { client_id: 'w', redirect_uri: 'https://wallet.example/cb' };
  const asked = new URLSearchParams({
    ...client,
    response_type: 'code',
    code_challenge: hashed(verifier),
    code_challenge_method: 'S256',
  });
  const entered = await fetch(`${house.origin}/demo/samira`, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const at = `${house.origin}/openid4vci/authorize?${asked.toString()}`;
  const led = await fetch(at, { redirect: 'manual', headers: { cookie } });
  const [, ticket = ''] = led.headers.get('location')?.split('#') ?? [];
  const redeems = async (code: string) =>
    (await walletOf()).redeems(
      new URLSearchParams({
        ...client,
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
      }),
    );
  return { ticket, cookie, redeems };
}
const query =
  'mutation AnswerWallet($request: String!, $record: ID) { answerWallet(request: $request, give: true, record: $record) }';

it('a wallet that came in a browser gets one record for one question, however often it is answered', async () => {
  const { record } = await awarded('eenmalig');
  const { ticket, cookie, redeems } = await comesByItself();
  const answers = async (): Promise<any> => {
    const body = JSON.stringify({ query, variables: { request: ticket, record } });
    const headers = {
      'content-type': 'application/json',
      'x-csrf': '1',
      'apollo-require-preflight': '1',
      cookie,
    };
    return (await fetch(`${house.origin}/graphql`, { method: 'POST', headers, body })).json();
  };
  const both = await Promise.all([answers(), answers()]);
  const [first, ...others] = both.flatMap(({ data }) => data?.answerWallet ?? []);
  expect(others).toEqual([]);
  expect((await redeems(new URL(first).searchParams.get('code') ?? '')).status).toBe(200);
  expect((await answers()).errors[0].extensions.code).toBe('NOT_FOUND');
});

it('an offer is known by its id as it was given, and by no other spelling of it', async () => {
  const { record } = await awarded('gespeld');
  const { id } = await offers(house, record);
  const asks = (asked: string) => house.ask('samira', 'WalletOffer', { id: asked });
  expect((await asks(id)).data.walletOffer).toBe('WAITING');
  const faults = house.faults.length;
  for (const odd of [`{${id}}`, id.toUpperCase(), id.replaceAll('-', ''), ` ${id}`, 'x', '']) {
    const { data, codes } = await asks(odd);
    expect([odd, codes, data.walletOffer]).toEqual([odd, [], null]);
  }
  expect(house.faults).toHaveLength(faults);
});
