import { Button } from '@mantine/core';
import { useState } from 'react';
import { WhyVisibleDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';

/** Who can see this, and why, each in a sentence. */
export function WhoSees({ id, title }: { readonly id: string; readonly title: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        aria-expanded={open}
        aria-label={say('why.of', { title })}
        onClick={() => setOpen(!open)}
      >
        {say('why.title')}
      </Button>
      {open ? <Reasons id={id} /> : null}
    </>
  );
}

function Reasons({ id }: { readonly id: string }) {
  const say = useSay();
  const reasons = useAsk('grants', WhyVisibleDocument, { recordId: id });
  return (
    <Answer of={reasons}>
      {({ whyVisible }) =>
        whyVisible === null || whyVisible.length === 0 ? (
          <p className="quiet">{say('why.nobody')}</p>
        ) : (
          <ul className="versions">
            {whyVisible.map(({ grant, sentence }) => (
              <li key={grant.id}>{sentence}</li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}
