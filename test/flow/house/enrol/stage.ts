import type { DemoInstitution } from '../../../../src/demo/institutions/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
export type Data = any;

/** Samira at a house whose schools take guests; she let us ask in her name. */
export interface EnrolStage {
  readonly house: () => TestHouse;
  /** The host. */
  readonly roc: () => DemoInstitution;
  /** Plans the next offering that a place can be asked in. */
  readonly planned: () => Promise<{ readonly id: string; readonly offering: Data }>;
  /** Plans this one, such as one that was called off before. */
  readonly plans: (offering: Data) => Promise<{ readonly id: string; readonly offering: Data }>;
  /** The step and its offering of which nothing was asked. */
  readonly unasked: EnrolStage['planned'];
  readonly stepOf: (id: string) => Promise<Data>;
  /** How far a step is, by whom, and why. */
  readonly told: (id: string) => Promise<string>;
  readonly enrols: (step: string) => Promise<GraphAnswer>;
  /** As the host writes to the home side. @returns the status of the answer. */
  readonly patches: (associationId: string, change: object) => Promise<number>;
  /** Whoever came to the host last. */
  readonly lastGuest: () => Data;
  /** What is due is done. */
  readonly later: () => Promise<void>;
  /** Agreements in force. */
  readonly grants: () => Promise<Data[]>;
}
