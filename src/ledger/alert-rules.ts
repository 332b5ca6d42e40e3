import type { WebId } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import type { LogLine } from './log.js';

/**
 * FIRST_USE: a grant is used for the first time. NEW_CLIENT: somebody who looked before does so through another app.
 * UNUSUAL_VOLUME: somebody read far more on one day than on any day before. REFUSED_TRY: somebody who has or had a
 * grant was refused.
 */
export const alertKinds = ['FIRST_USE', 'NEW_CLIENT', 'UNUSUAL_VOLUME', 'REFUSED_TRY'] as const;
export type AlertKind = (typeof alertKinds)[number];
export interface NewAlert {
  readonly kind: AlertKind;
  readonly seq: number;
  readonly at: string;
}

/** Different records by one actor on one day: above this, and above so many times their highest day so far. */
export const unusual = { records: 50, times: 3 } as const;

const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' });
/** The day as the learner lives it. */
const dayOf = ({ at }: LogLine): string => days.format(new Date(at));

type Look = LogLine & { readonly kind: 'READ' | 'CLAIM' };
const isLook = (line: LogLine): line is Look => line.kind === 'READ' || line.kind === 'CLAIM';

/** What is known of those who looked, line by line. */
class Memory {
  readonly #grants = new Set<string>();
  readonly #clients = new Map<WebId, Set<string>>();
  readonly #days = new Map<WebId, Map<string, Set<string>>>();
  readonly #said = new Set<string>();

  constructor(private readonly grantees: ReadonlySet<string>) {}

  /** @returns what is news in this line. */
  hear(line: LogLine): readonly AlertKind[] {
    if (isLook(line)) return line.purpose === 'SELF_USE' ? [] : this.#read(line);
    if (line.kind !== 'DENIED' || !this.#isKnown(line)) return [];
    // An app that keeps trying is one piece of news a day; the log has every try.
    return this.#first(`refused ${line.actor.webId} ${dayOf(line)}`) ? ['REFUSED_TRY'] : [];
  }

  /** By a grant of their own, by one to what they are, by one that was over, or because they looked before. */
  #isKnown({ actor, because }: Extract<LogLine, { readonly kind: 'DENIED' }>): boolean {
    const { webId, role } = actor;
    const isNamed = this.grantees.has(webId) || this.#clients.has(webId);
    const isMeant = role !== undefined && this.grantees.has(granteeKey({ kind: 'role', ...role }));
    return isNamed || isMeant || because !== 'NO_GRANT';
  }

  #first(what: string): boolean {
    const isNew = !this.#said.has(what);
    this.#said.add(what);
    return isNew;
  }

  #read(line: Look): readonly AlertKind[] {
    const { webId, client } = line.actor;
    const clients = this.#clients.get(webId);
    const isNewClient = clients !== undefined && !clients.has(client);
    this.#clients.set(webId, (clients ?? new Set()).add(client));
    // A look whether there is anything shows nothing: it is no use of a grant.
    const { records, person, aggregates, claims = [] } = line;
    const uses = records.length + person.length + aggregates.length + claims.length > 0;
    const fresh = uses ? line.grants.filter(({ id }) => !this.#grants.has(id)) : [];
    for (const { id } of fresh) this.#grants.add(id);
    return [
      ...(fresh.length > 0 ? (['FIRST_USE'] as const) : []),
      ...(isNewClient ? (['NEW_CLIENT'] as const) : []),
      ...(this.#isMuch(line) ? (['UNUSUAL_VOLUME'] as const) : []),
    ];
  }

  #isMuch(line: Look): boolean {
    const { webId } = line.actor;
    const today = dayOf(line);
    const mine = this.#days.get(webId) ?? new Map<string, Set<string>>();
    const seen = mine.get(today) ?? new Set<string>();
    for (const { key } of line.records) seen.add(key);
    this.#days.set(webId, mine.set(today, seen));
    const before = [...mine].filter(([day]) => day !== today).map(([, keys]) => keys.size);
    const most = Math.max(0, ...before);
    const isMuch = seen.size > unusual.records && seen.size > unusual.times * most;
    return isMuch && this.#first(`much ${webId} ${today}`);
  }
}

/**
 * What a learner may want to hear of in new lines of their log.
 * @param earlier lines before these, oldest first: only looks and refusals matter.
 * @param grantees who has or had a grant: tries of strangers are no news, since anyone can try.
 */
export function alertsOf(
  earlier: readonly LogLine[],
  fresh: readonly LogLine[],
  grantees: ReadonlySet<string>,
): readonly NewAlert[] {
  const memory = new Memory(grantees);
  for (const line of earlier) memory.hear(line);
  return fresh.flatMap((line) =>
    memory.hear(line).map((kind) => ({ kind, seq: line.seq, at: line.at })),
  );
}
