import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import {
  CompareOfferingsDocument,
  type CompareOfferingsQuery,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import {
  enrolmentWords,
  languageName,
  levelWords,
  loadsWords,
  modeName,
  whenWords,
} from './offering-words.js';

/** More do not fit beside one another. */
export const mostCompared = 3;
type Offered = CompareOfferingsQuery['offerings']['nodes'][number];

/** What is picked, with its number; then side by side. */
export function Compare({
  ids,
  isOpen,
  open,
  clear,
}: {
  readonly ids: readonly string[];
  readonly isOpen: boolean;
  readonly open: (isWanted: boolean) => void;
  readonly clear: () => void;
}) {
  const say = useSay();
  if (ids.length === 0) return null;
  return (
    <section className="card compared" aria-label={say('compare.picked')}>
      <Group gap="xs">
        <Text role="status">{say('compare.count', { count: ids.length, most: mostCompared })}</Text>
        <Button
          size="compact-sm"
          disabled={ids.length < 2}
          aria-expanded={isOpen}
          onClick={() => open(!isOpen)}
        >
          {say(isOpen ? 'compare.close' : 'compare.do')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={clear}>
          {say('compare.clear')}
        </Button>
      </Group>
      {isOpen && ids.length > 1 ? <SideBySide ids={ids} /> : null}
    </section>
  );
}

function SideBySide({ ids }: { readonly ids: readonly string[] }) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  const answer = useAsk('offerings', CompareOfferingsDocument, {
    first: mostCompared,
    filter: { ids: [...ids] },
  });
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <Title order={2} size="h3" mt="sm" ref={heading} tabIndex={-1}>
        {say('compare.title')}
      </Title>
      <Answer of={answer}>
        {({ offerings: { nodes } }) => (
          <Rows offered={ids.flatMap((id) => nodes.find((one) => one.id === id) ?? [])} />
        )}
      </Answer>
    </>
  );
}

/** Row by row; where nobody says it, that is what stands there. */
function useRows() {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const words = { say, forms };
  return [
    [say('results.school'), ({ institution }: Offered) => institution.name],
    [say('record.load'), ({ loads }: Offered) => loadsWords(words, loads)],
    [say('record.level'), ({ level }: Offered) => (level === null ? '' : levelWords(level))],
    [
      say('offering.language'),
      ({ languages }: Offered) => languages.map((code) => languageName(language, code)).join(', '),
    ],
    [
      say('offering.mode'),
      ({ modes }: Offered) => modes.map((mode) => modeName(say, mode)).join(', '),
    ],
    [say('record.period'), (offering: Offered) => whenWords(words, offering)],
    [say('offering.place'), ({ place }: Offered) => place],
    [
      say('offering.enrolment'),
      ({ enrolment, availability }: Offered) =>
        enrolmentWords(words, enrolment) || availability.sentence,
    ],
    [say('offering.price'), ({ price }: Offered) => price],
    [say('offering.admission'), ({ admission }: Offered) => admission],
  ] as const;
}

function Rows({ offered }: { readonly offered: readonly Offered[] }) {
  const say = useSay();
  const rows = useRows();
  return (
    // Wider than a phone: it scrolls by itself, by keyboard too.
    <section className="wide" tabIndex={0} aria-label={say('compare.title')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <span className="unseen">{say('compare.what')}</span>
            </Table.Th>
            {offered.map(({ id, title }) => (
              <Table.Th key={id} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, of]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {offered.map((offering) => (
                <Table.Td key={offering.id}>{of(offering) || say('offering.not-said')}</Table.Td>
              ))}
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{say('offering.outcomes')}</Table.Th>
            {offered.map(({ id, outcomes }) => (
              <Table.Td key={id}>
                {outcomes.length === 0 ? (
                  say('offering.not-said')
                ) : (
                  <ul className="short">
                    {outcomes.map((outcome) => (
                      <li key={outcome.id}>{outcome.text}</li>
                    ))}
                  </ul>
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </section>
  );
}
