import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { OfferingFacetsDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Ticks } from '../parts/ticks.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type Choice, filterOf, type List, lists } from './choice.js';
import type { Facets } from './offering-words.js';
import { useNames } from './use-names.js';

interface FiltersProps {
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
  /** What the list that is shown is of. */
  readonly facets: Facets;
  /** Names of schools by their ids. */
  readonly schools: ReadonlyMap<string, string>;
}

const facetOf = {
  school: 'institutions',
  kind: 'kinds',
  language: 'languages',
  mode: 'modes',
  place: 'places',
} as const satisfies Readonly<Record<List, keyof Facets>>;

/** All that makes the list shorter, each with how many it leaves. */
export function Filters(props: FiltersProps) {
  const say = useSay();
  const { choice, choose } = props;
  return (
    <details className="filters" open={matchMedia('(width >= 62em)').matches}>
      <summary>{say('search.filter')}</summary>
      <SimpleGrid cols={{ base: 1, xs: 2 }} my="md" spacing="sm">
        <Checkbox
          label={say('search.open')}
          checked={choice.open}
          onChange={({ currentTarget: { checked } }) => choose({ ...choice, open: checked })}
        />
        <Checkbox
          label={say('search.free')}
          checked={choice.free}
          onChange={({ currentTarget: { checked } }) => choose({ ...choice, free: checked })}
        />
        <Load {...props} />
        <Levels {...props} />
        {lists.map((list) => (
          <OneList key={list} list={list} {...props} />
        ))}
      </SimpleGrid>
    </details>
  );
}

/** Of what is chosen in a list the others are counted as if nothing was: they can be chosen beside it. */
function OneList({
  list,
  choice,
  choose,
  facets,
  schools,
}: FiltersProps & { readonly list: List }) {
  const say = useSay();
  const names = useNames(schools);
  const chosen = choice[list];
  const others = useAsk(
    'offerings',
    OfferingFacetsDocument,
    { filter: filterOf({ ...choice, [list]: [] }) },
    { enabled: chosen.length > 0 },
  );
  const counted = (chosen.length > 0 ? others.data?.offerings.facets : undefined) ?? facets;
  const values = counted[facetOf[list]];
  const counts = new Map(values.map(({ value, count }) => [value, count]));
  const all = [...new Set([...chosen, ...counts.keys()])].toSorted((a, b) =>
    names(list, a).localeCompare(names(list, b)),
  );
  if (all.length === 0) return null;
  return (
    <details className="filter" open={chosen.length > 0}>
      <summary>{say(`search.${list}`)}</summary>
      <Ticks
        legend={say(`search.${list}`)}
        all={all}
        chosen={chosen}
        choose={(picked) => choose({ ...choice, [list]: picked })}
        name={(value) =>
          say('search.counted', { name: names(list, value), count: counts.get(value) ?? 0 })
        }
      />
    </details>
  );
}

/** The unit comes first: EC and SBU have no common size. */
function Load({ choice, choose, facets }: FiltersProps) {
  const say = useSay();
  const names = useNames(new Map());
  const values = new Map(facets.units.map(({ value, count }) => [value, count]));
  const all = [...new Set([...(choice.unit === '' ? [] : [choice.unit]), ...values.keys()])];
  return (
    <div className="together">
      <NativeSelect
        label={say('search.unit')}
        value={choice.unit}
        data={[
          { value: '', label: say('results.any') },
          ...all.map((value) => ({
            value,
            label: say('search.counted', {
              name: names('unit', value),
              count: values.get(value) ?? 0,
            }),
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          choose({ ...choice, unit: value, least: '', most: '' })
        }
      />
      {(['least', 'most'] as const).map((end) => (
        <TextInput
          key={end}
          label={say(`search.${end}`)}
          inputMode="decimal"
          maxLength={6}
          disabled={choice.unit === ''}
          value={choice[end]}
          onChange={({ currentTarget: { value } }) => choose({ ...choice, [end]: value })}
        />
      ))}
    </div>
  );
}

function Levels({ choice, choose, facets }: FiltersProps) {
  const say = useSay();
  const language = useLanguage();
  const counts = new Map(facets.levels.map(({ value, count }) => [value, count]));
  const all = [...new Set([...counts.keys(), choice.from, choice.to])]
    .filter((value) => value !== '')
    .toSorted((a, b) => a.localeCompare(b, language, { numeric: true }));
  return (
    <div className="together">
      {(['from', 'to'] as const).map((end) => (
        <NativeSelect
          key={end}
          label={say(`search.level.${end}`)}
          value={choice[end]}
          data={[
            { value: '', label: say('results.any') },
            ...all.map((value) => ({
              value,
              label: say('search.counted', {
                name: `EQF ${value}`,
                count: counts.get(value) ?? 0,
              }),
            })),
          ]}
          onChange={({ currentTarget: { value } }) => choose({ ...choice, [end]: value })}
        />
      ))}
    </div>
  );
}
