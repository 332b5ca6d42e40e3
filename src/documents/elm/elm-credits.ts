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
import { wordOf } from './elm-award.js';
import type { ElmSource } from './elm-source.js';

/** Concepts of the European vocabulary of credit systems. */
const ects = /\/education-credit\/6fcec5c5af$/;
const ecvet = /\/education-credit\/60b314e826$/;

interface Stated {
  readonly point: ElmSource;
  readonly load: StudyLoad;
}

const isEcts = (point: ElmSource): boolean => ects.test(point.inside('framework')?.id() ?? '');

const nameOf = (issuer: Texts): string => chooseText(issuer)?.value.slice(0, 200) ?? 'unknown';

/** In the system that the point names; one without is in the issuer's own credits, never taken for EC. */
function inItsUnit(point: ElmSource, value: number, issuer: Texts): StudyLoad {
  const framework = point.inside('framework');
  const label = wordOf(framework?.label());
  if (isEcts(point)) return studyLoad('EC', value);
  if (ecvet.test(framework?.id() ?? '')) return studyLoad('ECVET', value);
  const raw = label ?? framework?.id();
  if (raw !== undefined) return studyLoad('OTHER', value, raw.slice(0, 200));
  point.note('MISSING', 'framework');
  return studyLoad('ISSUER_CREDITS', value, nameOf(issuer));
}

function loadOf(point: ElmSource, issuer: Texts): StudyLoad | undefined {
  const value = point.amount('point');
  return value === undefined ? undefined : inItsUnit(point, value, issuer);
}

/** EC before other systems; of those that do not count, the points stay unread and so are named among the losses. */
function firstOf(points: readonly ElmSource[], issuer: Texts): Stated | undefined {
  const inOrder = [...points.filter(isEcts), ...points.filter((point) => !isEcts(point))];
  for (const point of inOrder) {
    const load = loadOf(point, issuer);
    if (load !== undefined) return { point, load };
  }
  return undefined;
}

/** What was received counts before what the description usually gives. */
const statedLoad = (
  claim: ElmSource,
  specification: ElmSource | undefined,
  issuer: Texts,
): Stated | undefined =>
  firstOf(claim.each('creditReceived'), issuer) ??
  firstOf(specification?.each('creditPoint') ?? [], issuer);

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
