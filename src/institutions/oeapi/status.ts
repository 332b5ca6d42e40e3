import { SourceFault, type SourceProblem } from './source-fault.js';

/** Statuses of a source in trouble that may be out of it in a moment. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export function problemOf(status: number): SourceProblem {
  if (status === 401 || status === 403) return 'REFUSED';
  if (status === 429 || status === 503) return 'BUSY';
  return status >= 500 ? 'NO_ANSWER' : 'UNREADABLE';
}

/** RFC 9110: so many seconds, or a moment; by the source's own clock where it says what that is. */
export function retryAfterMs(headers: Headers): number | undefined {
  const sent = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(sent)) return Number(sent) * 1000;
  const until = Date.parse(sent) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}

/** What a status that is no answer means. */
export function refusedAnswer({ status, headers }: Response, label: string): SourceFault {
  const wait = retryAfterMs(headers);
  const message = `GET ${label} answered ${status}`;
  return new SourceFault('SourceUnreachable', problemOf(status), message, {
    passes: passing.has(status),
    isTooMuch: status === 429,
    status,
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}
