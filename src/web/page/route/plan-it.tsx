import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import { canBePlanned } from './can.js';
import type { Planning } from './use-route.js';

interface Planned {
  readonly id: string;
  readonly title: string;
  readonly availability: {
    readonly open: boolean | null;
    readonly reason: string | null;
    readonly sentence: string;
  };
}

/** Puts an offering in one's route; where it cannot be chosen it says why. */
export function PlanIt({
  offering: { id, title, availability },
  planning,
}: {
  readonly offering: Planned;
  readonly planning: Planning;
}) {
  const say = useSay();
  const why = useId();
  const { canPlan, planned, plan, asked, isPending, error, isLate } = planning;
  if (!canPlan) return null;
  if (planned.has(id)) {
    return (
      <Text role="status" mt="xs">
        {say('route.planned')} <Link to="/route">{say('route.see')}</Link>
      </Text>
    );
  }
  const isOpen = canBePlanned(availability);
  const isThis = asked === id;
  return (
    <>
      <Button
        mt="xs"
        size="compact-md"
        disabled={!isOpen}
        loading={isThis && isPending}
        aria-label={say('route.plan.what', { title })}
        aria-describedby={isOpen ? undefined : why}
        onClick={() => plan(id)}
      >
        {say('route.plan')}
      </Button>
      {isOpen ? null : (
        <Text size="sm" mt={4} id={why}>
          {say('route.closed', { why: availability.sentence })}
        </Text>
      )}
      {isThis && isLate ? <Text role="status">{say('route.late')}</Text> : null}
      {isThis && error ? <Fault error={error} bad={say('route.cannot')} /> : null}
    </>
  );
}
