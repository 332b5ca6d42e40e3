import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { canonicalJson, sha256Hex } from '../../../src/base/index.js';
import { granteeKey, underBlocks } from '../../../src/consent/index.js';
import { ForDelivery } from '../../../src/flows/deliver-results.js';
import { type ChainRow, verifyChain } from '../../../src/ledger/index.js';
import { layoutOf, readInbox, readPerson } from '../../../src/pod/index.js';
import { IndexShape, type PodIndex } from '../../../src/pod/shapes.js';
import type { RecordVersion, SourceDelivery } from '../../../src/records/index.js';
import { type Rebuilt, rebuild, rebuiltView } from '../../fixtures/rebuild.js';
import type { Stage } from './stage.js';

/** Waits until nothing is owed to the pod any more. */
export async function untilSettled({ sql, api }: Stage, timeoutMs = 60_000): Promise<void> {
  for (const until = Date.now() + timeoutMs; ; await sleep(40)) {
    const rows = await sql(
      "select kind, state, attempts, reason from outbox_item where state <> 'DONE' order by seq",
    );
    if (rows.length === 0) return;
    if (Date.now() > until) {
      throw new Error(`still owed: ${JSON.stringify([rows, api().faults.slice(-3)])}`);
    }
  }
}

async function textAt({ shop }: Stage, url: string): Promise<string | undefined> {
  const response = await shop.build.fetch(url, { headers: { accept: '*/*' } });
  const text = await response.text();
  return response.ok ? text : undefined;
}

/** Every delivery whose acceptance was committed, in that order; an answer came for each of them or not. */
export async function accepted({ sql }: Stage): Promise<readonly SourceDelivery[]> {
  const rows = await sql(`select payload from witness where kind = 'DELIVER' order by seq`);
  return rows.flatMap(({ payload }) => ForDelivery.parse(JSON.parse(String(payload))).deliveries);
}

/** What was read of the inbox before: a delivery is written once, so it need not be read twice. */
export type Seen = Map<string, SourceDelivery>;

async function inboxOf(
  stage: Stage,
  index: PodIndex,
  seen: Seen,
): Promise<readonly SourceDelivery[]> {
  const { shop, learner } = stage;
  for (const [institution, refs] of Map.groupBy(index.deliveries, (ref) => ref.institution)) {
    const ids = refs.map(({ id }) => id).filter((id) => !seen.has(id));
    const read = await readInbox(shop.build, learner.storage, institution, ids);
    for (const delivery of read) seen.set(delivery.id, delivery);
  }
  return index.deliveries.flatMap(({ id }) => seen.get(id) ?? []);
}

/** Documents in a folder of the pod, as the pod server keeps them on disk: one that is there twice is named twice. */
async function filesIn({ dataDir }: Stage, url: string): Promise<readonly string[]> {
  const folder = join(dataDir, 'pods', new URL(url).pathname);
  const names = (await readdir(folder)).filter((name) => !/^\.|\.meta$/.test(name));
  // A media type that the server has no extension for.
  return names.map((name) => name.replace(/\$\.unknown$/, '')).toSorted();
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
const inOrder = (refs: readonly object[]): readonly string[] => refs.map(canonicalJson).toSorted();
/** Without the words for readers of RDF. */
const bare = ({ id, institution, connector, receivedAt, page, lookups }: SourceDelivery) => ({
  id,
  institution,
  connector,
  receivedAt,
  page,
  lookups,
});

/** Each accepted delivery stands in the inbox and in the index, once, byte for byte, and nothing else does. */
async function expectDeliveries(stage: Stage, index: PodIndex, inbox: readonly SourceDelivery[]) {
  const sent = await accepted(stage);
  expect(index.deliveries.map(({ id }) => id).toSorted()).toEqual(
    sent.map(({ id }) => id).toSorted(),
  );
  expect(inbox.map(({ page }) => sha256Hex(page.body))).toEqual(
    inbox.map(({ page }) => page.sha256),
  );
  expect(inbox.map(bare).toSorted(byId)).toEqual(sent.map(bare).toSorted(byId));
  for (const [institution, mine] of Map.groupBy(index.deliveries, (ref) => ref.institution)) {
    const order = sent.filter((one) => one.institution === institution).map(({ id }) => id);
    expect(mine.map(({ id }) => id)).toEqual(order);
    const folder = `${layoutOf(stage.learner.storage).institution(institution)}inbox/`;
    const names = mine.flatMap(({ id }) => [`${id}.delivery.json`, `${id}.json`]);
    expect(await filesIn(stage, folder)).toEqual(names.toSorted());
  }
}

/** No version twice, none left out, one of a record that speaks; and the ledger knows the same records. */
async function expectHistories({ sql, learner }: Stage, all: Rebuilt): Promise<void> {
  const records = [...all.records.values()].flat();
  for (const [, versions] of Map.groupBy(records, ({ key }) => key)) {
    const history = versions.toSorted((a, b) => a.version - b.version);
    expect(history.map(({ version }) => version)).toEqual(history.map((_version, n) => n + 1));
    const older = history.slice(0, -1);
    const replaced = older.every(({ status }: RecordVersion) => status !== 'CURRENT');
    expect(replaced).toBe(true);
  }
  const known = await sql('select record_key from known_record where learner_id = $1', [
    learner.id,
  ]);
  const keys = [...new Set(records.map(({ key }) => String(key)))];
  expect(known.map((row) => String(row['record_key'])).toSorted()).toEqual(keys.toSorted());
}

async function expectLog({ sql, learner }: Stage): Promise<void> {
  const rows = await sql(
    'select seq, bytes, salt, commitment, hash from log_entry where learner_id = $1 order by seq',
    [learner.id],
  );
  const chain = rows.map((row): ChainRow => {
    const { seq, bytes, salt, commitment, hash } = row;
    return {
      seq: Number(seq),
      bytes: String(bytes),
      salt: String(salt),
      commitment: String(commitment),
      hash: String(hash),
    };
  });
  expect(verifyChain(chain)).toMatchObject({ whole: true });
  const [head] = await sql('select log_seq, log_head from learner where id = $1', [learner.id]);
  expect(head).toEqual({ log_seq: chain.at(-1)?.seq, log_head: chain.at(-1)?.hash });
}

/**
 * Pod and database say the same of every grant: an active one shows its delegates its rebuild, and nobody else
 * anything; of one that is over or paused nothing is left.
 */
export async function expectViews(stage: Stage, all: Rebuilt): Promise<void> {
  const { shop, learner } = stage;
  const person = await readPerson(shop.build, learner.storage);
  for (const grant of await shop.ledger.grants.ofLearner(learner.id)) {
    const { id, grantee, purpose, state, view } = grant;
    const everybody = (await shop.ledger.grants.versions(id)).flatMap(({ clients }) => clients);
    const shown = await textAt(stage, view);
    const isActive = state === 'ACTIVE';
    expect({ state, pod: grant.pod }).toEqual({ state, pod: 'CONFIRMED' });
    expect(shown).toBe(
      isActive ? rebuiltView(underBlocks(grant, []), all, person, shop.build.context) : undefined,
    );
    for (const client of new Set(everybody)) {
      const status = await shop.probe(
        { grantId: id, grantee: granteeKey(grantee), client, purpose },
        view,
      );
      const mayRead = isActive && grant.clients.includes(client);
      expect({ state, status }).toEqual({ state, status: mayRead ? 200 : 403 });
    }
  }
}

/** All that can be worked out of the inbox, after it was held against what was accepted. */
export async function rebuiltFrom(stage: Stage, seen: Seen = new Map()): Promise<Rebuilt> {
  const { shop, learner } = stage;
  const text = await textAt(stage, layoutOf(learner.storage).index);
  const index = IndexShape.parse(JSON.parse(text ?? ''));
  const inbox = await inboxOf(stage, index, seen);
  await expectDeliveries(stage, index, inbox);
  const all = rebuild(learner.storage, shop.institutions, inbox, shop.build.context);
  expect(inOrder(index.bundles)).toEqual(inOrder(all.refs));
  for (const [at, body] of all.bundles) expect(await textAt(stage, at)).toBe(body);
  for (const [institution] of all.records) {
    const folder = layoutOf(learner.storage).institution(institution);
    const names = [...all.bundles.keys()].filter((at) => at.startsWith(folder));
    const files = await filesIn(stage, folder);
    expect(files.filter((name) => name !== 'inbox')).toEqual(
      names.map((at) => at.slice(folder.length)).toSorted(),
    );
  }
  await expectHistories(stage, all);
  return all;
}

/** Nothing lost, nothing doubled, nothing torn. */
export async function expectWhole(stage: Stage, seen: Seen = new Map()): Promise<Rebuilt> {
  const all = await rebuiltFrom(stage, seen);
  await expectViews(stage, all);
  await expectLog(stage);
  return all;
}
