/**
 * demo/institutions: three schools that do not exist, as real HTTP servers on loopback that speak OEAPI v5,
 * or v6, the way the specification says. Samira and Barry are known at all of them. The product meets them over HTTP
 * only; `amend` and `remove` play the clerk, `decide`, `decideLater` and `giveResult` whoever deals with guests, `behave` the trouble that servers have, `requests` shows what was
 * looked up.
 * `check-contract.ts` holds every answer against a bundle of the specification.
 */

export type { Credentials } from './auth.js';
export type { Behaviour } from './behaviour.js';
export type { Added, Bulk } from './data/bulk.js';
export { specialCanaries } from './data/enrol.js';
export { demoPeople, type Finding } from './data/findings.js';
export { hogeschoolAssociations } from './data/hogeschool/world.js';
export { demoInstitutions } from './data/people.js';
export { rocAssociations } from './data/roc/world.js';
export { universityAssociations } from './data/university/world.js';
export type { GuestEnrolment } from './guests/book.js';
export type { Deciding, Decision } from './guests/decide.js';
export type { Notify } from './guests/notify.js';
export type { InstitutionKey, LearnerInfo, LearnerKey } from './model.js';
export type { AssociationPatch } from './register.js';
export {
  type DemoInstitution,
  type LoggedRequest,
  type StartOptions,
  startInstitution,
} from './start.js';
export type { InstitutionInfo } from './world.js';
