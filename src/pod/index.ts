/**
 * pod: how a kluis lies in a Solid pod, and how to read and write it. Readers take a permit or read as the learner
 * themself; writers take the builder's fetch. Every request goes out as an agent somebody else chose.
 */
export { type Keepers } from './access-languages.js';
export { type Reader } from './access-rules.js';
export {
  type BesideView,
  hasView,
  type InstitutionRecords,
  keepConsentDocument,
  openKluis,
  openView,
  readConsentDocument,
  readOwnDocument,
  rewriteView,
  type SaidOfPairs,
  storeDelivery,
  takeViewAway,
  writeRecords,
} from './build.js';
export { toBundles, versionKey } from './bundles.js';
export { storagesOf } from './find-storage.js';
export { inboxOf, letAppend, letInAt, mayAppend, tellsAppsApart } from './inbox.js';
export { inItsRules, isItself } from './is-itself.js';
export { layoutOf, rulesOf } from './layout.js';
export {
  addToLog,
  eraseInLog,
  hasLogRows,
  type LogPlace,
  type LogRow,
  readLogHead,
  readLogRows,
  type StoredLogHead,
  writeLogHead,
} from './log-copy.js';
export { type OwnEnvelope, type OwnPod, ownPod, readSigned, readView } from './read.js';
export { type LookThrough, readersIn } from './readers.js';
export { readFacets, readVersion } from './record-shapes.js';
export { mostSteps, RouteShape } from './route-shape.js';
export { type FoundReader } from './rule-readers.js';
export { accessByPod } from './rules-place.js';
export { type PodRefusal, settleIn } from './settle-in.js';
export { type DeliveryRef } from './shapes.js';
export { findSigned, signedBeside, viewBeside, type WantedSigned } from './signed-beside.js';
export { type FoundSigned, nameOfForm, type SignedContent } from './signed-document.js';
export { signedPages } from './signed-pages.js';
export {
  type BuildTools,
  forgetAccess,
  readInbox,
  readPage,
  readPerson,
  readRecords,
  type StoredRecords,
} from './stored.js';
export {
  deliveryIn,
  type InboxRest,
  namesInInbox,
  type Original,
  type PodFile,
  readFromInbox,
  readInboxRest,
  readOriginals,
  readPapers,
} from './whole-pod.js';
