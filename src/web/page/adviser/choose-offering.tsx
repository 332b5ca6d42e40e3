import { Button, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { Answer } from '../parts/answer.js';
import { canBePlanned } from '../route/can.js';
import { choiceOf } from '../route/choice.js';
import { type Card, loadsWords, whenWords } from '../route/offering-words.js';
import { useOfferings } from '../route/use-offerings.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

/** So many are looked at; whoever needs more says more precisely what they look for. */
const most = 8;

/** One thing of the catalogue, found by a word. Whether its reader might take it is no matter here, and is not shown. */
export function ChooseOffering({ choose }: { readonly choose: (offering: Card) => void }) {
  const say = useSay();
  const [text, setText] = useState('');
  const [sought] = useDebouncedValue(text.trim(), 300);
  const isSought = sought.length > 1;
  const found = useOfferings(choiceOf({ text: sought }), isSought);
  return (
    <>
      <TextInput
        type="search"
        label={say('propose.search')}
        maxLength={200}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {isSought ? (
        <Answer of={found}>
          {({ count, nodes }) => (
            <>
              <Text role="status" className="quiet">
                {count === 0 ? say('propose.none') : say('search.count', { count })}
              </Text>
              <ul className="cards" aria-label={say('propose.found')}>
                {nodes.slice(0, most).map((offering) => (
                  <li key={offering.id}>
                    <Found offering={offering} choose={choose} />
                  </li>
                ))}
              </ul>
              {count > most ? <Text className="quiet">{say('propose.more')}</Text> : null}
              {count > 0 ? <Text className="quiet">{say('propose.access')}</Text> : null}
            </>
          )}
        </Answer>
      ) : null}
    </>
  );
}

/** What, where, when and how much, in one line. */
export function OfferingLine({ offering }: { readonly offering: Card }) {
  const say = useSay();
  const forms = useForms();
  const { title, institution, loads } = offering;
  const parts = [
    institution.name,
    whenWords({ say, forms }, offering),
    loadsWords({ say, forms }, loads),
  ];
  return (
    <>
      <Text fw={600}>{title}</Text>
      <Text className="quiet">
        {parts.filter((part) => part !== undefined && part !== '').join(' · ')}
      </Text>
    </>
  );
}

function Found({
  offering,
  choose,
}: {
  readonly offering: Card;
  readonly choose: (offering: Card) => void;
}) {
  const say = useSay();
  const why = useId();
  const { title, availability } = offering;
  const isOpen = canBePlanned(availability);
  return (
    <div className="card">
      <OfferingLine offering={offering} />
      <Text size="sm" id={why}>
        {isOpen ? availability.sentence : say('propose.closed', { why: availability.sentence })}
      </Text>
      <Button
        mt="xs"
        variant="default"
        size="compact-sm"
        disabled={!isOpen}
        aria-label={say('propose.choose.what', { title })}
        aria-describedby={why}
        onClick={() => choose(offering)}
      >
        {say('propose.choose')}
      </Button>
    </div>
  );
}
