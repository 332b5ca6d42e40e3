import { DcqlCredentialPresentation, DcqlPresentationResult, DcqlQuery } from 'dcql';
import type { JsonObject } from '../../base/index.js';

/** Types of our own credentials in wallets. */
export const learningTypes = [
  'https://leerkluis.nl/vct/microcredential/v1',
  'https://leerkluis.nl/vct/result/v1',
] as const;

const openBadges = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
/** Open Badges, in the short names of their context and in full, as the query language has it. */
const badgeTypes = ['OpenBadgeCredential', 'AchievementCredential'] as const;

const claimNames = [
  'title',
  'institution',
  'issued',
  'kind',
  'grade',
  'pass',
  'credits',
  'level',
  'description',
] as const;
type ClaimName = (typeof claimNames)[number];

/** From all there is to know down to the least that is a record: a wallet takes the first that its owner's credential has. */
const claimSets: readonly (readonly ClaimName[])[] = [
  claimNames,
  ['title', 'institution', 'issued', 'kind', 'grade', 'pass', 'credits', 'level'],
  ['title', 'institution', 'issued', 'kind', 'credits', 'level'],
  ['title', 'institution', 'issued', 'kind', 'grade', 'pass', 'credits'],
  ['title', 'institution', 'issued', 'grade', 'pass'],
  ['title', 'institution', 'issued', 'credits'],
  ['title', 'institution', 'issued'],
  ['title', 'institution'],
];

const ours = (id: string, format: 'dc+sd-jwt' | 'vc+sd-jwt') => ({
  id,
  format,
  multiple: true,
  require_cryptographic_holder_binding: true,
  meta: { vct_values: [...learningTypes] },
  claims: claimNames.map((name) => ({ id: name, path: [name] })),
  claim_sets: claimSets.map((names) => [...names]),
});

const badges = {
  id: 'badge',
  format: 'vc+sd-jwt' as const,
  multiple: true,
  require_cryptographic_holder_binding: true,
  meta: { type_values: badgeTypes.flatMap((type) => [[`${openBadges}${type}`], [type]]) },
  claims: [
    { id: 'achievement', path: ['credentialSubject', 'achievement'] },
    { id: 'result', path: ['credentialSubject', 'result'] },
  ],
  claim_sets: [['achievement', 'result'], ['achievement']],
};

/** Every choice out of these, the fullest first; never none. */
const choicesOf = (ids: readonly string[]): readonly (readonly string[])[] =>
  ids
    .reduce<readonly (readonly string[])[]>(
      (some, id) => some.flatMap((choice) => [[...choice, id], choice]),
      [[]],
    )
    .filter((choice) => choice.length > 0)
    .toSorted((a, b) => b.length - a.length);

/** Any microcredential, diploma or result that a wallet has, one or several, with what of each its owner likes to show. */
export const learningQuery: DcqlQuery.Input = {
  credentials: [ours('learning', 'dc+sd-jwt'), ours('learning-vc', 'vc+sd-jwt'), badges],
  credential_sets: [
    { options: choicesOf(['learning', 'learning-vc', 'badge']).map((choice) => [...choice]) },
  ],
};

/** What a wallet showed as an answer to one question of the query. */
export interface Answered {
  readonly question: string;
  /** Of the credential, in its header. */
  readonly format: string;
  /** With what was disclosed in its place. */
  readonly claims: JsonObject;
}

const typesIn = ({ type }: JsonObject): readonly unknown[] => (Array.isArray(type) ? type : [type]);
const inFull = (type: string): readonly string[] =>
  badgeTypes.some((each) => each === type) ? [type, `${openBadges}${type}`] : [type];

/** @returns undefined for what is no credential of either kind. */
function asPresented({ format, claims }: Answered): DcqlCredentialPresentation | undefined {
  const { vct } = claims;
  const types = typesIn(claims).filter((type) => typeof type === 'string');
  const read = DcqlCredentialPresentation.model.safeParse({
    credential_format: format,
    cryptographic_holder_binding: true,
    claims,
    ...(typeof vct === 'string' ? { vct } : { type: types.flatMap(inFull) }),
  });
  return read.success ? read.output : undefined;
}

/** Whether what was shown is what was asked for: each answer to its own question, enough of them, and nothing beside them. */
export function answersQuery(query: DcqlQuery.Input, answered: readonly Answered[]): boolean {
  const shown: Record<string, DcqlCredentialPresentation[]> = {};
  for (const one of answered) {
    const presented = asPresented(one);
    if (presented === undefined) return false;
    (shown[one.question] ??= []).push(presented);
  }
  try {
    const dcqlQuery = DcqlQuery.parse(query);
    return DcqlPresentationResult.fromDcqlPresentation(shown, { dcqlQuery }).can_be_satisfied;
  } catch {
    // An answer to what was not asked.
    return false;
  }
}
