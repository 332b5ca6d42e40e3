import type { EvidenceFacet } from '../../records/index.js';
import { chooseText } from '../../records/index.js';
import type { ElmoSource } from './elmo-source.js';

const dataUrl = /^data:[\w.+-]+\/[\w.+-]+(?:;[\w.+-]+=[^;,\s]+)*;base64,/;

/** Whether what is attached could be given back as a file. Looked at character by character: it may be large. */
function isDecodable(content: string): boolean {
  const start = dataUrl.exec(content);
  if (start === null) return false;
  const base64 = content.slice(start[0].length).replace(/\s+/g, '');
  return base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
}

function contentsOf(raw: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return all.flatMap((content) => {
    if (typeof content === 'string') return [content.trim()];
    const inside: unknown =
      typeof content === 'object' && content !== null && 'value' in content ? content.value : null;
    return typeof inside === 'string' ? [inside.trim()] : [];
  });
}

export type Attachments = ReadonlyMap<string, string>;

/** Titles of what is attached, by the ids that results refer to. The files themselves stay in the original. */
export function attachmentsOf(holders: readonly ElmoSource[]): Attachments {
  const titles = new Map<string, string>();
  for (const attachment of holders.flatMap((holder) => holder.each('attachment'))) {
    const title = chooseText(attachment.texts('title') ?? [])?.value ?? attachment.token('type');
    const contents = contentsOf(attachment.raw['content']);
    if (!contents.every(isDecodable)) attachment.note('ATTACHMENT_NOT_DECODABLE', 'content');
    for (const { code } of attachment.codes('identifier')) titles.set(code, title ?? code);
  }
  return titles;
}

/** The papers that a result refers to. */
export function evidenceOf(
  instance: ElmoSource,
  attachments: Attachments,
): EvidenceFacet | undefined {
  const holder = instance.inside('attachments');
  const refs = holder?.tokens('ref') ?? [];
  const documents = refs.flatMap((ref) => {
    const title = attachments.get(ref);
    if (title === undefined) holder?.note('LOOKUP_MISSING', 'ref');
    return title === undefined ? [] : [{ title }];
  });
  return documents.length === 0 ? undefined : { documents };
}
