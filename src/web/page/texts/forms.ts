import { useMemo } from 'react';
import type { Language } from './language.js';
import { useLanguage } from './texts.js';

const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

function formsIn(language: Language) {
  const locale = locales[language];
  const day = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    // A day is that day everywhere.
    timeZone: 'UTC',
  });
  const month = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const momentDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const decimal = language === 'nl' ? ',' : '.';
  return {
    /** @param date as 2026-03-31, or less of it: 2026-03, 2026. */
    date(date: string): string {
      if (/^\d{4}$/.test(date)) return date;
      if (/^\d{4}-\d{2}$/.test(date)) return month.format(new Date(`${date}-01T00:00:00Z`));
      return day.format(new Date(`${date}T00:00:00Z`));
    },
    month: (date: string) => month.format(new Date(`${date.slice(0, 7)}-01T00:00:00Z`)),
    /** @param instant in ISO 8601; shown in the reader's own time zone. */
    moment: (instant: string) => moment.format(new Date(instant)),
    momentDay: (instant: string) => momentDay.format(new Date(instant)),
    time: (instant: string) => time.format(new Date(instant)),
    /** A number that came as text keeps its digits; only the sign between them is the language's. */
    number: (text: string) => (/^-?\d+[.,]\d+$/.test(text) ? text.replace(/[.,]/, decimal) : text),
  };
}
export type Forms = ReturnType<typeof formsIn>;

/** Dates and numbers as the language chosen writes them. */
export function useForms(): Forms {
  const language = useLanguage();
  return useMemo(() => formsIn(language), [language]);
}
