import { present } from '../../base/index.js';
import {
  type Award,
  type CoreFacet,
  type EvidenceFacet,
  type IdentifiersFacet,
  type SetAside,
  type Texts,
} from '../../records/index.js';
import { isLanguageTag } from '../language.js';
import type { DocumentName } from '../names.js';
import { broughtBy, type Drafted, groupOf, itemKey, type Opened } from '../reading.js';
import type { Claims } from '../vc/claims.js';
import {
  type Credential,
  codeOf,
  type Issuer,
  issuedOnOf,
  validUntilOf,
} from '../vc/credential.js';
import { type Alignments, alignmentsOf, conceptOf } from './alignments.js';
import { assessmentOf } from './assessment.js';
import { creditsOf, loadsOf } from './credits.js';
import { type Achieved, achievedOf } from './kinds.js';

/** What an achievement stands in: a whole credential, or only a record that speaks of it. */
export interface Around {
  readonly standard: DocumentName;
  /** JSON pointer of where it stands. */
  readonly item: string;
  readonly root: Claims;
  readonly subject?: Claims;
  readonly achievement?: Claims;
  readonly issuer: Issuer;
}

function languageOf(achievement: Claims | undefined): string {
  const tag = achievement?.word('inLanguage')?.trim();
  if (tag === undefined || tag === '') return 'und';
  if (!isLanguageTag(tag)) achievement?.note('LANGUAGE_TAG', 'inLanguage');
  return tag;
}

function criteriaOf(achievement: Claims | undefined, language: string): Texts | undefined {
  const stated = achievement?.raw['criteria'];
  if (typeof stated === 'string') return achievement?.texts('criteria', language);
  const criteria = achievement?.inside('criteria');
  criteria?.types();
  const narrative = criteria?.texts('narrative', language);
  const link = criteria?.link('id');
  return narrative ?? (link === undefined ? undefined : [{ language: 'und', value: link }]);
}

/** Boosts list skills beside the achievement. */
const skillsOf = (root: Claims) =>
  root.each('skills').flatMap((skill) => {
    skill.has('category');
    const names = [skill.word('skill'), ...skill.elements('subskills').slice(0, 50)];
    return names.flatMap((name) =>
      typeof name === 'string' && name.trim() !== '' && name.length <= 200 ? [{ name }] : [],
    );
  });

function awardOf(
  { root, achievement }: Around,
  achieved: Achieved,
  aligned: Alignments,
  language: string,
  workload: string | undefined,
): Award | undefined {
  const alignments = [...(aligned.others ?? []), ...skillsOf(root)];
  const checked = achievement?.raw['identityChecked'];
  achievement?.has('identityChecked');
  const award = present({
    type: achieved.type,
    badge: achieved.badge,
    criteria: criteriaOf(achievement, language),
    participation: achievement?.word('participationType'),
    assessment: achievement?.word('assessmentType'),
    supervision: achievement?.word('supervisionType'),
    identityChecked: typeof checked === 'boolean' ? checked : undefined,
    workload,
    quality: aligned.quality,
    validUntil: validUntilOf(root, 'validUntil', 'expirationDate'),
    alignments: alignments.length === 0 ? undefined : alignments,
  });
  return Object.keys(award).length === 0 ? undefined : award;
}

function periodOf(subject: Claims | undefined, language: string): CoreFacet['period'] {
  if (subject === undefined) return undefined;
  const name = subject.texts('term', language) ?? [];
  const [start, end] = [subject.date('activityStartDate'), subject.date('activityEndDate')];
  if (name.length === 0 && start === undefined && end === undefined) return undefined;
  return present({ name, start, end });
}

function evidenceOf({ root, subject }: Around): EvidenceFacet | undefined {
  const sources = [...root.each('evidence'), ...(subject?.each('evidence') ?? [])];
  const documents = sources.flatMap((source) => {
    source.types();
    const url = source.link('id');
    const title = [source.word('name'), source.word('genre'), url].find(
      (each) => each !== undefined && each.trim() !== '',
    );
    return title === undefined ? [] : [present({ title, url })];
  });
  return documents.length === 0 ? undefined : { documents };
}

type Codes = IdentifiersFacet['codes'];
const codeIn = (type: string, code: string | undefined): Codes =>
  code === undefined || code === '' ? [] : [{ type, code }];

/** Codes of what was achieved and by whom it was given. Those of the learner are no part of a record. */
function codesOf({ achievement, issuer }: Around): Codes {
  const programmes = (achievement?.elements('educationProgramIdentifier') ?? [])
    .slice(0, 20)
    .flatMap((each) =>
      typeof each === 'string' || typeof each === 'number' ? [String(each).slice(0, 200)] : [],
    );
  const others = (achievement?.each('otherIdentifier') ?? []).flatMap(codeOf);
  return [
    ...codeIn('achievement', achievement?.id()),
    ...codeIn('humanCode', achievement?.word('humanCode')),
    ...programmes.flatMap((code) => codeIn('educationProgramIdentifier', code)),
    ...others,
    ...codeIn('issuer', issuer.id),
    ...issuer.codes.map(({ type, code }) => ({ type: `issuer ${type}`, code })),
  ];
}

function titleOf({ root, achievement }: Around, language: string): Texts | undefined {
  const own = achievement?.texts('name', language);
  const around = root === achievement ? undefined : root.texts('name');
  if (own === undefined && around !== undefined) root.note('TITLE_MISSING', 'name');
  return own ?? around;
}

function coreOf(around: Around, achieved: Achieved, aligned: Alignments, language: string) {
  const { root, subject, achievement, issuer } = around;
  const title = titleOf(around, language);
  const descriptions = [
    achievement?.texts('description', language),
    root === achievement ? undefined : root.texts('description'),
  ];
  if (title === undefined) return undefined;
  return present({
    recordType: achieved.recordType,
    kind: achieved.kind,
    title,
    description: descriptions.find((each) => each !== undefined),
    ...broughtBy(issuer.name),
    issuedOn: root === achievement ? undefined : issuedOnOf(root),
    period: periodOf(subject, language),
    level: aligned.level,
    concept: achieved.recordType === 'SKILL' ? conceptOf(aligned.others ?? []) : undefined,
  });
}

/** One achievement as a record. What has no name at all cannot be shown to anybody: it is set aside. */
export function achievementRecord(opened: Opened, around: Around): Drafted | SetAside {
  const { root, subject, achievement, item, standard } = around;
  const language = languageOf(achievement);
  const achieved = achievedOf(achievement, root);
  const aligned = alignmentsOf(achievement?.each('alignment') ?? [], achieved);
  const core = coreOf(around, achieved, aligned, language);
  if (core === undefined) return { code: 'MISSING', path: `${item}/credentialSubject/achievement` };
  const assessment = assessmentOf(subject, achievement);
  const isMicrocredential = achieved.badge === 'MICROCREDENTIAL';
  const { load, workload } = loadsOf(subject, achievement, around.issuer, isMicrocredential);
  const comment = subject?.texts('narrative')?.[0]?.value;
  const facets = {
    core: present({ ...core, award: awardOf(around, achieved, aligned, language, workload) }),
    assessment,
    credits: creditsOf(load, assessment, groupOf(opened, item)),
    evidence: evidenceOf(around),
    feedback: comment === undefined ? undefined : { comment },
  };
  const [codes, id] = [codesOf(around), root.id()];
  const identifiers = {
    connector: standard,
    sourceId: id === undefined ? `sha256:${opened.sha256}${item}` : id,
    codes,
    losses: root.losses(),
    issues: root.notes.issues(),
  };
  return { key: itemKey(opened, item), item, facets: present({ ...facets, identifiers }) };
}

export const isDrafted = (read: Drafted | SetAside): read is Drafted => 'facets' in read;

/** A credential with an achievement in it, or one that says only by its own name what it is for. */
export function credentialRecord(
  opened: Opened,
  standard: DocumentName,
  item: string,
  { root, subject, issuer }: Credential,
): Drafted | SetAside {
  const isElsewhere = typeof subject.raw['achievement'] === 'string';
  const [achievement, ...others] = isElsewhere ? [] : subject.each('achievement');
  if (others.length > 0) subject.note('MORE_THAN_ONE_ACHIEVEMENT', 'achievement');
  if (achievement === undefined) {
    subject.note(isElsewhere ? 'ACHIEVEMENT_ELSEWHERE' : 'MISSING', 'achievement');
  }
  return achievementRecord(opened, present({ standard, item, root, subject, achievement, issuer }));
}
