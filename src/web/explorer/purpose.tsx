import { recall, remember } from './session-memory.js';
import type { ViewerKind } from './viewer.js';

const purposes = [
  'CAREER_GUIDANCE',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'ENROLMENT',
  'EMPLOYMENT',
  'INTERNSHIP',
  'RESEARCH',
];
const none = 'NONE';

/** What is sent as `X-Purpose`, or undefined: own data needs no purpose. An adviser starts with the purpose of the job. */
export function purposeOf(kind: ViewerKind): string | undefined {
  const chosen = recall('purpose') ?? (kind === 'ADVISER' ? 'CAREER_GUIDANCE' : none);
  return purposes.find((purpose) => purpose === chosen);
}

/** Remembered at once, and read again with each request. */
export function PurposeSelect({ kind }: { kind: ViewerKind }) {
  return (
    <label className="purpose">
      <span>
        Purpose of each request (<code>X-Purpose</code>)
      </span>
      <select
        defaultValue={purposeOf(kind) ?? none}
        onChange={(event) => remember('purpose', event.currentTarget.value)}
      >
        <option value={none}>none: own data</option>
        {purposes.map((purpose) => (
          <option key={purpose}>{purpose}</option>
        ))}
      </select>
    </label>
  );
}
