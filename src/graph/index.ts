/**
 * graph: the public contract. Types and resolvers are doormen: they read arguments, ask one flow, show the answer.
 * Limits before, release after, a closed list of error codes for what goes wrong.
 */
export { awardSentence } from './award-sentences.js';
export { rowSentence } from './delivery-sentences.js';
export { errorCatalogue } from './error-catalogue.js';
export { errorCodes } from './errors.js';
export { findingMeaning, findingSentence } from './finding-sentences.js';
export { type Hearing } from './hearing.js';
export { limits } from './limits.js';
export { type LiveGraph, startLive } from './live.js';
export { languageOf } from './log-sentences.js';
export { Asker } from './operation.js';
export { graphSchema, printedSchema } from './schema.js';
export { type GraphServer, HeaderMap, startGraph } from './server.js';
