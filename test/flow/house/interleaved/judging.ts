/** Holds each answer against what grants mean, worked out slowly, for the policy at the moment it was let out. */
import type { LearnerId } from '../../../../src/base/index.js';
import type { Ask } from '../../../../src/consent/index.js';
import type { House } from '../../../../src/flows/index.js';
import type { LogLine } from '../../../../src/ledger/index.js';
import type { Facet, RecordVersion } from '../../../../src/records/index.js';
import {
  type BlockedGrant,
  grantIsOver,
  grantShows,
  grantsThatAnswer,
  withItsBlocks,
} from '../../../fixtures/naive-oracle.js';
import type { Case, Row, Who } from './asking.js';
import { type History, policiesIn, policyAt } from './history.js';

/** A learner as the judge knows them. */
export interface Known {
  readonly id: LearnerId;
  readonly records: readonly RecordVersion[];
  readonly history: History;
}
type Read = Extract<LogLine, { kind: 'READ' }>;
const parts = ['assessment', 'credits', 'feedback'] as const satisfies readonly Facet[];

const askOf = ({ requester }: Case, learner: LearnerId, now: Date): Ask => {
  const { webId: agent, client, purpose } = requester;
  return { learner, agent, isLearner: false, roles: [], client, purpose, now };
};

const tells = (grant: BlockedGrant, { facets: { credits } }: RecordVersion): boolean =>
  credits?.earning === 'EARNED' || grant.facets.includes('assessment');

interface Expected {
  readonly rows: ReadonlyMap<string, Row>;
  readonly units: ReadonlySet<string>;
}

/** What one record is to somebody: its own learner, or whoever these grants are for. */
function seen(record: RecordVersion, grants: readonly BlockedGrant[] | 'own') {
  if (grants === 'own') {
    const isShown = record.status !== 'SUPERSEDED';
    return { isShown, shows: () => true, isTold: true };
  }
  const showing = grants.filter((grant) => grantShows(grant, record, 'core'));
  return {
    isShown: showing.length > 0,
    shows: (facet: Facet) => showing.some((grant) => grantShows(grant, record, facet)),
    isTold: showing.some((grant) => grantShows(grant, record, 'credits') && tells(grant, record)),
  };
}

const titleOf = ({ facets: { core } }: RecordVersion): string => {
  const dutch = core.title.find(({ language }) => language.startsWith('nl'));
  return (dutch ?? core.title[0])?.value ?? '';
};

function expectedOf(
  house: House,
  one: Case,
  known: Known,
  grants: readonly BlockedGrant[] | 'own',
): Expected {
  const ids = house.idsFor(one.requester.webId);
  const [rows, units] = [new Map<string, Row>(), new Set<string>()];
  for (const record of known.records) {
    const { isShown, shows, isTold } = seen(record, grants);
    if (!isShown) continue;
    const id = ids.seal('record', `${known.id}${record.key}`);
    rows.set(id, { title: titleOf(record), shared: parts.filter(shows) });
    const { credits } = record.facets;
    if (credits !== undefined && isTold) units.add(credits.load.unit);
  }
  return { rows, units };
}

const namesOf = (grants: readonly { id: string; version: number }[]): ReadonlySet<string> =>
  new Set(grants.map(({ id, version }) => `${id} ${version}`));
const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));
const sameRow = (a: Row | undefined, b: Row): boolean =>
  a?.title === b.title && a.shared.join() === b.shared.join();

/** Of two learners in one answer the later of two moments is told, of one transaction. */
const isMoment = ({ operation }: Case, told: string, logged: string): boolean =>
  operation === 'Both' ? told >= logged : told === logged;

/** Reasons why an answer that shows something is not what it should be. */
function wrongInShown(
  house: House,
  one: Case,
  known: Known,
  line: Read | undefined,
): readonly string[] {
  const { shown } = one;
  if (shown === undefined) return [];
  if (line === undefined) return ['it is not in the log'];
  const isOwn = one.requester.purpose === 'SELF_USE';
  const ask = askOf(one, known.id, new Date(line.at));
  const policy = policyAt(known.history, line.seq).map((grant) => withItsBlocks(grant, []));
  const live = isOwn ? [] : grantsThatAnswer(ask, policy);
  const expected = expectedOf(house, one, known, isOwn ? 'own' : live);
  const isRight = [...expected.rows].every(([id, row]) => sameRow(shown.rows.get(id), row));
  const logged = line.records.map(({ key }) =>
    house.idsFor(one.requester.webId).seal('record', `${known.id}${key}`),
  );
  const wrongs: readonly (readonly [boolean, string])[] = [
    [!isOwn && live.length === 0, 'nothing was granted'],
    [!sameSet(namesOf(line.grants), namesOf(live)), 'it stands on other grants'],
    [!isMoment(one, shown.asOf, line.at), 'it says another moment'],
    [shown.count !== expected.rows.size, `it counts ${shown.count} for ${expected.rows.size}`],
    [shown.rows.size !== expected.rows.size || !isRight, 'its records or parts are others'],
    [!sameSet(shown.units, expected.units), 'its totals are of other units'],
    [!sameSet(new Set(logged), new Set(shown.rows.keys())), 'the log names other records'],
  ];
  return wrongs.flatMap(([isWrong, why]) => (isWrong ? [why] : []));
}

/** Clocks of one machine, in whole milliseconds. */
const slackMs = 5;

/** Whether the code of a refusal was true at some moment between asking and answering. */
function wrongInRefusal(one: Case, { id, history }: Known): readonly string[] {
  if (one.shown !== undefined) return one.code === undefined ? [] : ['it shows and refuses'];
  const [from, to] = [one.asked.getTime() - slackMs, one.answered.getTime() + slackMs];
  const moments = policiesIn(history, from, to);
  // An answer is void only by a change; of two learners the other one's may have made it so.
  if (one.code === 'CONFLICT') {
    return moments.length > 1 || one.operation === 'Both' ? [] : ['there was no conflict'];
  }
  const codes = moments.map(({ grants }): string => {
    const ask = askOf(one, id, one.asked);
    if (grantsThatAnswer(ask, grants).length > 0) return 'nothing: it was granted';
    return grants.some((grant) => grantIsOver(ask, grant)) ? 'GRANT_ENDED' : 'NOT_FOUND';
  });
  return one.code !== undefined && codes.includes(one.code)
    ? []
    : [`${one.code} for ${codes.join(', ')}`];
}

/** Readings in the log by who read what: in the order in which one requester, who asks one thing at a time, heard them. */
const readerOf = ({ requester, operation, about }: Case): string =>
  [about, requester.webId, requester.client, requester.purpose, operation].join(' ');

function linesOf(known: Readonly<Record<Who, Known>>): Map<string, Read[]> {
  const found = new Map<string, Read[]>();
  for (const [about, { history }] of Object.entries(known)) {
    for (const line of history.lines) {
      if (line.kind !== 'READ') continue;
      const { actor, purpose, operation } = line;
      const reader = [about, actor.webId, actor.client, purpose, operation].join(' ');
      found.set(reader, [...(found.get(reader) ?? []), line]);
    }
  }
  return found;
}

/** @returns what is wrong, in words; each case stands in the order in which its requester asked. */
export function mismatches(
  house: House,
  known: Readonly<Record<Who, Known>>,
  cases: readonly Case[],
): readonly string[] {
  const lines = linesOf(known);
  const wrong = cases.flatMap((one, n) => {
    const line = one.shown && lines.get(readerOf(one))?.shift();
    const of = known[one.about];
    const found = [...wrongInShown(house, one, of, line), ...wrongInRefusal(one, of)];
    return found.map((why) => `case ${n} (${one.requester.who}, ${one.operation}): ${why}`);
  });
  const asked = new Set(cases.map(readerOf));
  const unheard = [...lines].filter(([reader, left]) => asked.has(reader) && left.length > 0);
  return [...wrong, ...unheard.map(([reader]) => `read and not heard: ${reader}`)];
}
