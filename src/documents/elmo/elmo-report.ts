import { isObject, type JsonObject } from '../../base/index.js';
import { chooseText, type Notes, type SetAside, type Texts } from '../../records/index.js';
import type { GradingSchemes } from './elmo-assessment.js';
import { type Attachments, attachmentsOf } from './elmo-attachments.js';
import { ElmoSource } from './elmo-source.js';

/** One school's part of a transcript, and what results in it refer to. */
export interface Report {
  readonly source: ElmoSource;
  /** JSON pointer. */
  readonly place: string;
  readonly issuer: Texts;
  /** Names the school in groups; no name for people. */
  readonly issuerCode: string;
  /** As what the issuer is known: its schacHome domain, Erasmus code, PIC. */
  readonly issuerCodes: readonly { readonly type: string; readonly code: string }[];
  readonly schemes: GradingSchemes;
  readonly attachments: Attachments;
}

/** More of what was set aside nobody reads. */
const mostAside = 200;
/** One more than any document may have in all: where there are as many, it is too large. */
const mostInList = 10_001;

interface Placed {
  readonly raw: JsonObject;
  readonly place: string;
}

/** The objects of a list with their places, or the one in its stead; what is no object is set aside. */
export function placed(
  holder: JsonObject,
  name: string,
  at: string,
  aside: SetAside[],
): readonly Placed[] {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.slice(0, mostInList).flatMap((raw, index): readonly Placed[] => {
    const placeOf = () => `${at}/${name}${Array.isArray(value) ? `/${index}` : ''}`;
    if (isObject(raw)) return [{ raw, place: placeOf() }];
    const isSaid = raw === undefined || raw === null || aside.length >= mostAside;
    if (!isSaid) aside.push({ path: placeOf(), code: 'TYPE' });
    return [];
  });
}

export const countryOf = ({ raw }: Pick<Placed, 'raw'>): string | undefined => {
  const issuer = raw['issuer'];
  const country = isObject(issuer) ? issuer['country'] : undefined;
  return typeof country === 'string' ? country.trim().slice(0, 3) : undefined;
};

function schemesOf(source: ElmoSource): GradingSchemes {
  const schemes = new Map<string, string>();
  for (const scheme of source.each('gradingScheme')) {
    const id = scheme.token('localId');
    const description = chooseText(scheme.texts('description', true) ?? [])?.value;
    if (id !== undefined && description !== undefined) schemes.set(id, description);
  }
  return schemes;
}

/** @param global what is attached to the document as a whole. */
export function openReport({ raw, place }: Placed, notes: Notes, global: Attachments): Report {
  const source = new ElmoSource(raw, 'report', notes, countryOf({ raw }));
  const issuer = source.inside('issuer');
  issuer?.leave('country');
  const name = issuer?.texts('title') ?? [];
  const codes = issuer?.codes('identifier') ?? [];
  // When the report was printed, which is nothing anybody learned.
  source.leave('learningOpportunitySpecification', 'issueDate');
  return {
    source,
    place,
    issuer: name,
    issuerCode: JSON.stringify([codes, name]),
    issuerCodes: codes.map(({ type, code }) => ({ type: `issuer.${type}`, code })),
    schemes: schemesOf(source),
    attachments: new Map([...global, ...attachmentsOf([source])]),
  };
}
