import { Button, Checkbox, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { PreviewDocumentQuery } from '../../../../schema/generated/graphql.js';
import { loadWords } from '../parts/record-words.js';
import { VerificationReport } from '../parts/verification.js';
import { type Forms, useForms } from '../texts/forms.js';
import { type Say, useSay } from '../texts/texts.js';

type Report = PreviewDocumentQuery['previewDocument'];
type Item = Report['items'][number];

interface FilePreviewProps {
  readonly name: string;
  readonly report: Report;
  readonly busy: boolean;
  readonly keep: (items: readonly string[]) => void;
  readonly drop: () => void;
}

/** What there is to say of one record before it is kept. */
function itemWords(say: Say, forms: Forms, item: Item): string {
  const { recordType, issuer, issuedOn, load, score, pass, isKept } = item;
  const parts = [
    say(`type.${recordType}`),
    issuer,
    issuedOn === null ? '' : forms.date(issuedOn),
    load === null ? '' : loadWords(say, forms, load.value, load.unit),
    score === null ? '' : forms.number(score),
    pass === null ? '' : say(`pass.${pass}`),
    isKept ? say('file.is-kept') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function Sentences({ title, of }: { title: string; of: readonly { readonly sentence: string }[] }) {
  const sentences = [...new Set(of.map(({ sentence }) => sentence))];
  if (sentences.length === 0) return null;
  return (
    <>
      <Title order={4} size="h5" mt="sm">
        {title}
      </Title>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

function whatItIs(say: Say, { outcome, standard, holder }: Report): string {
  const kind = standard === null ? '' : say('file.is', { standard });
  const whose = holder?.name ? say('file.about', { name: holder.name }) : '';
  const nothing = outcome === 'RECOGNISED' ? say('file.nothing-learned') : '';
  return [kind, whose, nothing].filter((part) => part !== '').join(' ');
}

/** What a file is and what of it can be kept, with a tick for each; what cannot be, and why. */
export function FilePreview({ name, report, busy, keep, drop }: FilePreviewProps) {
  const say = useSay();
  const forms = useForms();
  const { items, refusal, setAside, issues, losses, isSigned, recipient, verification } = report;
  const [ticked, setTicked] = useState(() =>
    items.filter(({ isKept }) => !isKept).map(({ item }) => item),
  );
  const toggle = (item: string, on: boolean) =>
    setTicked(on ? [...ticked, item] : ticked.filter((one) => one !== item));
  return (
    <section aria-labelledby="file-look">
      <Title order={3} size="h4" mt="md" id="file-look">
        {name}
      </Title>
      <Text>{whatItIs(say, report)}</Text>
      {refusal === null ? null : <Text role="alert">{refusal.sentence}</Text>}
      {items.length === 0 ? null : (
        <>
          {recipient === null ? null : <Text mt="xs">{say(`file.recipient.${recipient}`)}</Text>}
          <Text mt="xs">{say(isSigned ? 'file.signed' : 'file.own-word')}</Text>
          {verification === null ? null : <VerificationReport of={verification} />}
          <fieldset className="ticks">
            <legend>{say('file.keep-what')}</legend>
            {items.map((item) => (
              <Checkbox
                key={item.item}
                label={item.title}
                description={itemWords(say, forms, item)}
                checked={ticked.includes(item.item)}
                disabled={item.isKept}
                onChange={({ currentTarget: { checked } }) => toggle(item.item, checked)}
              />
            ))}
          </fieldset>
        </>
      )}
      <Sentences title={say('file.set-aside')} of={setAside} />
      <Sentences
        title={say('file.doubtful')}
        of={[...issues, ...items.flatMap((item) => item.issues)]}
      />
      {losses.length > 0 ? <Text mt="sm">{say('file.losses')}</Text> : null}
      <Group mt="sm" gap="xs">
        {items.length === 0 ? null : (
          <Button disabled={ticked.length === 0} loading={busy} onClick={() => keep(ticked)}>
            {say('file.keep', { count: ticked.length })}
          </Button>
        )}
        <Button variant="default" onClick={drop}>
          {say('file.drop')}
        </Button>
      </Group>
    </section>
  );
}
