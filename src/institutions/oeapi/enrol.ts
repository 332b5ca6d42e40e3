import { z } from 'zod';
import { type InstitutionId, present } from '../../base/index.js';
import type {
  enrolmentStates,
  OfferingKind,
  OpenValue,
  SourceDocument,
  Texts,
} from '../../records/index.js';
import {
  askAsLearner,
  askForThem,
  collectionOf,
  type InTheirName,
  jsonIn,
  type Speaking,
} from './as-learner.js';
import { documentIn, mediaTypeOf } from './ask.js';
import { documentPath, type OeapiVersion } from './dialect.js';
import { SourceFault } from './source-fault.js';
import { refusedAnswer } from './status.js';
import { enrolmentStateWords, known } from './vocabulary.js';

type EnrolmentState = (typeof enrolmentStates)[number];

/** What is asked of a host, in the learner's own name and by their own authority. */
export interface EnrolmentAsk extends InTheirName {
  readonly kind: OfferingKind;
  readonly offeringId: string;
  /** As the home institution sees it. */
  readonly home: 'ASSOCIATED' | 'PENDING';
  /** Whose learner it is; absent: of no school that we know. */
  readonly issuer?: { readonly id: InstitutionId; readonly name: Texts };
}
/** An enrolment at its host, and whose it is by their own token. */
export interface EnrolmentPlace extends InTheirName {
  readonly kind: OfferingKind;
  readonly associationId: string;
}
/** What the host says of it. */
export interface HostWord {
  readonly associationId: string;
  readonly state: OpenValue<EnrolmentState>;
  /** In the host's own words, for the learner. */
  readonly message: Texts;
  /** Where the learner has something to do at the host; absolute http(s). */
  readonly redirect?: string;
}
/**
 * Why a host says no to the question itself; asked again in the same way it says so again. ALREADY: it conflicts with what the
 * host has, most often the same enrolment.
 */
export const enrolRefusals = [
  'TOKEN',
  'NOT_ALLOWED',
  'ALREADY',
  'NOT_THERE',
  'NOT_ASKABLE',
] as const;
export type EnrolRefusal = (typeof enrolRefusals)[number];
export type EnrolAnswer =
  | { readonly kind: 'ANSWERED'; readonly word: HostWord }
  | {
      readonly kind: 'REFUSED';
      readonly because: EnrolRefusal;
      /** In the host's own words. */
      readonly detail?: string;
    };

const stateIn: Readonly<Record<OeapiVersion, Readonly<Partial<Record<EnrolmentState, string>>>>> = {
  5: { ASSOCIATED: 'associated', PENDING: 'pending', CANCELLED: 'canceled' },
  6: { ASSOCIATED: 'associated', PENDING: 'pending', CANCELLED: 'cancelled' },
};

const code = (codeType: string, value: string) => ({ codeType, code: value });

/** Whose learner it is, as each version names an organisation. */
function issuerIn(version: OeapiVersion, { id, name }: NonNullable<EnrolmentAsk['issuer']>) {
  const names = name.map(({ language, value }) => ({ language, value }));
  const common = { name: names, shortName: id };
  return version === 5
    ? { primaryCode: code('schacHome', id), organizationType: 'root', ...common }
    : { primaryCode: code('schac_home', id), organisationType: 'root', ...common };
}

function bodyOf({ agreed }: Speaking, { kind, offeringId, home, issuer }: EnrolmentAsk) {
  const { version } = agreed.dialect;
  const which = kind === 'COURSE' ? 'courseOfferingId' : 'programmeOfferingId';
  return {
    role: 'student',
    remoteState: stateIn[version][home],
    ...(version === 5 ? { offering: { offeringId } } : { [which]: offeringId }),
    ...(issuer !== undefined && { issuer: issuerIn(version, issuer) }),
  };
}

const words = z
  .array(
    z
      .object({ language: z.string().max(60).catch('und'), value: z.string().max(2000) })
      .nullable()
      .catch(null),
  )
  .max(20)
  .catch([])
  .transform((all) => all.filter((one) => one !== null));
const web = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .optional()
  .catch(undefined);
const Answered = z.looseObject({
  // One that could not be asked for again is no answer.
  associationId: z.string().refine((id) => documentPath('associations', id) !== undefined),
  state: z.string().max(200).optional().catch(undefined),
  message: words,
  redirect: web,
});
const Problem = z.looseObject({ detail: z.string().max(2000).optional().catch(undefined) });

const refusals: Readonly<Record<number, EnrolRefusal>> = {
  400: 'NOT_ALLOWED',
  401: 'TOKEN',
  403: 'NOT_ALLOWED',
  404: 'NOT_THERE',
  405: 'NOT_ASKABLE',
  406: 'NOT_ASKABLE',
  409: 'ALREADY',
  410: 'NOT_THERE',
  419: 'TOKEN',
  422: 'NOT_ALLOWED',
  501: 'NOT_ASKABLE',
};

async function answerIn(response: Response, label: string): Promise<EnrolAnswer> {
  const { status } = response;
  const because = refusals[status];
  if (because !== undefined) {
    const said = Problem.safeParse(await jsonIn(response, label)).data;
    return present({ kind: 'REFUSED' as const, because, detail: said?.detail });
  }
  if (status !== 200 && status !== 201) {
    await response.body?.cancel();
    throw refusedAnswer(response, label);
  }
  const isJson = mediaTypeOf(response).endsWith('json');
  const answer = Answered.safeParse(isJson ? await jsonIn(response, label) : undefined).data;
  if (answer === undefined) {
    const message = `${label} answered something that is no enrolment`;
    throw new SourceFault('SourceMalformed', 'UNREADABLE', message);
  }
  return { kind: 'ANSWERED', word: wordIn(answer) };
}

export function stateOf(word: string | undefined): HostWord['state'] {
  const value = known(enrolmentStateWords, word);
  return value === undefined ? present({ value: 'OTHER' as const, raw: word }) : { value };
}

const wordIn = ({ associationId, state, message, redirect }: z.infer<typeof Answered>): HostWord =>
  present({ associationId, state: stateOf(state), message, redirect });

/**
 * Asks the host for a place, as the learner. The same question again is the same enrolment, by the host's own word.
 * @throws SourceFault where it gives no answer now, or one that cannot be read: to be asked again.
 */
export const askForPlace = (speaking: Speaking, asked: EnrolmentAsk): Promise<EnrolAnswer> => {
  const path = `${collectionOf(speaking, asked.kind)}/external/me`;
  const body = { mediaType: 'application/json', text: JSON.stringify(bodyOf(speaking, asked)) };
  const { token, mayStill } = asked;
  return askAsLearner(speaking, { method: 'POST', path, token, body, mayStill }, answerIn);
};

/** Tells the host that the learner calls it off. @throws SourceFault as when a place is asked for. */
export const callOff = (speaking: Speaking, place: EnrolmentPlace): Promise<EnrolAnswer> => {
  const path = documentPath(collectionOf(speaking, place.kind), place.associationId);
  if (path === undefined) return Promise.resolve({ kind: 'REFUSED', because: 'NOT_THERE' });
  const remoteState = stateIn[speaking.agreed.dialect.version].CANCELLED;
  const text = JSON.stringify({ remoteState });
  const body = { mediaType: 'application/merge-patch+json', text };
  const { token, mayStill } = place;
  return askForThem(speaking, { method: 'PATCH', path, token, mayStill, body }, answerIn);
};

/** With the offering inside, as each version names that. */
const expandOf = ({ agreed }: Speaking, kind: OfferingKind): string => {
  if (agreed.dialect.version === 5) return 'offering';
  return kind === 'COURSE' ? 'course_offering' : 'programme_offering';
};

/**
 * The enrolment as its host has it now, letter by letter.
 * @returns undefined where the host has no such one, or does not show it to this learner. @throws SourceFault
 */
export const readPlace = (
  speaking: Speaking,
  place: EnrolmentPlace,
): Promise<SourceDocument | undefined> => {
  const path = documentPath(collectionOf(speaking, place.kind), place.associationId);
  if (path === undefined) return Promise.resolve(undefined);
  const asked = `${path}?expand=${expandOf(speaking, place.kind)}`;
  const url = `${speaking.door.endpoint.baseUrl}/${asked}`;
  const { token, mayStill } = place;
  return askForThem(
    speaking,
    { method: 'GET', path: asked, token, mayStill },
    async (response, label) => {
      if (response.status >= 500 || response.status === 429) {
        await response.body?.cancel();
        throw refusedAnswer(response, label);
      }
      return documentIn(response, { url, label, mayBeAbsent: true });
    },
  );
};
