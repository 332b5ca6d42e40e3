import { present } from '../../base/index.js';
import type { Alignment, Award, Level } from '../../records/index.js';
import type { Claims } from '../vc/claims.js';

/** One thing an achievement says it meets. Dutch examples write `ext:EQF`, edubadges `ext:EQFAlignment`: one framework. */
interface Aligned {
  readonly source: Claims;
  readonly alignment: Alignment;
  /** Upper case: "EQF", "NLQF", "QUALITYASSURANCE"; empty where none is named. */
  readonly framework: string;
}

const extension = /^ext:(.{1,60}?)(?:Alignment)?$/;

function read(source: Claims): Aligned | undefined {
  source.types();
  const kind = source.word('targetType');
  const named = source.word('targetFramework');
  const [code, url] = [source.brief('targetCode'), source.link('targetUrl')];
  source.text('targetDescription');
  const framework = named ?? extension.exec(kind ?? '')?.[1];
  const name = source.word('targetName') ?? code ?? url;
  if (name === undefined || name.trim() === '') return undefined;
  return {
    source,
    alignment: present({ name, framework: framework === '' ? undefined : framework, code, url }),
    framework: (framework ?? '').replace(/\s/g, '').toUpperCase(),
  };
}

const isQuality = ({ framework }: Aligned): boolean => framework === 'QUALITYASSURANCE';
const isLevel = ({ framework }: Aligned): boolean => /^(?:EQF|NLQF|EQF\/NLQF)$/.test(framework);

/** Between four and five stands 4+, in the Dutch framework only. */
const levelNumber = /(?:^|[^\d.])(4\+|[0-8])(?![\d.])/;

/** The number stands in the code, or only in the name: "EQF level 6". */
function numberIn({ alignment, source }: Aligned): string | undefined {
  const found = [alignment.code, alignment.name]
    .map((text) => levelNumber.exec(text ?? ''))
    .find((match) => match !== null);
  if (found === undefined) {
    source.note('LEVEL_WITHOUT_VALUE', 'targetCode');
    return undefined;
  }
  return found[1];
}

/** @param eqf what this kind of degree usually has: only where no alignment says it. */
function levelOf(aligned: readonly Aligned[], raw: string | undefined, eqf: number | undefined) {
  const stated = aligned.filter(isLevel).flatMap((each) => {
    const number = numberIn(each);
    return number === undefined ? [] : [{ ...each, number }];
  });
  const [first] = stated;
  if (first !== undefined) {
    const nlqf = stated.find(({ framework }) => framework.includes('NLQF'))?.number;
    return present({
      raw: first.alignment.name,
      eqf: Number(first.number.replace('+', '')),
      nlqf: nlqf === '0' ? undefined : nlqf,
      derived: false,
    });
  }
  return eqf === undefined || raw === undefined ? undefined : { raw, eqf, derived: true };
}

export interface Alignments {
  readonly level?: Level;
  readonly quality?: Award['quality'];
  readonly others?: readonly Alignment[];
}

export function alignmentsOf(
  sources: readonly Claims[],
  { type, eqf }: { readonly type?: string; readonly eqf?: number },
): Alignments {
  const aligned = sources.map(read).filter((each) => each !== undefined);
  const quality = aligned.find(isQuality);
  const others = aligned.filter((each) => each !== quality).map(({ alignment }) => alignment);
  return present({
    level: levelOf(aligned, type, eqf),
    quality: quality && present({ name: quality.alignment.name, url: quality.alignment.url }),
    others: others.length === 0 ? undefined : others,
  });
}

const esco = /^https?:\/\/data\.europa\.eu\/esco\/skill\//;
/** For a skill: the same in a public list. */
export const conceptOf = (others: readonly Alignment[]): string | undefined =>
  others.map(({ url }) => url).find((url) => url !== undefined && esco.test(url));
