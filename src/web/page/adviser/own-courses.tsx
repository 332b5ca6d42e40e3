import { Button, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  FindCoursesDocument,
  type FindCoursesQuery,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

type Run = FindCoursesQuery['offerings']['nodes'][number];
export type Course = Pick<Run, 'id' | 'title'>;

/** A course is told by its code and its name, however often it runs; each run of it stands for it. */
const once = (runs: readonly Run[]): readonly Run[] => [
  ...new Map(runs.map((run) => [`${run.code} ${run.title}`, run])).values(),
];

interface OwnCoursesProps {
  readonly school: string;
  readonly choose: (course: Course) => void;
}

/** One's own school's courses, by typing. */
export function OwnCourses({ school, choose }: OwnCoursesProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const [sought] = useDebouncedValue(text.trim(), 300);
  const { data, error, refetch } = useAsk(
    'courses',
    FindCoursesDocument,
    { first: 20, filter: { text: sought, institutions: [school], kinds: ['COURSE'] } },
    { enabled: sought.length > 1 },
  );
  const found = sought.length > 1 ? data && once(data.offerings.nodes).slice(0, 8) : undefined;
  return (
    <>
      <TextInput
        label={say('recognise.course')}
        description={say('recognise.course.what')}
        maxLength={200}
        value={text}
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div role="status" className="quiet">
        {found === undefined ? '' : say('search.count', { count: found.length })}
      </div>
      {found === undefined || found.length === 0 ? null : (
        <Stack gap={6} role="group" aria-label={say('recognise.course.found')} align="flex-start">
          {found.map(({ id, title, code }) => (
            <Button
              key={id}
              variant="default"
              size="compact-md"
              onClick={() => choose({ id, title })}
            >
              {code === null ? title : `${title} · ${code}`}
            </Button>
          ))}
        </Stack>
      )}
      {error ? <Fault error={error} again={() => void refetch()} /> : null}
    </>
  );
}
