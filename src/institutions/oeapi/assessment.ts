import { z } from 'zod';
import { canonicalJson, isObject, present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type EvidenceFacet,
  type GradingScale,
  isOutsideScale,
} from '../../records/index.js';
import type { Association } from './association.js';
import type { Source } from './source.js';
import { known, openWord, passWords, resultStateWords, scaleWords } from './vocabulary.js';

const attempt = z.int().min(1).max(1000);
const points = z.number().min(-1e9).max(1e9);
const percent = z.number().min(0).max(100);

/** Asks all, so that what a later one says is no loss, and takes the first answer. */
function first<T>(
  sources: readonly (Source | undefined)[],
  ask: (source: Source) => T | undefined,
): T | undefined {
  const answers = sources.map((source) => (source === undefined ? undefined : ask(source)));
  return answers.find((answer) => answer !== undefined);
}

/** The result's own word, else the offering's, else what the test itself is marked in. */
function scaleOf({ offering, result, subject }: Association): GradingScale {
  const holders = [
    result,
    result?.inside('ext'),
    offering.source,
    subject.source,
    ...(subject.source?.consumers() ?? []),
  ];
  return scaleIn(holders);
}

/** The first that says it. */
export function scaleIn(holders: readonly (Source | undefined)[]): GradingScale {
  const stated = first(holders, (holder) => {
    const raw = holder.word('resultValueType');
    return raw === undefined ? undefined : { holder, raw };
  });
  if (stated === undefined) return { kind: 'UNKNOWN' };
  const kind = known(scaleWords, stated.raw);
  if (kind !== undefined) return { kind };
  stated.holder.note('UNKNOWN_ENUM', 'resultValueType');
  return { kind: 'OTHER', raw: stated.raw };
}

const textOrNumber = z.union([z.string().max(200), z.number()]);

/** As sent. A number where the standard has text is written out, and said. */
function scoreOf(result: Source): string | undefined {
  const score = result.read('score', textOrNumber);
  if (typeof score !== 'number') return score === '' ? undefined : score;
  result.note('TYPE', 'score');
  return String(score);
}

function passOf(result: Source): AssessmentFacet['pass'] {
  const raw = result.word('pass');
  const pass = known(passWords, raw);
  if (raw !== undefined && pass === undefined) result.note('UNKNOWN_ENUM', 'pass');
  return pass ?? 'UNKNOWN';
}

/** What the school says of how it went. Passing is its word alone: no score decides it. */
export function assessmentOf(association: Association, result: Source): AssessmentFacet {
  const { own, testAdmin } = association;
  const holders = [...testAdmin, result, own];
  const [scale, score] = [scaleOf(association), scoreOf(result)];
  if (score !== undefined && isOutsideScale(score, scale)) {
    result.note('SCORE_OUTSIDE_SCALE', 'score');
  }
  const testedOn = first([...testAdmin, own], (holder) => holder.date('testDate'));
  const issuedOn = result.date('resultDate');
  if (testedOn !== undefined && issuedOn !== undefined && issuedOn < testedOn) {
    result.note('RESULT_DATE_BEFORE_TEST_DATE', 'resultDate');
  }
  return present({
    state: openWord(result, 'state', resultStateWords),
    pass: passOf(result),
    score,
    scale,
    final: first(holders, (admin) => admin.read('final', z.boolean())),
    attempt: first(holders, (admin) => admin.read('attempt', attempt)),
    rawScore: first(holders, (admin) => admin.read('rawScore', points)),
    maxRawScore: first(holders, (admin) => admin.read('maxRawScore', points)),
    weightPercent: result.read('weight', percent),
    testedOn,
  });
}

const document = z.custom<Readonly<Record<string, unknown>>>(isObject);
const label = z.string().min(1).max(500);
const link = z.url({ protocol: /^https$/ }).max(2000);

function evidenceDocument(raw: Readonly<Record<string, unknown>>) {
  const title = [raw['documentName'], raw['documentType'], raw['documentId']]
    .map((field) => label.safeParse(field).data)
    .find((field) => field !== undefined);
  const url = link.safeParse(raw['link']).data;
  return title === undefined ? [] : [present({ title, url })];
}

/** Names of the papers behind a result (an assessment form, a report); the papers stay with the school. */
export function evidenceOf(
  { own, testAdmin }: Association,
  result: Source,
): EvidenceFacet | undefined {
  const documents = [result, ...testAdmin, own]
    .flatMap((holder) => holder.list('documents', document))
    .flatMap(evidenceDocument);
  const distinct = [...new Map(documents.map((each) => [canonicalJson(each), each])).values()];
  return distinct.length === 0 ? undefined : { documents: distinct };
}
