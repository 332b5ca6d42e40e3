import { type WebId, webId } from '../base/index.js';
import type { Organisation } from '../flows/index.js';
import type { DemoAccount } from './accounts.js';
import type { PersonaKey } from './people.js';

/** For whom they work. Neither organisation exists. */
const names: Readonly<Partial<Record<PersonaKey, { id: string; nl: string; en: string }>>> = {
  adviser: {
    id: 'loopbaanplein.example',
    nl: 'Loopbaanplein De Delta',
    en: 'Career Square De Delta',
  },
  developer: { id: 'stagezoeker.example', nl: 'Stagezoeker', en: 'Internship Finder' },
};

/** The demo's own registry of organisations that were looked into. */
export const demoOrganisations = (
  accounts: readonly DemoAccount[],
): readonly (readonly [WebId, Organisation])[] =>
  accounts.flatMap(({ persona, webId: person }) => {
    const known = names[persona.key];
    if (known === undefined) return [];
    const { id, ...name } = known;
    const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
    return [[webId(person), { id, name: texts, clients: [] }] as const];
  });
