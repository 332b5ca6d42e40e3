import { pino } from 'pino';
import { Fault } from './base/index.js';
import type { Config } from './config.js';

/** What an operator may read of an error: its kind and place. Values, ids and addresses stay out. */
const told = (error: unknown): object => {
  if (error instanceof Fault) return { fault: error.kind, what: error.message };
  if (!(error instanceof Error)) return { fault: 'unknown' };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { fault: error.name, at: at?.slice(0, 6).map((line) => line.trim()) };
};

/** The operational log: JSON lines on standard error, without a learner in them. */
export function openLog({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>) {
  const logger = pino({ level: LOG_LEVEL, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    fault: (error: unknown): void => logger.error(told(error), 'fault'),
    podServer: (line: string): void => logger.warn({ line }, 'pod server'),
  };
}
export type Log = ReturnType<typeof openLog>;
