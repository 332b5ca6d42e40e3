import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../../base/index.js';
import type { SpecialFacet } from '../../records/index.js';

/** Fields whose mere presence tells something of a learner's health or conduct: read into `special`, named nowhere else. */
export const specialFields: ReadonlySet<string> = new Set([
  'irregularities',
  'personalNeeds',
  'requiredPersonalNeeds',
  'assignedNeeds',
  'additionalTimeInMin',
  'extraTimeInMin',
  'extraDuration',
]);

const brief = z.union([z.string().max(5000), z.number(), z.boolean()]);
const anyList = z.array(z.unknown());
const special = z.union([brief, z.array(brief).max(100)]);
type Special = z.infer<typeof special>;

/** Needs as version 6 spells them, in the words of version 5; any other word is kept. */
const needs = new Map<unknown, string>([
  ['extra_time', 'extraTime'],
  ['spell_checker_on_screen', 'spell-checker-on-screen'],
]);

/** In whole minutes, as version 5 has it; undefined for a duration that is not. */
function minutesIn(value: Special): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, hours, minutes] = /^PT(?=\d)(?:(\d{1,3})H)?(?:(\d{1,4})M)?$/.exec(value) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

const isList = (value: Special): value is Extract<Special, readonly unknown[]> =>
  Array.isArray(value);

type Form = (value: Special) => readonly [string, Json] | undefined;

const needsIn: Form = (value) => [
  'personalNeeds',
  isList(value) ? value.map((word) => needs.get(word) ?? word) : value,
];
/** One name and one form for what versions and profiles say in several; undefined for a list that says nothing. */
const forms = new Map<string, Form>([
  ['extraTimeInMin', (value) => ['additionalTimeInMin', value]],
  [
    'extraDuration',
    (value) => {
      const minutes = minutesIn(value);
      return minutes === undefined ? ['extraDuration', value] : ['additionalTimeInMin', minutes];
    },
  ],
  ['personalNeeds', needsIn],
  ['requiredPersonalNeeds', needsIn],
  [
    'irregularities',
    (value) => {
      const texts = isList(value) ? value : [value];
      const [only] = texts;
      if (only === undefined) return undefined;
      return ['irregularities', texts.length === 1 ? only : texts];
    },
  ],
]);
const inOneForm = (name: string, value: Special): readonly [string, Json] | undefined => {
  const form = forms.get(name);
  return form === undefined ? [name, value] : form(value);
};

/** Wherever in the object such a field stands. No note of any kind is made: a note would tell. */
export function specialIn(raw: JsonObject | undefined): SpecialFacet {
  const consumers = anyList.safeParse(raw?.['consumers']).data ?? [];
  const places = [raw, raw?.['ext'], ...consumers];
  return Object.fromEntries(
    places.filter(isObject).flatMap((place) =>
      [...specialFields].flatMap((name) => {
        const value = Object.hasOwn(place, name) ? special.safeParse(place[name]).data : undefined;
        const found = value === undefined ? undefined : inOneForm(name, value);
        return found === undefined ? [] : [found];
      }),
    ),
  );
}
