import { expect, it } from 'vitest';
import { readCalendarDate } from '../../../src/records/index.js';

const datetime = 'DATETIME_USED_FOR_DATE';
const unreadable = 'DATE_UNREADABLE';

// biome-ignore format: a table is read in columns
const sent = [
  // what                                        raw                              date           issue
  ['a day',                                      '2026-03-31',                    '2026-03-31',  undefined],
  ['a day with space round it',                  ' 2026-03-31\n',                 '2026-03-31',  undefined],
  ['a leap day',                                 '2028-02-29',                    '2028-02-29',  undefined],
  ['a leap day in a common year',                '2026-02-29',                    undefined,     unreadable],
  ['a month too many',                           '2026-13-01',                    undefined,     unreadable],
  ['a year and month',                           '2026-03',                       undefined,     unreadable],
  ['the Dutch way round',                        '31-03-2026',                    undefined,     unreadable],
  ['words',                                      'maart',                         undefined,     unreadable],
  ['nothing',                                    '',                              undefined,     unreadable],
  ['no date, said as 1900',                      '1900-01-01',                    undefined,     undefined],
  ['no end, said as 2999',                       '2999-12-31',                    undefined,     undefined],
  ['no end, said as 9999',                       '9999-12-31',                    undefined,     undefined],
  ['no end, said as an instant',                 '9999-12-31T00:00:00Z',          undefined,     undefined],
  ['midnight in UTC is that day',                '2026-03-31T00:00:00Z',          '2026-03-31',  datetime],
  ['midnight by its own offset is that day',     '2026-03-31T00:00:00+02:00',     '2026-03-31',  datetime],
  ['midnight west of here is that day too',      '2026-03-31T00:00:00-08:00',     '2026-03-31',  datetime],
  ['midnight here, written in UTC in summer',    '1999-10-01T22:00:00Z',          '1999-10-02',  datetime],
  ['midnight here, written in UTC in winter',    '2026-01-14T23:00:00.000Z',      '2026-01-15',  datetime],
  ['an hour before midnight here',               '2026-01-14T22:00:00Z',          '2026-01-14',  datetime],
  ['midnight before the clocks go back',         '2026-10-24T22:00Z',             '2026-10-25',  datetime],
  ['midnight after the clocks went back',        '2026-10-25T23:00Z',             '2026-10-26',  datetime],
  ['the afternoon, in no zone',                  '2026-03-31T14:30:00',           '2026-03-31',  datetime],
  ['an instant on a day that never was',         '2026-02-30T00:00:00Z',          undefined,     unreadable],
] as const;

it.each(sent)('%s: %j', (_what, raw, date, issue) => {
  expect(readCalendarDate(raw)).toEqual({
    ...(date !== undefined && { date }),
    ...(issue !== undefined && { issue }),
  });
});

it('an instant is read in the zone of its issuer', () => {
  expect(readCalendarDate('2026-03-31T22:30:00Z', 'Europe/Lisbon').date).toBe('2026-03-31');
  expect(readCalendarDate('2026-03-31T22:30:00Z', 'Asia/Tokyo').date).toBe('2026-04-01');
});

it.each(['America/Los_Angeles', 'Asia/Tokyo', 'UTC'])('a day stays that day in %s', (zone) => {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    expect(readCalendarDate('2026-03-31').date).toBe('2026-03-31');
    expect(readCalendarDate('1999-10-01T22:00:00Z').date).toBe('1999-10-02');
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'TZ');
    else process.env['TZ'] = before;
  }
});
