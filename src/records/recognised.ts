import { type InstitutionId, type RecordKey, sha256Url, unambiguous } from '../base/index.js';
import { programmeKeyOf } from './offering.js';
import type { Recognition } from './recognition.js';
import type { CoreFacet, RecordStatus } from './record.js';
import { chooseText, type Texts } from './text.js';

/**
 * Of what things of one institution are tries, or parts: opaque, as whoever sees the credits of a record must not see the codes
 * along with them.
 * @param what as OEAPI 5 calls it: "course", "program".
 */
export const creditGroupOf = (institution: InstitutionId, what: string, id: string): string =>
  sha256Url(unambiguous([institution, what, id])).slice(0, 22);

const languages = ['nl', 'en'] as const;
const counts = {
  nl: (what: string, programme: string) =>
    what === '' ? `Telt mee voor ${programme}` : `Telt mee: ${what} voor ${programme}`,
  en: (what: string, programme: string) =>
    what === '' ? `Counts for ${programme}` : `Counts: ${what} for ${programme}`,
};

/** @param what is recognised; none: without a word of that. */
export const recognitionTitle = (programme: Texts, what: Texts = []): Texts =>
  languages.map((language) => {
    const [whole, part] = [programme, what].map(
      (texts) => chooseText(texts, [language])?.value ?? '',
    );
    return { language, value: counts[language](part ?? '', whole ?? '') };
  });

/** For whoever does not see what is recognised: that something is, and for which programme. */
export function withoutRecognised(core: CoreFacet): CoreFacet {
  if (core.recognition?.record === undefined) return core;
  const { record: _hidden, ...recognition } = core.recognition;
  return { ...core, title: recognitionTitle(recognition.programmeTitle), recognition };
}

interface Recognising {
  readonly status: RecordStatus;
  readonly core: Pick<CoreFacet, 'assertedBy' | 'institution' | 'recognition'>;
}

/** What counts as a recognition: the word of the institution that gives the programme, as long as it stands, and nobody else's. */
export function recognitionIn({ status, core }: Recognising): Recognition | undefined {
  const { assertedBy, institution, recognition } = core;
  if (recognition === undefined) return undefined;
  const isItsOwn =
    recognition.programme === programmeKeyOf(institution.id, recognition.programmeId);
  return status === 'CURRENT' && assertedBy === 'INSTITUTION' && isItsOwn ? recognition : undefined;
}

/**
 * For each record, the programmes that it counts as a part of since an institution says so, as groups of credits. What is
 * recognised says nothing of it itself, and stays as its source said it: this is laid over what is read.
 */
export function recognisedIn(
  records: readonly Recognising[],
): ReadonlyMap<RecordKey, readonly string[]> {
  const found = new Map<RecordKey, readonly string[]>();
  for (const one of records) {
    const recognition = recognitionIn(one);
    if (recognition?.record === undefined) continue;
    const { record, programmeId } = recognition;
    const whole = creditGroupOf(one.core.institution.id, 'program', programmeId);
    found.set(record, [...new Set([...(found.get(record) ?? []), whole])]);
  }
  return found;
}
