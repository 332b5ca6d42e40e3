import { present } from '../../base/index.js';
import {
  type CreditsFacet,
  chooseText,
  type Earning,
  isImplausible,
  type StudyLoad,
  studyLoad,
  type Texts,
} from '../../records/index.js';
import type { ElmSource } from './elm-source.js';

/** Concepts of the European vocabulary of credit systems. */
const ects = /\/education-credit\/6fcec5c5af$/;
const ecvet = /\/education-credit\/60b314e826$/;

interface Stated {
  readonly point: ElmSource;
  readonly load: StudyLoad;
}

function loadOf(point: ElmSource, issuer: Texts): readonly Stated[] {
  point.leave('id');
  const value = point.amount('point');
  const framework = point.inside('framework');
  const label = chooseText(framework?.label() ?? [], ['en'])?.value;
  const id = framework?.id() ?? '';
  if (value === undefined) return [];
  if (ects.test(id)) return [{ point, load: studyLoad('EC', value) }];
  if (ecvet.test(id)) return [{ point, load: studyLoad('ECVET', value) }];
  const raw = label ?? (id === '' ? undefined : id);
  if (raw !== undefined) return [{ point, load: studyLoad('OTHER', value, raw.slice(0, 200)) }];
  point.note('MISSING', 'framework');
  const name = chooseText(issuer)?.value ?? 'unknown';
  return [{ point, load: studyLoad('ISSUER_CREDITS', value, name.slice(0, 200)) }];
}

/** What was received counts before what the description usually gives; EC before other systems. */
function statedLoad(
  claim: ElmSource,
  specification: ElmSource | undefined,
  issuer: Texts,
): Stated | undefined {
  const received = claim.each('creditReceived').flatMap((point) => loadOf(point, issuer));
  const usual = (specification?.each('creditPoint') ?? []).flatMap((point) =>
    loadOf(point, issuer),
  );
  const stated = received.length > 0 ? received : usual;
  return stated.find(({ load }) => load.unit === 'EC') ?? stated[0];
}

function earningOf(load: StudyLoad): Earning {
  if (isImplausible(load)) return 'IMPLAUSIBLE';
  return load.unit === 'OTHER' ? 'UNIT_UNKNOWN' : 'EARNED';
}

export interface Whole {
  readonly group: string;
  readonly unit: StudyLoad['unit'];
}

/** An achievement is achieved: what it gives is earned. Inside a whole that gives credit too it counts with that. */
export function creditsOf(
  described: { readonly claim: ElmSource; readonly specification: ElmSource | undefined },
  issuer: Texts,
  group: string,
  whole: Whole | undefined,
): CreditsFacet | undefined {
  const stated = statedLoad(described.claim, described.specification, issuer);
  if (stated === undefined) return undefined;
  const { point, load } = stated;
  if (isImplausible(load)) point.note('CREDIT_IMPLAUSIBLE', 'point');
  if (whole?.unit === load.unit) point.note('CREDIT_ON_ANCESTOR_AND_DESCENDANT', 'point');
  return present({ load, earning: earningOf(load), retakeGroup: group, partOf: whole?.group });
}
