import { Fault } from '../base/index.js';
import {
  type EnrolmentPlace,
  pushedDelivery,
  readPushed,
  sourceProblemOf,
  TakenBack,
  wrongInPushed,
} from '../institutions/index.js';
import type { SourceDelivery, SourceDocument } from '../records/index.js';
import { agreementOf, type EnrolTools, mayRead, type Trying } from './enrolment-agreement.js';
import type { EnrolmentContent } from './enrolment-content.js';
import type { InstitutionDesk } from './house.js';
import { hashedPush } from './push-results.js';

/**
 * What the host has of it now, into the learner's pod as the host's own word. Whatever cannot be had or written now comes
 * another time, or by the host's own door.
 * @returns the state that it tells.
 */
export async function bringHome(
  { tools, row, desk, content, token }: Trying,
  associationId: string,
): Promise<EnrolmentContent> {
  const { kind } = content.offering;
  const known = await tools.ledger.deliveries.known(row.learner);
  const mayStill = () => mayRead({ tools, row });
  const found = await readNow(desk, { kind, associationId, token, mayStill });
  if (found === undefined) return content;
  const { body: text, mediaType } = found;
  const message = { text, mediaType, associationId };
  const delivery = pushedDelivery(desk.id, row.learner, message, new Date());
  if (wrongInPushed(delivery, desk) !== undefined) return content;
  const cores = readPushed(delivery, desk).records.map(({ facets }) => facets.core);
  // A host that mixes things up says nothing of this one.
  const isThis = cores.every(({ offering }) => offering?.offeringId === content.offering.sourceId);
  if (!isThis || !(await isTaken({ tools, row, desk, known }, delivery))) return content;
  const [said] = cores.flatMap(({ enrolment }) => enrolment ?? []);
  return said === undefined ? content : { ...content, hostState: said.state, isHome: true };
}

/** @returns undefined where it is not to be had now, or not to be asked for any more. */
async function readNow(
  { connection }: InstitutionDesk,
  place: EnrolmentPlace,
): Promise<SourceDocument | undefined> {
  try {
    return await connection.readPlace(place);
  } catch (error) {
    if (sourceProblemOf(error) === undefined && !(error instanceof TakenBack)) throw error;
    return undefined;
  }
}

interface Taking extends Pick<Trying, 'tools' | 'row' | 'desk'> {
  /** Before the host was asked: what was heard since is newer. */
  readonly known: Awaited<ReturnType<EnrolTools['ledger']['deliveries']['known']>>;
}

/** Under the agreement, as the host's own word. @returns false where it could not be now: another time, then. */
async function isTaken(
  { tools, row, desk, known }: Taking,
  delivery: SourceDelivery,
): Promise<boolean> {
  const under = await agreementOf({ tools, row });
  if (typeof under === 'string') return false;
  const hashed = hashedPush(tools, { learner: { id: row.learner }, desk }, delivery);
  const before = [...hashed.hashes.keys()].flatMap((key) => {
    const found = known.get(key);
    return found === undefined ? [] : [[key, found.hash] as const];
  });
  try {
    const accepted = await tools.ledger.deliveries.acceptUnder(row.learner, {
      actor: tools.actor,
      institution: desk.id,
      deliveries: [{ ...hashed, insteadOf: new Map(before) }],
      channel: 'PUSH',
      under,
    });
    return accepted !== undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}
