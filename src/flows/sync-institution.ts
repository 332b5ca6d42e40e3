import { Fault, type InstitutionId } from '../base/index.js';
import { isOfConnection, type SourceProblem, sourceProblemOf } from '../institutions/index.js';
import type { RecordIssue, SetAside } from '../records/index.js';
import { fetchRecords, type Visit } from './fetch-records.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { ownLearner } from './own-records.js';
import { jittered, usualPace } from './pull-schedule.js';

export interface SyncReport {
  readonly institution: InstitutionDesk;
  /** Why not all of it came, or nothing. What came before stays. */
  readonly problem?: SourceProblem;
  /** Records the institution has of this learner. */
  readonly received: number;
  /** Of those, new or changed since last time. */
  readonly changed: number;
  /** Records it had before and says it has no more. */
  readonly withdrawn: number;
  /** Whether the changes stand in the pod already; false when they are on their way. */
  readonly inPod: boolean;
  /** What could not be understood, by place and code. Kept at the source, and said. */
  readonly setAside: readonly SetAside[];
  readonly issues: readonly RecordIssue[];
}

const nothingCame = (institution: InstitutionDesk, problem: SourceProblem): SyncReport => ({
  institution,
  problem,
  received: 0,
  changed: 0,
  withdrawn: 0,
  inPod: false,
  setAside: [],
  issues: [],
});

interface Visiting {
  readonly house: House;
  readonly visit: Visit;
  readonly personId: string;
}

interface Answer {
  readonly report: SyncReport;
  /** Nothing came, and it is not for this learner only. */
  readonly isTrouble: boolean;
  /** Until it is asked unasked. */
  readonly waitMs: number;
}

/** Fetches, takes what is new, then what is gone, and waits a while for the pod. */
async function fetchFrom({ house, visit, personId }: Visiting): Promise<Answer> {
  const { reading, said, news, gone, issues, isOvertaken } = await fetchRecords(visit, personId);
  const work = [...news.work, ...gone.work];
  const report: SyncReport = {
    institution: visit.desk,
    ...(reading.problem !== undefined && { problem: reading.problem }),
    received: said.keys.size,
    changed: news.changed.length,
    withdrawn: gone.changed.length,
    inPod: await house.ledger.outbox.isDone(work, 3 * house.podWaitMs),
    setAside: said.setAside,
    issues,
  };
  return { report, isTrouble: false, waitMs: isOvertaken ? usualPace.againMs : usualPace.everyMs };
}

/** The next time it is asked unasked is usually a day from now; and how it answered is known to all. */
async function noted(
  { house, visit }: Visiting,
  { report, isTrouble, waitMs }: Answer,
  tookMs: number,
): Promise<SyncReport> {
  const { pulls } = house.ledger;
  const { problem: code } = report;
  const { learner, desk } = visit;
  const said = code === undefined ? {} : { code };
  await pulls.noteAsked(learner.id, desk.id, {
    ...said,
    waitMs: jittered(waitMs, Math.random),
  });
  // One that was left alone said nothing.
  if (code !== 'PAUSED') {
    await pulls.noteOutcome(desk.id, { ...said, isTrouble, tookMs });
  }
  return report;
}

/** A source in trouble is a report, with its name and why; it keeps nothing else from coming. */
async function reportOf(visiting: Visiting): Promise<SyncReport> {
  const beganMs = performance.now();
  const tookMs = () => performance.now() - beganMs;
  try {
    return await noted(visiting, await fetchFrom(visiting), tookMs());
  } catch (error) {
    const problem = sourceProblemOf(error);
    if (problem === undefined) throw error;
    const report = nothingCame(visiting.visit.desk, problem);
    const isTrouble = isOfConnection(error);
    return noted(visiting, { report, isTrouble, waitMs: usualPace.everyMs }, tookMs());
  }
}

async function visits(house: House, caller: Caller): Promise<readonly Visiting[]> {
  const { ledger, fingerprint, agents } = house;
  const learner = await ownLearner(house, caller);
  const links = await ledger.learners.links(learner.id, new Date());
  const known = await ledger.deliveries.known(learner.id);
  const { webId, clientId } = caller.principal;
  const actor = { webId, client: clientId };
  const podFetch = agents.selfFetch(caller.principal);
  return links.flatMap(({ institution, personId }) => {
    const desk = house.institutions.get(institution);
    if (desk === undefined) return [];
    const visit = { ledger, fingerprint, learner, desk, known, actor, podFetch };
    return [{ house, visit, personId }];
  });
}

/**
 * A learner fetches what an institution has of them. What changed goes to the pod through the outbox; what did not
 * costs the pod nothing.
 */
export async function syncInstitution(
  house: House,
  caller: Caller,
  institution: InstitutionId,
): Promise<SyncReport> {
  const all = await visits(house, caller);
  const found = all.find(({ visit }) => visit.desk.id === institution);
  if (found === undefined) {
    throw new Fault('NotFound', 'You are not linked to this institution.');
  }
  return reportOf(found);
}

/** The same of all institutions the learner is linked to, side by side: one that is slow or down keeps no other. */
export async function syncAll(house: House, caller: Caller): Promise<readonly SyncReport[]> {
  const all = await visits(house, caller);
  return Promise.all(all.map(reportOf));
}
