import { createRequire } from 'node:module';
import type { Logger, LoggerFactory } from '@solid/community-server';

const require = createRequire(import.meta.url);
let sink: ((line: string) => void) | undefined;

/** Names the part and passes errors on; everything below is dropped before anything is formatted. */
function loggerOf(label: string): Logger {
  const quiet = (): Logger => logger;
  const report = (message: string): Logger => {
    sink?.(`pod server: ${label}: ${withoutAddresses(message)}`);
    return logger;
  };
  const logger: Logger = {
    log: (level, message) => (level === 'error' ? report(message) : logger),
    error: report,
    warn: quiet,
    info: quiet,
    verbose: quiet,
    debug: quiet,
    silly: quiet,
  };
  return logger;
}

/** URLs and paths in here name people. */
const withoutAddresses = (message: string): string => message.replaceAll(/\S*\/\S+/g, '…');

/** One sink for all pod servers of a process: the server keeps its loggers in a global. */
export function setPodServerLog(log: ((line: string) => void) | undefined): void {
  if (log !== undefined) sink = log;
  const css: unknown = require('@solid/community-server');
  if (speaksLogging(css)) css.setGlobalLoggerFactory({ createLogger: loggerOf });
}

const speaksLogging = (
  value: unknown,
): value is { setGlobalLoggerFactory: (factory: LoggerFactory) => void } =>
  typeof value === 'object' && value !== null && 'setGlobalLoggerFactory' in value;
