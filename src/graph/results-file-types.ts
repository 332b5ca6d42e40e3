import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { columnTitle, csvTemplate } from '../documents/index.js';
import type { FileReport, Quarantine, RowReport, WaitingRow } from '../flows/index.js';
import { rowSentence } from './delivery-sentences.js';
import { ResultRowOutcomeEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('ResultRow', { description: 'What comes of one row of a file. Not what it says.' })
class ResultRowType {
  constructor(private readonly report: RowReport) {}
  @Plain(() => Int, {
    description: 'Which row, as programs for tables count; of a list in JSON, which item from 1.',
  })
  get row() {
    return this.report.place;
  }
  @Plain(() => ResultRowOutcomeEnum, { description: 'What came of it, or would.' })
  get outcome() {
    return this.report.outcome;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Why not, for programs; see docs/errors.md.',
  })
  get code() {
    return this.report.code;
  }
  @Field(() => String, { nullable: true, description: 'The column, by its name in the template.' })
  column(@Ctx() { languages }: Operation): string | undefined {
    const { column } = this.report;
    return column && columnTitle(column, languageOf(languages));
  }
  @Plain(() => String, {
    nullable: true,
    description: 'JSON pointer into the item of a list (RFC 6901).',
  })
  get pointer() {
    return this.report.pointer;
  }
  @Field(() => String, { nullable: true, description: 'Why not, for people.' })
  sentence(@Ctx() { languages }: Operation): string | undefined {
    const { code } = this.report;
    return code && rowSentence(code, languageOf(languages));
  }
}

@ObjectType('ResultsRefusal', { description: 'Why nothing of a file was looked at.' })
class ResultsRefusalType {
  constructor(readonly code: string) {}
  @Field(() => String, { name: 'code', description: 'For programs; see docs/errors.md.' })
  word() {
    return this.code;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return rowSentence(this.code, languageOf(languages));
  }
}

@ObjectType('ResultsFileReport', { description: 'What comes of a file, row by row.' })
export class ResultsFileReportType {
  constructor(private readonly report: FileReport) {}
  @Field(() => ResultsRefusalType, {
    nullable: true,
    description: 'Of the whole file. Null: it was looked at row by row.',
  })
  refusal() {
    return this.report.kind === 'REFUSED' ? new ResultsRefusalType(this.report.code) : undefined;
  }
  @Field(() => [ResultRowType], { description: 'In the order of the file.' })
  rows() {
    const rows = this.report.kind === 'READ' ? this.report.rows : [];
    return rows.map((row) => new ResultRowType(row));
  }
}

@ObjectType('QuarantinedRow', {
  description: 'A row that waits. What it says and of whom stays sealed.',
})
class QuarantinedRowType {
  constructor(private readonly from: WaitingRow) {}
  @Field(() => ID, { description: 'For RetryQuarantine and DropQuarantined.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('quarantine', this.from.id);
  }
  @Plain(() => Int, { description: 'Which row it was in the file that it came in last.' })
  get row() {
    return this.from.place;
  }
  @Plain(() => String, { description: 'Why it waits, for programs; see docs/errors.md.' })
  get code() {
    return this.from.code;
  }
  @Field(() => String, { description: 'Why it waits, for people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return rowSentence(this.from.code, languageOf(languages));
  }
  @Plain(() => DateTime, { description: 'When it was sent for the first time.' })
  get at() {
    return this.from.at;
  }
  @Plain(() => DateTime, {
    description: 'When it is erased, tried or not, unless it is sent again.',
  })
  get erasedAt() {
    return this.from.until;
  }
}

@ObjectType('Quarantine', { description: 'Rows of one institution that wait, newest first.' })
export class QuarantineType {
  constructor(private readonly found: Quarantine) {}
  @Plain(() => Int, { description: 'How many wait in all.' })
  get count() {
    return this.found.count;
  }
  @Field(() => [QuarantinedRowType], { description: 'Newest first; of one file in its order.' })
  nodes() {
    return this.found.rows.map((row) => new QuarantinedRowType(row));
  }
}

@ObjectType('TemplateColumn', { description: 'A column of the table.' })
class TemplateColumnType {
  @Plain(() => String, { description: 'As it stands at the top.' })
  readonly name!: string;
  @Plain(() => String, { description: 'What to put there.' })
  readonly explanation!: string;
  @Plain(() => String, { description: 'As an example.' })
  readonly example!: string;
}

@ObjectType('ResultsTemplate', { description: 'The table to fill in, in the language asked for.' })
export class ResultsTemplateType {
  @Field(() => [TemplateColumnType], { description: 'From left to right.' })
  columns(@Ctx() { languages }: Operation): readonly TemplateColumnType[] {
    return csvTemplate(languageOf(languages)).columns;
  }
  @Field(() => String, { description: 'A file to fill in, with a row as an example.' })
  text(@Ctx() { languages }: Operation): string {
    return csvTemplate(languageOf(languages)).text;
  }
}
