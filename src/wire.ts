import { join } from 'node:path';
import type { InstitutionId, WebId } from './base/index.js';
import { publishedAttestationKey, publishedBuilderKey } from './builder-public-key.js';
import { type Closings, closeAll, opening } from './closings.js';
import { every } from './every.js';
import {
  EnrolmentKeeper,
  fillCatalogue,
  type House,
  keepCatalogue,
  keepLog,
  keepWalletLists,
  linkInstitution,
  type NewKluis,
  nameGuardian,
  openKluis,
  publishAllKeys,
  publishKeys,
  pullResults,
  reconcile,
  sweep,
  takeUpInboxes,
  type Workshop,
  workOutbox,
} from './flows/index.js';
import { loadKeys, loadQueryKeys } from './identity/index.js';
import { type Ledger, onceWatched } from './ledger/index.js';
import type { Log } from './log.js';
import type { CommonSetup, Setup } from './setup.js';
import { openDoors, openHealthDoors } from './wire-doors.js';
import { enrolLoginOf } from './wire-logins.js';
import {
  appIssuerOf,
  archiveToolsOf,
  type Ground,
  houseOf,
  openGround,
  openWorkshop,
} from './wire-rooms.js';
import { type LogKeeper, logKeeper } from './wire-watch.js';

/** The clerk's doors, for the cli and the demo: no way to a record, only to who is known here. */
export interface AdminDoors {
  openKluis(kluis: NewKluis): Promise<void>;
  linkInstitution(learner: WebId, institution: InstitutionId, personId: string): Promise<void>;
  /**
   * An institution lets this server sign in its name: it has keys from now on, or new ones.
   * @returns as whom it signs.
   */
  letSign(institution: InstitutionId, rotate?: boolean): Promise<string>;
  /** Whether each result that it sends is signed too, from here on. */
  signResults(institution: InstitutionId, isOn: boolean): Promise<void>;
  /** @returns false for a learner who is old enough to say yes alone. */
  nameGuardian(learner: WebId, guardian: WebId): Promise<boolean>;
}
export interface Served {
  /** From here on `/readyz` says ready. */
  ready(): void;
  /** Takes nothing new, finishes what is under way, closes. */
  stop(): Promise<void>;
}
export interface Working extends Served {
  /** Starts on what is owed to pods, once they answer. */
  startWork(): Promise<void>;
}
export interface Running extends Working {
  readonly admin: AdminDoors;
  readonly house: House;
  readonly workshop: Workshop;
  /** Has what institutions offer read now, and waits so long at most. @returns whether all came. */
  fillCatalogue(mostMs: number): Promise<boolean>;
}

const keysOf = ({ dataDir, keysDir = join(dataDir, 'keys') }: CommonSetup) => keysDir;
const sweepMs = 60_000;
/** A grant taken away in the pod counts within a minute: looked at twice as often. */
const reconcileMs = 20_000;
/** So long, at most, until a host is asked again when it is due. */
const askMs = 5000;
/** So long, at most, until what a school says has changed is looked at. */
const pullMs = 20_000;
/** So long, at most, until a catalogue that is due is read. */
const catalogueMs = 60_000;

/** What the builder's process does unasked, once a minute. @returns whether it goes on. */
function keepSwept(
  shop: Workshop,
  { fault: onFault, note }: Log,
  closings: Closings,
): () => boolean {
  if (shop.messenger === undefined) {
    note('No mail is sent: SMTP_URL is not set. Learners see requests once they look.');
  }
  let stopped = false;
  const goesOn = () => !stopped;
  every(sweepMs, () => sweep(shop, onFault).catch(onFault), closings);
  // By itself: pods that are slow keep nothing else from being swept.
  every(sweepMs, () => takeUpInboxes(shop, onFault).catch(onFault), closings);
  // By itself too: schools that are slow.
  const onPullFault = (error: unknown) => (goesOn() ? onFault(error) : undefined);
  every(pullMs, () => pullResults(shop, onFault, { goesOn }).catch(onPullFault), closings);
  every(catalogueMs, () => keepCatalogue(shop, onFault, { goesOn }).catch(onPullFault), closings);
  every(reconcileMs, () => reconcile(shop, onFault, goesOn).catch(onFault), closings);
  // Closed first: rounds that are under way end soon.
  closings.push(async () => void (stopped = true));
  return goesOn;
}

/** Hosts that were silent are asked again, by whoever answers people: it is they who ask schools. */
function keepAsking(
  house: House,
  { builderAgent: webId, builderClient: client }: Ground['at'],
  { fault: onFault }: Log,
  closings: Closings,
): void {
  const tools = { ...house, actor: { webId, client } };
  let stopped = false;
  const keeper = new EnrolmentKeeper(tools, onFault, () => !stopped);
  every(askMs, () => keeper.round(), closings);
  closings.push(async () => void (stopped = true));
}

/** Ready once it is said and as long as the database answers; not any more from the moment of stopping. */
function lifeOf(ledger: Ledger, closings: Closings) {
  let open = false;
  const ready = () => void (open = true);
  const stop = (): Promise<void> => {
    open = false;
    return closeAll(closings);
  };
  return { isReady: async () => open && (await ledger.isReachable()), served: { ready, stop } };
}

/** First every log is compared with the head in its pod, then what is owed to pods is done. */
const workOf =
  (workshop: Workshop, keeper: LogKeeper, onFault: (error: unknown) => void) =>
  async (): Promise<void> => {
    await keeper.start();
    await keepWalletLists(workshop, onFault);
    await workshop.ledger.startWorkers(async (learner, lane) => {
      await workOutbox(workshop, learner, lane, onFault);
      await keepLog(workshop, learner, onFault);
    });
  };

const doorsOf = (workshop: Workshop): AdminDoors => ({
  openKluis: (kluis) => openKluis(workshop, kluis),
  linkInstitution: async (learner, institution, personId) => {
    await linkInstitution(workshop, learner, institution, personId);
  },
  letSign: async (institution, rotate = false) => {
    const { signers, ledger } = workshop;
    const keys = await (rotate ? signers.rotate(institution) : signers.signersOf(institution));
    await publishKeys(ledger, institution, keys);
    return keys.did;
  },
  signResults: (institution, isOn) => workshop.ledger.issuing.signResults(institution, isOn),
  nameGuardian: (learner, guardian) => nameGuardian(workshop, learner, guardian),
});

/**
 * For a process that does not look after pods: it may stand on an older copy of the database before a worker has seen
 * that.
 */
const watched = (ground: Ground): Ground => {
  const { release, watch } = ground.ledger;
  const ledger = { ...ground.ledger, release: onceWatched(release, () => watch.isWatched()) };
  return { ...ground, ledger };
};

/** Both roles in one process. Only in wire files are things opened; the rooms receive. */
export const wire = (setup: Setup): Promise<Running> =>
  opening(async (closings) => {
    const keys = await loadKeys(keysOf(setup), setup.builderKeysDir);
    const ground = await openGround(setup, keys.query, closings);
    const attestationJwk = keys.builder.attestation.publicJwk;
    const apps = appIssuerOf(setup, ground);
    const enrol = enrolLoginOf(setup, { keys: keys.query, ...ground.at }, closings);
    const house = houseOf(setup, ground, attestationJwk, apps, enrol);
    const workshop = await openWorkshop(setup, ground, keys.builder);
    await publishAllKeys(workshop);
    // Before any door opens.
    const keeper = await logKeeper(workshop, setup.log.fault, closings);
    const goesOn = keepSwept(workshop, setup.log, closings);
    keepAsking(house, ground.at, setup.log, closings);
    const { isReady, served } = lifeOf(ground.ledger, closings);
    const builderJwk = keys.builder.issuer.publicJwk;
    const tools = await archiveToolsOf(setup, ground, house);
    const jwks = { builderJwk, attestationJwk };
    const behind = { house, tools, queryKeys: keys.query, apps, enrol, ...jwks, isReady };
    await openDoors(setup, behind, closings);
    return {
      ...served,
      admin: doorsOf(workshop),
      house,
      workshop,
      fillCatalogue: (mostMs) => fillCatalogue(workshop, setup.log.fault, { mostMs, goesOn }),
      startWork: workOf(workshop, keeper, setup.log.fault),
    };
  });

/** Answers people. Of the builder it knows the public half, and it works for no pod. */
export const wireApi = (setup: Setup): Promise<Served> =>
  opening(async (closings) => {
    // The worker makes all keys, this one last: an api finds them there and writes none.
    const builderJwk = await publishedBuilderKey(keysOf(setup));
    const attestationJwk = await publishedAttestationKey(keysOf(setup));
    const queryKeys = await loadQueryKeys(keysOf(setup));
    const ground = await openGround(setup, queryKeys, closings);
    const { isReady, served } = lifeOf(ground.ledger, closings);
    const apps = appIssuerOf(setup, ground);
    const enrol = enrolLoginOf(setup, { keys: queryKeys, ...ground.at }, closings);
    const house = houseOf(setup, watched(ground), attestationJwk, apps, enrol);
    keepAsking(house, ground.at, setup.log, closings);
    const tools = await archiveToolsOf(setup, ground, house);
    const behind = { house, tools, queryKeys, apps, enrol, builderJwk, attestationJwk, isReady };
    await openDoors(setup, behind, closings);
    return served;
  });

/** Works for pods, as the builder, and answers nobody. */
export const wireWorker = (setup: CommonSetup): Promise<Working> =>
  opening(async (closings) => {
    const keys = await loadKeys(keysOf(setup), setup.builderKeysDir);
    const ground = await openGround(setup, keys.query, closings);
    const workshop = await openWorkshop(setup, ground, keys.builder);
    await publishAllKeys(workshop);
    const keeper = await logKeeper(workshop, setup.log.fault, closings);
    keepSwept(workshop, setup.log, closings);
    const { isReady, served } = lifeOf(ground.ledger, closings);
    await openHealthDoors(setup, isReady, closings);
    return { ...served, startWork: workOf(workshop, keeper, setup.log.fault) };
  });

/** The clerk's doors alone: no listening, no work. */
export const wireClerk = (
  setup: CommonSetup,
): Promise<{ readonly admin: AdminDoors; readonly stop: () => Promise<void> }> =>
  opening(async (closings) => {
    const keys = await loadKeys(keysOf(setup), setup.builderKeysDir);
    const ground = await openGround(setup, keys.query, closings);
    const workshop = await openWorkshop(setup, ground, keys.builder);
    return { admin: doorsOf(workshop), stop: () => closeAll(closings) };
  });

/** The query path alone, for who sends as an institution: no listening, no work, and no key that writes to a pod. */
export const wireDesk = (
  setup: Setup,
): Promise<{ readonly house: House; readonly stop: () => Promise<void> }> =>
  opening(async (closings) => {
    // Made by a worker before: never other keys than those the pods were written with.
    const attestationJwk = await publishedAttestationKey(keysOf(setup));
    const ground = await openGround(setup, await loadQueryKeys(keysOf(setup)), closings);
    const house = houseOf(setup, watched(ground), attestationJwk, appIssuerOf(setup, ground));
    return { house, stop: () => closeAll(closings) };
  });
