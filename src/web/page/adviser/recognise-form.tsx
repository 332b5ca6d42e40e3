import { Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useId, useState } from 'react';
import { Fault } from '../parts/fault.js';
import { type FoundProgramme, Programmes } from '../route/programmes.js';
import { useSay } from '../texts/texts.js';
import { type Course, OwnCourses } from './own-courses.js';
import { type Decision, type Recognisable, useDecision } from './recognising.js';

/** For which programme, in place of what, and in which words; what comes of it is said before it is done. */
export function RecogniseForm(of: Recognisable) {
  const say = useSay();
  const heading = useId();
  const { made, set, decide, isPending, error, came } = useDecision(of);
  const { record, school } = of;
  const { programme, course, words, reference } = made;
  return (
    <Stack
      component="form"
      gap="sm"
      mt="sm"
      maw="36rem"
      aria-labelledby={heading}
      onSubmit={(event) => event.preventDefault()}
    >
      <Title order={4} size="h5" id={heading}>
        {say('recognise.title', { title: record.title })}
      </Title>
      <ProgrammeChoice
        school={school.id}
        chosen={programme}
        choose={(chosen) => set({ programme: chosen })}
      />
      <CourseChoice
        school={school.id}
        chosen={course}
        choose={(chosen) => set({ course: chosen })}
      />
      <Textarea
        label={say('recognise.decision')}
        description={say('recognise.decision.what')}
        maxLength={2000}
        rows={3}
        value={words}
        onChange={({ currentTarget: { value } }) => set({ words: value })}
      />
      <TextInput
        label={say('recognise.reference')}
        maxLength={200}
        autoComplete="off"
        value={reference}
        onChange={({ currentTarget: { value } }) => set({ reference: value })}
      />
      <Will of={of} made={made} />
      <div>
        <Button disabled={programme === undefined} loading={isPending} onClick={decide}>
          {say('recognise.do')}
        </Button>
      </div>
      <div role="status">
        {came === undefined ? null : (
          <Text fw={600}>
            {came.changed
              ? say('recognise.done', { title: record.title, programme: programme?.title })
              : say('recognise.same')}
          </Text>
        )}
        {came?.pod === 'PENDING' ? <Text>{say('recognise.late')}</Text> : null}
      </div>
      {error ? (
        <Fault
          error={error}
          words={{
            FORBIDDEN: say('recognise.fault.FORBIDDEN', { school: school.name }),
            NOT_FOUND: say('recognise.fault.NOT_FOUND'),
            BAD_INPUT: say('recognise.fault.BAD_INPUT'),
          }}
        />
      ) : null}
    </Stack>
  );
}

interface Choice<Thing> {
  readonly school: string;
  readonly chosen: Thing | undefined;
  readonly choose: (chosen: Thing | undefined) => void;
}

function Chosen({
  words,
  label,
  drop,
}: {
  readonly words: string;
  readonly label: string;
  readonly drop: () => void;
}) {
  return (
    <div>
      <Text fw={600}>{words}</Text>
      <Button mt={4} variant="default" size="compact-sm" onClick={drop}>
        {label}
      </Button>
    </div>
  );
}

function ProgrammeChoice({ school, chosen, choose }: Choice<Pick<FoundProgramme, 'id' | 'title'>>) {
  const say = useSay();
  const [text, setText] = useState('');
  if (chosen !== undefined) {
    return (
      <Chosen
        words={say('recognise.chosen', { title: chosen.title })}
        label={say('recognise.other')}
        drop={() => choose(undefined)}
      />
    );
  }
  return (
    <>
      <TextInput
        label={say('recognise.programme')}
        description={say('recognise.programme.what')}
        maxLength={200}
        autoComplete="off"
        required
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <Programmes text={text.trim()} busy={false} of={school} choose={choose} />
    </>
  );
}

function CourseChoice({ school, chosen, choose }: Choice<Course>) {
  const say = useSay();
  if (chosen === undefined) return <OwnCourses school={school} choose={choose} />;
  return (
    <Chosen
      words={say('recognise.course.chosen', { title: chosen.title })}
      label={say('recognise.course.none')}
      drop={() => choose(undefined)}
    />
  );
}

interface WillProps {
  readonly of: Recognisable;
  readonly made: Decision;
}

/** What it does, in sentences, before it is done. */
function Will({ of: { record, school }, made: { programme, course } }: WillProps) {
  const say = useSay();
  const heading = useId();
  if (programme === undefined) return null;
  return (
    <section className="news" aria-labelledby={heading}>
      <Title order={5} size="h6" id={heading}>
        {say('recognise.will')}
      </Title>
      <ul className="short">
        <li>{say('recognise.will.part', { title: record.title, programme: programme.title })}</li>
        {course === undefined ? null : (
          <li>{say('recognise.will.course', { course: course.title })}</li>
        )}
        <li>{say('recognise.will.load')}</li>
        <li>{say('recognise.will.kept', { school: school.name })}</li>
        <li>{say('recognise.will.log')}</li>
      </ul>
    </section>
  );
}
