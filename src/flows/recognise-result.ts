import { Fault, type LearnerId, present, type RecordKey } from '../base/index.js';
import type { CatalogueProgramme } from '../records/index.js';
import { answerQuery } from './answer-query.js';
import { markOf } from './archive-tools.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import { findLearner } from './find-learner.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import { legible } from './plain-text.js';
import { accessTo, type WriteAccess } from './push-results.js';
import { disclosureOf, type ReadableRecord, type Reading } from './reading.js';
import {
  type Decision,
  mostOfDecision,
  readRecognition,
  recognitionDelivery,
  recognitionIdOf,
  recognitionKeyOf,
} from './recognition-record.js';
import { saidHash } from './said-hash.js';

/** Characters of an institution's own number, and of a key. */
const [mostOfReference, mostOfKey] = [200, 100];

export interface RecognitionAsked {
  /** A WebID, or the id we gave this asker. */
  readonly learner: string;
  /** What counts, as this asker was shown it; undefined for an id that does not open for them. */
  readonly record: { readonly learner: string; readonly key: string } | undefined;
  /** Of the catalogue. */
  readonly programme: string;
  /** An offering of the catalogue whose course need not be taken. */
  readonly course?: string;
  readonly decision?: string;
  readonly reference?: string;
  /** Names the decision, 1 to 100 characters: sent again it is taken once. */
  readonly key: string;
}

/**
 * PURPOSE_REQUIRED: it was not said that this is read to recognise it. FORBIDDEN: this learner did not show them that record, or
 * did not let them add to theirs, or is not here: one answer.
 */
export type RecognitionAnswer =
  | { readonly kind: 'PURPOSE_REQUIRED' }
  | { readonly kind: 'FORBIDDEN' }
  | {
      readonly kind: 'TAKEN';
      readonly learner: LearnerId;
      /** By which it is taken back. */
      readonly id: string;
      readonly record: RecordKey;
      /** New, or in other words than before. */
      readonly isNews: boolean;
      readonly pod: PodState;
    };

type Place = Pick<Decision, 'programme' | 'course'>;

const noProgramme = () => new Fault('NotFound', 'That is no programme of yours in the catalogue.');
const noCourse = () => new Fault('NotFound', 'That is no course of yours in the catalogue.');

/** What is in the way of a decision, whoever the learner is: the catalogue is public. */
async function placeIn(
  { ledger: { catalogue } }: House,
  { id }: InstitutionDesk,
  asked: RecognitionAsked,
): Promise<Place> {
  const programme: CatalogueProgramme | undefined = await catalogue.programme(asked.programme);
  if (programme?.institution !== id) throw noProgramme();
  const { sourceId, title } = programme;
  const place = { programme: { id: sourceId, title } };
  if (asked.course === undefined) return place;
  const [offering] = await catalogue.find([asked.course]);
  if (offering?.institution !== id || offering.kind !== 'COURSE') throw noCourse();
  return { ...place, course: offering.of.sourceId };
}

function wordsOf({ decision = '', reference = '', key }: RecognitionAsked) {
  if (key === '' || key.length > mostOfKey) {
    throw new Fault('BadInput', 'A key has 1 to 100 characters.');
  }
  const [words, number] = [legible(decision), legible(reference)];
  if (words.length > mostOfDecision) {
    throw new Fault('BadInput', 'A decision has 2,000 characters at most.');
  }
  if (number.length > mostOfReference) {
    throw new Fault('BadInput', 'A number of your own has 200 characters at most.');
  }
  return present({ decision: words || undefined, reference: number || undefined });
}

/** What was learned can count; a plan, an enrolment, what was taken back and what counts already by this way cannot. */
function refuseOther({ status, core: { recordType, recognition } }: ReadableRecord): void {
  const isLearned = recordType !== 'ROUTE' && recordType !== 'ENROLMENT';
  if (status !== 'CURRENT' || !isLearned || recognition !== undefined) {
    throw new Fault('BadInput', 'This is nothing that can count for a programme.');
  }
}

interface Shown {
  readonly reading: Reading;
  readonly record: ReadableRecord;
}

/** Of a record that is not shown to them, or not any more: a refused try like any other. */
async function noteUnseen({ ledger }: House, caller: Caller, reading: Reading): Promise<void> {
  const { learner, purpose, role } = reading;
  const actor = present({ ...actorOf(caller), role });
  const facts = { actor, purpose, operation: caller.operation, because: 'NO_GRANT' as const };
  await ledger.log.noteRefused(learner, { kind: 'DENIED', ...facts }, new Date());
}

/** The record, as far as this asker is shown it: by policy and by the pod, as whatever they read. */
async function shownTo(
  house: House,
  caller: Caller,
  { learner, record: named }: RecognitionAsked,
): Promise<Shown | undefined> {
  const answer = await answerQuery(house, caller, learner);
  const opened = answer.kind === 'access' ? await answer.open() : answer;
  if (opened.kind === 'refused') return undefined;
  const { reading } = opened;
  if (named === undefined || named.learner !== reading.learner) return undefined;
  const record = reading.records.find(({ key }) => key === named.key);
  if (record !== undefined) return { reading, record };
  if (reading.partial) throw new Fault('PodUnreachable', 'a part of the pod could not be read');
  await noteUnseen(house, caller, reading);
  return undefined;
}

/** @returns undefined where the learner's policy moved meanwhile; what was taken once before is nothing new. */
async function write(
  house: House,
  caller: Caller,
  { learner, desk, under }: WriteAccess,
  { decision, key }: { readonly decision: Decision; readonly key: string },
) {
  const delivery = recognitionDelivery(desk, learner.id, decision, new Date());
  const { records } = readRecognition(delivery, desk);
  // Of this decision: a key that is used again for another takes nothing of that away.
  const what = recognitionIdOf(desk.id, learner.id, decision);
  const once = house.fingerprint(learner.id, `recognition ${what} ${key}`);
  return house.ledger.deliveries.acceptUnder(learner.id, {
    actor: actorOf(caller),
    institution: desk.id,
    deliveries: [
      {
        delivery,
        mark: markOf(house, learner, delivery),
        hashes: new Map(records.map((one) => [one.key, saidHash(house, learner.id, one)])),
      },
    ],
    channel: 'PUSH',
    under: { ...under, once },
  });
}

interface Deciding {
  readonly desk: InstitutionDesk;
  readonly asked: RecognitionAsked;
  readonly place: Place;
  readonly words: ReturnType<typeof wordsOf>;
}

/** Both are looked at whoever the learner is, and a try that either refuses is noted. */
async function decide(
  house: House,
  caller: Caller,
  { desk, asked, place, words }: Deciding,
): Promise<RecognitionAnswer | 'moved'> {
  const learner = await findLearner(house, house.idsFor(caller.principal.webId), asked.learner);
  const access = await accessTo(house, caller, desk, learner);
  const shown = await shownTo(house, caller, asked);
  if (access === undefined || shown === undefined) return { kind: 'FORBIDDEN' };
  const { reading, record } = shown;
  reading.notes.record(record.key, 'core');
  // It is read for this: it leaves its pod only if it is released, as to anybody. A no to what it is tells of it as well.
  const { kind } = await house.ledger.release([disclosureOf(reading, caller)]);
  if (kind === 'moved') return 'moved';
  refuseOther(record);
  const { key, core } = record;
  const decision: Decision = { ...place, ...words, record: { key, title: core.title } };
  const accepted = await write(house, caller, access, { decision, key: asked.key });
  if (accepted === undefined) return 'moved';
  const id = recognitionIdOf(desk.id, reading.learner, decision);
  const made = { learner: reading.learner, id, record: recognitionKeyOf(desk.id, id) };
  const pod = await podState(house, accepted.work);
  return { kind: 'TAKEN', ...made, isNews: accepted.changed.length > 0, pod };
}

/** How often it is looked at anew because the learner's policy moved meanwhile. */
const tries = 3;

/**
 * An institution lets something that a learner learned elsewhere count for a programme of its own: under the learner's yes to
 * show it that, and their yes to add to theirs. The same decision again is no second one.
 * @throws Fault `Forbidden` for whoever is no institution; `NotFound` for a programme or course that is not its own; `BadInput`
 * for what cannot count, or for too many words.
 */
export async function recogniseResult(
  house: House,
  caller: Caller,
  asked: RecognitionAsked,
): Promise<RecognitionAnswer> {
  const desk = askingInstitution(house, caller);
  if (caller.purpose !== 'RECOGNITION_OF_PRIOR_LEARNING') return { kind: 'PURPOSE_REQUIRED' };
  const words = wordsOf(asked);
  const place = await placeIn(house, desk, asked);
  for (let at = 0; at < tries; at += 1) {
    const answer = await decide(house, caller, { desk, asked, place, words });
    if (answer !== 'moved') return answer;
  }
  throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
}
