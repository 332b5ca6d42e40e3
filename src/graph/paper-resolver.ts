import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { grantId } from '../base/index.js';
import {
  answerDeletion,
  askDeletion,
  auditMyPod,
  deletionsAskedOfMe,
  exportGrants,
  importGrants,
  type KnownNames,
  myDeletions,
  namesFor,
  ownLearner,
  receiptsFor,
} from '../flows/index.js';
import type { DeletionRow } from '../ledger/index.js';
import { graphError } from './errors.js';
import type { Operation } from './operation.js';
import {
  DeletionRequestListType,
  DeletionRequestType,
  GrantExportType,
  GrantImportType,
  PodAuditType,
  ReceiptListType,
  ReceiptType,
} from './paper-types.js';

/** @param names for the learner's side only. */
const listed = (rows: readonly DeletionRow[], names?: KnownNames): DeletionRequestListType => ({
  nodes: rows.map((row) => new DeletionRequestType(row, names)),
});
const ofMine = async ({ house, caller }: Operation): Promise<DeletionRequestListType> => {
  const { rows, names } = await myDeletions(house, caller);
  return listed(rows, names);
};

const opened = ({ ids }: Operation, kind: 'grant' | 'request', id: string): string => {
  const found = ids.open(kind, id);
  if (found === undefined) throw graphError('NOT_FOUND');
  return found;
};

/** What is left in writing of a grant, and what can be asked once it is over. */
@Resolver()
export class PaperResolver {
  @Query(() => ReceiptListType, {
    description: 'What became of grants, signed: of your own, or of those to you.',
  })
  async receipts(@Ctx() { house, caller }: Operation): Promise<ReceiptListType> {
    return { nodes: (await receiptsFor(house, caller)).map((row) => new ReceiptType(row)) };
  }

  @Query(() => DeletionRequestListType, { description: 'What you asked to delete. For learners.' })
  async myDeletionRequests(@Ctx() operation: Operation): Promise<DeletionRequestListType> {
    return ofMine(operation);
  }

  @Query(() => DeletionRequestListType, { description: 'What learners ask you to delete.' })
  async deletionRequests(@Ctx() { house, caller }: Operation): Promise<DeletionRequestListType> {
    return listed(await deletionsAskedOfMe(house, caller));
  }

  @Mutation(() => DeletionRequestListType, {
    description: 'Ask a former grantee to delete what they saw. For learners.',
  })
  async askDeletion(
    @Ctx() operation: Operation,
    @Arg('grant', () => ID, { description: 'The grant that is over.' }) grant: string,
  ): Promise<DeletionRequestListType> {
    const { house, caller } = operation;
    await askDeletion(house, caller, grantId(opened(operation, 'grant', grant)));
    return ofMine(operation);
  }

  @Mutation(() => DeletionRequestListType, { description: 'Say whether you deleted it.' })
  async answerDeletion(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The request.' }) id: string,
    @Arg('done', () => Boolean, { description: 'Whether it is deleted.' }) done: boolean,
    @Arg('text', () => String, { nullable: true, description: 'In your own words. Plain text.' })
    text?: string,
  ): Promise<DeletionRequestListType> {
    const { house, caller } = operation;
    const said = { id: opened(operation, 'request', id), done };
    await answerDeletion(house, caller, text ? { ...said, text } : said);
    return listed(await deletionsAskedOfMe(house, caller));
  }

  @Mutation(() => PodAuditType, {
    description: 'Look through your pod for who can read there without a grant. For learners.',
  })
  async auditMyPod(@Ctx() { house, caller }: Operation): Promise<PodAuditType> {
    return new PodAuditType(await auditMyPod(house, caller));
  }

  @Query(() => GrantExportType, { description: 'Your grants, to take along. For learners.' })
  async exportGrants(@Ctx() { house, caller }: Operation): Promise<GrantExportType> {
    return { documents: await exportGrants(house, caller) };
  }

  @Mutation(() => GrantImportType, {
    description:
      'Look at grants you bring, and share anew on the terms of those you name. Nothing is shared unless you name it. For learners.',
  })
  async importGrants(
    @Ctx() operation: Operation,
    @Arg('documents', () => [String], { description: 'As they were exported.' })
    documents: string[],
    @Arg('confirm', () => [ID], {
      defaultValue: [],
      description: 'Those to share anew, by the ids of the look before.',
    })
    confirm: string[],
  ): Promise<GrantImportType> {
    const { house, caller } = operation;
    const named = confirm.map((id) => grantId(opened(operation, 'grant', id)));
    const imported = await importGrants(house, caller, documents, named);
    const { id } = await ownLearner(house, caller);
    const grantees = imported.flatMap(({ grant }) => grant?.grantee ?? []);
    return new GrantImportType(imported, await namesFor(house, id, { grantees }));
  }
}
