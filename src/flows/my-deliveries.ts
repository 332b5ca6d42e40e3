import type {
  DeliveriesAsked,
  DeliveryRow,
  DeliveryState,
  InstitutionHealth,
} from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';

/** What became of what an institution sent, and of what was fetched there. */
export interface MyDeliveries {
  readonly institution: InstitutionDesk;
  readonly rows: readonly DeliveryRow[];
  readonly hasMore: boolean;
  readonly counts: ReadonlyMap<DeliveryState, number>;
  /** How it answers when we fetch from it. */
  readonly health: InstitutionHealth;
}

/** @throws Fault `Forbidden` for whoever is no institution. */
export async function myDeliveries(
  house: House,
  caller: Caller,
  asked: DeliveriesAsked,
): Promise<MyDeliveries> {
  const institution = askingInstitution(house, caller);
  const { deliveries, pulls } = house.ledger;
  const limit = asked.limit + 1;
  const [found, counts, health] = await Promise.all([
    deliveries.ofInstitution(institution.id, { ...asked, limit }),
    deliveries.countsOf(institution.id),
    pulls.healthOf(institution.id),
  ]);
  const rows = found.slice(0, asked.limit);
  return { institution, rows, hasMore: found.length > rows.length, counts, health };
}

/** @param id of one of them; absent: all that failed or were given up. @returns how many are tried again. */
export async function retryDeliveries(house: House, caller: Caller, id?: string): Promise<number> {
  const institution = askingInstitution(house, caller);
  return house.ledger.deliveries.retryOf(institution.id, id);
}
