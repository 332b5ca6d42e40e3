import { Button, NativeSelect, SimpleGrid, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { MyRecordsQuery } from '../../../../schema/generated/graphql.js';
import { Answer } from '../parts/answer.js';
import { RecordCard } from '../parts/record-card.js';
import type { LeftOut, OwnRecord } from '../parts/record-words.js';
import { TotalList } from '../parts/totals.js';
import { useSay } from '../texts/texts.js';
import { Awards } from './awards.js';
import { History } from './history.js';
import { PossiblySame, useQuestions } from './possibly-same.js';
import { byYear, type Choice, kindsIn, nothingChosen, proofsIn } from './timeline.js';
import { ToWallet } from './to-wallet.js';
import { type Standing, useRecognitions } from './use-recognitions.js';
import { useRecords } from './use-records.js';
import { WhoSees } from './who-sees.js';

/** Everything somebody learned, at all schools, newest first. */
export function Results() {
  const say = useSay();
  const [choice, setChoice] = useState<Choice>(nothingChosen);
  const all = useRecords(nothingChosen);
  const chosen = useRecords(choice);
  const { standing, isAwaited } = useRecognitions();
  // Where something counts stands on its card: what is shown once does not move.
  const shown = isAwaited ? { ...chosen, data: undefined, isPending: true } : chosen;
  return (
    <>
      <Title order={1}>{say('place.results')}</Title>
      <Text mt="xs">{say('results.what')}</Text>
      <Awards />
      <Filters
        records={all.data?.nodes ?? []}
        schools={all.data?.perInstitution.map(({ institution }) => institution) ?? []}
        choice={choice}
        choose={setChoice}
      />
      <Answer of={shown}>
        {({ nodes, totals, count, view }) => (
          <>
            {view.partial ? <Text role="status">{say('results.partial')}</Text> : null}
            <Text aria-live="polite" className="quiet">
              {say('results.count', { count })}
            </Text>
            <TotalList totals={totals} />
            <Timeline records={nodes} recognitions={standing} leftOut={leftOutOf(totals)} />
            {nodes.length < count ? (
              <Button
                variant="default"
                loading={chosen.isFetchingNextPage}
                onClick={() => void chosen.fetchNextPage()}
              >
                {say('results.more')}
              </Button>
            ) : null}
          </>
        )}
      </Answer>
    </>
  );
}

/** Why a record is in no total, by the record. */
const leftOutOf = (totals: MyRecordsQuery['myRecords']['totals']) =>
  new Map(totals.flatMap(({ leftOut }) => leftOut.map(({ record, because }) => [record, because])));

interface CardsProps {
  readonly records: readonly OwnRecord[];
  readonly recognitions: readonly Standing[];
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/** By year; where somebody is or was enrolled stands apart, since each course has a line of its own there. */
function Timeline({ records, recognitions, leftOut }: CardsProps) {
  const say = useSay();
  if (records.length === 0) return <Text my="lg">{say('results.none')}</Text>;
  const enrolments = records.filter(({ recordType }) => recordType === 'ENROLMENT');
  const others = records.filter((record) => !enrolments.includes(record));
  return (
    <>
      {byYear(others).map(([year, of]) => (
        <section key={year} aria-label={year === '' ? say('record.no-date') : year}>
          <Title order={2} size="h3" mt="lg">
            {year === '' ? say('record.no-date') : year}
          </Title>
          <Cards records={of} recognitions={recognitions} leftOut={leftOut} />
        </section>
      ))}
      {enrolments.length > 0 ? (
        <details open={others.length === 0}>
          <summary>{say('results.enrolments', { count: enrolments.length })}</summary>
          <Cards records={enrolments} recognitions={recognitions} leftOut={leftOut} />
        </details>
      ) : null}
    </>
  );
}

function Cards({ records, recognitions, leftOut }: CardsProps) {
  const questions = useQuestions();
  return (
    <ul className="cards">
      {records.map((record) => (
        <li key={record.id}>
          <RecordCard record={record} recheck={{}} isOwn leftOut={leftOut.get(record.id)}>
            <CountsFor recognitions={recognitions.filter((one) => isOf(one, record))} />
            <PossiblySame id={record.id} questions={questions} />
            <WhoSees id={record.id} title={record.title} />
            <ToWallet record={record} />
            {record.version > 1 ? <History id={record.id} /> : null}
          </RecordCard>
        </li>
      ))}
    </ul>
  );
}

const isOf = ({ recognition }: Standing, { id }: OwnRecord): boolean => recognition.record === id;

/** Where else it counts, and who says so. */
function CountsFor({ recognitions }: { readonly recognitions: readonly Standing[] }) {
  const say = useSay();
  return recognitions.map(({ id, institution, recognition: { programme } }) => (
    <Text key={id} mt="xs">
      {say('recognition.counts', { programme: programme.title, school: institution.name })}
    </Text>
  ));
}

interface FiltersProps {
  readonly records: readonly OwnRecord[];
  readonly schools: readonly OwnRecord['institution'][];
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}

function Filters({ records, schools, choice, choose }: FiltersProps) {
  const say = useSay();
  const any = { value: '', label: say('results.any') };
  const types = kindsIn(records);
  const proofs = proofsIn(records);
  const named = schools.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <details className="filters" open={matchMedia('(width >= 48em)').matches}>
      <summary>{say('results.filter')}</summary>
      <SimpleGrid cols={{ base: 1, xs: 3 }} my="md">
        <NativeSelect
          label={say('results.school')}
          value={choice.school}
          data={[any, ...named.toSorted((a, b) => a.label.localeCompare(b.label))]}
          onChange={(event) => choose({ ...choice, school: event.currentTarget.value })}
        />
        <NativeSelect
          label={say('results.kind')}
          value={choice.type}
          data={[any, ...types.map((value) => ({ value, label: say(`type.${value}`) }))]}
          onChange={({ currentTarget: { value } }) =>
            choose({ ...choice, type: types.find((one) => one === value) ?? '' })
          }
        />
        <NativeSelect
          label={say('results.proof')}
          value={choice.proof}
          data={[any, ...proofs.map((value) => ({ value, label: say(`proof.${value}`) }))]}
          onChange={({ currentTarget: { value } }) =>
            choose({ ...choice, proof: proofs.find((one) => one === value) ?? '' })
          }
        />
      </SimpleGrid>
    </details>
  );
}
