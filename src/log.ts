import { writeSync } from 'node:fs';
import { type DestinationStream, pino } from 'pino';
import { Fault } from './base/index.js';
import type { Config } from './config.js';

/** As V8 writes a line of a stack. */
const frame = /^\s+at (?:.+ \()?(?:file:|node:|\/|[A-Za-z]:\\|<anonymous>|native)/;

/** Where it happened. An error's text stands first in its stack, and may hold lines that look like places. */
function placesOf({ stack, message }: Error): readonly string[] {
  if (typeof stack !== 'string') return [];
  const end = message === '' ? -1 : stack.indexOf(message);
  const places = end < 0 ? stack : stack.slice(end + message.length);
  const lines = places.split('\n').filter((line) => frame.test(line));
  return lines.slice(0, 6).map((line) => line.trim());
}

/** A name of a class; what else stands there could be anything. */
const kindOf = ({ name }: Error): string => (/^\w{1,60}$/.test(name) ? name : 'Error');
/** PostgreSQL's and Node's own codes for what went wrong, such as 23505 or ECONNRESET. */
const codeOf = (error: Error): object =>
  'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code)
    ? { code: error.code }
    : {};

/** What an operator may read of an error: its kind and place. Values, ids and addresses stay out. */
const told = (error: unknown): object => {
  if (error instanceof Fault) return { fault: error.kind, what: error.message };
  if (!(error instanceof Error)) return { fault: 'unknown' };
  return { fault: kindOf(error), ...codeOf(error), at: placesOf(error) };
};

/** Whole lines, written before anything else happens. */
const standardError = (): DestinationStream => pino.destination({ fd: 2, sync: true });

/** The operational log: JSON lines on standard error, without a learner in them. */
export function openLog({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>, to = standardError()) {
  const logger = pino({ level: LOG_LEVEL, base: null }, to);
  return {
    fault: (error: unknown): void => logger.error(told(error), 'fault'),
    /** What an operator may want to know of a start; a constant sentence. */
    note: (text: string): void => logger.info(text),
    podServer: (line: string): void => logger.warn({ line }, 'pod server'),
  };
}
export type Log = ReturnType<typeof openLog>;

/** The last words of a process that cannot go on. Node's own would print the whole error, and whom it is about. */
export function sayLastWords(error: unknown): void {
  writeSync(2, `${JSON.stringify({ ...told(error), msg: 'stopped by a fault' })}\n`);
}
