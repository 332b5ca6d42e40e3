import { isObject, type JsonObject, present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type CoreFacet,
  type CreditsFacet,
  isImplausible,
  Notes,
  type Pass,
  type RecordKind,
  type RecordType,
  recordKinds,
  type StudyLoad,
  studyLoad,
  studyLoadUnits,
  type Texts,
} from '../../records/index.js';
import {
  broughtBy,
  type DocumentReading,
  groupOf,
  itemKey,
  type Opened,
  refuse,
} from '../reading.js';
import { Claims } from '../vc/claims.js';
import { namesOf } from '../vc/credential.js';

const standard = 'sd-jwt-vc';

/** Types of our own, and what each is when it does not say so itself. */
const types: ReadonlyMap<unknown, RecordType> = new Map([
  ['https://leerkluis.nl/vct/microcredential/v1', 'MICROCREDENTIAL'],
  ['https://leerkluis.nl/vct/result/v1', 'RESULT'],
]);

/** What such a credential can be of. Work and skills are nobody's to sign in this form. */
const recordTypes = ['RESULT', 'DIPLOMA', 'MICROCREDENTIAL', 'CERTIFICATE'] as const;

interface Kind {
  readonly recordType: RecordType;
  readonly kind?: RecordKind;
}
/** A diploma and a certificate have the type of a result, and say by their kind that they are more. */
function kindOf(root: Claims, usual: RecordType): Kind {
  const word = root.word('kind')?.toUpperCase();
  if (word === undefined) return { recordType: usual };
  const recordType = recordTypes.find((each) => each === word);
  const kind = recordKinds.find((each) => each === word);
  if (recordType === undefined && kind === undefined) root.note('UNKNOWN_ENUM', 'kind');
  return present({ recordType: recordType ?? usual, kind });
}

/** A name, or an organisation with its name in it. */
function institutionOf(root: Claims): Texts | undefined {
  if (!isObject(root.raw['institution'])) return root.texts('institution');
  const source = root.inside('institution');
  source?.has('id');
  return source?.texts('name');
}

/** Of the European framework: a whole number up to 8. */
function eqfIn(source: Claims): number | undefined {
  const stated = source.amount('eqf');
  if (stated === undefined) return undefined;
  const isLevel = Number.isInteger(stated) && stated >= 0 && stated <= 8;
  if (!isLevel) source.note('TYPE', 'eqf');
  return isLevel ? stated : undefined;
}

function levelOf(root: Claims): CoreFacet['level'] {
  const source = root.inside('level');
  if (source === undefined) return undefined;
  const [eqf, nlqf] = [eqfIn(source), source.word('nlqf')];
  const raw = [eqf === undefined ? '' : `EQF ${eqf}`, nlqf && `NLQF ${nlqf}`].filter(Boolean);
  return raw.length === 0 ? undefined : present({ raw: raw.join(', '), eqf, nlqf, derived: false });
}

const passes: ReadonlyMap<unknown, Pass> = new Map<unknown, Pass>([
  [true, 'PASSED'],
  [false, 'FAILED'],
  ['PASSED', 'PASSED'],
  ['FAILED', 'FAILED'],
  ['UNKNOWN', 'UNKNOWN'],
]);

function passOf(root: Claims): Pass | undefined {
  if (!root.has('pass')) return undefined;
  const pass = passes.get(root.raw['pass']);
  if (pass === undefined) root.note('UNKNOWN_ENUM', 'pass');
  return pass;
}

function assessmentOf(root: Claims): AssessmentFacet | undefined {
  const [score, pass] = [root.brief('grade'), passOf(root)];
  if (score === undefined && pass === undefined) return undefined;
  return present({
    state: { value: 'COMPLETED' as const },
    pass: pass ?? ('UNKNOWN' as const),
    score,
    scale: { kind: 'UNKNOWN' as const },
  });
}

function loadOf(root: Claims, issuer: string): StudyLoad | undefined {
  const source = root.inside('credits');
  const amount = source?.decimal('amount');
  const word = source?.word('unit');
  if (amount === undefined) return undefined;
  if (word === undefined) return studyLoad('ISSUER_CREDITS', amount, issuer);
  const unit = studyLoadUnits.find((each) => each === word.toUpperCase());
  return unit === undefined ? studyLoad('OTHER', amount, word) : studyLoad(unit, amount);
}

/** What holds back whether it was passed is not earned by what it shows; a microcredential is given for having passed. */
function earningOf(
  load: StudyLoad,
  pass: Pass | undefined,
  recordType: RecordType,
): CreditsFacet['earning'] {
  const isGiven = recordType !== 'RESULT' && pass !== 'FAILED';
  if (pass !== 'PASSED' && !isGiven) return 'NOT_PASSED';
  if (isImplausible(load)) return 'IMPLAUSIBLE';
  return load.unit === 'OTHER' ? 'UNIT_UNKNOWN' : 'EARNED';
}

/** What frames a credential is no loss: it stays with the original. */
const frame = ['vct', 'iss', 'iat', 'nbf', 'exp', 'cnf', 'status', 'sub', 'vct#integrity', 'jti'];

function dayOf(seconds: unknown): string | undefined {
  const isInstant = typeof seconds === 'number' && seconds >= 0 && seconds < 253_402_300_799;
  return isInstant ? new Date(seconds * 1000).toISOString().slice(0, 10) : undefined;
}

function facetsOf(root: Claims, usual: RecordType, opened: Opened) {
  const [title, institution] = [root.texts('title'), institutionOf(root)];
  const issuer = root.id('iss');
  const kind = kindOf(root, usual);
  const assessment = assessmentOf(root);
  const load = loadOf(root, issuer ?? '');
  if (title === undefined) return undefined;
  const criteria = root.texts('criteria');
  const validUntil = dayOf(root.raw['exp']);
  const award = present({
    badge: usual === 'MICROCREDENTIAL' ? ('MICROCREDENTIAL' as const) : undefined,
    criteria,
    validUntil,
  });
  const named = issuer === undefined ? [] : [{ language: 'und', value: issuer }];
  return present({
    core: present({
      ...kind,
      title,
      description: root.texts('description'),
      ...broughtBy(institution ?? named),
      issuedOn: root.date('issued') ?? dayOf(root.raw['nbf']),
      level: levelOf(root),
      award: Object.keys(award).length === 0 ? undefined : award,
    }),
    assessment,
    credits:
      load === undefined
        ? undefined
        : {
            load,
            earning: earningOf(load, assessment?.pass, kind.recordType),
            retakeGroup: groupOf(opened, ''),
          },
  });
}

/** Whether this is a credential of SD-JWT VC, which has a type of its own in place of a context. */
export const isOfType = ({ vct }: JsonObject): boolean => typeof vct === 'string';

/** A credential of our own types. Of those of others we know no meaning. */
export function readOfType(claims: JsonObject, opened: Opened): DocumentReading {
  const { vct } = claims;
  const usual = types.get(vct);
  if (usual === undefined) {
    const found = typeof vct === 'string' ? namesOf([vct]) : '';
    return refuse('CREDENTIAL_TYPE_UNSUPPORTED', '/vct', { standard, found });
  }
  const root = new Claims(claims, '', new Notes());
  for (const name of frame) root.has(name);
  const facets = facetsOf(root, usual, opened);
  if (facets === undefined) return refuse('MISSING', '/title', { standard });
  const issuer = root.id('iss');
  const identifiers = {
    connector: standard,
    sourceId: root.id('jti') ?? `sha256:${opened.sha256}`,
    codes: issuer === undefined ? [] : [{ type: 'issuer', code: issuer }],
    losses: root.losses(),
    issues: root.notes.issues(),
  };
  return {
    kind: 'IMPORTED',
    standard,
    records: [{ key: itemKey(opened, ''), item: '', facets: { ...facets, identifiers } }],
    proof: 'NOT_CHECKED',
    quarantined: [],
    issues: [],
    losses: [],
  };
}
