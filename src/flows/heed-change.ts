import { keysOfAssociation } from '../institutions/index.js';
import type { ChangeNotice } from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';

/** Of whom something changed, in the institution's own words: the number of a person, or of one of their associations. */
export interface SaidChanged {
  readonly personId?: string;
  readonly associationId?: string;
}

const noticesIn = (desk: InstitutionDesk, said: SaidChanged): readonly ChangeNotice[] => [
  ...(said.personId === undefined ? [] : [{ kind: 'PERSON', personId: said.personId } as const]),
  ...(said.associationId === undefined
    ? []
    : keysOfAssociation(desk, said.associationId).map(
        (recordKey) => ({ kind: 'RECORD', recordKey }) as const,
      )),
];

/**
 * An institution says that something changed: whom it is about is fetched soon, by whoever fetches. Nothing is looked up
 * here, so that nobody can tell whether that person has a kluis.
 * @throws Fault `Forbidden` for whoever is no institution.
 */
export async function heedChange(
  house: House,
  caller: Caller,
  said: readonly SaidChanged[],
): Promise<void> {
  const desk = askingInstitution(house, caller);
  const notices = said.flatMap((one) => noticesIn(desk, one));
  await house.ledger.pulls.notice(desk.id, notices);
}
