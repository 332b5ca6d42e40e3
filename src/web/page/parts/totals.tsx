import type { MyRecordsQuery } from '../../../../schema/generated/graphql.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { loadWords } from './record-words.js';

type Total = MyRecordsQuery['myRecords']['totals'][number];
type Totals = readonly (Pick<Total, 'unit' | 'value' | 'selfDeclared'> & {
  readonly leftOut: readonly unknown[];
})[];

/** What was earned, by unit: one is never added to another, nor is one's own word to a school's. */
export function TotalList({ totals }: { readonly totals: Totals }) {
  const say = useSay();
  const forms = useForms();
  if (totals.length === 0) return null;
  return (
    <section aria-label={say('totals.title')}>
      <ul className="totals">
        {totals.map(({ unit, value, selfDeclared, leftOut }) => (
          <li key={unit} className="total">
            <strong>{loadWords(say, forms, value, unit)}</strong>
            <div>{say(`unit.${unit}.what`)}</div>
            {Number(selfDeclared) > 0 ? (
              <div className="quiet">
                {say('totals.self', { load: loadWords(say, forms, selfDeclared, unit) })}
              </div>
            ) : null}
            {leftOut.length > 0 ? (
              <div className="quiet">{say('totals.left-out', { count: leftOut.length })}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
