/**
 * papers: what a learner takes along. Records in, bytes out: the files of an archive, the archive itself and the overview to
 * read; and the way back, from an archive or a PDF that a stranger may have made. Knows no pod, no database, no clock, no key.
 */
export { archiveOf } from './archive.js';
export { dutchDay } from './figures.js';
export { downloadName, folderOf, originalPaths, plainNamesOf } from './file-names.js';
export {
  type ArchiveManifest,
  isAsListed,
  manifestOf,
  manifestPath,
  mostOfAName,
  readManifest,
  sealPath,
  totalsLine,
} from './manifest.js';
export { overviewPaper } from './overview.js';
export { countable } from './overview-rows.js';
export { type PackedFile, packed, unpacked } from './packed-file.js';
export {
  type FoundAttachment,
  isPdf,
  type PdfRefusal,
  readAttachments,
} from './pdf/attachments.js';
export { type Attachment, type Proof, type Proofs } from './proofs.js';
export { readmeFile, readmePath } from './readme-file.js';
export {
  type FoundRecords,
  type KeptDelivery,
  type KeptRecord,
  linkedRecordsFile,
  linkedRecordsPath,
  readRecordsFile,
  recordsFile,
  recordsPath,
  type Standing,
} from './record-files.js';
export { type UnpackRefusal, unpack } from './unpack.js';
export { type Language } from './words.js';
