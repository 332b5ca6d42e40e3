import type {
  DeliveryMode,
  OfferingFilter,
  OfferingKind,
  StudyLoadUnit,
} from '../../../../schema/generated/graphql.js';

/** Kinds of things one can choose several of; as the address of the page has them. */
export const lists = ['school', 'kind', 'language', 'mode', 'place'] as const;
export type List = (typeof lists)[number];

/** What somebody looks for; empty: whatever it is. */
export interface Choice extends Readonly<Record<List, readonly string[]>> {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly least: string;
  readonly most: string;
  readonly open: boolean;
  readonly free: boolean;
  /** A programme that it has to belong to. */
  readonly programme: string;
}

const kinds: readonly OfferingKind[] = ['COURSE', 'PROGRAMME'];
export const modes: readonly DeliveryMode[] = [
  'ON_CAMPUS',
  'ONLINE',
  'HYBRID',
  'DISTANCE_LEARNING',
  'SITUATED',
  'LECTURE',
  'SELF_STUDY',
  'COACHING',
  'COIL',
  'JOINT_DELIVERY',
  'PROJECT_BASED',
  'RESEARCH_LAB_BASED',
  'OTHER',
];
export const units: readonly StudyLoadUnit[] = [
  'EC',
  'SBU',
  'HOUR',
  'CONTACT_HOUR',
  'SP',
  'ECVET',
  'ISSUER_CREDITS',
  'OTHER',
];

type Address = Readonly<Record<string, unknown>>;

/** An address is anybody's to write: what is no text there says nothing. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(textOf).filter((one) => one !== '');

/** As the address of the page says it. */
export const choiceOf = (address: Address): Choice => ({
  text: textOf(address['text']),
  school: listOf(address['school']),
  kind: listOf(address['kind']),
  language: listOf(address['language']),
  mode: listOf(address['mode']),
  place: listOf(address['place']),
  from: textOf(address['from']),
  to: textOf(address['to']),
  unit: textOf(address['unit']),
  least: textOf(address['least']),
  most: textOf(address['most']),
  open: address['open'] === true,
  free: address['free'] === true,
  programme: textOf(address['programme']),
});

const isSaid = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== '' && value !== false;

/** For the address of the page, so that who comes back finds what they looked for. */
export const addressOf = (choice: Choice): Record<string, unknown> =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => isSaid(value)));

/** A number as people here type it, with a comma; undefined where there is none. */
function numberOf(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/** Of the words that the graph knows. */
const knownIn = <Word extends string>(all: readonly Word[], said: readonly string[]): Word[] =>
  all.filter((word) => said.includes(word));

const listed = (name: string, words: readonly string[]): OfferingFilter =>
  words.length === 0 ? {} : { [name]: [...words] };
const numbered = (name: string, text: string): Readonly<Record<string, number>> => {
  const value = numberOf(text);
  return value === undefined ? {} : { [name]: value };
};

function loadOf({ unit, least, most }: Choice): Pick<OfferingFilter, 'load'> {
  const [known] = knownIn(units, [unit]);
  if (known === undefined) return {};
  return { load: { unit: known, ...numbered('min', least), ...numbered('max', most) } };
}

const onlyWhere = ({ open, free }: Choice): OfferingFilter => ({
  ...(open && { openNow: true }),
  ...(free && { freePlaces: true }),
});

/** As the graph takes it. */
export function filterOf(choice: Choice): OfferingFilter {
  const { text, programme } = choice;
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...listed('institutions', choice.school),
    ...listed('kinds', knownIn(kinds, choice.kind)),
    ...listed('languages', choice.language),
    ...listed('modes', knownIn(modes, choice.mode)),
    ...listed('places', choice.place),
    ...numbered('levelMin', choice.from),
    ...numbered('levelMax', choice.to),
    ...loadOf(choice),
    ...onlyWhere(choice),
    ...(programme !== '' && { programmes: [programme] }),
  };
}

/** One thing that was chosen, and what is left when it is taken away. */
export interface Chosen {
  readonly what: List | 'from' | 'to' | 'unit' | 'least' | 'most' | 'open' | 'free' | 'programme';
  readonly value: string;
  readonly without: Choice;
}

const alone = (choice: Choice, what: 'from' | 'to' | 'least' | 'most' | 'programme'): Chosen[] =>
  choice[what] === '' ? [] : [{ what, value: choice[what], without: { ...choice, [what]: '' } }];
const ticked = (choice: Choice, what: 'open' | 'free'): Chosen[] =>
  choice[what] ? [{ what, value: '', without: { ...choice, [what]: false } }] : [];

/** Without its unit a number of points says nothing. */
function loadChosen(choice: Choice): readonly Chosen[] {
  if (choice.unit === '') return [];
  const without = { ...choice, unit: '', least: '', most: '' };
  return [
    { what: 'unit', value: choice.unit, without },
    ...alone(choice, 'least'),
    ...alone(choice, 'most'),
  ];
}

/** All that narrows the list, but the words that are in their own field. */
export function chosenIn(choice: Choice): readonly Chosen[] {
  const several = lists.flatMap((what) =>
    choice[what].map((value) => ({
      what,
      value,
      without: { ...choice, [what]: choice[what].filter((one) => one !== value) },
    })),
  );
  return [
    ...alone(choice, 'programme'),
    ...several,
    ...alone(choice, 'from'),
    ...alone(choice, 'to'),
    ...loadChosen(choice),
    ...ticked(choice, 'open'),
    ...ticked(choice, 'free'),
  ];
}

/** With all of its filters taken away; the words that are looked for stay. */
export const unfiltered = ({ text }: Choice): Choice => ({ ...choiceOf({}), text });
