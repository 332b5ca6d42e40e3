import { isObject, type JsonObject } from '../../base/index.js';
import type { JsonFormat } from '../json-format.js';
import { readElmo } from './read-elmo.js';

/** Some systems wrap it in a member by the name of the root element. */
const rootOf = (value: JsonObject): JsonObject => {
  const inside = value['elmo'];
  return isObject(inside) && value['report'] === undefined ? inside : value;
};

const isReport = (value: unknown): boolean =>
  isObject(value) && ('issuer' in value || 'learningOpportunitySpecification' in value);

/** A transcript as Java systems write it when they are asked for JSON: the names of the XML, lists for what may repeat. */
export const elmoJson: JsonFormat = {
  fits: (value) => {
    const { report, learner } = rootOf(value);
    const reports: readonly unknown[] = Array.isArray(report) ? report : [report];
    return (isObject(learner) || 'generatedDate' in rootOf(value)) && reports.some(isReport);
  },
  read: (value, opened) => {
    const root = rootOf(value);
    return readElmo(root, opened, {
      standard: 'elmo-json',
      isSigned: isObject(root['signature']) || typeof root['signature'] === 'string',
      issues: [],
      losses: [],
    });
  },
};
