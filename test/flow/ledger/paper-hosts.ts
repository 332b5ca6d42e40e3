import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GrantId, type InstitutionId, institutionId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { keepAuthority } from '../../../src/flows/authority.js';
import {
  type EnrolmentContent,
  openEnrolment,
  sealEnrolment,
} from '../../../src/flows/enrolment-content.js';
import {
  EnrolmentKeeper,
  type EnrolTools,
  type InstitutionDesk,
} from '../../../src/flows/index.js';
import { tryEnrolment } from '../../../src/flows/send-enrolment.js';
import {
  type Connection,
  type EnrolAnswer,
  type PlaceFound,
  TakenBack,
} from '../../../src/institutions/index.js';
import { SourceFault } from '../../../src/institutions/oeapi/source-fault.js';
import type { ClaimedEnrolment } from '../../../src/ledger/index.js';
import type { TestLedger } from '../../fixtures/ledger.js';
import { byLearner, enrol, terms } from './people.js';

const never = () => Promise.reject(new TypeError('nothing of that is asked here'));

/** What a host does with each question, in order; the last one again and again. */
export interface Script {
  /** While a question waits for its turn at the gate. */
  readonly before?: () => Promise<unknown>;
  readonly ask?: readonly (() => EnrolAnswer | Promise<EnrolAnswer>)[];
  readonly find?: PlaceFound['kind'] | (() => PlaceFound['kind'] | Promise<PlaceFound['kind']>);
  readonly off?: () => EnrolAnswer;
  /** It was asked how an enrolment stands. */
  readonly read?: () => void;
}
type Word = 'ASK' | 'LOOK' | 'OFF';

const word = { associationId: 'a-1', state: { value: 'ASSOCIATED' }, message: [] } as const;
export const said = (value: 'ASSOCIATED' | 'PENDING' | 'CANCELLED'): EnrolAnswer => ({
  kind: 'ANSWERED',
  word: { ...word, state: { value } },
});
export const no = (because: 'NOT_ALLOWED' | 'ALREADY' | 'TOKEN'): EnrolAnswer => ({
  kind: 'REFUSED',
  because,
  detail: 'in its own words',
});
const fault = (isUnheard: boolean) =>
  new SourceFault('SourceUnreachable', 'NO_ANSWER', 'no answer', { passes: true, isUnheard });
/** Nobody was there to be asked. */
export const unheard = (): never => {
  throw fault(true);
};
/** It may have heard the question. */
export const brokenOff = (): never => {
  throw fault(false);
};

/** It had nothing of the question: it takes none now. */
export const tooBusy = (): never => {
  throw new SourceFault('SourceUnreachable', 'BUSY', 'too many', { isTooMuch: true, status: 429 });
};

/** A host on paper. @returns what was asked of it, in order, beside its desk. */
export function hostOf(script: Script, id: InstitutionId = institutionId('gast.example')) {
  const heard: Word[] = [];
  const answers = [...(script.ask ?? [])];
  const turn = async (mayStill: () => Promise<boolean>): Promise<void> => {
    await script.before?.();
    if (!(await mayStill())) throw new TakenBack();
  };
  const connection: Connection = {
    readLearner: never,
    readGone: never,
    isUnchanged: never,
    readCatalogue: never,
    async readPlace({ mayStill }) {
      await turn(mayStill);
      script.read?.();
      return undefined;
    },
    takesGuests: true,
    pausedMs: () => 0,
    async askForPlace({ mayStill }) {
      await turn(mayStill);
      heard.push('ASK');
      const [next = never] = answers.length > 1 ? answers.splice(0, 1) : answers;
      return next();
    },
    async findPlace({ mayStill }) {
      await turn(mayStill);
      heard.push('LOOK');
      const { find: finds = 'UNKNOWN' } = script;
      const find = typeof finds === 'string' ? finds : await finds();
      return find === 'FOUND' ? { kind: find, word } : { kind: find };
    },
    async callOff({ mayStill }) {
      await turn(mayStill);
      heard.push('OFF');
      return (script.off ?? (() => said('CANCELLED')))();
    },
  };
  const desk: InstitutionDesk = { id, name: [], connection };
  return { desk, heard };
}

const Sealed = z.tuple([z.string(), z.string()]);
const rowSeal: EnrolTools['rowSeal'] = {
  seal: (name, text) => JSON.stringify([name, text]),
  open: (name, sealed) => {
    const [of, text] = Sealed.parse(JSON.parse(sealed));
    return of === name ? text : undefined;
  },
  mark: (name, text) => `${name} ${text}`,
};

/** A learner who let us ask in their name, under an agreement in force with each of these hosts. */
export async function openAsking(kluis: TestLedger, ...desks: readonly InstitutionDesk[]) {
  const { ledger } = kluis;
  const { grants, enrolments } = ledger;
  const tools: EnrolTools = {
    ledger,
    rowSeal,
    fingerprint: (...parts) => parts.join(' '),
    institutions: new Map(desks.map((desk) => [desk.id, desk])),
    actor: byLearner,
  };
  const learner = await enrol(ledger);
  const expiresAt = new Date(Date.now() + 3_600_000);
  await keepAuthority(tools, learner, { accessToken: 'theirs', expiresAt });
  const given: GrantId[] = [];
  for (const { id: institution } of desks) {
    const made = await grants.grant(learner, {
      grantee: { kind: 'institution', institution },
      terms: terms({ purpose: 'ENROLMENT', scope: [], facets: [] }),
      actor: byLearner,
    });
    if (made?.kind !== 'made') throw new Error('there is no agreement');
    await grants.activate(learner, { id: made.id, version: 1 }, byLearner);
    given.push(made.id);
  }
  const ask = async (
    institution: InstitutionId,
    more: Partial<EnrolmentContent> = {},
    mark = 'one',
  ) => {
    const { epoch, grants: now } = await grants.policyBetween(learner, [
      granteeKey({ kind: 'institution', institution }),
    ]);
    const [grant] = now;
    if (grant === undefined) throw new Error('there is no agreement');
    const content: EnrolmentContent = {
      offering: { key: `${institution} vak`, kind: 'COURSE', sourceId: 'vak' },
      homeState: 'PENDING',
      ...more,
    };
    const made = await enrolments.ask(learner, {
      id: randomUUID(),
      institution,
      mark,
      sealed: sealEnrolment(tools, learner, content),
      grant: { id: grant.id, version: grant.version },
      epoch,
      actor: byLearner,
    });
    if (made === undefined) throw new Error('nothing was asked');
    return made;
  };
  const now = async (mark = 'one') => {
    const rows = await enrolments.of(learner);
    const row = rows.find((one) => one.mark === mark);
    const content = row && openEnrolment(tools, row);
    return [row?.stage, row?.code, content?.hostState?.value]
      .filter((one) => one !== undefined)
      .join(' ');
  };
  const claim = async (): Promise<ClaimedEnrolment> => {
    const [row] = await enrolments.of(learner);
    const claimed = row && (await enrolments.claim(60_000, row.id));
    if (claimed === undefined) throw new Error('nothing is to be done');
    return claimed;
  };
  return {
    learner,
    tools,
    ask,
    now,
    claim,
    try: async () => tryEnrolment(tools, await claim()),
    callOff: () => enrolments.callOff(learner, 'one', byLearner),
    /** Whether anything is to be done yet, whenever. */
    goesOn: async () => {
      const rows = await kluis.sql(
        'select 1 from enrolment where learner_id = $1 and next_at is not null',
        [learner],
      );
      return rows.length > 0;
    },
    /** All that is to be done is due. */
    later: (set = '') =>
      kluis.sql(
        `update enrolment set next_at = now() - interval '1 s' ${set} where learner_id = $1 and next_at is not null`,
        [learner],
      ),
    round: async (onError: (error: unknown) => void = () => undefined) => {
      const keeper = new EnrolmentKeeper(tools, onError);
      await keeper.round();
      await keeper.idle();
    },
    /** The learner stops the hosts: what was agreed with them is over. */
    stops: async () => {
      for (const id of given) await grants.revoke(learner, id, byLearner);
    },
  };
}
