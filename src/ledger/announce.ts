/** Where it is told, to every process that listens, that something changed. What changed they look up themselves. */
export const channel = 'leerkluis';

/**
 * At the end of a statement: tells with the transaction, or not at all. Takes one value, the id of what changed, which tells
 * nothing to whoever hears it. Not for what strangers do: their statements stay what they are, whoever they are about.
 */
export const announcing = `returning pg_notify('${channel}', ?::text)`;

/** The same for sessions that end together, each by itself. */
export const announcingSessions = `returning pg_notify('${channel}', token_hash)`;
