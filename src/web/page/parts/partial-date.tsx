import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useSay } from '../texts/texts.js';

interface PartialDateProps {
  readonly label: string;
  readonly required?: boolean;
  /** As 2019-05 or 2019; empty while it is not one. */
  readonly choose: (date: string) => void;
}
const months = Array.from({ length: 12 }, (_none, n) => String(n + 1).padStart(2, '0'));
const isYear = (year: string): boolean => /^(19|20)\d\d$/.test(year);

/** A year, and a month where somebody remembers it. */
export function PartialDate({ label, required = false, choose }: PartialDateProps) {
  const say = useSay();
  const language = useLanguage();
  const [year, setYear] = useState('');
  const [month, setMonth] = useState('');
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const tell = (years: string, chosen: string) => {
    const whole = chosen === '' ? years : `${years}-${chosen}`;
    choose(isYear(years) ? whole : '');
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
          error={year.length === 4 && !isYear(year) ? say('date.year.wrong') : undefined}
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
