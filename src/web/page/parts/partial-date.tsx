import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useSay } from '../texts/texts.js';

interface PartialDateProps {
  readonly label: string;
  readonly required?: boolean;
  /** What it begins with, as 2019-05 or 2019. */
  readonly from?: string | undefined;
  /** As 2019-05 or 2019; empty while nothing is said; undefined while what is said is no date. */
  readonly choose: (date: string | undefined) => void;
}
const months = Array.from({ length: 12 }, (_none, n) => String(n + 1).padStart(2, '0'));
const isYear = (year: string): boolean => /^(19|20)\d\d$/.test(year);

/** A year, and a month where somebody remembers it. */
export function PartialDate({ label, required = false, from = '', choose }: PartialDateProps) {
  const say = useSay();
  const language = useLanguage();
  const [year, setYear] = useState(from.slice(0, 4));
  const [month, setMonth] = useState(from.slice(5, 7));
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const isWrong = !isYear(year) && (year.length === 4 || (year === '' && month !== ''));
  const tell = (years: string, chosen: string) => {
    const whole = chosen === '' ? years : `${years}-${chosen}`;
    if (years === '' && chosen === '') choose('');
    else choose(isYear(years) ? whole : undefined);
  };
  return (
    <fieldset className="ticks">
      <legend>{label}</legend>
      <Group grow gap="sm">
        <TextInput
          label={say('date.year')}
          inputMode="numeric"
          maxLength={4}
          required={required}
          value={year}
          error={isWrong ? say('date.year.wrong') : undefined}
          onChange={({ currentTarget: { value } }) => {
            setYear(value);
            tell(value, month);
          }}
        />
        <NativeSelect
          label={say('date.month')}
          value={month}
          data={[
            { value: '', label: say('date.month.none') },
            ...months.map((each) => ({
              value: each,
              label: name.format(new Date(`2024-${each}-01T00:00:00Z`)),
            })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setMonth(value);
            tell(year, value);
          }}
        />
      </Group>
    </fieldset>
  );
}
