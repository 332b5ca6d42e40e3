import { readFile } from 'node:fs/promises';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { readEscoSkills } from './documents/index.js';
import { openLedger } from './ledger/index.js';
import { openLog } from './log.js';
import { databaseOf } from './start.js';

const languages = ['nl', 'en'] as const;
type EscoLanguage = (typeof languages)[number];
const isKnown = (language: string | undefined): language is EscoLanguage =>
  languages.some((known) => known === language);

/** By the name the official files have; undefined where it does not say. */
const languageIn = (file: string): string | undefined =>
  /(?:^|[_-])([a-z]{2})\.csv$/i.exec(file)?.[1]?.toLowerCase();

/**
 * Loads the official download of skills (ESCO, CSV) for learners to choose from, in the place of what was loaded of that
 * language before.
 * @throws Error in a sentence, for a file that is no such list.
 */
export const loadEsco = (
  config: Config,
  file: string,
  given: string | undefined,
  say: (text: string) => void,
): Promise<void> =>
  opening(async (closings) => {
    const language = given ?? languageIn(file);
    if (!isKnown(language)) {
      throw new Error('Say in which language it is: --language nl, or --language en.');
    }
    const skills = readEscoSkills(await readFile(file, 'utf8'), language);
    if (skills === undefined || skills.length === 0) {
      throw new Error('This is no list of skills of ESCO: it needs conceptUri and preferredLabel.');
    }
    const ledger = await openLedger(await databaseOf(config, closings), openLog(config).fault);
    closings.push(() => ledger.close());
    await ledger.esco.load(language, skills);
    say(`${skills.length} skills can be found now, in ${language}.`);
    await closeAll(closings);
  });
