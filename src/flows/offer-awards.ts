import { randomUUID } from 'node:crypto';
import { asWebId, canonicalJson, Fault, type InstitutionId, unambiguous } from '../base/index.js';
import {
  type AwardFinding,
  dutchFindings,
  mayBeSigned,
  schemaFindings,
  toOpenBadge,
} from '../credentials/index.js';
import type { RowSeal } from '../identity/index.js';
import type { LearnerRow, NewAward } from '../ledger/index.js';
import {
  type AwardContent,
  awardToCheck,
  completed,
  type DraftedContent,
  labelIn,
  misfitsIn,
} from './award-content.js';
import { withdrawalBy } from './award-withdrawal.js';
import { personBehind } from './bind-rows.js';
import { actorOf } from './change-consent.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import { accessTo } from './push-results.js';

/** One award to one learner, as an institution asks for it. */
export interface AskedAward {
  /** Which row or item it was, from 1. */
  readonly place: number;
  /** The institution's own number of the learner, a WebID, or the id that we gave it. */
  readonly person: string;
  /** The institution's own id of this award. */
  readonly sourceId: string;
  readonly version: number;
  readonly content: DraftedContent;
}
interface Completed extends Omit<AskedAward, 'content'> {
  readonly content: AwardContent;
}
/** OFFERED: the learner can answer. CORRECTED: it took the place of an earlier version. KNOWN: it was there. REFUSED: nothing came of it. */
export const awardOutcomes = ['OFFERED', 'CORRECTED', 'KNOWN', 'REFUSED'] as const;
export type AwardOutcome = (typeof awardOutcomes)[number];

export interface AwardFault {
  readonly code: string;
  /** JSON pointer into what is awarded; empty: all of it. */
  readonly path: string;
  readonly severity: 'ERROR' | 'WARNING';
}
export interface AwardReport {
  readonly place: number;
  readonly outcome: AwardOutcome;
  /** The award, where there is one. */
  readonly id?: string;
  readonly faults: readonly AwardFault[];
}

const fault = (code: string, path = ''): AwardFault => ({ code, path, severity: 'ERROR' });
const refused = (place: number, ...faults: readonly AwardFault[]): AwardReport => ({
  place,
  outcome: 'REFUSED',
  faults,
});

const idForm = /^[\x21-\x7e]{1,200}$/;
const mostVersions = 1_000_000;

/** Places in the signed form do not stand in what was asked: they are told as one. */
function wrongWith(
  { content, sourceId, version }: Completed,
  desk: InstitutionDesk,
  did: string,
): readonly (AwardFault | AwardFinding)[] {
  const misfits = misfitsIn(content).map((path) => fault('DOES_NOT_FIT', path));
  const named = [
    ...(idForm.test(sourceId) ? [] : [fault('DOES_NOT_FIT', '/sourceId')]),
    ...(version >= 1 && version <= mostVersions ? [] : [fault('DOES_NOT_FIT', '/version')]),
  ];
  if (misfits.length + named.length > 0) return [...named, ...misfits];
  const award = awardToCheck(content, desk, did);
  const findings = dutchFindings(award);
  if (!mayBeSigned(findings)) return findings;
  const isSound = schemaFindings(toOpenBadge(award, [])).length === 0;
  return isSound ? findings : [...findings, fault('DOES_NOT_FIT')];
}

/**
 * Whoever is known to the institution by a number that a login proved; by another name only who lets it add to their kluis.
 * Nobody, and somebody who did not let it, are one answer; a try is noted whoever it is.
 */
export async function recipientOf(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  person: string,
): Promise<LearnerRow | undefined> {
  const found = await personBehind(house, caller, desk, person);
  const isOurName = asWebId(person) !== undefined;
  const links = found && !isOurName ? await house.ledger.learners.links(found.id, new Date()) : [];
  const isLinked = links.some(
    ({ institution, personId }) => institution === desk.id && personId === person,
  );
  if (isLinked) return found;
  return (await accessTo(house, caller, desk, found))?.learner;
}

/** What is called otherwise is something else to whoever said yes to it. */
export const isNamed =
  (seal: RowSeal, institution: InstitutionId, title: string) =>
  (label: string): boolean =>
    labelIn(seal, institution, label)?.title === title;

const mended = 'Vervangen door een verbeterde versie. / Replaced by a corrected version.';

function newAward(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  { asked, learner }: { readonly asked: Completed; readonly learner: LearnerRow },
): NewAward {
  const { rowSeal: seal } = house;
  const { content, sourceId, version, person } = asked;
  const label = { title: content.achievement.name, person, sourceId };
  return {
    id: randomUUID(),
    institution: desk.id,
    source: seal.mark(desk.id, unambiguous(['award', sourceId])),
    version,
    said: seal.mark(desk.id, canonicalJson(content)),
    label: seal.seal(desk.id, JSON.stringify(label)),
    sealed: seal.seal(desk.id, JSON.stringify(content)),
    isSame: isNamed(seal, desk.id, label.title),
    actor: actorOf(caller),
    withdrawal: withdrawalBy(house, learner, desk, mended),
  };
}

/** As whom an institution signs. @throws Fault `Forbidden` for one that does not. */
export async function signingDid(
  { ledger }: Pick<House, 'ledger'>,
  desk: InstitutionDesk,
): Promise<string> {
  const found = await ledger.issuing.document(desk.id);
  if (found === undefined) {
    throw new Fault('Forbidden', 'This institution has not let this server sign in its name.');
  }
  return found.did;
}

interface Offering {
  readonly desk: InstitutionDesk;
  readonly did: string;
  readonly isDry: boolean;
}

async function offerOne(
  house: House,
  caller: Caller,
  { desk, did, isDry }: Offering,
  draft: AskedAward,
): Promise<AwardReport> {
  const { place } = draft;
  const asked = { ...draft, content: completed(desk.id, draft.content) };
  const faults = wrongWith(asked, desk, did);
  if (faults.some(({ severity }) => severity === 'ERROR')) return refused(place, ...faults);
  if (isDry) return { place, outcome: 'OFFERED', faults };
  const learner = await recipientOf(house, caller, desk, asked.person);
  const unreached = refused(place, fault('LEARNER_NOT_REACHED', '/person'));
  if (learner === undefined) return unreached;
  const made = newAward(house, caller, desk, { asked, learner });
  const offered = await house.ledger.awards.offer(learner.id, made);
  if (offered === undefined) return unreached;
  if (!('id' in offered)) return refused(place, fault(offered.kind, '/version'));
  const { kind, id } = offered;
  return { place, outcome: kind === 'RENEWING' ? 'CORRECTED' : kind, id, faults };
}

/** In one question. */
export const mostAwards = 500;

/**
 * An institution offers microcredentials to learners, each by itself: what is wrong with one holds up no other. The same again is
 * nothing new. Until a learner says yes nothing of it is in their kluis.
 * @param isDry looks whether each may be signed, at nobody, and keeps nothing.
 */
export async function offerAwards(
  house: House,
  caller: Caller,
  all: readonly AskedAward[],
  isDry = false,
): Promise<readonly AwardReport[]> {
  const desk = askingInstitution(house, caller);
  if (all.length > mostAwards) throw new Fault('BadInput', 'At most 500 learners at once.');
  const offering = { desk, did: await signingDid(house, desk), isDry };
  const reports: AwardReport[] = [];
  // One after the other: of two rows about one thing the later one sees the earlier.
  for (const asked of all) reports.push(await offerOne(house, caller, offering, asked));
  return reports;
}
