import type { ServerResponse } from 'node:http';
import { safeHeaders } from './headers.js';

export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Which of several reasons behind one code it is, for programs that can do something about it. */
  readonly reason?: string;
}

/** Says no the way the graph does: a sentence for the person, a code for the program. */
export function refuse(
  response: ServerResponse,
  { status, code, message, reason }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code, reason } }] });
  const ofBody = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  response.writeHead(status, { ...safeHeaders, ...ofBody, ...headers }).end(body);
}
