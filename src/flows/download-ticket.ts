import { z } from 'zod';
import { Fault } from '../base/index.js';
import type { Language } from '../papers/index.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** ARCHIVE: everything. OVERVIEW: the paper to read alone. */
export const downloadKinds = ['ARCHIVE', 'OVERVIEW'] as const;
export type DownloadKind = (typeof downloadKinds)[number];

export interface DownloadTicket {
  readonly kind: DownloadKind;
  readonly language: Language;
}
export interface ReadyDownload {
  /** Opens in this session alone. */
  readonly ticket: string;
  readonly expiresAt: Date;
}

/** Milliseconds. */
const goodForMs = 600_000;

const Sealed = z.tuple([
  z.string(),
  z.enum(downloadKinds),
  z.enum(['nl', 'en']),
  z.coerce.number().int(),
]);

/**
 * A learner asks for a download. What it holds is read when it is fetched; until then there is nothing but this ticket,
 * sealed with a key that all processes have.
 */
export async function askDownload(
  house: House,
  caller: Caller,
  { kind, language }: DownloadTicket,
): Promise<ReadyDownload> {
  await ownLearner(house, caller);
  const { webId, sessionHash } = caller.principal;
  if (sessionHash === undefined) throw new Fault('Forbidden', 'Sign in on our own page for this.');
  const until = Date.now() + goodForMs;
  const said = [sessionHash, kind, language, until].join(' ');
  return { ticket: house.idsFor(webId).seal('download', said), expiresAt: new Date(until) };
}

/** @returns undefined for a ticket that is not this session's, or whose time is over. */
export function openTicket(
  house: House,
  { principal }: Caller,
  ticket: string,
): DownloadTicket | undefined {
  const text = house.idsFor(principal.webId).open('download', ticket);
  const said = Sealed.safeParse(text?.split(' '));
  if (!said.success) return undefined;
  const [session, kind, language, until] = said.data;
  const isGood = session === principal.sessionHash && Date.now() < until;
  return isGood ? { kind, language } : undefined;
}
