import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  RecordHistoryDocument,
  type RecordHistoryRecordFragment,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { recognitionFacts } from '../parts/recognition-words.js';
import { creditWords, gradeWords } from '../parts/record-words.js';
import { useForms } from '../texts/forms.js';
import { type Say, useSay } from '../texts/texts.js';

/** What was decided each time, where it is a recognition: "Telt mee voor: Geografie". */
const decisionWords = (say: Say, record: RecordHistoryRecordFragment): readonly string[] =>
  recognitionFacts(say, record).flatMap(([name, fact]) =>
    fact === undefined ? [] : [`${name}: ${fact}`],
  );

/** What a school said before it corrected a result. */
export function History({ id }: { readonly id: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say('history.title')}
      </Button>
      {open ? <Versions id={id} /> : null}
    </>
  );
}

function Versions({ id }: { readonly id: string }) {
  const say = useSay();
  const forms = useForms();
  const answer = useAsk('records', RecordHistoryDocument, { id });
  return (
    <Answer of={answer}>
      {({ recordHistory }) => (
        <ol className="versions">
          {recordHistory.map((record) => (
            <li key={record.version}>
              {say('history.version', {
                version: record.version,
                date: forms.momentDay(record.provenance.receivedAt),
              })}
              {': '}
              {[
                gradeWords(say, forms, record),
                creditWords(say, forms, record),
                ...decisionWords(say, record),
                record.status === 'CURRENT' ? say('history.now') : undefined,
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
