/**
 * institutions: what schools say of a learner, brought in over their own interfaces. `connect…` asks an endpoint and
 * keeps its exact bytes, patient with a source in trouble and never pressing it; `readDelivery` says from those bytes alone which records they are. Nothing is dropped in
 * silence: what was not understood is set aside, an issue or a loss, named by field and never by value.
 * `readCatalogue` reads what a school offers to everybody, in the same way.
 */

export { TakenBack } from './oeapi/as-learner.js';
export { type KeptDocument } from './oeapi/catalogue/page.js';
export { type CatalogueReading } from './oeapi/catalogue/read-catalogue.js';
export { type CatalogueMemory } from './oeapi/catalogue/walk.js';
export { wrongInPushed } from './oeapi/check-pushed.js';
export { type Clock } from './oeapi/clock.js';
export {
  type Connection,
  connectOeapi,
  type LearnerReading,
  type OeapiSettings,
} from './oeapi/connect.js';
export { type DeliveringInstitution } from './oeapi/core.js';
export {
  type EnrolAnswer,
  type EnrolmentAsk,
  type EnrolmentPlace,
  type EnrolRefusal,
  type HostWord,
} from './oeapi/enrol.js';
export {
  askGateway,
  type GatewayAnswer,
  type GatewaySettings,
  isEndpointName,
  throughGateway,
} from './oeapi/gateway.js';
export { type PlaceFound } from './oeapi/own-places.js';
export { type Patience } from './oeapi/patience.js';
export {
  associationIn,
  associationsIn,
  isPushed,
  keysOfPatch,
  onBase,
  type PatchBase,
  type PushedMessage,
  patchedBy,
  pushedDelivery,
  readPushed,
  resultTouchedBy,
  takenAwayBy,
  withoutResult,
} from './oeapi/pushed.js';
export { type ReadDelivery, readDelivery } from './oeapi/read-delivery.js';
export { type FileRecord, type OeapiFile, readOeapiFile } from './oeapi/read-file.js';
export { keysOf as keysOfAssociation } from './oeapi/records.js';
export { type Seen, SeenShape } from './oeapi/seen.js';
export {
  isOfConnection,
  retryAfterOf,
  type SourceProblem,
  sourceProblemOf,
  sourceProblems,
  wasUnheard,
} from './oeapi/source-fault.js';
