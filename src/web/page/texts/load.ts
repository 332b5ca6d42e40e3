import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { type Language, languageNow } from './language.js';

export type Parsed = Record<string, MessageFormatElement[]>;
const isParsed = (module: unknown): module is { readonly default: Parsed } =>
  typeof module === 'object' && module !== null && 'default' in module;
const contents = (module: unknown): Parsed => (isParsed(module) ? module.default : {});

type Loaders = Readonly<Record<Language, () => Promise<unknown>>>;
const firstOf: Loaders = {
  nl: () => import('./nl.json?first'),
  en: () => import('./en.json?first'),
};
const restOf: Loaders = { nl: () => import('./nl.json'), en: () => import('./en.json') };

/** What is here so far, by language; grows as more comes. */
const here: Readonly<Record<Language, Parsed>> = { nl: {}, en: {} };
let isRestWanted = false;

async function add(language: Language, loaders: Loaders): Promise<void> {
  Object.assign(here[language], contents(await loaders[language]()));
}

/** The texts of a language: what every page needs, and the rest where a page needed it before. */
export async function textsOf(language: Language): Promise<Parsed> {
  await Promise.all([
    add(language, firstOf),
    isRestWanted ? add(language, restOf) : Promise.resolve(),
  ]);
  return here[language];
}

/** Goes along with any page that is not the first. */
export async function withTexts<Module>(page: Promise<Module>): Promise<Module> {
  isRestWanted = true;
  const [module] = await Promise.all([page, add(languageNow(), restOf)]);
  return module;
}
