import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import { StepCard } from './step-card.js';
import { useDrag } from './use-drag.js';
import { useMoves } from './use-moves.js';
import type { OwnStep } from './use-route.js';

interface StepsProps {
  readonly steps: readonly OwnStep[];
  /** A step that somebody is enrolling for. */
  readonly enrolling: string | undefined;
}

/** All steps in order. They are moved by buttons, or dragged. */
export function Steps({ steps, enrolling }: StepsProps) {
  const say = useSay();
  const { shown, move, error } = useMoves(steps);
  const [news, setNews] = useState('');
  const moveTo = (id: string, to: number) => {
    const title = steps.find((step) => step.id === id)?.title ?? '';
    setNews(say('step.moved', { title, to: to + 1, of: steps.length }));
    move(id, to);
  };
  const { list, held, handle } = useDrag(moveTo);
  const from = shown.findIndex(({ id }) => id === held?.id);
  const markOf = (at: number): string => {
    if (held === undefined) return 'step';
    if (at === from) return 'step held';
    if (at !== held.to) return 'step';
    return at < from ? 'step before-me' : 'step after-me';
  };
  return (
    <>
      {steps.length === 0 ? <Text my="md">{say('route.none')}</Text> : null}
      <p className="unseen" role="status">
        {news}
      </p>
      {error ? <Fault error={error} /> : null}
      <ol className="cards steps" ref={list}>
        {shown.map((step, at) => (
          <li key={step.id} className={markOf(at)}>
            <StepCard step={step} steps={steps} isEnrolling={step.id === enrolling}>
              <div className="moves">
                <span className="handle" aria-hidden="true" {...handle(step.id, at)}>
                  ⠿
                </span>
                <MoveButton step={step} at={at} to={at - 1} of={shown.length} move={moveTo} />
                <MoveButton step={step} at={at} to={at + 1} of={shown.length} move={moveTo} />
              </div>
            </StepCard>
          </li>
        ))}
      </ol>
    </>
  );
}

interface MoveButtonProps {
  readonly step: OwnStep;
  readonly at: number;
  readonly to: number;
  readonly of: number;
  readonly move: (id: string, to: number) => void;
}

/** Says where it goes. At an end it stays a button, so that focus is not lost there: it does nothing. */
function MoveButton({ step: { id, title }, at, to, of, move }: MoveButtonProps) {
  const say = useSay();
  const isEnd = to < 0 || to >= of;
  const label = isEnd
    ? say(to < 0 ? 'step.is-first' : 'step.is-last', { title })
    : say(to < at ? 'step.up' : 'step.down', { title, to: to + 1, of });
  return (
    <Button
      variant="default"
      size="compact-md"
      aria-disabled={isEnd}
      {...(isEnd && { 'data-disabled': true })}
      aria-label={label}
      onClick={() => {
        if (!isEnd) move(id, to);
      }}
    >
      <span aria-hidden="true">{to < at ? '↑' : '↓'}</span>
    </Button>
  );
}
