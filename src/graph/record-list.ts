import { GraphQLDate } from 'graphql-scalars';
import { ArgsType, Ctx, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { institutionId, present, type RecordKey } from '../base/index.js';
import type { CredentialVerdict } from '../credentials/index.js';
import {
  type Page,
  type PageAsk,
  pageOf,
  partsOf,
  type Reading,
  type RecordFilter,
  type RecordOrder,
  refuseHidden,
  totalsOf,
} from '../flows/index.js';
import type { AssertedBy, Pass, RecordType, StudyLoadTotal } from '../records/index.js';
import { CredentialVerdictEnum } from './credential-enums.js';
import {
  AssertedByEnum,
  DirectionEnum,
  LeftOutReasonEnum,
  OrderFieldEnum,
  PassEnum,
  PurposeEnum,
  RecordTypeEnum,
  StudyLoadUnitEnum,
} from './enums.js';
import { graphError } from './errors.js';
import { toGraphRecord } from './graph-record.js';
import { DateTime } from './late-date.js';
import { limits } from './limits.js';
import type { Operation } from './operation.js';
import { InstitutionRecordsType, perInstitution } from './per-institution.js';
import { Plain } from './plain.js';
import { LearningRecordType } from './records.js';

@InputType('RecordFilter', {
  description: 'All that is given must hold. Runs over what you may see.',
})
export class RecordFilterInput {
  @Field(() => [RecordTypeEnum], { nullable: true, description: 'Any of these.' })
  recordTypes?: RecordType[];
  @Field(() => [ID], { nullable: true, description: 'Any of these institutions, by schacHome.' })
  institutions?: string[];
  @Field(() => [AssertedByEnum], { nullable: true, description: 'The word of any of these.' })
  assertedBy?: AssertedBy[];
  @Field(() => GraphQLDate, { nullable: true, description: 'On or after this day.' })
  issuedFrom?: Date;
  @Field(() => GraphQLDate, { nullable: true, description: 'On or before this day.' })
  issuedTo?: Date;
  @Field(() => [PassEnum], {
    nullable: true,
    description: 'Any of these. Needs the assessment to be shared.',
  })
  pass?: Pass[];
  @Field(() => [CredentialVerdictEnum], {
    nullable: true,
    description: 'Of what was signed: any of these verdicts. What nobody signed has none.',
  })
  verdict?: CredentialVerdict[];
}
@InputType('RecordOrder', {
  description: 'Ties are broken by record, so that a list has one order.',
})
export class RecordOrderInput {
  @Field(() => OrderFieldEnum, { description: 'CREDITS needs the credits to be shared.' })
  field!: keyof typeof OrderFieldEnum;
  @Field(() => DirectionEnum, { defaultValue: 'ASC', description: 'First to last, or back.' })
  direction!: keyof typeof DirectionEnum;
}
@ArgsType()
export class RecordListArgs {
  @Field(() => Int, { defaultValue: 50, description: `1 to ${limits.pageSize}.` })
  first!: number;
  @Field(() => String, { nullable: true, description: 'endCursor of the page before.' })
  after?: string;
  @Field(() => RecordFilterInput, { nullable: true, description: 'Which.' })
  filter?: RecordFilterInput;
  @Field(() => RecordOrderInput, { nullable: true, description: 'Default: newest result first.' })
  orderBy?: RecordOrderInput;
}

const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10);

function toFilter(filter: RecordFilterInput = {}): RecordFilter {
  const { recordTypes, institutions, assertedBy, issuedFrom, issuedTo, pass, verdict } = filter;
  return present({
    recordTypes: recordTypes ?? undefined,
    institutions: institutions?.map(institutionId),
    assertedBy: assertedBy ?? undefined,
    issuedFrom: day(issuedFrom),
    issuedTo: day(issuedTo),
    pass: pass ?? undefined,
    verdict: verdict ?? undefined,
  });
}

const toOrder = (order: RecordOrderInput | undefined): RecordOrder =>
  order === undefined
    ? { field: 'ISSUED_ON', descending: true }
    : { field: order.field, descending: order.direction === 'DESC' };

function toAsk({ first, after, filter, orderBy }: RecordListArgs): PageAsk {
  if (first < 1) throw graphError('BAD_INPUT', 'A page has at least one row.');
  if (first > limits.pageSize) throw graphError('COST_LIMIT');
  const asked = {
    first,
    filter: toFilter(filter ?? undefined),
    orderBy: toOrder(orderBy ?? undefined),
  };
  return present({ ...asked, after: after ?? undefined });
}

@ObjectType('PageInfo', { description: 'Relay page information.' })
export class PageInfoType {
  @Plain(() => Boolean, { description: 'More after this page.' })
  readonly hasNextPage!: boolean;
  @Plain(() => Boolean, { description: 'More before this page.' })
  readonly hasPreviousPage!: boolean;
  @Plain(() => String, { nullable: true, description: 'Cursor of the first row.' })
  readonly startCursor?: string | undefined;
  @Plain(() => String, { nullable: true, description: 'Cursor of the last row: pass it as after.' })
  readonly endCursor?: string | undefined;
}

@ObjectType('RecordEdge', { description: 'A record at its place in the list.' })
class RecordEdgeType {
  @Plain(() => LearningRecordType, { description: 'The record.' })
  readonly node!: LearningRecordType;
  @Plain(() => String, { description: 'Its place.' })
  readonly cursor!: string;
}

@ObjectType('LeftOut', { description: 'A record whose study load is not in the total.' })
class LeftOutType {
  @Plain(() => ID, { description: 'The record.' })
  readonly record!: string;
  @Plain(() => LeftOutReasonEnum, { description: 'Why.' })
  readonly because!: keyof typeof LeftOutReasonEnum;
}

@ObjectType('StudyLoadTotal', {
  description:
    'Earned study load of one unit, over the records you may see. Units are never added up.',
})
class StudyLoadTotalType {
  constructor(
    private readonly total: StudyLoadTotal,
    private readonly idOf: (key: RecordKey) => string,
    private readonly reading: Reading,
  ) {}
  @Plain(() => StudyLoadUnitEnum, { description: 'The unit of this line.' })
  get unit() {
    return this.total.unit;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where unit is OTHER.',
  })
  get unitRaw() {
    return this.total.unitRaw;
  }
  @Plain(() => String, { description: 'Said by institutions and issuers. Decimal number as text.' })
  get value() {
    return this.total.amount;
  }
  @Plain(() => String, {
    description: 'The learner’s own word, kept apart. Decimal number as text.',
  })
  get selfDeclared() {
    return this.total.selfDeclared;
  }
  @Field(() => [ID], { description: 'Records in the total.' })
  counted() {
    for (const key of this.total.counted) this.reading.notes.record(key, 'credits');
    return this.total.counted.map(this.idOf);
  }
  @Field(() => [LeftOutType], {
    description: 'Records with this unit that are not in the total, and why.',
  })
  leftOut() {
    for (const { key } of this.total.leftOut) this.reading.notes.record(key, 'credits');
    return this.total.leftOut.map(({ key, because }) => ({ record: this.idOf(key), because }));
  }
}

@ObjectType('GrantSummary', { description: 'A grant that this answer stands on.' })
class GrantSummaryType {
  @Plain(() => ID, { description: 'The grant, by an id for you alone.' })
  readonly id!: string;
  @Plain(() => DateTime, {
    description: 'It ends at this moment, or earlier if the learner says so.',
  })
  readonly validUntil!: Date;
}

@ObjectType('ViewNotice', {
  description:
    'What this list is, so that a part is not taken for the whole. Says nothing of what is not in it.',
})
export class ViewNoticeType {
  constructor(
    private readonly reading: Reading,
    private readonly operation: Operation,
  ) {}
  @Plain(() => PurposeEnum, { description: 'What it is read for.' })
  get purpose() {
    return this.reading.purpose;
  }
  @Field(() => [GrantSummaryType], {
    description: 'The grants it stands on; none for one’s own records.',
  })
  grants() {
    const { ids } = this.operation;
    const ends = [...this.reading.validUntil];
    return ends.map(([id, validUntil]) => ({ id: ids.seal('grant', id), validUntil }));
  }
  @Plain(() => DateTime, { description: 'When it was released.' })
  get asOf() {
    return this.operation.releasedAt;
  }
  @Plain(() => String, {
    description: 'Changes when something you may see changes, and only then.',
  })
  get version() {
    return this.reading.version;
  }
  @Plain(() => Boolean, { description: 'True: a part that is shared could not be read just now.' })
  get partial() {
    return this.reading.partial;
  }
}

@ObjectType('RecordConnection', { description: 'A page of records, with what it is a page of.' })
export class RecordConnectionType {
  readonly #page: Page;
  readonly #reading: Reading;

  constructor(reading: Reading, page: Page) {
    this.#reading = reading;
    this.#page = page;
  }
  @Field(() => [LearningRecordType], { description: 'The records of this page.' })
  nodes(@Ctx() operation: Operation) {
    return this.#page.records.map(({ record }) => toGraphRecord(operation, this.#reading, record));
  }
  @Field(() => [RecordEdgeType], { description: 'The records of this page with their places.' })
  edges(@Ctx() operation: Operation) {
    return this.#page.records.map(({ record, cursor }) => ({
      cursor,
      node: toGraphRecord(operation, this.#reading, record),
    }));
  }
  @Field(() => PageInfoType, { description: 'Where this page is.' })
  pageInfo(): PageInfoType {
    const { records, hasNextPage, hasPreviousPage } = this.#page;
    // That there is a first record, and more after the last, tells of them.
    this.#reading.notes.aggregate('count');
    for (const edge of [records[0], records.at(-1)]) {
      if (edge !== undefined) this.#reading.notes.record(edge.record.key, 'core');
    }
    const [startCursor, endCursor] = [records[0]?.cursor, records.at(-1)?.cursor];
    return { hasNextPage, hasPreviousPage, startCursor, endCursor };
  }
  @Field(() => Int, { description: 'How many records you may see, with this filter.' })
  count(): number {
    this.#reading.notes.aggregate('count');
    return this.#page.all.length;
  }
  @Field(() => [StudyLoadTotalType], {
    description: 'Earned study load per unit over those records.',
  })
  async totals(@Ctx() { ids }: Operation) {
    this.#reading.notes.aggregate('totals');
    const idOf = (key: RecordKey) => ids.seal('record', `${this.#reading.learner}${key}`);
    const totals = await totalsOf(this.#page.all);
    return totals.map((total) => new StudyLoadTotalType(total, idOf, this.#reading));
  }
  @Field(() => [InstitutionRecordsType], {
    description: 'What those records are of each institution, by its schacHome.',
  })
  perInstitution() {
    return perInstitution(this.#reading, partsOf(this.#page.all));
  }
  @Field(() => ViewNoticeType, { description: 'What this list is.' })
  view(@Ctx() operation: Operation) {
    return new ViewNoticeType(this.#reading, operation);
  }
}

/** @param shows what may be sorted and filtered by; looked at before `open` asks a pod. */
export async function recordList(
  operation: Operation,
  { shows, open }: { shows: Reading['shows']; open: () => Promise<Reading> },
  args: RecordListArgs,
): Promise<RecordConnectionType> {
  const ask = toAsk(args);
  refuseHidden({ shows }, ask);
  const reading = await open();
  return new RecordConnectionType(reading, await pageOf(reading, operation.ids, ask));
}
