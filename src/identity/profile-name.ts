import { Parser } from 'n3';
import type { WebId } from '../base/index.js';

const names = [
  'http://xmlns.com/foaf/0.1/name',
  'http://www.w3.org/2006/vcard/ns#fn',
  'https://schema.org/name',
  'http://schema.org/name',
];
const maxLength = 100_000;
const unseen = /[\p{C}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/** What somebody's own profile calls them, to greet them with; empty where it does not say, or cannot be read. */
export async function profileName(webId: WebId, fetch: typeof globalThis.fetch): Promise<string> {
  const [url = webId] = webId.split('#');
  try {
    const response = await fetch(url, { headers: { accept: 'text/turtle' } });
    const text = await response.text();
    if (!response.ok || text.length > maxLength) return '';
    const said = new Parser({ baseIRI: url, format: 'text/turtle' })
      .parse(text)
      .filter(({ subject, object }) => subject.value === webId && object.termType === 'Literal');
    const found = names.flatMap((name) =>
      said.filter(({ predicate }) => predicate.value === name).map(({ object }) => object.value),
    );
    return (found[0] ?? '').replaceAll(unseen, '').trim().slice(0, 200);
  } catch {
    return '';
  }
}
