import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import { type LogDayPage, personCalled } from '../flows/index.js';
import type { DayPlace, LogDay } from '../ledger/index.js';
import { PurposeEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { inLanguage, type Looker, languageOf, lookerOf, type Sentences } from './log-sentences.js';
import { actorNameText } from './name-texts.js';
import type { Told } from './named-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

const times = (count: number): Sentences => ({
  nl: count === 1 ? '1 keer' : `${count} keer`,
  en: count === 1 ? 'once' : `${count} times`,
});
const items = (count: number): Sentences => ({
  nl: count === 1 ? '1 onderdeel' : `${count} onderdelen`,
  en: count === 1 ? '1 record' : `${count} records`,
});

const refused = ({ who, why }: Looker, count: number): Sentences => ({
  nl: `${who.nl} wilde ${times(count).nl} kijken en kreeg niets te zien${why.nl}.`,
  en: `${who.en} tried to look ${times(count).en} and was shown nothing${why.en}.`,
});
const self: Looker = { who: { nl: 'Je', en: 'You' }, why: { nl: '', en: '' } };

function sentences(told: Told, day: LogDay): Sentences {
  const { purpose, looks, records, refused: tries } = day;
  const looker = purpose === 'SELF_USE' ? self : lookerOf(told, day);
  if (looks === 0) return refused(looker, tries);
  const { who, why } = looker;
  const seen = {
    nl: `${who.nl} keek ${times(looks).nl} en zag ${items(records).nl}${why.nl}.`,
    en: `${who.en} looked ${times(looks).en} and saw ${items(records).en}${why.en}.`,
  };
  if (tries === 0) return seen;
  return {
    nl: `${seen.nl} ${times(tries).nl} kreeg diegene niets te zien.`,
    en: `${seen.en} They were shown nothing ${times(tries).en}.`,
  };
}

@ObjectType('LogDay', {
  description: 'What somebody did on one day, through one app and for one purpose.',
})
export class LogDayType {
  constructor(
    private readonly row: LogDay,
    private readonly told: Told,
  ) {}
  @Plain(() => String, { description: 'The day in the Netherlands, as YYYY-MM-DD.' })
  get day() {
    return this.row.day;
  }
  @Plain(() => String, { description: 'Who: a WebID.' })
  get actor() {
    return this.row.actor;
  }
  @Field(() => String, { nullable: true, description: actorNameText })
  actorName(@Ctx() { languages }: Operation) {
    return inLanguage(personCalled(this.told.names, this.row.actor), languages);
  }
  @Plain(() => String, { description: 'Through which app.' })
  get client() {
    return this.row.client;
  }
  @Plain(() => PurposeEnum, { description: 'For what, as they said.' })
  get purpose() {
    return this.row.purpose;
  }
  @Plain(() => Int, { description: 'How often they looked.' })
  get looks() {
    return this.row.looks;
  }
  @Plain(() => Int, { description: 'How many different records left.' })
  get records() {
    return this.row.records;
  }
  @Plain(() => Int, { description: 'How often they were refused.' })
  get refused() {
    return this.row.refused;
  }
  @Plain(() => DateTime, { description: 'The first time that day.' })
  get firstAt() {
    return this.row.firstAt;
  }
  @Plain(() => DateTime, { description: 'The last time that day.' })
  get lastAt() {
    return this.row.lastAt;
  }
  @Field(() => String, { description: 'All of this in a sentence.' })
  sentence(@Ctx() { languages }: Operation) {
    return sentences(this.told, this.row)[languageOf(languages)];
  }
}

@ObjectType('LogDayPageInfo', { description: 'Where this page is.' })
class LogDayPageInfoType {
  @Plain(() => Boolean, { description: 'Earlier days exist.' })
  readonly hasNextPage!: boolean;
  @Plain(() => String, { nullable: true, description: 'Pass it as after to read earlier days.' })
  readonly endCursor?: string | undefined;
}

@ObjectType('LogDayList', { description: 'The log by day, newest first.' })
export class LogDayListType {
  constructor(private readonly page: LogDayPage) {}
  @Field(() => [LogDayType], { description: 'The days.' })
  nodes() {
    return this.page.days.map((day) => new LogDayType(day, this.page));
  }
  @Field(() => LogDayPageInfoType, { description: 'Where this page is.' })
  pageInfo(): LogDayPageInfoType {
    const { next } = this.page;
    return { hasNextPage: next !== undefined, endCursor: next && `${next.day}.${next.lastSeq}` };
  }
}

/** @returns undefined for what is no place in the list. */
export function placeOf(cursor: string): DayPlace | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,8})$/.exec(cursor);
  const [, day, lastSeq] = found ?? [];
  return day === undefined ? undefined : { day, lastSeq: Number(lastSeq) };
}
