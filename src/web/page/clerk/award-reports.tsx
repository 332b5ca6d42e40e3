import { useSay } from '../texts/texts.js';

interface Report {
  readonly place: number;
  readonly outcome: 'OFFERED' | 'CORRECTED' | 'KNOWN' | 'REFUSED';
  readonly faults: readonly {
    readonly code: string;
    readonly pointer: string;
    readonly sentence: string;
    readonly column?: string | null;
  }[];
}

/** What came of each, and what is to be mended. */
export function AwardReports({ reports }: { readonly reports: readonly Report[] }) {
  const say = useSay();
  return (
    <ul>
      {reports.map(({ place, outcome, faults }) => (
        <li key={place}>
          {say('give.line', { place, outcome: say(`give.${outcome}`) })}
          {faults.length === 0 ? null : (
            <ul>
              {faults.map(({ code, pointer, sentence, column }) => (
                <li key={`${code} ${pointer}`}>
                  {sentence} <code>{column ?? pointer}</code>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
