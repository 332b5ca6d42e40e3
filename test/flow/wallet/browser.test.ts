/** A wallet that comes in its learner's browser, by an offer or by itself. On real servers. */
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import { examine } from '../../../src/credentials/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import {
  credentialIn,
  documentsOf,
  finalResult,
  HandWallet,
  hashed,
  offers,
  signsHere,
} from './steps.js';

vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let record: string;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  await signsHere(house);
  record = (await finalResult(house)).id;
  return () => house.stop();
}, 300_000);

const redirect = 'https://wallet.example/back';
/** A session as a browser has it, with which questions are asked too. */
async function browserOf(who: 'samira' | 'barry'): Promise<string> {
  const response = await fetch(`${house.origin}/demo/${who}`, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}
const verifierNow = () => randomBytes(32).toString('base64url');

async function comes(cookie: string, verifier: string, change: Record<string, string> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'wallet',
    redirect_uri: redirect,
    code_challenge: hashed(verifier),
    code_challenge_method: 'S256',
    state: 'of-the-wallet',
    scope: 'result',
    ...change,
  });
  const headers: Record<string, string> = cookie === '' ? {} : { cookie };
  return fetch(`${house.origin}/openid4vci/authorize?${query}`, { redirect: 'manual', headers });
}
const ticketIn = (response: Response): string =>
  response.headers.get('location')?.split('#')[1] ?? '';
const asks = (cookie: string, operation: string, variables: object) =>
  house.ask(undefined, operation, variables, { headers: { cookie } });

const redeems = (
  wallet: HandWallet,
  code: string,
  verifier: string,
  change: Record<string, string> = {},
) =>
  wallet.redeems(
    new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: 'wallet',
      redirect_uri: redirect,
      code_verifier: verifier,
      ...change,
    }),
  );

it('its learner is asked on our own page, chooses a record, and the wallet gets that', async () => {
  const [cookie, verifier, wallet] = [
    await browserOf('samira'),
    verifierNow(),
    await HandWallet.of(house),
  ];
  const came = await comes(cookie, verifier);
  expect(came.status).toBe(303);
  expect(came.headers.get('location')).toMatch(/^\/wallet#/);
  const request = ticketIn(came);
  const { data } = await asks(cookie, 'WalletRequest', { request });
  expect(data.walletRequest).toEqual({ to: 'wallet.example', isOffered: false, kinds: ['result'] });
  const answer = await asks(cookie, 'AnswerWallet', { request, give: true, record });
  const back = new URL(answer.data.answerWallet);
  expect(`${back.origin}${back.pathname}`).toBe(redirect);
  expect(back.searchParams.get('state')).toBe('of-the-wallet');
  expect(back.searchParams.get('iss')).toBe(house.origin);
  const { body }: any = await redeems(wallet, back.searchParams.get('code') ?? '', verifier);
  const told = await wallet.credential(body.access_token);
  const examined = await examine(Buffer.from(credentialIn(told)), await documentsOf(house));
  expect(examined.proof).toBe('VALID');
});

it('by an offer the record is known already, and of both ways one is open', async () => {
  const [verifier, wallet] = [verifierNow(), await HandWallet.of(house)];
  const offer = await offers(house, record);
  const { body: opened }: any = await wallet.open(offer.offerUri);
  const state = opened.grants.authorization_code.issuer_state;
  const code = await wallet.codeOf(offer.offerUri);
  const cookie = await browserOf('samira');
  const request = ticketIn(await comes(cookie, verifier, { issuer_state: state }));
  expect((await asks(cookie, 'WalletRequest', { request })).data.walletRequest.isOffered).toBe(
    true,
  );
  const answer = await asks(cookie, 'AnswerWallet', { request, give: true });
  expect(await wallet.token(code, offer.txCode)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  const given = new URL(answer.data.answerWallet).searchParams.get('code') ?? '';
  expect(await redeems(wallet, given, verifier)).toMatchObject({ status: 200 });

  const other = await browserOf('barry');
  const next: any = (await wallet.open((await offers(house, record)).offerUri)).body;
  const theirs = ticketIn(
    await comes(other, verifier, { issuer_state: next.grants.authorization_code.issuer_state }),
  );
  expect((await asks(other, 'WalletRequest', { request: theirs })).codes).toEqual(['NOT_FOUND']);
  expect((await asks(other, 'AnswerWallet', { request: theirs, give: true })).codes).toEqual([
    'NOT_FOUND',
  ]);
});

it('a code is for one client, one address and one challenge, and shown twice it voids its token', async () => {
  const [cookie, wallet] = [await browserOf('samira'), await HandWallet.of(house)];
  const codeNow = async (verifier: string) => {
    const request = ticketIn(await comes(cookie, verifier));
    const answer = await asks(cookie, 'AnswerWallet', { request, give: true, record });
    return new URL(answer.data.answerWallet).searchParams.get('code') ?? '';
  };
  const refused = { status: 400, body: { error: 'invalid_grant' } };
  const verifier = verifierNow();
  for (const change of [
    { client_id: 'another' },
    { redirect_uri: 'https://other.example/' },
    { code_verifier: verifierNow() },
  ] as Record<string, string>[]) {
    const code = await codeNow(verifier);
    expect(await redeems(wallet, code, verifier, change)).toMatchObject(refused);
    expect(await redeems(wallet, code, verifier)).toMatchObject(refused);
  }
  const code = await codeNow(verifier);
  const { body }: any = await redeems(wallet, code, verifier);
  expect(await redeems(wallet, code, verifier)).toMatchObject(refused);
  expect(await wallet.credential(body.access_token)).toMatchObject({ status: 401 });
});

it('who is not signed in does so first, no gives nothing, and a question opens in its own session alone', async () => {
  const [cookie, verifier] = [await browserOf('samira'), verifierNow()];
  expect((await comes('', verifier)).headers.get('location')).toMatch(
    /^\/sign-in\?return=%2Fopenid4vci%2Fauthorize/,
  );
  const request = ticketIn(await comes(cookie, verifier));
  const elsewhere = await browserOf('samira');
  expect((await asks(elsewhere, 'WalletRequest', { request })).codes).toEqual(['NOT_FOUND']);
  const no = await asks(cookie, 'AnswerWallet', { request, give: false });
  const back = new URL(no.data.answerWallet);
  expect(back.searchParams.get('error')).toBe('access_denied');
  expect(back.searchParams.get('code')).toBeNull();
  const bad = await comes(cookie, verifier, { redirect_uri: 'javascript:alert(1)' });
  expect(bad.status).toBe(400);
  expect(bad.headers.get('location')).toBeNull();
});
