import { Checkbox } from '@mantine/core';
import { useSay } from '../texts/texts.js';

interface TicksProps<Value extends string> {
  readonly legend: string;
  readonly all: readonly Value[];
  readonly chosen: readonly Value[];
  readonly choose: (chosen: readonly Value[]) => void;
  readonly name: (value: Value) => string;
  /** Always part of it. */
  readonly fixed?: readonly Value[];
}

/** A tick for each; what always belongs to it is said, not ticked. */
export function Ticks<Value extends string>({
  legend,
  all,
  chosen,
  choose,
  name,
  fixed = [],
}: TicksProps<Value>) {
  const say = useSay();
  const free = all.filter((value) => !fixed.includes(value));
  if (all.length === 0) return null;
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {fixed
        .filter((value) => all.includes(value))
        .map((value) => (
          <span key={value}>{say('form.always', { what: name(value) })}</span>
        ))}
      {free.map((value) => (
        <Checkbox
          key={value}
          label={name(value)}
          checked={chosen.includes(value)}
          onChange={({ currentTarget: { checked } }) =>
            choose(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      ))}
    </fieldset>
  );
}
