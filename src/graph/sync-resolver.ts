import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { institutionId } from '../base/index.js';
import { type SyncReport, syncInstitution } from '../flows/index.js';
import { RecordIssueType } from './more-facets.js';
import type { Operation } from './operation.js';
import { InstitutionRefType } from './records.js';

@ObjectType('SyncReport', { description: 'What came of fetching from an institution.' })
class SyncReportType {
  constructor(private readonly report: SyncReport) {}
  @Field(() => InstitutionRefType, { description: 'The institution.' })
  institution() {
    return new InstitutionRefType(this.report.institution);
  }
  @Field(() => Int, { description: 'Records it has of you.' })
  received() {
    return this.report.received;
  }
  @Field(() => Int, { description: 'Of those, new or changed since last time.' })
  changed() {
    return this.report.changed;
  }
  @Field(() => Boolean, {
    description: 'Whether all of it stands in your pod. False: it is on its way.',
  })
  inPod() {
    return this.report.inPod;
  }
  @Field(() => [RecordIssueType], { description: 'Items we could not understand; the rest came.' })
  setAside() {
    return this.report.setAside;
  }
  @Field(() => [RecordIssueType], { description: 'What was doubtful about the answer as a whole.' })
  issues() {
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
}
