import { Title } from '@mantine/core';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { loadsWords, type Whose } from './offering-words.js';
import type { OwnRoute } from './use-route.js';

type Lines = readonly NonNullable<OwnRoute['progress']>[number][];
const told = ['earned', 'towardsGoal', 'planned', 'left', 'required'] as const;
const namesOf = {
  own: { towardsGoal: 'progress.towardsGoal', required: 'progress.required' },
  theirs: { towardsGoal: 'progress.towardsGoal.theirs', required: 'progress.required.theirs' },
} as const;

/** Unit by unit: EC and SBU are two cards, and neither is a part of the other. */
export function Progress({
  lines,
  whose = 'own',
}: {
  readonly lines: Lines;
  readonly whose?: Whose;
}) {
  const say = useSay();
  const forms = useForms();
  if (lines.length === 0) return null;
  const names = {
    earned: 'progress.earned',
    planned: 'progress.planned',
    left: 'progress.left',
    ...namesOf[whose],
  } as const;
  return (
    <section aria-label={say(whose === 'own' ? 'progress.title' : 'progress.theirs')}>
      <ul className="totals">
        {lines.map((line) => (
          <li key={`${line.unit} ${line.unitRaw}`} className="total">
            <strong>{line.unitRaw ?? say(`unit.${line.unit}`)}</strong>
            <div className="quiet">{say(`unit.${line.unit}.what`)}</div>
            <dl className="facts">
              {told.map((what) => {
                const value = line[what];
                return value === null ? null : (
                  <div key={what} className="pair">
                    <dt>{say(names[what])}</dt>
                    <dd>{loadsWords({ say, forms }, [{ ...line, value }])}</dd>
                  </div>
                );
              })}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the goal asks one to be able to do, and how far that is. */
export function Outcomes({
  outcomes,
}: {
  readonly outcomes: readonly NonNullable<OwnRoute['outcomes']>[number][];
}) {
  const say = useSay();
  if (outcomes.length === 0) return null;
  return (
    <section aria-labelledby="outcomes">
      <Title order={2} size="h3" mt="lg" id="outcomes">
        {say('route.outcomes')}
      </Title>
      <ul className="short">
        {outcomes.map(({ state, outcome: { id, text } }) => (
          <li key={id}>
            {text} <span className="quiet">({say(`outcome.${state}`)})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
