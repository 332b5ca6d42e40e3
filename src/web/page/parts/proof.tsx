import { Badge } from '@mantine/core';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { isOwnWord, type ShownRecord } from './record-words.js';

/** Who says so, in a word, with what that means one click away. */
export function Proof({ record }: { readonly record: ShownRecord }) {
  const say = useSay();
  const forms = useForms();
  const { assertedBy, provenance, institution, verification } = record;
  const isLookedInto = assertedBy === 'IMPORT' && verification !== null;
  const what = isLookedInto ? 'proof.IMPORT.signed' : (`proof.${assertedBy}.what` as const);
  return (
    <details className="proof">
      <summary>
        <Badge
          variant={isOwnWord(assertedBy) ? 'outline' : 'light'}
          color={isOwnWord(assertedBy) ? 'gray' : 'kluis'}
          tt="none"
        >
          {say(`proof.${assertedBy}`)}
        </Badge>{' '}
        <span className="more">{say('proof.meaning')}</span>
      </summary>
      <p>
        {say(what, { institution: institution.name })}{' '}
        {say('proof.received', { date: forms.momentDay(provenance.receivedAt) })}
      </p>
    </details>
  );
}
