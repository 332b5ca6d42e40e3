import { type JsonObject, present } from '../../base/index.js';
import { chooseText, type RecordFacets, type Texts } from '../../records/index.js';
import { vctOf, walletClaimNames, walletKindOf } from './configurations.js';

/** NOT_FINAL: still under way, or provisional. OVER: its own last day has passed. KIND: nothing an institution awarded. */
export type NoWalletCopy = 'KIND' | 'NOT_FINAL' | 'OVER';
/** All of a record that goes into a wallet: never who its learner is, by no name, number or address. */
export interface WalletCopy {
  readonly vct: string;
  readonly claims: JsonObject;
  /** JSON pointers of claims that their holder shows or leaves out, each by itself. */
  readonly disclosable: readonly string[];
  readonly validFrom: Date;
  readonly validUntil?: Date;
}

type Facets = Pick<RecordFacets, 'core' | 'assessment' | 'credits'>;
export const isWalletCopy = (found: WalletCopy | NoWalletCopy): found is WalletCopy =>
  typeof found === 'object';

const textOf = (texts: Texts | undefined): string | undefined =>
  texts && chooseText(texts, ['nl'])?.value;

const passes = { PASSED: true, FAILED: false, UNKNOWN: undefined } as const;

function creditsOf({ credits }: Facets): JsonObject | undefined {
  if (credits === undefined) return undefined;
  const { amount, unit, unitRaw } = credits.load;
  return { amount, unit: unit === 'OTHER' ? (unitRaw ?? unit) : unit };
}
function levelOf({ core: { level } }: Facets): JsonObject | undefined {
  const { eqf, nlqf } = level ?? {};
  return eqf === undefined && nlqf === undefined ? undefined : present({ eqf, nlqf });
}

/** No day of a result is later than that day's end in its own zone. */
const lastMoment = (day: string): Date => new Date(`${day}T23:59:59Z`);
const firstMoment = (day: string): Date => new Date(`${day}T00:00:00Z`);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

function isFinal({ core, assessment }: Facets): boolean {
  if (core.recordType === 'MICROCREDENTIAL') return assessment?.final !== false;
  if (assessment === undefined) return core.recordType === 'DIPLOMA';
  return assessment.final !== false && assessment.state.value === 'COMPLETED';
}

function claimsOf(facets: Facets): JsonObject {
  const { core, assessment } = facets;
  return present({
    title: textOf(core.title),
    institution: textOf(core.institution.name),
    kind: core.recordType.toLowerCase(),
    grade: assessment?.score,
    pass: assessment && passes[assessment.pass],
    credits: creditsOf(facets),
    level: levelOf(facets),
    issued: core.issuedOn,
    description: textOf(core.description),
    criteria: textOf(core.award?.criteria),
  });
}

/** What a wallet gets of a record, or why it gets nothing. */
export function walletCopyOf(facets: Facets, now: Date): WalletCopy | NoWalletCopy {
  const { core } = facets;
  const kind = walletKindOf(core.recordType);
  if (kind === undefined) return 'KIND';
  if (!isFinal(facets)) return 'NOT_FINAL';
  const last = core.award?.validUntil;
  const validUntil = last === undefined ? undefined : lastMoment(last);
  if (validUntil !== undefined && validUntil <= now) return 'OVER';
  const claims = claimsOf(facets);
  const at = Math.floor(now.getTime() / 1000);
  return present({
    vct: vctOf(kind),
    claims: { ...claims, iat: at },
    disclosable: walletClaimNames.filter((name) => name in claims).map((name) => `/${name}`),
    // What was awarded today is valid already, whatever the zone.
    validFrom: core.issuedOn === undefined ? now : earlier(firstMoment(core.issuedOn), now),
    validUntil,
  });
}
