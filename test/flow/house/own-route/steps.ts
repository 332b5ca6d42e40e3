/** What a learner does along their route, and reads of it. */
import { expect } from 'vitest';
import type { RouteStage } from './stage.js';

type Data = any;

export interface Walker {
  /** Asks, and it is answered without an error. */
  readonly ask: (operation: string, variables?: object, query?: string) => Promise<Data>;
  readonly offered: () => Promise<Data>;
  readonly offeringCalled: (title: string) => Promise<Data>;
  /** @returns the step. */
  readonly plans: (title: string) => Promise<string>;
  readonly stepCalled: (title: string) => Promise<Data>;
  /** "REQUESTED WAITING_FOR_HOST": how far a step is, by whom, and why. */
  readonly told: (title: string) => Promise<string>;
  /** @returns what came of asking for a place. */
  readonly enrols: (title: string) => Promise<string>;
  /** Earned and planned, in each unit that there is anything in. */
  readonly progress: () => Promise<Data>;
  readonly mine: (filter?: object) => Promise<Data>;
  /** Of the one unit that there is, if any: said by schools, said by oneself, and why what is left out is. */
  readonly totals: () => Promise<Data>;
  readonly titled: (title: string, recordType?: string) => Promise<Data>;
  readonly history: (id: string) => Promise<Data[]>;
  /** A file is brought. @returns the report. */
  readonly brings: (document: unknown) => Promise<Data>;
}

export function walkerOf(stage: () => RouteStage): Walker {
  const ask: Walker['ask'] = async (operation, variables, query) => {
    const { data, codes } = await stage().asks(operation, variables, query);
    expect([operation, codes]).toEqual([operation, []]);
    return data;
  };
  const offered = async () => (await ask('SearchOfferings', { first: 100 })).offerings;
  const offeringCalled = async (title: string) =>
    (await offered()).nodes.find((node: Data) => node.title === title) ??
    expect.unreachable(`no ${title}`);
  const stepCalled = async (title: string) =>
    (await ask('MyRoute')).myRoute.steps.find((step: Data) => step.title === title);
  const mine = async (filter: object = {}) =>
    (await ask('MyRecords', { first: 250, filter })).myRecords;
  return {
    ask,
    offered,
    offeringCalled,
    stepCalled,
    mine,
    plans: async (title) => {
      const { id: offering } = await offeringCalled(title);
      return (await ask('PlanStep', { input: { offering } })).planStep.step;
    },
    told: async (title) => {
      const { state, by, reason } = await stepCalled(title);
      return [state, by, reason].filter((word) => word !== null).join(' ');
    },
    enrols: async (title) => {
      const { id: step } = await stepCalled(title);
      return (await ask('EnrolStep', { input: { step, agreed: true } })).enrolStep.outcome;
    },
    progress: async () => {
      const lines = (await ask('MyRoute')).myRoute.progress;
      return lines.map(({ unit, earned, planned }: Data) => ({ unit, earned, planned }));
    },
    totals: async () => {
      const { totals: lines } = await mine();
      const [line, ...others] = lines;
      expect(others).toEqual([]);
      if (line === undefined) return undefined;
      const { unit, value, selfDeclared, leftOut } = line;
      const why: string[] = leftOut.map(({ because }: Data) => because);
      return { unit, value, own: selfDeclared, why: why.toSorted() };
    },
    titled: async (title, recordType = 'RESULT') =>
      (await mine({ recordTypes: [recordType] })).nodes.find((node: Data) => node.title === title),
    history: async (id) => (await ask('RecordHistory', { id })).recordHistory,
    brings: async (document) => {
      const text = typeof document === 'string' ? document : JSON.stringify(document);
      const content = Buffer.from(text).toString('base64');
      const input = { document: { content } };
      return (await ask('ImportDocument', { input })).importDocument.report;
    },
  };
}
