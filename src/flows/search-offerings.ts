import { canonicalJson, Fault, type InstitutionId, present, sha256Url } from '../base/index.js';
import type { PairwiseIds } from '../identity/index.js';
import type {
  CatalogueSource,
  OfferingCounts,
  OfferingFilter,
  OfferingPlace,
} from '../ledger/index.js';
import type { CatalogueOffering, CatalogueProgramme, Texts } from '../records/index.js';
import {
  type AccessReason,
  type Agreement,
  type Availability,
  accessTo,
  availabilityOn,
} from '../route/index.js';
import type { Caller, House } from './house.js';

/** What everybody may know of an offering, and what it is to whoever asks. */
export interface OfferingSeen {
  readonly offering: CatalogueOffering;
  readonly institution: InstitutionName;
  readonly access: AccessReason;
  readonly availability: Availability;
}
export interface InstitutionName {
  readonly id: InstitutionId;
  readonly name: Texts;
}
export interface OfferingsAsk {
  /** 1 to 250. */
  readonly first: number;
  readonly after?: string;
  /** In people's words. */
  readonly text?: string;
  readonly filter: Omit<OfferingFilter, 'openOn'>;
  /** NOW: by today's calendar; or a day. */
  readonly open?: string;
}
/** Where an institution's part of a list comes from. */
export interface OfferingSource extends Partial<CatalogueSource> {
  readonly called: InstitutionName;
}
export interface OfferingsPage {
  readonly offerings: readonly { readonly seen: OfferingSeen; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly counts: OfferingCounts;
  /** All that are known here, also those that have nothing in the list. */
  readonly sources: readonly OfferingSource[];
}
export interface ProgrammeSeen {
  readonly programme: CatalogueProgramme;
  readonly institution: InstitutionName;
}

/** What it takes of a house. */
type Shelf = Pick<House, 'ledger' | 'institutions' | 'agreements'>;

/** More is no question of a person. */
const longest = 200;
const zone = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
});
/** A calendar day where learners and institutions are. */
export const dayOf = (now: Date): string => zone.format(now);

export const today = (): string => dayOf(new Date());

/** What decides which offerings are open to whom. */
interface Standing {
  readonly homes: readonly InstitutionId[];
  readonly agreements: readonly Agreement[];
  readonly today: string;
}

/** Where a learner is linked now. Who is no learner has no home. */
async function homesOf(
  { ledger }: Shelf,
  { principal }: Caller,
  now: Date,
): Promise<readonly InstitutionId[]> {
  if (principal.kind !== 'session') return [];
  const learner = await ledger.learners.byWebId(principal.webId);
  if (learner === undefined) return [];
  const links = await ledger.learners.links(learner.id, now);
  return [...new Set(links.map(({ institution }) => institution))];
}

async function standingOf(house: Shelf, caller: Caller, now: Date): Promise<Standing> {
  const { agreements } = house;
  return { homes: await homesOf(house, caller, now), agreements, today: dayOf(now) };
}

const nameOf = ({ institutions }: Shelf, id: InstitutionId): InstitutionName => ({
  id,
  name: institutions.get(id)?.name ?? [{ language: 'und', value: id }],
});

const seenBy = (house: Shelf, standing: Standing, offering: CatalogueOffering): OfferingSeen => ({
  offering,
  institution: nameOf(house, offering.institution),
  access: accessTo(offering, standing),
  availability: availabilityOn(offering, standing.today),
});

/** Undefined where nobody asks for words. */
function wordsIn(text: string | undefined): string | undefined {
  const words = text?.trim().slice(0, longest);
  return words === '' ? undefined : words;
}

/** What a place in a list belongs to: not how much of it is asked for. */
const queryOf = ({ text, filter, open }: OfferingsAsk): string =>
  sha256Url(canonicalJson({ text: wordsIn(text), filter, open })).slice(0, 22);

const cursorOf = (ids: PairwiseIds, query: string, place: OfferingPlace): string => {
  const { rank, start, title, key } = place;
  return ids.seal('cursor', [query, rank, start, key, title].join(' '));
};

/** @throws Fault `BadInput` for a place that is not of this list. */
function placeAt(ids: PairwiseIds, query: string, ask: OfferingsAsk): OfferingPlace | undefined {
  if (ask.after === undefined) return undefined;
  const [of, rank, start, key, ...title] = ids.open('cursor', ask.after)?.split(' ') ?? [];
  if (of !== query || start === undefined || key === undefined) {
    throw new Fault('BadInput', 'This place in the list is not known: start from the first page.');
  }
  return { rank: Number(rank), start, key, title: title.join(' ') };
}

async function sourcesOf(house: Shelf): Promise<readonly OfferingSource[]> {
  const known = await house.ledger.catalogue.sources();
  const byId = new Map(known.map((source) => [source.institution, source]));
  return [...house.institutions.values()].map(({ id, name }) => ({
    ...byId.get(id),
    called: { id, name },
  }));
}

/**
 * What can be learned, at all institutions that are known here: a page of it, for anybody who is signed in. It is public,
 * so nothing of it is in a learner's log; only what an offering is to whoever asks is worked out for them.
 */
export async function searchOfferings(
  house: Shelf,
  caller: Caller,
  ids: PairwiseIds,
  ask: OfferingsAsk,
  now = new Date(),
): Promise<OfferingsPage> {
  const query = queryOf(ask);
  const after = placeAt(ids, query, ask);
  const { catalogue } = house.ledger;
  const day = dayOf(now);
  const openOn = ask.open === 'NOW' ? day : ask.open;
  const asked = present({
    text: wordsIn(ask.text),
    filter: present({ ...ask.filter, openOn }),
    among: [...house.institutions.keys()],
    today: day,
  });
  const [standing, page, counts, sources] = await Promise.all([
    standingOf(house, caller, now),
    catalogue.search(present({ ...asked, first: ask.first, after })),
    catalogue.counts(asked),
    sourcesOf(house),
  ]);
  return {
    offerings: page.found.map(({ offering, place }) => ({
      seen: seenBy(house, standing, offering),
      // Made when asked for: most lists show one cursor, the last.
      get cursor() {
        return cursorOf(ids, query, place);
      },
    })),
    hasNextPage: page.hasMore,
    hasPreviousPage: after !== undefined,
    counts,
    sources,
  };
}

/** What these are to whoever asks. */
export async function offeringsSeen(
  house: House,
  caller: Caller,
  offerings: readonly CatalogueOffering[],
  now = new Date(),
): Promise<readonly OfferingSeen[]> {
  if (offerings.length === 0) return [];
  const standing = await standingOf(house, caller, now);
  return offerings.map((offering) => seenBy(house, standing, offering));
}

/** One offering, also when it is over; undefined where it is in no catalogue, or in none that is known here. */
export async function offeringByKey(
  house: Shelf,
  caller: Caller,
  key: string,
  now = new Date(),
): Promise<OfferingSeen | undefined> {
  const [offering] = await house.ledger.catalogue.find([key]);
  if (offering === undefined || !house.institutions.has(offering.institution)) return undefined;
  return seenBy(house, await standingOf(house, caller, now), offering);
}

interface ProgrammesAsked {
  readonly text?: string;
  readonly first: number;
  /** Absent: of all of them. */
  readonly institutions?: readonly string[];
}

/** Programmes that are called so; without words by their titles. */
export async function searchProgrammes(
  house: Shelf,
  { text, first, institutions }: ProgrammesAsked,
): Promise<readonly ProgrammeSeen[]> {
  const known = [...house.institutions.keys()];
  const among = known.filter((id) => institutions?.includes(id) ?? true);
  const found = await house.ledger.catalogue.programmes(wordsIn(text), among, first);
  return found.map((programme) => ({
    programme,
    institution: nameOf(house, programme.institution),
  }));
}
