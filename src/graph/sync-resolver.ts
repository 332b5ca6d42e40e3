import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { institutionId } from '../base/index.js';
import { type SyncReport, syncAll, syncInstitution } from '../flows/index.js';
import type { SourceProblem } from '../institutions/index.js';
import { SyncProblemEnum } from './enums.js';
import { languageOf } from './log-sentences.js';
import { RecordIssueType } from './more-facets.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { InstitutionRefType } from './record-parts.js';
import { sourceSentences } from './source-sentences.js';

@ObjectType('SyncProblem', {
  description: 'Why nothing came from an institution, or not all of it.',
})
class SyncProblemType {
  constructor(private readonly problem: SourceProblem) {}
  @Plain(() => SyncProblemEnum, { description: 'For programs.' })
  get code() {
    return this.problem;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation) {
    return sourceSentences[this.problem][languageOf(languages)];
  }
}

@ObjectType('SyncReport', { description: 'What came of fetching from an institution.' })
class SyncReportType {
  constructor(private readonly report: SyncReport) {}
  @Plain(() => InstitutionRefType, { description: 'The institution.' })
  get institution() {
    return new InstitutionRefType(this.report.institution);
  }
  @Field(() => SyncProblemType, {
    nullable: true,
    description:
      'Why nothing came this time, or not all of it; null when all came. What came before stays.',
  })
  problem() {
    const { problem } = this.report;
    return problem && new SyncProblemType(problem);
  }
  @Plain(() => Int, { description: 'Records it has of you.' })
  get received() {
    return this.report.received;
  }
  @Plain(() => Int, { description: 'Of those, new or changed since last time.' })
  get changed() {
    return this.report.changed;
  }
  @Plain(() => Int, {
    description: 'Records it had and has no more. They stay in your history and count no longer.',
  })
  get withdrawn() {
    return this.report.withdrawn;
  }
  @Plain(() => Boolean, {
    description: 'Whether all of it stands in your pod. False: it is on its way.',
  })
  get inPod() {
    return this.report.inPod;
  }
  @Plain(() => [RecordIssueType], { description: 'Items we could not understand; the rest came.' })
  get setAside() {
    return this.report.setAside;
  }
  @Plain(() => [RecordIssueType], { description: 'What was doubtful about the answer as a whole.' })
  get issues() {
    return this.report.issues;
  }
}

@Resolver()
export class SyncResolver {
  @Mutation(() => SyncReportType, {
    description: 'Fetch what an institution has of you, into your pod. For learners linked to it.',
  })
  async syncInstitution(
    @Ctx() { house, caller }: Operation,
    @Arg('institution', () => ID, { description: 'Its schacHome domain.' }) institution: string,
  ): Promise<SyncReportType> {
    return new SyncReportType(await syncInstitution(house, caller, institutionId(institution)));
  }

  @Mutation(() => [SyncReportType], {
    description:
      'Fetch what all institutions have of you. One that does not answer keeps nothing else from coming.',
  })
  async syncAll(@Ctx() { house, caller }: Operation): Promise<readonly SyncReportType[]> {
    const reports = await syncAll(house, caller);
    return reports.map((report) => new SyncReportType(report));
  }
}
