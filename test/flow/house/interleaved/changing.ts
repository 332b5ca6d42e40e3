/** What learners do meanwhile: give, narrow, stop, pause and resume, by chance and through their own doors. */
import { merenveld, rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { learners, type Requester, type Who } from './asking.js';
import type { Chance } from './chance.js';

const schools = [merenveld, rocDeWaterlanden] as const;
const facets = ['CREDITS', 'ASSESSMENT', 'FEEDBACK'] as const;
const mostAtOnce = 9;

interface Stand {
  paused: boolean;
  readonly running: string[];
}
const scopeBy = (chance: Chance) =>
  chance.of([
    [{ types: ['RESULT'] }],
    [{ institutions: [chance.of(schools)] }],
    [
      { types: ['RESULT'], institutions: [chance.of(schools)] },
      { types: ['DIPLOMA', 'ENROLMENT'] },
    ],
    [{ levelMin: 4 }],
    [{ issuedFrom: '2025-01-01' }, { types: ['ENROLMENT'], institutions: [chance.of(schools)] }],
  ]);

export class Changes {
  /** What was done, in order. */
  readonly done: string[] = [];
  private readonly stands: Readonly<Record<Who, Stand>> = {
    samira: { paused: false, running: [] },
    barry: { paused: false, running: [] },
  };
  constructor(
    private readonly house: TestHouse,
    private readonly requesters: readonly Requester[],
    private readonly chance: Chance,
  ) {}

  /** A learner says yes to one of the requesters; to an app of the same person too, or only. */
  async gives(who: Who, requester: Requester): Promise<void> {
    const { webId, purpose, client } = requester;
    const { pageClient } = this.house.running.house;
    const clients = [...new Set([client, ...this.chance.someOf([client, pageClient])])];
    const input = {
      grantee: { person: webId },
      purpose,
      clients,
      scope: scopeBy(this.chance),
      facets: ['CORE', ...this.chance.someOf(facets)],
      includeFuture: this.chance.upTo(2) === 0,
    };
    const { data } = await this.house.ask(who, 'GrantAccess', { input });
    this.stands[who].running.push(data.grantAccess.grant.id);
    this.done.push('given');
  }

  private async narrows(who: Who, grantId: string): Promise<void> {
    const { data } = await this.house.ask(who, 'MyGrants');
    const grant = data.myGrants.nodes.find(({ id }: { id: string }) => id === grantId);
    const { facets: granted, clients } = grant;
    const scope: readonly object[] = grant.scope.map(present);
    const [first = {}] = scope;
    const choices = [
      { facets: ['CORE'] },
      { facets: granted.filter((facet: string) => facet !== 'ASSESSMENT') },
      { clients: [this.chance.of(clients)] },
      { scope: [first] },
      { scope: [{ ...first, types: ['RESULT'] }] },
    ].filter((less) =>
      Object.entries(less).some(([term, value]) =>
        isOther({ facets: granted, clients, scope }, term, value),
      ),
    );
    if (choices.length === 0) return;
    const less = this.chance.of(choices);
    const { codes } = await this.house.ask(who, 'NarrowGrant', { input: { grantId, ...less } });
    // What happens to be no less, or is over, changes nothing.
    this.done.push(codes.length === 0 ? 'narrowed' : 'no less');
  }

  private async stops(who: Who, id: string): Promise<void> {
    await this.house.ask(who, 'RevokeGrant', { id });
    const { running } = this.stands[who];
    running.splice(running.indexOf(id), 1);
    this.done.push('stopped');
  }

  private async pauses(who: Who, paused: boolean): Promise<void> {
    await this.house.ask(who, 'PauseAll', { paused });
    this.stands[who].paused = paused;
    this.done.push(paused ? 'paused' : 'resumed');
  }

  /** One change by one of the learners. */
  async next(): Promise<void> {
    const { chance } = this;
    const who = chance.of(learners);
    const { paused, running } = this.stands[who];
    if (paused) return this.pauses(who, false);
    const throwOf = chance.upTo(20);
    if (throwOf === 0) return this.pauses(who, true);
    const one = running.length > 0 ? chance.of(running) : undefined;
    if (one !== undefined && throwOf < 6) return this.narrows(who, one);
    if (one !== undefined && (throwOf < 10 || running.length >= mostAtOnce)) {
      return this.stops(who, one);
    }
    return this.gives(who, chance.of(this.requesters.filter(isFor(who))));
  }
}

/** Whom this learner can give to. */
export const isFor =
  (learner: Who) =>
  ({ who, purpose }: Requester): boolean =>
    purpose !== 'SELF_USE' && who !== learner && (who !== 'barry' || learner === 'samira');

const present = (one: object): object =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null));

const isOther = (grant: Readonly<Record<string, unknown>>, term: string, value: unknown): boolean =>
  JSON.stringify(grant[term]) !== JSON.stringify(value);
