import { Text } from '@mantine/core';
import {
  PreviewGrantDocument,
  PreviewPersonDocument,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { RecordCard } from '../parts/record-card.js';
import { TotalList } from '../parts/totals.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

interface PreviewProps {
  readonly grant: string;
  /** Whether something of the learner themself is shared. */
  readonly person: boolean;
}

/** Exactly what the receiver sees. */
export function Preview({ grant: id, person }: PreviewProps) {
  const say = useSay();
  const preview = useAsk('preview', PreviewGrantDocument, { id, first: 250 }, { once: true });
  return (
    <section aria-label={say('grant.preview')} className="preview">
      <Answer of={preview}>
        {({ previewGrant }) =>
          previewGrant === null ? null : (
            <>
              <Text mt="sm">{say('preview.what', { count: previewGrant.records.count })}</Text>
              {person ? <Person grant={id} /> : null}
              <TotalList totals={previewGrant.records.totals} />
              <ul className="cards">
                {previewGrant.records.nodes.map((record) => (
                  <li key={record.id}>
                    <RecordCard record={record} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Person({ grant: id }: { readonly grant: string }) {
  const say = useSay();
  const forms = useForms();
  const answer = useAsk('preview', PreviewPersonDocument, { id }, { once: true });
  return (
    <Answer of={answer}>
      {({ previewGrant }) => {
        if (previewGrant === null) return null;
        const { name, birthdate, contact } = previewGrant.person;
        const seen = [
          name.__typename === 'PersonName' ? [name.given, name.family] : [],
          birthdate.__typename === 'PersonBirthdate' && birthdate.date !== null
            ? [forms.date(birthdate.date)]
            : [],
          contact.__typename === 'PersonContact' ? [contact.email] : [],
        ].map((words) => words.filter((word) => word !== null).join(' '));
        return (
          <Text mt="xs">{say('preview.person', { who: seen.filter(Boolean).join(', ') })}</Text>
        );
      }}
    </Answer>
  );
}
