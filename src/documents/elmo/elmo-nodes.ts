import { type JsonObject, present } from '../../base/index.js';
import { chooseText, Notes, type SetAside } from '../../records/index.js';
import { type Drafted, groupOf, itemKey, type Opened } from '../reading.js';
import { assessmentOf } from './elmo-assessment.js';
import { evidenceOf } from './elmo-attachments.js';
import { coreOf } from './elmo-core.js';
import { creditsOf, type Whole } from './elmo-credits.js';
import { placed, type Report } from './elmo-report.js';
import { ElmoSource } from './elmo-source.js';

const specificationField = 'learningOpportunitySpecification';
/** A life of learning stays far below. */
const mostRecords = 2000;
const mostNodes = 10_000;

/** All of one document that its records are read with. */
export interface Reading {
  readonly opened: Opened;
  /** Places in the tree that were visited, whether something was taken there or not. */
  nodes: number;
  readonly records: Drafted[];
  readonly aside: SetAside[];
}
interface Node {
  readonly raw: JsonObject;
  readonly place: string;
  readonly path: string;
  readonly whole: Whole | undefined;
}

/**
 * The same thing of the same school, tried more than once. Codes alone do not say so: schools give one code to all that
 * they recognise from elsewhere.
 */
const groupIn = (opened: Opened, { issuerCode }: Report, { raw }: Node, place: string): string => {
  const codes = JSON.stringify([raw['identifier'] ?? null, raw['title'] ?? null]);
  const isNamed = raw['identifier'] !== undefined && raw['identifier'] !== null;
  return groupOf(opened, isNamed ? JSON.stringify([issuerCode, codes]) : place);
};

/** What one taking of it gives. */
function draftOf(
  { opened }: Reading,
  report: Report,
  node: Node,
  taken: { readonly raw: JsonObject; readonly item: string },
): Drafted | undefined {
  const notes = new Notes();
  const specification = new ElmoSource(taken.raw, node.path, notes, report.source.country);
  specification.leave('hasPart');
  const instance = specification.inside('specifies')?.inside('learningOpportunityInstance');
  if (instance === undefined) return undefined;
  const assessment = assessmentOf(instance, report.schemes);
  const core = coreOf(specification, instance, assessment, report.issuer);
  const credits = creditsOf(instance, assessment, {
    group: groupIn(opened, report, node, taken.item),
    issuer: chooseText(report.issuer)?.value.slice(0, 200) ?? 'unknown',
    whole: node.whole,
  });
  const evidence = evidenceOf(instance, report.attachments);
  const isced = specification.tokens('iscedCode').map((code) => ({ type: 'isced', code }));
  const own = instance.codes('identifier');
  const codes = [...specification.codes('identifier'), ...own, ...isced, ...report.issuerCodes];
  const identifiers = {
    connector: 'elmo',
    sourceId: taken.item,
    codes,
    losses: specification.losses(),
    issues: notes.issues(),
  };
  const facets = present({ core, assessment, credits, evidence, identifiers });
  return { key: itemKey(opened, taken.item), item: taken.item, facets };
}

/** Each taking of a specification with only itself in it. */
function takingsOf({ raw, place }: Node, aside: SetAside[]) {
  const specifies = placed(raw, 'specifies', place, aside);
  return specifies.flatMap((holder) =>
    placed(holder.raw, 'learningOpportunityInstance', holder.place, aside).map((instance) => ({
      raw: {
        ...raw,
        specifies: { ...holder.raw, learningOpportunityInstance: instance.raw },
      },
      item: instance.place,
    })),
  );
}

export const isTooLarge = ({ nodes, records }: Reading): boolean =>
  nodes > mostNodes || records.length > mostRecords;

function readNode(reading: Reading, report: Report, node: Node): void {
  let { whole } = node;
  reading.nodes += 1;
  if (isTooLarge(reading)) return;
  for (const taken of takingsOf(node, reading.aside)) {
    const draft = draftOf(reading, report, node, taken);
    if (draft === undefined) continue;
    reading.records.push(draft);
    const { credits } = draft.facets;
    // A whole that was not earned takes nothing away from what stands in it.
    if (credits?.earning === 'EARNED') {
      whole = { group: credits.retakeGroup, unit: credits.load.unit };
    }
  }
  for (const part of placed(node.raw, 'hasPart', node.place, reading.aside)) {
    const path = `${node.path}.hasPart.${specificationField}`;
    for (const { raw, place } of placed(part.raw, specificationField, part.place, reading.aside)) {
      readNode(reading, report, { raw, place, path, whole });
    }
  }
}

/** Adds what a report says was taken, and of each also its parts. */
export function readReport(reading: Reading, report: Report): void {
  const path = `report.${specificationField}`;
  for (const { raw, place } of placed(
    report.source.raw,
    specificationField,
    report.place,
    reading.aside,
  )) {
    readNode(reading, report, { raw, place, path, whole: undefined });
  }
}
