import { texts } from '../data/build.js';
import type { Texts } from '../model.js';
import type { Association } from '../offering.js';
import type { Resource } from '../register.js';

export type State = Association['state'];
/** Why not, as part of a sentence. */
export type Reason = { readonly nl: string; readonly en: string };

export const isFullReason: Reason = { nl: 'er is geen plaats meer', en: 'there is no place left' };
const noReason: Reason = {
  nl: 'deze opleiding laat nu geen gasten toe',
  en: 'this programme admits no guests now',
};

const titleIn = (language: string, { name }: Resource): string => {
  const all: readonly unknown[] = Array.isArray(name) ? name : [];
  const given = all.flatMap((one) =>
    typeof one === 'object' && one !== null ? [Object.fromEntries(Object.entries(one))] : [],
  );
  const found = given.find((one) => String(one['language']).startsWith(language)) ?? given[0];
  return String(found?.['value'] ?? '');
};

/** What whoever asked is told, in Dutch and in English. */
export function messageOf(state: State, offering: Resource, reason: Reason = noReason): Texts {
  const [nl, en] = [titleIn('nl', offering), titleIn('en', offering)];
  // biome-ignore format: a table is read in columns
  const all: Readonly<Record<State, readonly [string, string]>> = {
    associated: [`Je bent ingeschreven voor ${nl}.`, `You are enrolled in ${en}.`],
    pending:    [`Je aanvraag voor ${nl} is ontvangen. De opleiding besluit later.`, `Your request for ${en} has arrived. The programme decides later.`],
    queued:     [`${nl} is vol. Je staat op de wachtlijst.`, `${en} is full. You are on the waiting list.`],
    denied:     [`Je aanvraag voor ${nl} is afgewezen: ${reason.nl}.`, `Your request for ${en} was denied: ${reason.en}.`],
    canceled:   [`Je inschrijving voor ${nl} is ingetrokken.`, `Your enrolment in ${en} was withdrawn.`],
  };
  return texts(...all[state]);
}
