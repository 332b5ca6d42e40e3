import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  dismissAlert,
  eraseLogLines,
  exportLog,
  logByDay,
  myAlerts,
  readLog,
  verifyLog,
} from '../flows/index.js';
import { AlertListType, AlertType } from './alert-types.js';
import { graphError } from './errors.js';
import { DateTime } from './late-date.js';
import { limits } from './limits.js';
import { LogDayListType, placeOf } from './log-day-types.js';
import { LogErasureType, LogProofType } from './log-proof-types.js';
import { LogListType } from './log-types.js';
import type { Operation } from './operation.js';

const unknownPlace = () => graphError('BAD_INPUT', 'This place in the log is not known.');
const refuseNoRows = (first: number): void => {
  if (first < 1) throw graphError('BAD_INPUT', 'A page has at least one row.');
};
const firstText = `1 to ${limits.pageSize}.`;
const afterText = 'endCursor of the page before.';

@Resolver()
export class LogResolver {
  @Query(() => LogListType, {
    description: 'Who saw or tried what, and what changed. For learners.',
  })
  async myAccessLog(
    @Ctx() { house, caller }: Operation,
    @Arg('first', () => Int, { defaultValue: 50, description: firstText })
    first: number,
    @Arg('after', () => String, { nullable: true, description: afterText })
    after?: string | null,
  ): Promise<LogListType> {
    refuseNoRows(first);
    const place = after ?? undefined;
    if (place !== undefined && !/^[1-9]\d{0,8}$/.test(place)) throw unknownPlace();
    const before = place === undefined ? undefined : Number(place);
    return new LogListType(await readLog(house, caller, { first, before }));
  }

  @Query(() => LogProofType, {
    description: 'Whether your log is whole, and whether your pod has the same one. For learners.',
  })
  async verifyMyLog(@Ctx() { house, caller }: Operation): Promise<LogProofType> {
    return new LogProofType(await verifyLog(house, caller));
  }

  @Query(() => String, {
    description:
      'Your log as a file that anybody can check: lines of JSON, the first one says up to where we signed. For learners.',
  })
  async exportMyLog(@Ctx() { house, caller }: Operation): Promise<string> {
    return exportLog(house, caller);
  }

  @Query(() => LogDayListType, {
    description: 'Your log by day and by who it was, newest day first. For learners.',
  })
  async myLogByDay(
    @Ctx() { house, caller }: Operation,
    @Arg('first', () => Int, { defaultValue: 50, description: firstText }) first: number,
    @Arg('after', () => String, { nullable: true, description: afterText })
    after?: string | null,
  ): Promise<LogDayListType> {
    refuseNoRows(first);
    const asked = after ?? undefined;
    const place = asked === undefined ? undefined : placeOf(asked);
    if (asked !== undefined && place === undefined) throw unknownPlace();
    return new LogDayListType(await logByDay(house, caller, { first, after: place }));
  }

  @Query(() => AlertListType, {
    description: 'What may be news to you in your log, newest first. For learners.',
  })
  async myAlerts(
    @Ctx() { house, caller }: Operation,
    @Arg('dismissed', () => Boolean, {
      defaultValue: false,
      description: 'Also those you put aside.',
    })
    dismissed: boolean,
  ): Promise<AlertListType> {
    const rows = await myAlerts(house, caller, dismissed);
    return { nodes: rows.map((row) => new AlertType(row)) };
  }

  @Mutation(() => AlertType, { description: 'Put an alert aside. For learners.' })
  async dismissAlert(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('id', () => ID, { description: 'The alert.' }) id: string,
  ): Promise<AlertType> {
    const opened = ids.open('alert', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return new AlertType(await dismissAlert(house, caller, opened));
  }

  @Mutation(() => LogErasureType, {
    description:
      'Erase what old lines of your log say. That they were there stays, so the log can still be verified. Not lines that are younger than every line is kept. For learners.',
  })
  async eraseLogLines(
    @Ctx() { house, caller }: Operation,
    @Arg('before', () => DateTime, { description: 'Lines from before this moment.' }) before: Date,
  ): Promise<LogErasureType> {
    return new LogErasureType(await eraseLogLines(house, caller, before));
  }
}
