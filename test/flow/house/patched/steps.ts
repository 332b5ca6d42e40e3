import { ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { webId } from '../../../../src/base/index.js';
import { takeUpInboxes } from '../../../../src/flows/index.js';
import { storedRecords } from '../../../../src/flows/stored-records.js';
import { vouchedRecord } from '../../../../src/flows/vouched-record.js';
import { inboxOf, layoutOf, readInbox, storeDelivery } from '../../../../src/pod/index.js';
import type { RecordVersion, SourceDelivery } from '../../../../src/records/index.js';
import { openHouse, type TestHouse } from '../../../fixtures/house.js';
import { credentialIn, HandWallet, offers, signsHere } from '../../wallet/steps.js';
import { roc, trustsRoc } from '../award/steps.js';
import { association, byTitle, delivers, resultsOf } from '../push/steps.js';
import { systemOf } from '../push/token.js';
import { clientOf, letsRocWrite, puts } from '../write/steps.js';

export const passed = (score: string) => ({
  state: 'completed',
  pass: 'passed',
  score,
  resultDate: '2026-06-30',
});

let nth = 0;
/** An association with a title by which its record is found. */
export function course(more: object = {}) {
  nth += 1;
  const title = `Bakken ${nth}`;
  const { offering, ...rest } = association();
  const name = [{ language: 'nl-NL', value: title }];
  const named = { ...offering, name, course: { ...offering.course, name } };
  return { title, document: { ...rest, offering: named, result: passed('7'), ...more } };
}
export type Course = ReturnType<typeof course>;

/** An association without its result. */
export function without({ document }: { readonly document: Course['document'] }): object {
  const { result: _none, ...rest } = document;
  return rest;
}

export function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('what is looked for is not there');
  return found;
}

/** What a signature that holds looks like to its learner. */
export const trusted = { assertedBy: 'ISSUER_SIGNED', verification: { verdict: 'TRUSTED' } };

export const unsigned = { assertedBy: 'INSTITUTION', verification: null };

interface SchoolSystem {
  readonly fetch: typeof fetch;
  /** The learner, as the school knows her in addresses. */
  readonly learner: string;
}

/** A school that has its results signed, delivers to Samira and changes what it delivered; and Samira, who owns her pod. */
export class Scene {
  constructor(
    readonly house: TestHouse,
    readonly system: SchoolSystem,
  ) {}

  static async open(): Promise<Scene> {
    const house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
    await letsRocWrite(house);
    await house.running.admin.letSign(roc);
    await signsHere(house, roc);
    await house.running.admin.signResults(roc, true);
    const system = await systemOf(house, 'roc');
    const { data } = await delivers(house, association(), { dryRun: true });
    return new Scene(house, { fetch: system, learner: data.deliverResults.learner });
  }

  signs = (isOn: boolean) => this.house.running.admin.signResults(roc, isOn);

  async owner() {
    const { learners } = this.house.running.workshop.ledger;
    return there(await learners.byWebId(webId(this.house.account('samira').webId)));
  }

  async says(document: object): Promise<void> {
    const { codes, data } = await delivers(this.house, document);
    ok(codes.length === 0 && data.deliverResults.fault === null, 'taken');
  }

  async changes({ document }: Course, patch: object): Promise<void> {
    const { house, system } = this;
    const at = `${house.origin}/oeapi/${system.learner}/associations/${document.associationId}`;
    const answer = await system.fetch(at, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(patch),
    });
    ok(answer.status === 200, `taken: ${await answer.text()}`);
  }

  /** The result as the pod has it now. */
  async standing({ title }: Course): Promise<RecordVersion> {
    const stored = await storedRecords(this.house.running.workshop, (await this.owner()).storage);
    const { records = [] } = stored.get(roc) ?? {};
    return there(
      records.findLast(
        ({ facets: { core }, status }) =>
          core.recordType === 'RESULT' && core.title[0]?.value === title && status === 'CURRENT',
      ),
    );
  }

  isSigned = async (one: Course): Promise<boolean> =>
    (await this.standing(one)).facets.credential !== undefined;

  /** Whether a wallet may have it in the school's name. */
  async mayBeCopied(one: Course): Promise<boolean> {
    const { key, version } = await this.standing(one);
    const asked = { record: key, version };
    const { workshop } = this.house.running;
    return (await vouchedRecord(workshop, await this.owner(), asked)) !== undefined;
  }

  /** Whether it is signed, and whether a wallet may have it. */
  vouched = async (one: Course): Promise<readonly boolean[]> => [
    await this.isSigned(one),
    await this.mayBeCopied(one),
  ];

  /** What its learner sees of it. */
  async seen({ title }: Course) {
    const [record] = byTitle(await resultsOf(this.house), title);
    return record;
  }

  /** In a wallet. */
  async copyOf(one: Course): Promise<string> {
    const { id } = await this.seen(one);
    const wallet = await HandWallet.of(this.house);
    const token = await wallet.tokenOf(await offers(this.house, id));
    return credentialIn(await wallet.credential(token));
  }

  /** How many signatures of it hold. */
  live = async (one: Course): Promise<number> => this.liveOf((await this.standing(one)).key);

  async liveOf(key: string): Promise<number> {
    const rows = await this.house.running.workshop.ledger.db
      .em()
      .execute<unknown[]>(
        'select from signed_result where learner_id = ? and record_key = ? and revoked_at is null',
        [(await this.owner()).id, key],
      );
    return rows.length;
  }

  async deliveryAt(id: string): Promise<SourceDelivery> {
    const { storage } = await this.owner();
    return there((await readInbox(this.house.running.workshop.build, storage, roc, [id]))[0]);
  }
  deliveryOf = async (one: Course): Promise<SourceDelivery> =>
    this.deliveryAt((await this.standing(one)).delivery);

  /** Something that its own client, or the learner's, puts in the inbox of the pod. */
  async putsInInbox(document: object): Promise<void> {
    const inbox = inboxOf(this.house.account('samira').podRoot, roc);
    const learners = await clientOf(this.house, 'samira');
    const status = await puts(learners, `${inbox}${randomUUID()}.json`, JSON.stringify(document));
    ok(status === 201, 'stored');
    const { workshop } = this.house.running;
    await takeUpInboxes(workshop, (error) => this.house.faults.push(error), 0);
  }

  /** Bytes of the learner's own making, as a delivery. */
  async stores(delivery: SourceDelivery): Promise<void> {
    const { build } = this.house.running.workshop;
    const fetch = await clientOf(this.house, 'samira');
    await storeDelivery({ ...build, fetch }, (await this.owner()).storage, delivery);
  }

  /** As the learner can write it: the index of the pod, and which deliveries it names. */
  async withIndex(
    // biome-ignore lint/suspicious/noExplicitAny: as it stands in the pod
    change: (deliveries: readonly any[]) => readonly any[],
    { isTorn = false }: { isTorn?: boolean } = {},
  ): Promise<void> {
    const { index: at } = layoutOf((await this.owner()).storage);
    const client = await clientOf(this.house, 'samira');
    // biome-ignore lint/suspicious/noExplicitAny: as it stands in the pod
    const index: any = await (await client(at)).json();
    index.deliveries = change(index.deliveries);
    for (const bundle of index.bundles) {
      if (isTorn && bundle.institution === roc) bundle.sha256 = 'f'.repeat(64);
    }
    const headers = { 'content-type': 'application/json' };
    const written = await client(at, { method: 'PUT', headers, body: JSON.stringify(index) });
    ok(written.ok, 'written');
  }
}
