import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { dropQuarantined, myQuarantine, retryQuarantine, sendResults } from '../flows/index.js';
import { bytesOf } from './document-resolver.js';
import { DocumentInput } from './document-types.js';
import { graphError } from './errors.js';
import type { Operation } from './operation.js';
import {
  QuarantineType,
  ResultsFileReportType,
  ResultsTemplateType,
} from './results-file-types.js';

const mostRows = 100;

@Resolver()
export class ResultsFileResolver {
  @Query(() => ResultsFileReportType, {
    description:
      'What would come of a file of results, row by row. Keeps nothing. For institutions, on their own page.',
  })
  async previewResults(
    @Ctx() { house, caller }: Operation,
    @Arg('document', () => DocumentInput, { description: 'A table or a list of associations.' })
    document: DocumentInput,
  ): Promise<ResultsFileReportType> {
    const asked = { bytes: bytesOf(document), dryRun: true };
    return new ResultsFileReportType(await sendResults(house, caller, asked));
  }

  @Mutation(() => ResultsFileReportType, {
    description:
      'Send a file of results in your own name: a CSV by the template, or OEAPI associations as JSON. Each row goes to the learner that your own number of them leads to by a proven login, if they let you; what reaches nobody waits in quarantine. The same again adds nothing. For institutions.',
  })
  async sendResults(
    @Ctx() { house, caller }: Operation,
    @Arg('document', () => DocumentInput, { description: 'A table or a list of associations.' })
    document: DocumentInput,
  ): Promise<ResultsFileReportType> {
    return new ResultsFileReportType(
      await sendResults(house, caller, { bytes: bytesOf(document) }),
    );
  }

  @Query(() => ResultsTemplateType, { description: 'The table to fill in for SendResults.' })
  resultsTemplate(): ResultsTemplateType {
    return new ResultsTemplateType();
  }

  @Query(() => QuarantineType, {
    description:
      'Rows that you sent and that reached nobody. They wait 90 days, then they are erased. For institutions.',
  })
  async quarantine(
    @Ctx() { house, caller }: Operation,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most 100.' }) first: number,
  ): Promise<QuarantineType> {
    const limit = Math.min(Math.max(first, 1), mostRows);
    return new QuarantineType(await myQuarantine(house, caller, limit));
  }

  @Mutation(() => Int, {
    description:
      'Try again what waits, such as after a learner let you. How many came. For institutions.',
  })
  async retryQuarantine(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('id', () => ID, { nullable: true, description: 'One of them; absent: all.' })
    id?: string | null,
  ): Promise<number> {
    if (id == null) return retryQuarantine(house, caller);
    const opened = ids.open('quarantine', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return retryQuarantine(house, caller, opened);
  }

  @Mutation(() => Boolean, {
    description: 'Erase a row that waits. Whether there was one. For institutions.',
  })
  async dropQuarantined(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
  ): Promise<boolean> {
    const opened = ids.open('quarantine', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return dropQuarantined(house, caller, opened);
  }
}
