import { Fault, present, unambiguous, uuidOf } from '../base/index.js';
import { mostSteps } from '../pod/index.js';
import {
  type CatalogueOffering,
  isImplausible,
  isPartialDate,
  type PlannedOffering,
  type PlannedStep,
  type RouteGoal,
  type StudyLoad,
  studyLoad,
  type Texts,
} from '../records/index.js';
import {
  availabilityOn,
  type ClosedReason,
  withMoved,
  withNote,
  withStep,
} from '../route/index.js';
import { changeRoute, type RouteChange } from './change-route.js';
import type { Caller, House } from './house.js';
import { isAddressOfSkill, nameLength, storyLength } from './own-entry-terms.js';
import { plainText } from './plain-text.js';
import { today } from './search-offerings.js';

/** What is to become a step: something of the catalogue, or something in the learner's own words. */
export type NewStep = {
  /** In the learner's own words. */
  readonly note?: string;
  /** The id of the step that it comes before; absent: it comes last. */
  readonly before?: string;
  /** Who suggested it, as they are called now. */
  readonly proposedBy?: string;
} & (
  | { readonly offering: string }
  | {
      readonly title: string;
      readonly load?: Pick<StudyLoad, 'unit'> & { readonly value: number };
      readonly when?: string;
    }
);

export interface StepChange extends RouteChange {
  /** Of the step, within its route. */
  readonly step: string;
}

export type NewGoal =
  | { readonly kind: 'PROGRAMME'; readonly programme: string }
  | { readonly kind: 'PROFESSION'; readonly title: string; readonly concept?: string }
  | { readonly kind: 'FREE'; readonly title: string };

function fitting(text: string, length: number): string {
  const shown = plainText(text, length + 1);
  if (shown.length > length) {
    throw new Fault('BadInput', 'That is too long: 200 characters, or 2,000 for a note.');
  }
  return shown;
}
const noteOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : fitting(text, storyLength) || undefined;

function named(text: string): string {
  const shown = fitting(text, nameLength);
  if (shown === '') throw new Fault('BadInput', 'Say what it is called.');
  return shown;
}

/** The learner's language is not known. */
const inOwnWords = (text: string): Texts => [{ language: 'und', value: named(text) }];

/** What opens later can be planned; what is over, shut, full or cancelled cannot be chosen. */
export function refuseClosed(offering: CatalogueOffering, day: string): void {
  const available = availabilityOn(offering, day);
  if (available.kind !== 'CLOSED' || available.because === 'NOT_YET_OPEN') return;
  throw closed(available.because);
}

function closed(because: Exclude<ClosedReason, 'NOT_YET_OPEN'>): Fault {
  if (because === 'FULL') return new Fault('BadInput', 'It is full, and has no queue.');
  if (because === 'CANCELLED') return new Fault('BadInput', 'It does not take place.');
  if (because === 'OVER') return new Fault('BadInput', 'It is over.');
  return new Fault('BadInput', 'Enrolment for it is closed.');
}

const noOffering = () => new Fault('NotFound', 'There is no such offering in the catalogue.');

/** A title of the catalogue as long as one of the learner's own. */
const shortened = (title: Texts): Texts =>
  title
    .slice(0, 10)
    .map(({ language, value }) => ({ language, value: plainText(value, nameLength) }));
/** A load that nobody could take is none to plan with. */
const plannable = (loads: readonly StudyLoad[]): readonly StudyLoad[] =>
  loads.filter((load) => /^\d{1,6}(\.\d{1,3})?$/.test(load.amount) && !isImplausible(load));

/** As the catalogue says it today: a plan can be read also where the catalogue is not. */
function plannedOf({ institutions }: House, offering: CatalogueOffering): PlannedOffering {
  const { key, institution, sourceId, of, code, title, loads, start, end } = offering;
  const name = institutions.get(institution)?.name ?? [{ language: 'und', value: institution }];
  const planned = { key, institution: { id: institution, name }, sourceId, of: of.sourceId };
  const said = { title: shortened(title), loads: plannable(loads) };
  return present({ ...planned, ...said, code: code?.slice(0, nameLength), start, end });
}

function ownLoad(load: (Pick<StudyLoad, 'unit'> & { readonly value: number }) | undefined) {
  if (load === undefined) return undefined;
  const made = studyLoad(load.unit, load.value);
  if (load.value > 0 && load.value <= 20_000 && !isImplausible(made)) return made;
  throw new Fault('BadInput', 'A load is more than nothing, and no more than fits.');
}

function dated(when: string | undefined): string | undefined {
  if (when === undefined || isPartialDate(when)) return when;
  throw new Fault('BadInput', 'A date is a year, a month or a day, such as 2027-02.');
}

/** One offering is one step: planned twice it is there once. */
export const stepIdOf = (learner: string, offering: string): string =>
  uuidOf(unambiguous(['step', learner, offering]));

/** What a step comes to today. @throws Fault for what cannot be planned: it says why. */
export async function stepOf(house: House, learner: string, asked: NewStep): Promise<PlannedStep> {
  const { proposedBy } = asked;
  const note = noteOf(asked.note);
  if ('offering' in asked) {
    const [offering] = await house.ledger.catalogue.find([asked.offering]);
    if (offering === undefined) throw noOffering();
    refuseClosed(offering, today());
    const id = stepIdOf(learner, offering.key);
    return present({ id, offering: plannedOf(house, offering), note, proposedBy });
  }
  const [title, load, when] = [named(asked.title), ownLoad(asked.load), dated(asked.when)];
  const id = uuidOf(unambiguous(['step', learner, title, when ?? '']));
  return present({ id, title, load, when, note, proposedBy });
}

/** A learner puts something in their route. Asked twice it is there once, where it was. */
export async function planStep(house: House, caller: Caller, asked: NewStep): Promise<StepChange> {
  const step = await stepOf(house, caller.principal.webId, asked);
  const change = await changeRoute(house, caller, (plan) => {
    const next = withStep(plan, step, asked.before);
    if (next.steps.length > mostSteps) {
      throw new Fault('BadInput', 'A route has 200 steps at most.');
    }
    return next;
  });
  return { ...change, step: step.id };
}

export const noStep = () => new Fault('NotFound', 'There is no such step in your route.');

/** @throws Fault `NotFound` for a step that is not in the route. */
export async function changeStep(
  house: House,
  caller: Caller,
  step: string,
  edit: Parameters<typeof changeRoute>[2],
): Promise<StepChange> {
  const change = await changeRoute(house, caller, (plan) => {
    if (!plan.steps.some(({ id }) => id === step)) throw noStep();
    return edit(plan);
  });
  return { ...change, step };
}

/** @param to its place, counted from 1; beyond the end is the end. */
export const moveStep = (
  house: House,
  caller: Caller,
  { step, to }: { readonly step: string; readonly to: number },
): Promise<StepChange> => changeStep(house, caller, step, (plan) => withMoved(plan, step, to));

/** @param note in the place of what stood there; nothing takes it away. */
export async function noteStep(
  house: House,
  caller: Caller,
  { step, note }: { readonly step: string; readonly note?: string | undefined },
): Promise<StepChange> {
  const shown = noteOf(note);
  return changeStep(house, caller, step, (plan) => withNote(plan, step, shown));
}

async function goalOf({ ledger }: House, asked: NewGoal): Promise<RouteGoal> {
  if (asked.kind === 'PROGRAMME') {
    const programme = await ledger.catalogue.programme(asked.programme);
    if (programme === undefined) {
      throw new Fault('NotFound', 'There is no such programme in the catalogue.');
    }
    const { key, institution, title, loads } = programme;
    const said = { title: shortened(title), loads: plannable(loads) };
    return { kind: 'PROGRAMME', programme: key, institution, ...said };
  }
  const title = inOwnWords(asked.title);
  if (asked.kind === 'FREE') return { kind: 'FREE', title };
  const { concept } = asked;
  if (concept !== undefined && !isAddressOfSkill(concept)) {
    throw new Fault('BadInput', 'Name a profession in a public list by its address on the web.');
  }
  return { kind: 'PROFESSION', ...present({ title, concept }) };
}

/** Where the route leads, in the place of where it led. */
export async function setGoal(house: House, caller: Caller, asked: NewGoal): Promise<RouteChange> {
  const goal = await goalOf(house, asked);
  return changeRoute(house, caller, (plan) => ({ ...plan, goal }));
}
