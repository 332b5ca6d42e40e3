import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { askDownload, type DownloadKind, type ReadyDownload } from '../flows/index.js';
import { DateTime } from './late-date.js';
import { languageOf, type Sentences } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

const sentences: Readonly<Record<DownloadKind, Sentences>> = {
  ARCHIVE: {
    nl: 'Je kunt alles 10 minuten lang downloaden. In je logboek komt te staan dat je dat deed. Bewaar het bestand goed: wie het heeft, kan alles lezen.',
    en: 'You can download everything for 10 minutes. Your log will say that you did. Keep the file safe: whoever has it can read all of it.',
  },
  OVERVIEW: {
    nl: 'Je kunt het overzicht 10 minuten lang downloaden. In je logboek komt te staan dat je dat deed.',
    en: 'You can download the overview for 10 minutes. Your log will say that you did.',
  },
};

@ObjectType('Download', {
  description: 'A file that is made when it is fetched, by whoever asked for it.',
})
class DownloadType {
  constructor(
    private readonly ready: ReadyDownload,
    private readonly kind: DownloadKind,
    private readonly language: 'nl' | 'en',
  ) {}
  @Plain(() => String, {
    description: 'Path on this server. Opens in this session alone, as often as you like.',
  })
  get download() {
    return `/files/export/${this.ready.ticket}`;
  }
  @Field(() => DateTime, { description: 'From then on it opens no more.' })
  get expiresAt() {
    return this.ready.expiresAt;
  }
  @Plain(() => String, { description: 'What that means, in a sentence.' })
  get sentence() {
    return sentences[this.kind][this.language];
  }
}

const languageText = 'BCP 47. Dutch, unless it is English; absent: as your browser says.';

/** @param language as the page says it, before what the browser says. */
async function downloadOf(
  { house, caller, languages }: Operation,
  kind: DownloadKind,
  language: string | undefined,
): Promise<DownloadType> {
  const chosen = languageOf(language === undefined ? languages : [language]);
  return new DownloadType(
    await askDownload(house, caller, { kind, language: chosen }),
    kind,
    chosen,
  );
}

@Resolver()
export class ExportResolver {
  @Mutation(() => DownloadType, {
    description:
      'Take everything along in one archive: originals, records with all versions, grants, log, and an overview to read. For learners.',
  })
  async exportEverything(
    @Ctx() operation: Operation,
    @Arg('language', () => String, { nullable: true, description: languageText })
    language?: string,
  ): Promise<DownloadType> {
    return downloadOf(operation, 'ARCHIVE', language ?? undefined);
  }

  @Mutation(() => DownloadType, {
    description: 'Take along an overview of all results to read or print, as PDF. For learners.',
  })
  async exportOverview(
    @Ctx() operation: Operation,
    @Arg('language', () => String, { nullable: true, description: languageText })
    language?: string,
  ): Promise<DownloadType> {
    return downloadOf(operation, 'OVERVIEW', language ?? undefined);
  }
}
