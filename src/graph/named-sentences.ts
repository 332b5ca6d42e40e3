import type { WebId } from '../base/index.js';
import type { Grantee } from '../consent/index.js';
import {
  granteeIn,
  type KnownNames,
  nameOf,
  personCalled,
  purposeWords,
  type Words,
} from '../flows/index.js';
import type { LogLine, PolicyEvent } from '../ledger/index.js';

/** To whom a log is told, and what those in it are called. */
export interface Told {
  readonly self: WebId;
  readonly names: KnownNames;
}
type Policy = Extract<LogLine, { readonly kind: 'POLICY' }>;
type Say = (name: Words, why: Words) => Words;

/** Whom a change is about: whoever it is to. */
const ofGrantee: Partial<Record<PolicyEvent, Say>> = {
  REQUEST_DECLINED: ({ nl, en }) => ({
    nl: `Je zei nee op een verzoek van ${nl}.`,
    en: `You said no to a request of ${en}.`,
  }),
  REQUEST_LAPSED: ({ nl, en }) => ({
    nl: `Een verzoek van ${nl} verliep zonder antwoord.`,
    en: `A request of ${en} lapsed unanswered.`,
  }),
  MUTED: ({ nl, en }) => ({
    nl: `Je wilt van ${nl} geen verzoeken en voorstellen meer horen.`,
    en: `You muted ${en}.`,
  }),
  UNMUTED: ({ nl, en }) => ({
    nl: `Je wilt van ${nl} weer verzoeken en voorstellen horen.`,
    en: `You no longer mute ${en}.`,
  }),
  PROPOSED: ({ nl, en }, why) => ({
    nl: `Je gaf ${nl} toegang${why.nl}. Die gaat in als je ouder of voogd ook ja zegt.`,
    en: `You gave ${en} access${why.en}. It takes effect once your parent or guardian says yes too.`,
  }),
  COSIGNED: ({ nl, en }) => ({
    nl: `Je ouder of voogd zei ook ja op de toegang voor ${nl}.`,
    en: `Your parent or guardian said yes too to the access for ${en}.`,
  }),
  COSIGN_DECLINED: ({ nl, en }) => ({
    nl: `Je ouder of voogd zei nee op de toegang voor ${nl}. Er is niets gedeeld.`,
    en: `Your parent or guardian said no to the access for ${en}. Nothing was shared.`,
  }),
  GRANTED: ({ nl, en }, why) => ({
    nl: `Je gaf ${nl} toegang${why.nl}.`,
    en: `You gave ${en} access${why.en}.`,
  }),
  ACTIVATED: ({ nl, en }) => ({
    nl: `De toegang voor ${nl} ging in.`,
    en: `The access for ${en} took effect.`,
  }),
  NARROWED: ({ nl, en }) => ({
    nl: `Je gaf ${nl} minder toegang dan eerst.`,
    en: `You shared less with ${en} than before.`,
  }),
  EXTENDED: ({ nl, en }) => ({
    nl: `Je liet de toegang voor ${nl} langer duren.`,
    en: `You let the access for ${en} last longer.`,
  }),
  REVOKED: ({ nl, en }) => ({
    nl: `Je stopte de toegang voor ${nl}.`,
    en: `You stopped the access for ${en}.`,
  }),
  EXPIRED: ({ nl, en }) => ({
    nl: `De toegang voor ${nl} liep af.`,
    en: `The access for ${en} ran out.`,
  }),
  EXHAUSTED: ({ nl, en }) => ({
    nl: `De toegang voor ${nl} is zo vaak gebruikt als je had gezegd, en is voorbij.`,
    en: `The access for ${en} was used as often as you had said, and is over.`,
  }),
  TAKEN_AWAY_IN_POD: ({ nl, en }) => ({
    nl: `De toegang voor ${nl} stopte: hij is in je pod weggehaald of veranderd.`,
    en: `The access for ${en} stopped: it was taken away or changed in your pod.`,
  }),
  GUARDIAN_NAMED: ({ nl, en }) => ({
    nl: `Je ouder of voogd ${nl} kan vanaf nu met je meebeslissen.`,
    en: `Your parent or guardian ${en} can decide with you from now on.`,
  }),
  GUARDIAN_ENDED: ({ nl, en }) => ({
    nl: `Je ouder of voogd ${nl} beslist niet meer mee.`,
    en: `Your parent or guardian ${en} no longer decides with you.`,
  }),
  DELETION_ASKED: ({ nl, en }) => ({
    nl: `Je vroeg ${nl} om te verwijderen wat gezien is.`,
    en: `You asked ${en} to delete what was seen.`,
  }),
  AWARD_OFFERED: ({ nl, en }) => ({
    nl: `${nl} bood je een microcredential aan.`,
    en: `${en} offered you a microcredential.`,
  }),
  AWARD_ACCEPTED: ({ nl, en }) => ({
    nl: `Je nam een microcredential van ${nl} aan.`,
    en: `You accepted a microcredential of ${en}.`,
  }),
  AWARD_DECLINED: ({ nl, en }) => ({
    nl: `Je sloeg een microcredential van ${nl} af.`,
    en: `You declined a microcredential of ${en}.`,
  }),
  AWARD_LAPSED: ({ nl, en }) => ({
    nl: `Je zei geen ja of nee op een microcredential van ${nl}. Het aanbod is voorbij.`,
    en: `You said neither yes nor no to a microcredential of ${en}. The offer is over.`,
  }),
  AWARD_WITHDRAWN: ({ nl, en }) => ({
    nl: `Een microcredential van ${nl} gaat niet door. Die was nog niet getekend.`,
    en: `A microcredential of ${en} does not go ahead. It was not signed yet.`,
  }),
  AWARD_REVOKED: ({ nl, en }) => ({
    nl: `${nl} trok een microcredential in.`,
    en: `${en} revoked a microcredential.`,
  }),
  AWARD_SUSPENDED: ({ nl, en }) => ({
    nl: `${nl} schortte een microcredential op.`,
    en: `${en} suspended a microcredential.`,
  }),
  AWARD_RESTORED: ({ nl, en }) => ({
    nl: `${nl} liet een opgeschorte microcredential weer gelden.`,
    en: `${en} let a suspended microcredential hold again.`,
  }),
  STEP_ACCEPTED: ({ nl, en }) => ({
    nl: `Je nam een stap die ${nl} voorstelde op in je leerroute.`,
    en: `You put a step that ${en} suggested in your route.`,
  }),
  STEP_DECLINED: ({ nl, en }) => ({
    nl: `Je zei nee op een stap die ${nl} voorstelde.`,
    en: `You said no to a step that ${en} suggested.`,
  }),
};

/** Whom a change is about: whoever did it. */
const ofActor: Partial<Record<PolicyEvent, Say>> = {
  ACCESS_REQUESTED: ({ nl, en }, why) => ({
    nl: `${nl} vroeg om toegang${why.nl}.`,
    en: `${en} asked for access${why.en}.`,
  }),
  REQUEST_HELD: ({ nl, en }, why) => ({
    nl: `${nl} vroeg om toegang${why.nl}. Het is je niet voorgelegd: je zei pas nog nee, of wilt van hen niets horen.`,
    en: `${en} asked for access${why.en}. It was not laid before you: you said no lately, or want to hear nothing from them.`,
  }),
  DELETION_ANSWERED: ({ nl, en }) => ({
    nl: `${nl} gaf antwoord op je verzoek om te verwijderen.`,
    en: `${en} answered your request to delete.`,
  }),
  STEP_PROPOSED: ({ nl, en }, why) => ({
    nl: `${nl} stelde een stap voor je leerroute voor${why.nl}.`,
    en: `${en} suggested a step for your route${why.en}.`,
  }),
  STEP_HELD: ({ nl, en }, why) => ({
    nl: `${nl} stelde een stap voor je leerroute voor${why.nl}. Het is je niet voorgelegd: je wilt van hen niets horen.`,
    en: `${en} suggested a step for your route${why.en}. It was not laid before you: you want to hear nothing from them.`,
  }),
};

/** A guardian says yes in the learner’s place: then it was not the learner. */
const byGuardian: Say = ({ nl, en }, why) => ({
  nl: `Je ouder of voogd gaf ${nl} toegang${why.nl}.`,
  en: `Your parent or guardian gave ${en} access${why.en}.`,
});

/** A role is whoever has it. */
function toWhom(names: KnownNames, grantee: Grantee): Words | undefined {
  const name = nameOf(names, grantee);
  if (name === undefined || grantee.kind !== 'role') return name;
  return { nl: `elke ${name.nl}`, en: `every ${name.en}` };
}

function whyOf({ purpose }: Policy, grantee: Grantee | undefined): Words {
  if (grantee?.kind === 'institution') {
    return { nl: ' om resultaten in je kluis te zetten', en: ' to put results in your kluis' };
  }
  if (purpose === undefined) return { nl: '', en: '' };
  const { nl, en } = purposeWords[purpose];
  return { nl: ` (${nl})`, en: ` (${en})` };
}

/** What was decided or asked, with who it is about; undefined where no name is known. */
export function namedSentence({ self, names }: Told, line: Policy): Words | undefined {
  const { event, actor, grantee: text } = line;
  const grantee = text === undefined ? undefined : granteeIn(text);
  const why = whyOf(line, grantee);
  const who = personCalled(names, actor.webId);
  if (who !== undefined && ofActor[event] !== undefined) return ofActor[event](who, why);
  const whom = grantee && toWhom(names, grantee);
  if (whom === undefined) return undefined;
  const say = event === 'GRANTED' && actor.webId !== self ? byGuardian : ofGrantee[event];
  return say?.(whom, why);
}
