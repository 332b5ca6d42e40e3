import { institutionId, present, type RecordKey } from '../base/index.js';
import type { PartialDate } from './partial-date.js';
import {
  type CoreFacet,
  type EvidenceFacet,
  type RecordFacets,
  type RecordType,
  recordKeyOf,
} from './record.js';
import type { RoutePlan } from './route-plan.js';
import { studyLoad } from './study-load.js';
import type { Texts } from './text.js';

/** What a learner can enter themselves. */
export const ownEntryKinds = [
  'WORK_EXPERIENCE',
  'SKILL',
  'CERTIFICATE',
  'ROUTE',
] as const satisfies RecordType[];
export type OwnEntryKind = (typeof ownEntryKinds)[number];

/** Something a learner did, can or learned, in their own words: plain texts. */
export type OwnEntry =
  | {
      readonly kind: 'WORK_EXPERIENCE';
      readonly role: string;
      readonly organisation: string;
      readonly start: PartialDate;
      /** Absent: it goes on. */
      readonly end?: PartialDate;
      readonly hoursPerWeek?: number;
      readonly description?: string;
    }
  | {
      readonly kind: 'SKILL';
      readonly label: string;
      readonly concept?: string;
      /** In the learner's word; it is on no framework. */
      readonly level?: string;
      readonly provenBy: readonly RecordKey[];
    }
  | {
      readonly kind: 'CERTIFICATE';
      readonly title: string;
      readonly organisation?: string;
      readonly date?: PartialDate;
      readonly description?: string;
      /** Hours it took, as the learner says. */
      readonly hours?: number;
    }
  | { readonly kind: 'ROUTE'; readonly plan: RoutePlan };

/** In the place of a school: no domain name, so that no school can be called so. */
export const ownSource: CoreFacet['institution'] = {
  id: institutionId('self'),
  name: [
    { language: 'nl', value: 'Zelf toegevoegd' },
    { language: 'en', value: 'Added by the learner' },
  ],
};

/** For what a learner brought along and nobody vouches for: beside all schools, under a name that is no domain of anybody. */
export const broughtSource: CoreFacet['institution'] = {
  id: institutionId('import.invalid'),
  name: [
    { language: 'nl', value: 'Zelf meegebracht' },
    { language: 'en', value: 'Brought by the learner' },
  ],
};
const connector = 'self';

/** A learner’s word, whatever school it names. */
export const isLearnersWord = ({ assertedBy }: Pick<CoreFacet, 'assertedBy'>): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';

type OwnCore = Omit<CoreFacet, 'institution' | 'assertedBy'>;

/** Whatever stands there: under a learner's own name nothing is the word of anybody else. */
export const asOwnWord = (core: OwnCore): CoreFacet => ({
  ...core,
  institution: ownSource,
  assertedBy: 'SELF',
});

/** @param sourceId names the entry over all its versions. */
export const ownRecordKey = (kind: OwnEntryKind, sourceId: string): RecordKey =>
  recordKeyOf(ownSource.id, connector, kind, sourceId);

/** The learner's language is not known. */
const said = (text: string): Texts => [{ language: 'und', value: text }];
const saidIf = (text: string | undefined): Texts | undefined =>
  text === undefined ? undefined : said(text);
const isDay = (date: PartialDate | undefined): boolean => date?.length === 10;

function workCore(entry: Extract<OwnEntry, { kind: 'WORK_EXPERIENCE' }>): OwnCore {
  const { kind, role, organisation, start, end, hoursPerWeek, description } = entry;
  const work = present({ role, organisation, start, end, hoursPerWeek });
  const title = said(role);
  return present({ recordType: kind, title, description: saidIf(description), work });
}

function skillCore({ kind, label, concept, level }: Extract<OwnEntry, { kind: 'SKILL' }>): OwnCore {
  const stated = level === undefined ? undefined : { raw: level, derived: false };
  return present({ recordType: kind, title: said(label), concept, level: stated });
}

/** A day is also the day of issue, by which lists are sorted and scopes are told; less than a day is not filled in. */
function certificateCore(entry: Extract<OwnEntry, { kind: 'CERTIFICATE' }>): OwnCore {
  const { kind, title, organisation, date, description } = entry;
  const certificate =
    organisation === undefined && date === undefined
      ? undefined
      : present({ organisation, issued: date });
  return present({
    recordType: kind,
    title: said(title),
    description: saidIf(description),
    issuedOn: isDay(date) ? date : undefined,
    certificate,
  });
}

const unnamedRoute: Texts = [
  { language: 'nl', value: 'Mijn leerroute' },
  { language: 'en', value: 'My learning route' },
];
function routeCore({ kind, plan }: Extract<OwnEntry, { kind: 'ROUTE' }>): OwnCore {
  const title = saidIf(plan.title) ?? plan.goal?.title ?? unnamedRoute;
  return { recordType: kind, title, route: plan };
}

function coreOf(entry: OwnEntry): OwnCore {
  if (entry.kind === 'ROUTE') return routeCore(entry);
  if (entry.kind === 'WORK_EXPERIENCE') return workCore(entry);
  return entry.kind === 'SKILL' ? skillCore(entry) : certificateCore(entry);
}

/** That something proves a skill tells how it ended: it stands with the evidence, which goes with the assessment only. */
function evidenceOf(entry: OwnEntry): EvidenceFacet | undefined {
  if (entry.kind !== 'SKILL' || entry.provenBy.length === 0) return undefined;
  return { documents: [], provenBy: [...new Set(entry.provenBy)].toSorted() };
}

const creditsOf = (entry: OwnEntry, key: RecordKey): RecordFacets['credits'] =>
  entry.kind === 'CERTIFICATE' && entry.hours !== undefined
    ? { load: studyLoad('HOUR', entry.hours), earning: 'EARNED', retakeGroup: key }
    : undefined;

/** An entry as a record like any other, said by the learner. */
export function ownFacets(entry: OwnEntry, sourceId: string): RecordFacets {
  const key = ownRecordKey(entry.kind, sourceId);
  return present({
    core: asOwnWord(coreOf(entry)),
    credits: creditsOf(entry, key),
    evidence: evidenceOf(entry),
    identifiers: { connector, sourceId, codes: [], losses: [], issues: [] },
  });
}
