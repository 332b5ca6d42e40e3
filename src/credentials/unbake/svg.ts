import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Finding, FindingCode } from '../finding.js';
import { type Baked, mostBakedBytes, onlyOne } from './baked.js';

const svg = 'http://www.w3.org/2000/svg';
/** Of Open Badges 3.0, under each of its minor versions. */
const newer = /^https:\/\/purl\.imsglobal\.org\/(?:spec\/)?ob\/v3p0\b/;
/** Of 2.0 and before. */
const older = /^https?:\/\/openbadges\.org\/?$/;
/** Each name is looked up through all that are open around it. */
const mostDepth = 40;
const atOnce = 16_384;

class Stopped extends Error {
  constructor(readonly code: FindingCode) {
    super(code);
  }
}
const stop = (code: FindingCode): never => {
  throw new Stopped(code);
};

const isBaked = ({ local, uri }: SaxesTagNS): boolean =>
  (local === 'credential' && newer.test(uri)) || (local === 'assertion' && older.test(uri));

const verifyOf = ({ attributes }: SaxesTagNS): string => {
  const attribute = Object.values(attributes).find(({ local }) => local === 'verify');
  return attribute?.value.trim() ?? '';
};

/** Either in the element or in its attribute; both are two credentials. */
function only(inside: string, verify: string): string {
  if (inside !== '' && verify !== '') stop('NOT_WELL_FORMED');
  return inside === '' ? verify : inside;
}

/** Follows a picture to the elements of the standard in it. */
class Elements {
  readonly found: string[] = [];
  isSvg = false;
  #depth = 0;
  #inside: { readonly verify: string; readonly depth: number; text: string } | undefined;

  constructor(parser: SaxesParser<{ xmlns: true }>) {
    parser.on('error', () => stop('NOT_WELL_FORMED'));
    // Pictures name the document type of SVG; nothing is fetched for it, and none may declare anything of its own.
    parser.on('doctype', (doctype) => {
      this.isSvg = /^\s*svg\b/.test(doctype);
      if (doctype.includes('[')) stop('NOT_WELL_FORMED');
    });
    parser.on('opentag', (tag) => this.#enter(tag));
    parser.on('closetag', () => this.#leave());
    const add = (text: string): void => {
      if (this.#inside === undefined) return;
      this.#inside.text += text;
      if (this.#inside.text.length > mostBakedBytes) stop('TOO_LARGE');
    };
    parser.on('text', add);
    parser.on('cdata', add);
  }

  #enter(tag: SaxesTagNS): void {
    if (this.#depth === 0) this.isSvg = tag.local === 'svg' && (tag.uri === svg || tag.uri === '');
    if (this.#depth === 0 && !this.isSvg) stop('FORM_UNSUPPORTED');
    this.#depth += 1;
    if (this.#depth > mostDepth) stop('TOO_DEEP');
    if (this.#inside !== undefined) stop('NOT_WELL_FORMED');
    if (isBaked(tag)) this.#inside = { verify: verifyOf(tag), depth: this.#depth, text: '' };
  }
  #leave(): void {
    if (this.#inside?.depth === this.#depth) {
      this.found.push(only(this.#inside.text.trim(), this.#inside.verify));
      this.#inside = undefined;
    }
    this.#depth -= 1;
  }
}

const bytesOf = (text: string): Baked => {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return { code: 'NO_CREDENTIAL' };
  return bytes.length > mostBakedBytes ? { code: 'TOO_LARGE' } : bytes;
};

/** @returns undefined for what is no SVG. */
export function unbakeSvg(text: string): Baked | undefined {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const elements = new Elements(parser);
  try {
    for (let at = 0; at < text.length; at += atOnce) parser.write(text.slice(at, at + atOnce));
    parser.close();
  } catch (error) {
    if (!elements.isSvg) return undefined;
    const code = error instanceof Stopped ? error.code : 'NOT_WELL_FORMED';
    return { code } satisfies Finding;
  }
  return elements.isSvg ? onlyOne(elements.found.map(bytesOf)) : undefined;
}
