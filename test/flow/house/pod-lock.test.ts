import { getFile, getSolidDataset } from '@inrupt/solid-client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grantId, institutionId, sha256Hex, webId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { universityAssociations } from '../../../src/demo/institutions/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import { layoutOf, rulesOf, toBundles } from '../../../src/pod/index.js';
import { type RecordVersion, receive, type SourceDelivery } from '../../../src/records/index.js';
import {
  grantsUniversityResults,
  merenveld,
  readsSamira,
  revokes,
  revokesAll,
} from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { solidLogin } from '../../fixtures/solid-login.js';
import { rowsOf } from './attacks/ledger-rows.js';

let house: TestHouse;
let bundle: string;
beforeAll(async () => {
  house = await openHouse();
  const { institution } = layoutOf(house.account('samira').podRoot);
  bundle = `${institution(institutionId(merenveld))}assessment.json`;
  return () => house.stop();
}, 120_000);

beforeEach(() => revokesAll(house));

const statusOf = async (fetch: typeof globalThis.fetch, url: string): Promise<number> => {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
};

/** The newest grant Samira gave, as the ledger knows it. */
async function newestGrant() {
  const { ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
  const [grant] = samira === undefined ? [] : await ledger.grants.ofLearner(samira.id);
  if (grant === undefined) throw new Error('no grant');
  return grant;
}
const delegateStatus = async (url: string) => {
  const { id, grantee, purpose, clients } = await newestGrant();
  const [client] = clients;
  if (client === undefined) throw new Error('no client');
  return house.running.workshop.probe(
    { grantId: id, grantee: granteeKey(grantee), client, purpose },
    url,
  );
};

describe('the pod itself, over plain HTTP', () => {
  it('refuses anybody: 401 on a bundle, on the root and on the list of grants', async () => {
    const root = house.account('samira').podRoot;
    for (const url of [bundle, root, `${root}consent/`, `${root}edu/`, `${root}shared/`]) {
      expect([url, await statusOf(fetch, url)]).toEqual([url, 401]);
    }
  });

  it('refuses the adviser’s own login: 403, with a grant or without', async () => {
    const adviser = await solidLogin(house.pods, house.account('adviser'));
    expect(await statusOf(adviser.fetch, bundle)).toBe(403);
    await grantsUniversityResults(house);
    const { view } = await newestGrant();
    expect(await statusOf(adviser.fetch, bundle)).toBe(403);
    expect(await statusOf(adviser.fetch, view)).toBe(403);
    await adviser.logout();
  });

  it('lets a grant’s delegate read that grant’s view and nothing else', async () => {
    await grantsUniversityResults(house);
    const { view } = await newestGrant();
    const { index, person } = layoutOf(house.account('samira').podRoot);
    const told = await Promise.all(
      [view, bundle, index, person, rulesOf(view)].map((url) => delegateStatus(url)),
    );
    expect(told).toEqual([200, 403, 403, 403, 403]);
  });

  it('refuses a delegate of another grant', async () => {
    await grantsUniversityResults(house);
    const { view, grantee, purpose, clients } = await newestGrant();
    const other = grantId('11111111-1111-4111-8111-111111111111');
    const client = clients[0];
    if (client === undefined) throw new Error('no client');
    const parts = { grantId: other, grantee: granteeKey(grantee), client, purpose };
    expect(await house.running.workshop.probe(parts, view)).toBe(403);
    expect(await house.running.workshop.probe(parts, bundle)).toBe(403);
  });

  it('opens to Samira’s own login through @inrupt/solid-client', async () => {
    const samira = await solidLogin(house.pods, house.account('samira'));
    const file = await getFile(bundle, { fetch: samira.fetch });
    expect(file.size).toBeGreaterThan(100);
    const profile = await getSolidDataset(house.account('samira').webId, { fetch: samira.fetch });
    expect(profile).toBeDefined();
    await samira.logout();
  });

  it('after a revoke that says CONFIRMED, the delegate’s next GET is 403', async () => {
    const grant = await grantsUniversityResults(house);
    const { view } = await newestGrant();
    expect(await delegateStatus(view)).toBe(200);
    const { data } = await revokes(house, grant);
    expect(data.revokeGrant.pod).toBe('CONFIRMED');
    expect(await delegateStatus(view)).toBe(403);
  });

  it('whoever removes the rule with another Solid app has revoked: the next question gets nothing', async () => {
    await grantsUniversityResults(house);
    const { view } = await newestGrant();
    expect((await readsSamira(house)).codes).toEqual([]);
    const samira = await solidLogin(house.pods, house.account('samira'));
    const removal = await samira.fetch(rulesOf(view), { method: 'DELETE' });
    expect(removal.status).toBe(205);
    const after = await readsSamira(house);
    expect(after.data).toEqual({ learner: null });
    expect(after.codes).toEqual(['GRANT_ENDED']);
    await samira.logout();
  });
});

/** A document as the builder reads it. */
const own = async (url: string) => {
  const { fetch } = house.running.workshop.build;
  const response = await fetch(url);
  return { status: response.status, body: await response.text() };
};

it('a stop pressed twice while the pod is down says PENDING twice, and the view shuts once it is back', async () => {
  const grant = await grantsUniversityResults(house);
  const { view } = await newestGrant();
  house.proxy.setDown(true);
  const both = [await revokes(house, grant), await revokes(house, grant)];
  house.proxy.setDown(false);
  expect(both.map(({ data }) => data.revokeGrant.pod)).toEqual(['PENDING', 'PENDING']);
  await expect.poll(() => delegateStatus(view), { timeout: 40_000 }).toBe(403);
  await expect.poll(async () => (await newestGrant()).pod, { timeout: 40_000 }).toBe('CONFIRMED');
}, 120_000);

describe('what stands in the pod', () => {
  it('every delivery in its exact bytes, by the hash that was taken when it came', async () => {
    const layout = layoutOf(house.account('samira').podRoot);
    const { body } = await own(layout.index);
    const deliveries: { institution: string; id: string }[] = JSON.parse(body).deliveries;
    expect(deliveries.length).toBeGreaterThanOrEqual(2);
    for (const { institution, id } of deliveries) {
      const at = layout.inbox(institutionId(institution), id);
      const [page, manifest] = [await own(at.page), await own(at.manifest)];
      expect(sha256Hex(page.body)).toBe(JSON.parse(manifest.body).page.sha256);
    }
  });

  it('bundles that the inbox alone gives again, byte for byte', async () => {
    const layout = layoutOf(house.account('samira').podRoot);
    const index = JSON.parse((await own(layout.index)).body);
    const desk = house.schools.institutions.get(institutionId(merenveld));
    if (desk === undefined) throw new Error('no such school');
    let history: readonly RecordVersion[] = [];
    for (const { institution, id } of index.deliveries) {
      if (institution !== merenveld) continue;
      const at = layout.inbox(desk.id, id);
      const manifest = JSON.parse((await own(at.manifest)).body);
      const page = { ...manifest.page, body: (await own(at.page)).body };
      const delivery: SourceDelivery = { ...manifest, page };
      history = receive(history, { ...delivery, records: readDelivery(delivery, desk).records });
    }
    const rebuilt = toBundles(history, house.running.workshop.build.context);
    const stored: { path: string; institution: string; sha256: string }[] = index.bundles;
    expect(rebuilt.map(({ body }) => sha256Hex(body)).toSorted()).toEqual(
      stored
        .filter(({ institution }) => institution === merenveld)
        .map(({ sha256 }) => sha256)
        .toSorted(),
    );
    expect(rebuilt.length).toBeGreaterThan(3);
  });

  it('after a write that was cut off, or an edit by hand: what the inbox says, once a delivery comes', async () => {
    const layout = layoutOf(house.account('barry').podRoot);
    const folder = layout.institution(institutionId(merenveld));
    const before = await house.ask('barry', 'MyRecords', { first: 250 });
    for (const torn of ['core.json', 'identifiers.json']) {
      const response = await house.running.workshop.build.fetch(`${folder}${torn}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"records":[]}',
      });
      expect(response.ok).toBe(true);
    }
    house.schools.servers.university.amend(universityAssociations.barryPassed, {
      result: { comment: 'Nog eens nagekeken.' },
    });
    const sync = await house.ask('barry', 'SyncInstitution', { institution: merenveld });
    expect(sync.data.syncInstitution).toMatchObject({ changed: 1, inPod: true });
    const after = await house.ask('barry', 'MyRecords', { first: 250 });
    expect(after.data.myRecords.count).toBe(before.data.myRecords.count);
    expect(after.data.myRecords.totals).toEqual(before.data.myRecords.totals);
    expect((await own(`${folder}identifiers.json`)).body).toContain('"sourceId"');
  });

  it('no folder that tells which schools she goes to', async () => {
    const layout = layoutOf(house.account('samira').podRoot);
    const paths = JSON.parse((await own(layout.index)).body).bundles.map(
      ({ path }: { path: string }) => path,
    );
    expect(paths.join(' ')).not.toMatch(/merenveld|waterlanden/);
  });
});

describe('what a question costs', () => {
  it('an adviser: one pod request for a learner and a live grant, cold and warm', async () => {
    await grantsUniversityResults(house);
    for (const temperature of ['cold', 'warm']) {
      house.proxy.forget();
      await readsSamira(house);
      const { view } = await newestGrant();
      const asked = house.proxy.requests.map(({ method, path }) => [method, path]);
      expect([temperature, asked]).toEqual([temperature, [['GET', new URL(view).pathname]]]);
    }
  });

  it('an adviser with two live grants: two', async () => {
    await grantsUniversityResults(house);
    await grantsUniversityResults(house);
    house.proxy.forget();
    await readsSamira(house);
    expect(house.proxy.requests).toHaveLength(2);
  });

  it('a learner: cold at most 1 + schools × facets asked, warm 1', async () => {
    const query = 'query MyRecords { myRecords { nodes { title credits { __typename } } } }';
    house.proxy.forget();
    await house.ask('barry', 'MyRecords', {}, { query });
    // Two schools, core and credits; fewer where another test has read one of them already.
    expect(house.proxy.requests.length).toBeLessThanOrEqual(1 + 2 * 2);
    house.proxy.forget();
    await house.ask('barry', 'MyRecords', {}, { query });
    expect(house.proxy.requests).toHaveLength(1);
  });

  it('a question that only asks who shares: none', async () => {
    house.proxy.forget();
    await house.ask('adviser', 'ConsentedLearners');
    expect(house.proxy.requests).toEqual([]);
  });
});

describe('a kluis opened over a pod that holds records already, by a database that never heard of them', () => {
  it('knows them: what is shared without later records is about those that stand there', async () => {
    const { admin } = house.running;
    const { webId: id, podRoot: storage } = house.account('barry');
    const barry = `(select id from learner where web_id = '${id}')`;
    const known = `select record_key from known_record where learner_id = ${barry} order by record_key`;
    const before = await rowsOf(house, known);
    const query = 'query MyRecords { myRecords(first: 250) { nodes { id version } } }';
    const stands = async () => (await house.ask('barry', 'MyRecords', {}, { query })).data;
    const stood = await stands();
    await rowsOf(house, `delete from known_record where learner_id = ${barry}`);
    await rowsOf(house, `update learner set opened_at = null where id = ${barry}`);
    await admin.openKluis({ webId: webId(id), storage, person: {} });
    expect(before.length).toBeGreaterThan(10);
    expect(await rowsOf(house, known)).toEqual(before);
    const answer = await house.ask('barry', 'SyncInstitution', { institution: merenveld });
    expect(answer.data.syncInstitution).toMatchObject({ problem: null, inPod: true });
    expect(await stands()).toEqual(stood);
  });
});
