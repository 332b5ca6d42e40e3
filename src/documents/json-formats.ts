import { elmJson } from './elm/elm-json.js';
import { elmoJson } from './elmo/elmo-json.js';
import type { JsonFormat } from './json-format.js';

/** The first that fits reads it: what is more particular stands before what is more general. */
export const jsonFormats: readonly JsonFormat[] = [elmJson, elmoJson];
