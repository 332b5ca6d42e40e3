import type { Load, Organization, Program } from '../../model.js';
import type { ProgramOffering } from '../../offering.js';
import type { World } from '../../world.js';
import { code, idFor, texts } from '../build.js';
import type { Period } from './rows.js';

/** What the programmes of one kind have in common. */
type Kind = Pick<
  Program,
  | 'programType'
  | 'qualificationAwarded'
  | 'modeOfStudy'
  | 'levelOfQualification'
  | 'level'
  | 'sector'
>;
const university = { modeOfStudy: 'full-time', sector: 'university education' } as const;
const applied = { modeOfStudy: 'full-time', sector: 'higher professional education' } as const;
const vocational = {
  modeOfStudy: 'full-time',
  sector: 'secondary vocational education',
  qualificationAwarded: 'None',
} as const;
const bachelorsLevel = { level: 'bachelor', levelOfQualification: '6' } as const;
const vocationalLevel = (n: '2' | '3' | '4') =>
  ({ level: `secondary vocational education ${n}`, levelOfQualification: n }) as const;
const minor = { programType: 'minor', qualificationAwarded: 'None', ...bachelorsLevel } as const;

// biome-ignore format: a table is read in columns
export const kinds = {
  ba:          { ...university, ...bachelorsLevel, programType: 'program', qualificationAwarded: 'BA' },
  bsc:         { ...university, ...bachelorsLevel, programType: 'program', qualificationAwarded: 'BSc' },
  llb:         { ...university, ...bachelorsLevel, programType: 'program', qualificationAwarded: 'LLB' },
  msc:         { ...university, programType: 'program', qualificationAwarded: 'MSc', level: 'master', levelOfQualification: '7' },
  minor:       { ...university, ...minor },
  appliedMinor: { ...applied, ...minor },
  associate:   { ...applied, modeOfStudy: 'part-time', programType: 'program', qualificationAwarded: 'AD', level: 'associate degree', levelOfQualification: '5' },
  mbo3:        { ...vocational, ...vocationalLevel('3'), programType: 'program' },
  mbo4:        { ...vocational, ...vocationalLevel('4'), programType: 'program' },
  choice3:     { ...vocational, ...vocationalLevel('3'), programType: 'minor' },
  choice4:     { ...vocational, ...vocationalLevel('4'), programType: 'minor' },
} as const satisfies Readonly<Record<string, Kind>>;

export type ProgrammeRow<Key extends string> = readonly [
  key: string,
  kind: keyof typeof kinds,
  load: number,
  nl: string,
  en: string | undefined,
  about: string,
  organization: Organization,
  field: string,
  runs: readonly Key[],
  more?: { readonly croho?: string; readonly places?: readonly [max: number, enrolled: number] },
];

type ProgrammeTable<Key extends string> = {
  readonly school: string;
  readonly load: (value: number) => Load;
  readonly periods: Readonly<Record<Key, Period>>;
  readonly rows: readonly ProgrammeRow<Key>[];
};

function programmeOf<Key extends string>(
  { school, load }: ProgrammeTable<Key>,
  [key, kind, size, nl, en, about, organization, field, , more]: ProgrammeRow<Key>,
): Program {
  return {
    programId: idFor(school, 'program', key),
    primaryCode: code('programCode', key),
    ...kinds[kind],
    name: texts(nl, en),
    abbreviation: key,
    description: texts(about),
    teachingLanguage: 'nld',
    studyLoad: load(size),
    fieldsOfStudy: field,
    organization: organization.organizationId,
    ...(more?.croho !== undefined && { otherCodes: [code('crohoCreboCode', more.croho)] }),
  };
}

function beginnings<Key extends string>(
  { school, periods }: ProgrammeTable<Key>,
  of: Program,
  [, , , , , , , , runs, more]: ProgrammeRow<Key>,
): readonly ProgramOffering[] {
  return runs.map((key) => {
    const { session, enrol } = periods[key];
    const [enrollStartDate, enrollEndDate] = enrol;
    const word = `${of.abbreviation}-${session.primaryCode.code}`;
    return {
      offeringId: idFor(school, 'offering', word),
      primaryCode: code('offeringCode', word),
      offeringType: 'program',
      name: of.name,
      description: of.description,
      teachingLanguage: of.teachingLanguage,
      academicSession: session.academicSessionId,
      program: of.programId,
      organization: of.organization,
      resultExpected: true,
      resultValueType: 'pass-or-fail',
      startDate: session.startDate,
      endDate: session.endDate,
      enrollStartDate,
      enrollEndDate,
      ...(more?.places !== undefined && {
        maxNumberStudents: more.places[0],
        enrolledNumberStudents: more.places[1],
      }),
    };
  });
}

/** What a school's table of programmes comes to. */
export function programmesOf<Key extends string>(
  table: ProgrammeTable<Key>,
): Pick<World, 'programs' | 'offerings'> {
  const made = table.rows.map((row) => ({ program: programmeOf(table, row), row }));
  return {
    programs: made.map(({ program }) => program),
    offerings: made.flatMap(({ program, row }) => beginnings(table, program, row)),
  };
}
