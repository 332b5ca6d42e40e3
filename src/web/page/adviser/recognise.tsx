import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LearnerViewRecordFragment } from '../../../../schema/generated/graphql.js';
import { useSay } from '../texts/texts.js';
import { RecogniseForm } from './recognise-form.js';
import type { Recognisable } from './recognising.js';

/** What was learned and stands; a plan, an enrolment and what counts already by this way cannot count. */
function canCount(record: LearnerViewRecordFragment): boolean {
  if (record.status !== 'CURRENT') return false;
  if (record.__typename === 'Certificate') return record.recognition === null;
  return record.__typename !== 'LearningRoute' && record.__typename !== 'Enrolment';
}

interface RecogniseProps extends Recognisable {
  readonly record: LearnerViewRecordFragment;
}

/** With each thing that can count, a way to let it. */
export function Recognise({ learner, record, school }: RecogniseProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { title } = record;
  if (!canCount(record)) return null;
  return (
    <>
      <Button
        mt="xs"
        variant="default"
        size="compact-sm"
        aria-expanded={open}
        aria-label={say('recognise.open.what', { title })}
        onClick={() => setOpen(!open)}
      >
        {say('recognise.open')}
      </Button>
      {open ? <RecogniseForm learner={learner} record={record} school={school} /> : null}
    </>
  );
}
