import { Text } from '@mantine/core';
import { PreviewGrantDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { RecordCard } from '../parts/record-card.js';
import { TotalList } from '../parts/totals.js';
import { useSay } from '../texts/texts.js';

/** Exactly what the receiver sees. */
export function Preview({ grant: id }: { readonly grant: string }) {
  const say = useSay();
  const preview = useAsk('preview', PreviewGrantDocument, { id, first: 250 }, { once: true });
  return (
    <section aria-label={say('grant.preview')} className="preview">
      <Answer of={preview}>
        {({ previewGrant }) =>
          previewGrant === null ? null : (
            <>
              <Text mt="sm">{say('preview.what', { count: previewGrant.records.count })}</Text>
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
