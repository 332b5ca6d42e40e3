/** A learner takes a copy of a result to a wallet, which is another program in another process. On real servers. */
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { beforeAll, expect, it, vi } from 'vitest';
import { examine, examineStatusList } from '../../../src/credentials/index.js';
import { statusAt } from '../../../src/credentials/status/status-at.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import {
  documentsOf,
  finalResult,
  hashed,
  offers,
  signsHere,
  university,
  walletTakes,
} from './steps.js';

vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  await signsHere(house);
  return () => house.stop();
}, 300_000);

const disclosed = (credential: string): Map<string, unknown> =>
  new Map(
    credential
      .split('~')
      .slice(1, -1)
      .map((one) => JSON.parse(Buffer.from(one, 'base64url').toString()))
      .map(([, name, value]) => [name, value]),
  );

it('a wallet gets one copy of a result, signed by its school and bound to its own key', async () => {
  const record = await finalResult(house);
  const offer = await offers(house, record.id);
  expect(offer).toMatchObject({ because: null, txCode: expect.stringMatching(/^\d{6}$/) });
  const asked = { id: offer.id };
  expect((await house.ask('samira', 'WalletOffer', asked)).data.walletOffer).toBe('WAITING');

  const told = await walletTakes(offer.offerUri, offer.txCode);
  expect(told.configurations).toHaveLength(4);
  const [issuerPart = ''] = told.credential.split('~');
  const header = decodeProtectedHeader(issuerPart);
  const keys = await house.running.workshop.signers.keysOf(university);
  expect(header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt' });
  const key = keys?.published.find(({ id }) => id === header.kid);
  const { payload } = await jwtVerify(issuerPart, await importJWK({ ...key?.jwk }, 'ES256'));
  expect(payload).toMatchObject({
    iss: keys?.did,
    vct: 'https://leerkluis.nl/vct/result/v1',
    cnf: { jwk: told.holder },
    _sd_alg: 'sha-256',
  });
  const claims = disclosed(told.credential);
  expect(claims.get('title')).toBe(record.title);
  expect(claims.get('grade')).toBe(record.assessment.score ?? record.assessment.grade);
  expect(claims.get('pass')).toBe(true);
  const digests: any = payload['_sd'];
  for (const one of told.credential.split('~').slice(1, -1)) expect(digests).toContain(hashed(one));
  expect(told.credential).not.toContain(house.account('samira').webId);
  expect(JSON.stringify([payload, ...claims])).not.toMatch(/profile\/card|@/);

  const examined = await examine(Buffer.from(told.credential), await documentsOf(house));
  expect(examined).toMatchObject({ form: 'SD_JWT', proof: 'VALID', issuer: keys?.did });
  expect((await house.ask('samira', 'WalletOffer', asked)).data.walletOffer).toBe('TAKEN');
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 5 });
  expect(JSON.stringify(data)).toContain('wallet');
});

it('the list that a copy names is signed by the same school, and says that it holds', async () => {
  const record = await finalResult(house);
  const offer = await offers(house, record.id);
  const told = await walletTakes(offer.offerUri, offer.txCode, 'result_vc_sd_jwt');
  const documents = await documentsOf(house);
  const { issuer, status, form } = await examine(Buffer.from(told.credential), documents);
  expect(form).toBe('SD_JWT');
  const [ref, ...more] = status;
  if (ref === undefined) throw new Error('it names no list');
  expect(more).toEqual([]);
  const response = await fetch(ref.list);
  expect(response.headers.get('content-type')).toContain('application/statuslist+jwt');
  const list = await examineStatusList(new Uint8Array(await response.arrayBuffer()), documents);
  if (!('list' in list)) throw new Error('the list cannot be read');
  expect(statusAt(ref, list.list, { issuer, now: new Date() })).toMatchObject({ state: 'VALID' });
});
