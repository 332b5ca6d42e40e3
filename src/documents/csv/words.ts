import type {
  GradingScaleKind,
  Pass,
  RecordKind,
  RecordType,
  StudyLoadUnit,
} from '../../records/index.js';

/** A cell as a word to look up: small letters, one space, no marks. */
export const plainWord = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/[_\s/-]+/g, ' ')
    .trim();

const table = <Value>(rows: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries(rows).flatMap(([words, value]) =>
      words.split('|').map((word): [string, Value] => [plainWord(word), value]),
    ),
  );

interface Kind {
  readonly recordType: RecordType;
  readonly kind?: RecordKind;
}
export const typeWords = table<Kind>({
  'vak|cursus|course|module|result|resultaat': { recordType: 'RESULT', kind: 'COURSE' },
  'toets|examen|test|exam': { recordType: 'RESULT', kind: 'TEST' },
  'onderdeel|component': { recordType: 'RESULT', kind: 'LEARNING_COMPONENT' },
  'opleiding|programma|programme|program|minor': { recordType: 'RESULT', kind: 'PROGRAMME' },
  diploma: { recordType: 'DIPLOMA', kind: 'PROGRAMME' },
  'certificaat|certificate': { recordType: 'CERTIFICATE' },
  'microcredential|edubadge|badge': { recordType: 'MICROCREDENTIAL' },
});

export const unitWords = table<StudyLoadUnit>({
  'ec|ects|studiepunt|studiepunten|european credit|european credits': 'EC',
  'sbu|studiebelastingsuur|studiebelastingsuren': 'SBU',
  'uur|uren|hour|hours': 'HOUR',
  'contactuur|contacturen|contact hour|contact hours': 'CONTACT_HOUR',
  sp: 'SP',
  ecvet: 'ECVET',
});

export const stateWords = table<'IN_PROGRESS' | 'POSTPONED' | 'COMPLETED' | 'QUEUED'>({
  'afgerond|voltooid|completed|finished|done': 'COMPLETED',
  'bezig|loopt|in progress|ongoing': 'IN_PROGRESS',
  'uitgesteld|postponed': 'POSTPONED',
  'in wachtrij|wachtrij|queued': 'QUEUED',
});

export const passWords = table<Pass>({
  'ja|yes|geslaagd|behaald|voldaan|passed|pass|true': 'PASSED',
  'nee|no|gezakt|niet geslaagd|niet behaald|niet voldaan|failed|fail|false': 'FAILED',
  'onbekend|unknown': 'UNKNOWN',
});

export const yesNoWords = table<boolean>({ 'ja|yes|true': true, 'nee|no|false': false });

export const scaleWords = table<GradingScaleKind>({
  '1-10': 'GRADE_1_10',
  '0-10': 'GRADE_0_10',
  '0.0-10.0|0,0-10,0': 'GRADE_0_10_ONE_DECIMAL',
  '0-100': 'GRADE_0_100',
  'pass or fail|pass-fail|geslaagd of gezakt': 'PASS_FAIL',
  'o/v/g|onvoldoende/voldoende/goed': 'O_V_G',
  'voldaan|voldaan/niet voldaan': 'VOLDAAN',
  'us letter': 'US_LETTER',
  'uk letter': 'UK_LETTER',
  'de grade': 'DE_GRADE',
  'cefr|erk': 'CEFR',
  rktr: 'RKTR',
});

/** Numbers of NLQF and EQF by what people call the level. */
export const levelWords = table<string>({
  'mbo 1|entree': '1',
  'mbo 2': '2',
  'mbo 3': '3',
  'mbo 4|havo': '4',
  vwo: '4+',
  'ad|associate degree': '5',
  'bachelor|hbo bachelor|wo bachelor': '6',
  master: '7',
  'doctor|phd|doctoraat': '8',
});
