/** A copy in a wallet holds as long as its institution says so, whatever the learner's pod says or does. On real servers. */
import { beforeAll, expect, it, vi } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { cooking, given, trustsRoc } from '../house/award/steps.js';
import { association, byTitle, delivers } from '../house/push/steps.js';
import { clientOf, letsRocWrite } from '../house/write/steps.js';
import { credentialIn, HandWallet, offers, resultsOf, roc, signsHere, statusOf } from './steps.js';

vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 20_000, isQuiet: true, registry: trustsRoc });
  await house.running.admin.letSign(roc);
  await signsHere(house, roc);
  await letsRocWrite(house);
  return () => house.stop();
}, 300_000);

const samira = () => webId(house.account('samira').webId);
async function microcredentials() {
  const { data } = await house.ask('samira', 'MyRecords', { first: 250 });
  return data.myRecords.nodes.filter(
    ({ title, recordType, status }: any) =>
      title === cooking.name && recordType === 'MICROCREDENTIAL' && status === 'CURRENT',
  );
}
const namesOf = (records: readonly { readonly id: string }[]) =>
  new Set(records.map(({ id }) => id));
/** An award that stands in the pod. @returns the institution's id of it, and the learner's. */
async function awarded(sourceId: string) {
  const before = namesOf(await microcredentials());
  const id = await given(house, { sourceId });
  const fresh = async () => (await microcredentials()).find((one: any) => !before.has(one.id));
  await vi.waitFor(async () => expect(await fresh()).toBeDefined(), { timeout: 60_000 });
  return { id, record: String((await fresh()).id) };
}
const configurations = { result: 'result_dc_sd_jwt', award: 'microcredential_dc_sd_jwt' } as const;
async function copyOf(record: string, kind: keyof typeof configurations): Promise<string> {
  const wallet = await HandWallet.of(house);
  const body = { credential_configuration_id: configurations[kind] };
  const token = await wallet.tokenOf(await offers(house, record));
  const credential = credentialIn(await wallet.credential(token, { body }));
  expect(await statusOf(house, credential)).toBe('VALID');
  return credential;
}

it('a learner who moves a delivery to another time keeps no copy of what was taken back', async () => {
  const sent = association();
  expect((await delivers(house, sent)).codes).toEqual([]);
  const results = byTitle(await resultsOf(house, 'samira', roc), 'Koken voor grote groepen');
  const copy = await copyOf(results.find(({ status }: any) => status === 'CURRENT').id, 'result');
  const row = await house.running.workshop.ledger.learners.byWebId(samira());
  const mine = await clientOf(house, 'samira');
  const { index: at } = layoutOf(row?.storage ?? '');
  const index: any = await (await mine(at)).json();
  const late = index.deliveries.filter(({ institution }: any) => institution === roc).at(-1);
  late.receivedAt = '2099-01-01T00:00:00.000Z';
  const headers = { 'content-type': 'application/json' };
  const written = await mine(at, { method: 'PUT', headers, body: JSON.stringify(index) });
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
