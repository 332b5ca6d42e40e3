/**
 * documents: what a learner holds themselves, read from the bytes alone: badges, transcripts, European credentials, tables.
 * `readDocument` tells by its content what a document is and which records it gives, and names what it could not take.
 * Pure and total: no clock, no network, never a throw. Nobody's signature is looked into here.
 */
export {
  type AwardColumn,
  awardColumnAt,
  awardColumnTitle,
  awardsTemplate,
} from './csv/award-columns.js';
export { type AwardsTableRow, readAwardsTable } from './csv/awards-table.js';
export { type ColumnName, type CsvTemplate, columnTitle, csvTemplate } from './csv/columns.js';
export { type EscoRow, readEscoSkills } from './csv/esco-skills.js';
export { type ResultsTable, type RowError, readResultsTable } from './csv/results-table.js';
export { type ResultRow } from './csv/row.js';
export { nameOfDocument } from './names.js';
export { readClaims, readDocument } from './read-document.js';
export {
  type DocumentReading,
  type Drafted,
  documentOutcomes,
  type Holder,
  type Imported,
  type Recognised,
  type Refused,
} from './reading.js';
export { type IsRecipient, isRecipient, recipientAnswers } from './recipient.js';
export { sentenceOf } from './sentences.js';
