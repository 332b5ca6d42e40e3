/** From a wallet: one of its own, in a process of its own, against a real house over HTTP. */
import { createHash, randomBytes } from 'node:crypto';
import { type DisclosureFrame, SDJwtInstance } from '@sd-jwt/core';
import { CompactSign, decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { type Shows, showsFrom } from './holder.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000 });
  return () => house.stop();
}, 300_000);

async function newParty() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { d, ...shown } = await exportJWK(privateKey);
  const did = `did:jwk:${Buffer.from(JSON.stringify(shown)).toString('base64url')}`;
  return { privateKey, did, publicJwk: shown, jwk: { ...shown, ...(d !== undefined && { d }) } };
}
type Party = Awaited<ReturnType<typeof newParty>>;
const [school, owner] = await Promise.all([newParty(), newParty()]);

type Claims = Record<string, unknown>;
/** Each claim by itself. The library's type knows only names that stand in a type. */
function frameOf(names: readonly string[]): DisclosureFrame<Claims>;
function frameOf(names: readonly string[]): object {
  return { _sd: names };
}

/** A school that is none of ours, with an issuer that is none of ours either. */
async function issued(
  claims: Record<string, unknown>,
  always: Record<string, unknown> = {},
  holder: Party = owner,
): Promise<string> {
  const issuer = new SDJwtInstance({
    omitTyp: true,
    hashAlg: 'sha-256',
    hasher: (data: string | ArrayBuffer) =>
      new Uint8Array(
        createHash('sha256')
          .update(typeof data === 'string' ? data : new Uint8Array(data))
          .digest(),
      ),
    saltGenerator: () => randomBytes(16).toString('base64url'),
    signAlg: 'ES256',
    signer: async (data: string) => {
      const [header = '', payload = ''] = data.split('.');
      const jws = await new CompactSign(Buffer.from(payload, 'base64url'))
        .setProtectedHeader(JSON.parse(Buffer.from(header, 'base64url').toString()))
        .sign(school.privateKey);
      return jws.split('.')[2] ?? '';
    },
  });
  const vct = 'https://leerkluis.nl/vct/result/v1';
  const cnf = { jwk: holder.publicJwk };
  const payload = { iss: school.did, vct, cnf, ...always, ...claims };
  const header = { typ: 'dc+sd-jwt', kid: `${school.did}#0` };
  return issuer.issue<Claims>(payload, frameOf(Object.keys(claims)), { header });
}

const wallet = (uri: string, shows: Omit<Shows, 'holder'>) =>
  showsFrom(uri, { holder: owner.jwk, ...shows });

const asks = async (encrypted = true) =>
  (await house.ask('samira', 'AskWallet', { encrypted })).data.askWallet;
const looks = async (request: { id: string; code?: string }, who: 'samira' | 'barry' = 'samira') =>
  (await house.ask(who, 'WalletAnswer', { request })).data.walletAnswer;
const keeps = (request: { id: string }, keep: readonly string[]) =>
  house.ask('samira', 'KeepFromWallet', { request, keep });
const form = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
const uriIn = (address: string): string => new URL(address).searchParams.get('request_uri') ?? '';

const core = { title: 'Plantkunde 1', institution: 'Academie Zonnedael', issued: '2026-06-30' };
const full = { ...core, grade: '9,5', pass: true, credits: { amount: 5, unit: 'EC' } };
const shownFully = Object.keys(full);

describe('from a wallet', () => {
  it('a learner takes one result out of many, and what they hold back never arrives', async () => {
    const secret = { title: 'Geheim vak', institution: 'Academie Zonnedael', issued: '2025-01-31' };
    const inWallet = [await issued(full), await issued(secret)];
    const { id, requestUri } = await asks();
    expect((await looks({ id })).state).toBe('WAITING');

    const [one = ''] = inWallet;
    const shown = { text: one, show: ['title', 'institution', 'issued', 'credits', 'pass'] };
    const told = await wallet(requestUri, { credentials: [shown] });
    expect(told).toMatchObject({
      verifier: { prefix: 'decentralized_identifier', name: 'Leerkluis' },
      mode: 'direct_post.jwt',
      status: 200,
      body: {},
    });

    const answer = await looks({ id });
    expect(answer).toMatchObject({ state: 'CAME', refusal: null });
    expect(answer.documents).toHaveLength(1);
    const [document] = answer.documents;
    expect(document.report).toMatchObject({
      outcome: 'IMPORTED',
      standard: 'SD-JWT VC',
      isSigned: true,
      items: [{ title: 'Plantkunde 1', issuer: 'Academie Zonnedael', score: null, pass: 'PASSED' }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/9,5|Geheim/);
    expect((await looks({ id }, 'barry')).state).toBe('EXPIRED');

    const kept = await keeps({ id }, [document.id]);
    expect(kept.data.keepFromWallet).toEqual({ kept: 1, pod: 'CONFIRMED' });
    expect((await looks({ id })).state).toBe('EXPIRED');

    const { nodes } = (await house.ask('samira', 'MyRecords')).data.myRecords;
    const record = nodes.find(({ title }: { title: string }) => title === 'Plantkunde 1');
    expect(record).toMatchObject({ assertedBy: 'IMPORT', assessment: { grade: null } });
    const learner = await house.running.house.ledger.learners.byWebId(
      house.account('samira').webId as never,
    );
    const [presentation = ''] = told.presentations;
    const shownText = presentation.slice(0, presentation.lastIndexOf('~') + 1);
    const digest = createHash('sha256').update(shownText).digest('hex');
    const subjects = await house.running.house.ledger.credentials.subjects(learner?.id as never, [
      digest,
    ]);
    expect(subjects.get(digest)).toBe(true);
  });

  it('several at once come as they are where a wallet cannot encrypt, and what is not kept is gone', async () => {
    const two = [
      await issued({ ...full, title: 'Schimmels' }),
      await issued({ ...full, title: 'Mossen' }),
    ];
    const { id, requestUri } = await asks(false);
    const credentials = two.map((each) => ({ text: each, show: shownFully }));
    const told = await wallet(requestUri, { credentials });
    expect(told).toMatchObject({ mode: 'direct_post', status: 200 });
    const { documents } = await looks({ id });
    expect(documents).toHaveLength(2);
    const mosses = documents.find(
      ({ report }: { report: { items: { title: string }[] } }) =>
        report.items[0]?.title === 'Mossen',
    );
    expect((await keeps({ id }, [mosses.id])).data.keepFromWallet.kept).toBe(1);
    const { nodes } = (await house.ask('samira', 'MyRecords')).data.myRecords;
    const titles = nodes.map(({ title }: { title: string }) => title);
    expect(titles).toContain('Mossen');
    expect(titles).not.toContain('Schimmels');

    // The same once more is nothing new, whenever and however often it is shown.
    const again = await asks();
    await wallet(again.requestUri, { credentials: credentials.slice(1) });
    const { documents: shownAgain } = await looks({ id: again.id });
    expect(shownAgain[0].report.items[0].isKept).toBe(true);
    expect((await keeps({ id: again.id }, [shownAgain[0].id])).data.keepFromWallet.kept).toBe(0);
  });

  it('on the same device it is seen only in the browser that the wallet came back to', async () => {
    const { id, sameDeviceUri } = await asks();
    const credentials = [{ text: await issued(full), show: shownFully }];
    const { body } = await wallet(sameDeviceUri, { credentials });
    const back = new URL(body.redirect_uri);
    expect(`${back.origin}${back.pathname}${back.search}`).toBe(`${house.origin}/add`);
    const [, found, code] = /^#wallet=([\w-]+)\.([\w-]+)$/.exec(back.hash) ?? [];
    expect(found).toBe(id);
    expect((await looks({ id })).state).toBe('WAITING');
    expect((await looks({ id, code: 'guessed' })).state).toBe('WAITING');
    expect((await keeps({ id }, [])).codes).toEqual(['NOT_FOUND']);
    expect((await looks({ id, code: code ?? '' })).state).toBe('CAME');
  });

  it('a no in the wallet is told, and nothing comes', async () => {
    const { id, requestUri } = await asks();
    const told = await wallet(requestUri, { credentials: [], says: 'NO' });
    expect(told.status).toBe(200);
    expect(await looks({ id })).toMatchObject({
      state: 'REFUSED',
      refusal: { code: 'ACCESS_DENIED' },
      documents: [],
    });
  });

  it('a credential of somebody else is refused, and so is one that was not asked for', async () => {
    const others = await issued(full, {}, await newParty());
    const first = await asks();
    const told = await wallet(first.requestUri, {
      credentials: [{ text: others, show: shownFully }],
    });
    expect(told).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect((await looks({ id: first.id })).refusal.code).toBe('ANOTHER_KEY');

    const card = await issued(full, { vct: 'https://x.example/loyalty-card' });
    const second = await asks();
    await wallet(second.requestUri, { credentials: [{ text: card, show: shownFully }] });
    expect((await looks({ id: second.id })).refusal.code).toBe('NOT_AS_ASKED');
  });

  it('what no issuer signed so is refused', async () => {
    const [head = '', ...rest] = (await issued(full)).split('~');
    const cut = head.split('.');
    const forged = [`${cut[0]}.${cut[1]}.${'A'.repeat(86)}`, ...rest].join('~');
    const { id, requestUri } = await asks();
    await wallet(requestUri, { credentials: [{ text: forged, show: shownFully }] });
    expect((await looks({ id })).refusal.code).toBe('CHANGED');
  });

  it('one that ran out comes in, and is judged for what it is', async () => {
    const old = await issued({ ...full, title: 'EHBO' }, { exp: 1_700_000_000 });
    const { id, requestUri } = await asks();
    await wallet(requestUri, { credentials: [{ text: old, show: shownFully }] });
    const { state, documents } = await looks({ id });
    expect(state).toBe('CAME');
    expect((await keeps({ id }, [documents[0].id])).data.keepFromWallet.kept).toBe(1);
    const judged = await house.running.house.credentials.judge([
      {
        digest: createHash('sha256').update(old).digest('hex'),
        bytes: async () => Buffer.from(old),
        subject: 'MATCH',
      },
    ]);
    const [verdict] = judged.values();
    expect(verdict).toMatchObject({ verdict: 'REJECTED', proof: 'VALID', period: 'EXPIRED' });
  });

  it('an answer counts once, for its own request, and only while it is open', async () => {
    const credentials = [{ text: await issued(full), show: shownFully }];
    const first = await asks(false);
    const told = await wallet(first.requestUri, { credentials });
    const replayed = await form(told.responseUri, told.posted);
    expect(replayed.status).toBe(404);
    expect(await replayed.json()).toEqual({
      error: 'invalid_request',
      error_description: 'This request is not open: unknown, answered before or expired.',
    });
    expect((await looks({ id: first.id })).state).toBe('CAME');

    // Another request, which anybody who saw its address can read: its state, and still not its nonce.
    const second = await asks(false);
    const elsewhere = told.responseUri.replace(first.id, second.id);
    expect((await form(elsewhere, told.posted)).status).toBe(400);
    expect((await looks({ id: second.id })).state).toBe('WAITING');
    const { state } = decodeJwt(await (await fetch(uriIn(second.requestUri))).text());
    expect((await form(elsewhere, { ...told.posted, state: String(state) })).status).toBe(400);
    expect((await looks({ id: second.id })).refusal.code).toBe('NONCE');

    const third = await asks(false);
    await house.running.house.ledger.db
      .em()
      .execute('update wallet_request set expires_at = clock_timestamp() where id = ?', [third.id]);
    expect((await looks({ id: third.id })).state).toBe('EXPIRED');
    expect((await fetch(uriIn(third.requestUri))).status).toBe(404);
    expect((await form(told.responseUri.replace(first.id, third.id), told.posted)).status).toBe(
      404,
    );
    const unknown = told.responseUri.replace(first.id, randomBytes(16).toString('base64url'));
    expect((await form(unknown, told.posted)).status).toBe(404);
  });

  it('of two answers at once one is the answer', async () => {
    const credentials = [{ text: await issued(full), show: shownFully }];
    const { id, requestUri } = await asks(false);
    const told = await wallet(requestUri, { credentials, says: 'LATER' });
    const both = await Promise.all([1, 2].map(() => form(told.responseUri, told.posted)));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await looks({ id })).documents).toHaveLength(1);
  });

  it('what is not encrypted as asked, too long or no form at all is not taken', async () => {
    const { id, requestUri } = await asks();
    const at = uriIn(requestUri).replace('/requests/', '/responses/');
    const { state } = decodeJwt(await (await fetch(uriIn(requestUri))).text());
    expect((await form(at, { response: 'a.b.c.d.e' })).status).toBe(400);
    expect((await form(at, { response: 'x'.repeat(1_300_000) })).status).toBe(413);
    const json = await fetch(at, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(400);
    const twice = await fetch(at, { method: 'POST', body: new URLSearchParams('state=a&state=b') });
    expect(twice.status).toBe(400);
    expect((await looks({ id })).state).toBe('WAITING');
    expect((await form(at, { vp_token: '{"learning":["a~"]}', state: String(state) })).status).toBe(
      400,
    );
    expect((await looks({ id })).refusal.code).toBe('ENCRYPTION');
  });

  it('a wallet that asks by POST finds its own nonce in the question, which is kept by nobody', async () => {
    const { requestUri } = await asks();
    const found = await form(uriIn(requestUri), { wallet_nonce: 'w-nonce-1' });
    expect(found.headers.get('content-type')).toContain('application/oauth-authz-req+jwt');
    expect(found.headers.get('cache-control')).toContain('no-store');
    expect(decodeJwt(await found.text())).toMatchObject({ wallet_nonce: 'w-nonce-1' });
  });

  it('is for learners: an adviser asks no wallet', async () => {
    expect((await house.ask('adviser', 'AskWallet')).codes).toEqual(['FORBIDDEN']);
  });

  it('nothing of what came stands readable in the database or in any line of the log', async () => {
    const marker = 'Onthoudbare titel';
    const { id, requestUri } = await asks();
    const shownText = await issued({ ...full, title: marker });
    await wallet(requestUri, { credentials: [{ text: shownText, show: shownFully }] });
    const { db } = house.running.house.ledger;
    const rows = await db.em().execute('select * from wallet_request where id = ?', [id]);
    expect(JSON.stringify(rows)).toContain('CAME');
    const jws = shownText.split('~')[0] ?? '';
    for (const hidden of [marker, jws.slice(0, 100)]) {
      expect(JSON.stringify(rows)).not.toContain(hidden);
      expect(house.logLines.join('\n')).not.toContain(hidden);
    }
    expect(house.faults).toEqual([]);
  });
});
