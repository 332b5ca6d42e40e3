/** Whoever comes for somebody else's copy, for a second one, or for one that does not hold any more. On real servers. */
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { badProofs as proofs } from './bad-proofs.js';
import {
  credentialIn,
  denied,
  dpopFor,
  finalResult,
  HandWallet,
  newKey,
  offers,
  resultsOf,
  roc,
  signsHere,
} from './steps.js';
import { takesBackCopies } from './taken-back.js';

vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let record: string;
let db: Pool;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  await signsHere(house);
  record = (await finalResult(house)).id;
  db = new Pool({ connectionString: house.databaseUrl, max: 1 });
  return async () => {
    await db.end();
    await house.stop();
  };
}, 300_000);

const byNumber = (a: number, b: number) => a - b;
const anOffer = () => offers(house, record);

describe('the code and its digits', () => {
  it('wrong digits are no use, and after five the right ones are none either', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    const wrong = offer.txCode === '000000' ? '000001' : '000000';
    for (let n = 0; n < 4; n += 1) {
      expect(await wallet.token(code, wrong)).toMatchObject(denied('invalid_grant'));
    }
    const before = await db.query('select state from wallet_offer where id = $1', [offer.id]);
    expect(before.rows).toEqual([{ state: 'OFFERED' }]);
    expect(await wallet.token(code, wrong)).toMatchObject(denied('invalid_grant'));
    expect(await wallet.token(code, offer.txCode)).toMatchObject(denied('invalid_grant'));
    const asked = { id: offer.id };
    expect((await house.ask('samira', 'WalletOffer', asked)).data.walletOffer).toBe('EXPIRED');
  });

  it('without digits the request is not whole, and no try is counted', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    expect(await wallet.token(code, undefined)).toMatchObject(denied('invalid_request'));
    expect(await wallet.token(code, offer.txCode)).toMatchObject({ status: 200 });
  });

  it('of ten wallets that come with one code at once, one gets a token', async () => {
    const offer = await anOffer();
    const wallets = await Promise.all(Array.from({ length: 10 }, () => HandWallet.of(house)));
    const code = await wallets[0]?.codeOf(offer.offerUri);
    const told = await Promise.all(wallets.map((one) => one.token(code ?? '', offer.txCode)));
    expect(told.map(({ status }) => status).toSorted(byNumber)).toEqual([
      200,
      ...Array(9).fill(400),
    ]);
  });

  it('a code that was changed for a token is not changed again, and its offer opens no more', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    expect(await wallet.token(code, offer.txCode)).toMatchObject({ status: 200 });
    expect(await wallet.token(code, offer.txCode)).toMatchObject(denied('invalid_grant'));
    expect((await wallet.open(offer.offerUri)).status).toBe(404);
  });

  it('an offer whose five minutes are over is as good as none', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    await db.query(
      "update wallet_offer set expires_at = now() - interval '1 second' where id = $1",
      [offer.id],
    );
    expect((await wallet.open(offer.offerUri)).status).toBe(404);
    expect(await wallet.token(code, offer.txCode)).toMatchObject(denied('invalid_grant'));
    const asked = { id: offer.id };
    expect((await house.ask('samira', 'WalletOffer', asked)).data.walletOffer).toBe('EXPIRED');
  });

  it('nothing that opens an offer stands in the database', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    const { rows } = await db.query(
      'select to_jsonb(o)::text as text from wallet_offer o where id = $1',
      [offer.id],
    );
    const reference = decodeURIComponent(offer.offerUri).split('/').at(-1) ?? '';
    for (const secret of [code, reference, offer.txCode])
      expect(rows[0].text).not.toContain(`"${secret}"`);
  });
});

describe('the key that a token is for', () => {
  it('no token without a proof, nor with one that was shown before or is for another step', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const code = await wallet.codeOf(offer.offerUri);
    const refused = denied('invalid_dpop_proof');
    expect(await wallet.token(code, offer.txCode, '')).toMatchObject(refused);
    const elsewhere = await dpopFor(wallet.dpop, wallet.at('credential'));
    expect(await wallet.token(code, offer.txCode, elsewhere)).toMatchObject(refused);
    const old = await dpopFor(wallet.dpop, wallet.at('token'), {
      iat: Math.floor(Date.now() / 1000) - 900,
    });
    expect(await wallet.token(code, offer.txCode, old)).toMatchObject(refused);
    const once = await dpopFor(wallet.dpop, wallet.at('token'));
    expect(await wallet.token(code, '999999999', once)).toMatchObject(denied('invalid_grant'));
    expect(await wallet.token(code, offer.txCode, once)).toMatchObject(refused);
  });

  it('whoever has the token and not its key gets nothing', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    const thief = new HandWallet(wallet.origin, await newKey(), await newKey());
    const refused = { status: 401, body: { error: 'invalid_dpop_proof' } };
    const told = await thief.credential(token);
    expect(told).toMatchObject(refused);
    expect(told.headers.get('www-authenticate')).toContain('DPoP');
    const url = wallet.at('credential');
    const forOther = await dpopFor(wallet.dpop, url, { token: 'another' });
    expect(await wallet.credential(token, { dpop: forOther })).toMatchObject(refused);
    const once = await dpopFor(wallet.dpop, url, { token });
    const bad = await wallet.credential(token, { dpop: once, proof: 'a.b.c' });
    expect(bad).toMatchObject(denied('invalid_proof'));
    expect(await wallet.credential(token, { dpop: once })).toMatchObject(refused);
    expect(await wallet.credential(token)).toMatchObject({ status: 200 });
  });

  it('a token of nobody, and one without its scheme, are no token', async () => {
    const wallet = await HandWallet.of(house);
    const refused = { status: 401, body: { error: 'invalid_token' } };
    expect(await wallet.credential(randomUUID().slice(0, 22))).toMatchObject(refused);
  });

  it('a token is good for one credential, also where two come with it at once', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    const told = await Promise.all([wallet.credential(token), wallet.credential(token)]);
    expect(told.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 401]);
    expect(await wallet.credential(token)).toMatchObject({ status: 401 });
  });
});

describe('the proof of the key in the wallet', () => {
  it('is refused when anything in it is not as it should be, and the token stays good', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    const told: [string, unknown][] = [];
    for (const [what, make] of proofs) {
      const { body } = await wallet.credential(token, { proof: await make(wallet) });
      told.push([what, body['error']]);
    }
    expect(told).toEqual(proofs.map(([what, , error]) => [what, error]));
    expect(await wallet.credential(token)).toMatchObject({ status: 200 });
  });

  it('a nonce is good once', async () => {
    const wallet = await HandWallet.of(house);
    const nonce = await wallet.nonce();
    const first = await wallet.tokenOf(await anOffer());
    const given = await wallet.credential(first, { proof: await wallet.proof({ nonce }) });
    expect(given).toMatchObject({ status: 200 });
    const second = await wallet.tokenOf(await anOffer());
    const again = await wallet.credential(second, { proof: await wallet.proof({ nonce }) });
    expect(again).toMatchObject(denied('invalid_nonce'));
  });

  it('two keys, no key, an encrypted answer or another credential are not given', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    const two = {
      proofs: { jwt: [await wallet.proof(), await wallet.proof({}, {}, await newKey())] },
    };
    expect(await wallet.credential(token, { body: two })).toMatchObject(denied('invalid_proof'));
    expect(await wallet.credential(token, { body: { proofs: undefined } })).toMatchObject(
      denied('invalid_proof'),
    );
    const packed = { credential_response_encryption: { jwk: {}, alg: 'ECDH-ES', enc: 'A128GCM' } };
    expect(await wallet.credential(token, { body: packed })).toMatchObject(
      denied('invalid_encryption_parameters'),
    );
    const other = { credential_configuration_id: 'microcredential_dc_sd_jwt' };
    expect(await wallet.credential(token, { body: other })).toMatchObject(
      denied('unknown_credential_configuration'),
    );
  });

  it('the key may be named by did:jwk, and it is the one in the copy', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    const kid = `did:jwk:${Buffer.from(JSON.stringify(wallet.holder.jwk)).toString('base64url')}#0`;
    const told = await wallet.credential(token, {
      proof: await wallet.proof({}, { kid, jwk: undefined }),
    });
    const [, payload = ''] = credentialIn(told).split('.');
    const { cnf } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(cnf).toEqual({ jwk: wallet.holder.jwk });
  });
});

describe('whose record it is, and whether it holds', () => {
  it('nobody offers a record of somebody else', async () => {
    const { codes } = await house.ask('barry', 'OfferToWallet', { record });
    expect(codes).toEqual(['NOT_FOUND']);
    const offer = await anOffer();
    const { data } = await house.ask('barry', 'WalletOffer', { id: offer.id });
    expect(data.walletOffer).toBeNull();
  });

  it('a school without keys signs nothing, and the learner is told so in words', async () => {
    const other = (await resultsOf(house, 'samira', roc)).find(
      ({ status, assessment }: any) => status === 'CURRENT' && assessment?.pass === 'PASSED',
    );
    const offer = await offers(house, other.id);
    expect(offer).toMatchObject({ because: 'NO_KEYS', offerUri: null, txCode: null });
    expect(offer.sentence).toMatch(/school/i);
  });

  it('what a learner typed is not offered', async () => {
    const input = { key: randomUUID(), learning: { title: 'Zelf geleerd', date: '2026' } };
    const { data } = await house.ask('samira', 'AddOwnRecord', { input });
    const offer = await offers(house, data.addOwnRecord.id);
    expect(offer).toMatchObject({ because: 'OWN_WORD', offerUri: null });
  });

  it('what a learner wrote into their own pod is not signed', async () => {
    const [wallet, offer] = [await HandWallet.of(house), await anOffer()];
    const token = await wallet.tokenOf(offer);
    // As if the pod said something else than the school said last.
    await db.query(
      "update known_record set content_hash = 'other' where learner_id = (select learner_id from wallet_offer where id = $1) and record_key = (select record_key from wallet_offer where id = $1)",
      [offer.id],
    );
    expect(await wallet.credential(token)).toMatchObject(denied('credential_request_denied'));
    record = (await finalResult(house)).id;
  });
});

takesBackCopies(() => house);

describe('a learner who signs out', () => {
  it('everywhere, takes back all that was offered, at every step of it', async () => {
    const wallet = await HandWallet.of(house);
    const [first, second] = [await anOffer(), await anOffer()];
    const code = await wallet.codeOf(first.offerUri);
    const token = await wallet.tokenOf(second);
    const before = await db.query('select count(*)::int as n from wallet_copy');
    expect((await house.ask('samira', 'SignOutEverywhere')).codes).toEqual([]);
    expect((await wallet.open(first.offerUri)).status).toBe(404);
    expect(await wallet.token(code, first.txCode)).toMatchObject(denied('invalid_grant'));
    expect(await wallet.credential(token)).toMatchObject({
      status: 401,
      body: { error: 'invalid_token' },
    });
    const after = await db.query('select count(*)::int as n from wallet_copy');
    expect(after.rows).toEqual(before.rows);
  });
});

describe('what is left behind', () => {
  it('no answer, log line of the operator or row holds a copy or what opens one', async () => {
    const { rows } = await db.query(
      'select count(*)::int as n from wallet_offer where sealed is not null',
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect(house.logLines.join('')).not.toMatch(/eyJ|pre-authorized_code/);
  });
});
