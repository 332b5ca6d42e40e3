import { present } from '../../base/index.js';
import type { AssessmentFacet, GradingScale, Pass } from '../../records/index.js';
import type { Claims } from '../vc/claims.js';

type Ending = Pick<AssessmentFacet, 'state' | 'pass' | 'final'>;

/** What the standard means by each status; only these words, and words a scale is made of, tell of passing. */
const endings: Readonly<Record<string, Ending>> = {
  Completed: { state: { value: 'COMPLETED' }, pass: 'PASSED' },
  Enrolled: { state: { value: 'IN_PROGRESS' }, pass: 'UNKNOWN' },
  Failed: { state: { value: 'COMPLETED' }, pass: 'FAILED' },
  InProgress: { state: { value: 'IN_PROGRESS' }, pass: 'UNKNOWN' },
  OnHold: { state: { value: 'POSTPONED' }, pass: 'UNKNOWN' },
  Provisional: { state: { value: 'COMPLETED' }, pass: 'UNKNOWN', final: false },
  Withdrew: { state: { value: 'OTHER', raw: 'Withdrew' }, pass: 'UNKNOWN' },
};
/** A credential was given, so what it is about was done; whether it was passed nobody says. */
const awarded: Ending = { state: { value: 'COMPLETED' }, pass: 'UNKNOWN' };

const passWords: Readonly<Record<string, Pass>> = {
  pass: 'PASSED',
  passed: 'PASSED',
  voldaan: 'PASSED',
  geslaagd: 'PASSED',
  behaald: 'PASSED',
  fail: 'FAILED',
  failed: 'FAILED',
  'not passed': 'FAILED',
  'niet voldaan': 'FAILED',
  gezakt: 'FAILED',
  'niet behaald': 'FAILED',
};
const passIn = (word: string | undefined): Pass | undefined => {
  const key = word?.trim().toLowerCase() ?? '';
  return Object.hasOwn(passWords, key) ? passWords[key] : undefined;
};

const number = /^-?\d+(?:[.,]\d+)?$/;
const numeric = (text: string | undefined): number | undefined =>
  text !== undefined && number.test(text.trim()) ? Number(text.replace(',', '.')) : undefined;

interface Description {
  readonly id?: string;
  readonly name?: string;
  readonly scale: GradingScale;
  readonly range?: readonly [number, number];
  /** The words of which the result is one. */
  readonly words: readonly string[];
  /** Names of the levels of a rubric, by their ids. */
  readonly levels: ReadonlyMap<string, string>;
}

const textual = (raw: string | undefined): GradingScale =>
  raw === undefined ? { kind: 'UNKNOWN' } : { kind: 'TEXTUAL', raw };

function levelsOf(source: Claims): ReadonlyMap<string, string> {
  const levels = source.each('rubricCriterionLevel').map((level) => {
    const name = level.brief('level') ?? level.word('name');
    return [level.id() ?? '', name ?? ''] as const;
  });
  return new Map(levels.filter(([, name]) => name !== ''));
}

/** By its declared ends, else by its words. The type of a result says little: "ECTS grade" stands over Dutch 1–10. */
function describe(source: Claims): Description {
  source.types();
  const [id, name, type] = [source.id(), source.word('name'), source.word('resultType')];
  const ends = [source.brief('valueMin'), source.brief('valueMax')];
  const [least, most] = ends.map((end) => numeric(end));
  const required = source.brief('requiredValue');
  const words = source
    .elements('allowedValue')
    .slice(0, 100)
    .flatMap((word) => (typeof word === 'string' && word.length <= 200 ? [word] : []));
  const levels = levelsOf(source);
  const passAt = required === undefined ? undefined : `${required} to pass`;
  const base = { ...present({ id, name }), words, levels };
  if (least !== undefined && most !== undefined) {
    const raw = [`${ends[0] ?? ''}–${ends[1] ?? ''}`, passAt].filter(Boolean).join(', ');
    return { ...base, scale: { kind: 'DECLARED_RANGE', raw }, range: [least, most] };
  }
  const listed = words.length > 0 ? words : [...levels.values()];
  const inWords = [listed.join(', '), passAt].filter(Boolean).join('; ');
  const raw = listed.length > 0 ? inWords : (type ?? name);
  return { ...base, scale: textual(raw) };
}

interface Stated {
  readonly name?: string;
  readonly score?: string;
  readonly scale: GradingScale;
  readonly ending?: Ending;
}

/** The name of a level of a rubric, whichever description it stands in. */
function levelOf(result: Claims, descriptions: readonly Description[]): string | undefined {
  const id = result.id('achievedLevel');
  if (id === undefined) return undefined;
  const name = descriptions.map(({ levels }) => levels.get(id)).find((each) => each !== undefined);
  if (name === undefined) result.note('RESULT_DESCRIPTION_MISSING', 'achievedLevel');
  return name;
}

/** What was reached; a level of a rubric is a word, and on no range of numbers. */
function scoreOf(
  result: Claims,
  description: Description | undefined,
  descriptions: readonly Description[],
): string | undefined {
  const score = result.brief('value');
  const level = levelOf(result, descriptions);
  const at = numeric(score);
  const [least, most] = description?.range ?? [-Infinity, Infinity];
  const isOdd = at === undefined ? description?.range !== undefined : at < least || at > most;
  if (score !== undefined && isOdd) result.note('SCORE_OUTSIDE_SCALE', 'value');
  return score ?? level;
}

function endingNamed(result: Claims): Ending | undefined {
  const status = result.word('status');
  if (status === undefined) return undefined;
  if (Object.hasOwn(endings, status)) return endings[status];
  result.note('UNKNOWN_ENUM', 'status');
  return undefined;
}

/** By its status; by its value where that is one of the words that its scale is made of. */
function endingOf(result: Claims, words: readonly string[], score: string | undefined) {
  const named = endingNamed(result);
  const isWord = score !== undefined && words.includes(score);
  const pass = isWord ? passIn(score) : undefined;
  return named ?? (pass === undefined ? undefined : { ...awarded, pass });
}

function read(result: Claims, descriptions: readonly Description[]): Stated {
  result.types();
  const id = result.id('resultDescription');
  const description = descriptions.find((each) => id !== undefined && each.id === id);
  // Not guessed at: the one description that stands there may be of something else.
  if (id !== undefined && description === undefined) {
    result.note('RESULT_DESCRIPTION_MISSING', 'resultDescription');
  }
  const score = scoreOf(result, description, descriptions);
  return present({
    name: description?.name,
    score,
    scale: description?.scale ?? { kind: 'UNKNOWN' as const },
    ending: endingOf(result, description?.words ?? [], score),
  });
}

/** Where results speak of how it ended and differ, nothing is said of it. */
function commonEnding(subject: Claims, results: readonly Stated[]): Ending {
  const stated = results.map(({ ending }) => ending).filter((ending) => ending !== undefined);
  const [first] = stated;
  if (first === undefined) return awarded;
  if (stated.every(({ pass, state }) => pass === first.pass && state.value === first.state.value)) {
    return first;
  }
  subject.note('RESULTS_DIFFER', 'result');
  return awarded;
}

/** One score is as it was sent. Of several each stands by its name: none of them is the result of the whole. */
function scored(results: readonly Stated[]): Pick<AssessmentFacet, 'score' | 'scale'> {
  const those = results.filter(({ score }) => score !== undefined);
  const [first] = those;
  if (first === undefined) return { scale: { kind: 'UNKNOWN' } };
  if (those.length === 1) return present({ score: first.score, scale: first.scale });
  const score = those.map(({ name, score: each }) => (name ? `${name}: ${each}` : `${each}`));
  const raw = [
    ...new Set(those.map(({ scale }) => scale.raw).filter((each) => each !== undefined)),
  ];
  return { score: score.join('; '), scale: textual(raw.length === 0 ? undefined : raw.join('; ')) };
}

/** What its results say of how it went; absent where there are none. */
export function assessmentOf(
  subject: Claims | undefined,
  achievement: Claims | undefined,
): AssessmentFacet | undefined {
  const descriptions = (achievement?.each('resultDescription') ?? []).map(describe);
  const results = (subject?.each('result') ?? []).map((result) => read(result, descriptions));
  if (subject === undefined || results.length === 0) return undefined;
  return { ...commonEnding(subject, results), ...scored(results) };
}
