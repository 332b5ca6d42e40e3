import { Badge, Checkbox, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Facts } from '../parts/facts.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type Card, offeringFacts } from './offering-words.js';
import { PlanIt } from './plan-it.js';
import type { Planning } from './use-route.js';

interface OfferingCardProps {
  readonly offering: Card;
  readonly planning: Planning;
  readonly compared: boolean;
  /** Absent: there are as many side by side as there is room for. */
  readonly compare: ((isWanted: boolean) => void) | undefined;
}

/** One thing that can be learned: what, where, when, and whether one may and can. */
export function OfferingCard({ offering, planning, compared, compare }: OfferingCardProps) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const heading = useId();
  const { id, title, kind, institution, access, availability } = offering;
  return (
    <article className="card" aria-labelledby={heading}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4" id={heading}>
          <Link to="/route/offering/$id" params={{ id }}>
            {title}
          </Link>
        </Title>
        <Badge variant="default" tt="none">
          {say(`offering.kind.${kind}`)}
        </Badge>
      </Group>
      <Text className="quiet">{institution.name}</Text>
      <Facts facts={offeringFacts({ say, forms, language }, offering)} />
      <Text>{access.sentence}</Text>
      <Text>{availability.sentence}</Text>
      <Group justify="space-between" align="center" gap="xs">
        <div>
          <PlanIt offering={offering} planning={planning} />
        </div>
        <Checkbox
          label={say('compare.this')}
          aria-label={say('compare.this.what', { title })}
          checked={compared}
          disabled={compare === undefined}
          onChange={({ currentTarget: { checked } }) => compare?.(checked)}
        />
      </Group>
    </article>
  );
}
