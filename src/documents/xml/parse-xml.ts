import { SaxesParser, type SaxesTagNS } from 'saxes';

export interface XmlAttribute {
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}
export interface XmlElement {
  readonly local: string;
  /** Namespace; empty for none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All that stands directly in it, CDATA and the five entities resolved. */
  readonly text: string;
}
export interface XmlStop {
  readonly code: string;
  /** Characters looked at until it was clear. */
  readonly read: number;
}
export interface XmlDocument {
  readonly root: XmlElement;
  /** As its own declaration says; the bytes were read as UTF-8. */
  readonly encoding?: string;
}

/** Limits no honest transcript meets. */
const mostDepth = 64;
const mostElements = 100_000;
const mostAttributes = 100;
const atOnce = 16_384;

class XmlStopped extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
const stop = (code: string): never => {
  throw new XmlStopped(code);
};

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

const grow = ({ local, uri, attributes }: SaxesTagNS): Growing => ({
  local,
  uri,
  attributes: Object.values(attributes).map((each) => ({
    local: each.local,
    uri: each.uri,
    value: each.value,
  })),
  children: [],
  text: '',
});

/** Builds the tree as the parser goes, and stops it at the first limit. */
class Tree {
  root: Growing | undefined;
  encoding: string | undefined;
  readonly #open: Growing[] = [];
  #elements = 0;
  #attributes = 0;

  constructor(parser: SaxesParser<{ xmlns: true }>) {
    parser.on('error', () => stop('XML_NOT_WELL_FORMED'));
    parser.on('xmldecl', ({ encoding }) => {
      this.encoding = encoding;
    });
    // Nothing that a document declares for itself is used: no entity but the five, nothing from elsewhere.
    parser.on('doctype', (doctype) =>
      stop(/^\s*html\b/i.test(doctype) ? 'WEB_PAGE_NOT_READ' : 'XML_ENTITIES_REFUSED'),
    );
    parser.on('opentagstart', () => {
      this.#elements += 1;
      this.#attributes = 0;
      if (this.#elements > mostElements) stop('TOO_LARGE');
      if (this.#open.length >= mostDepth) stop('TOO_DEEP');
    });
    parser.on('attribute', () => {
      this.#attributes += 1;
      if (this.#attributes > mostAttributes) stop('TOO_LARGE');
    });
    parser.on('opentag', (tag) => this.#enter(grow(tag)));
    parser.on('closetag', () => this.#open.pop());
    const add = (text: string): void => {
      const at = this.#open.at(-1);
      if (at !== undefined) at.text += text;
    };
    parser.on('text', add);
    parser.on('cdata', add);
  }

  #enter(element: Growing): void {
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }
}

/** A text as a tree of elements, or why not. Never a throw; work in step with the length of the text. */
export function parseXml(text: string): XmlDocument | XmlStop {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const tree = new Tree(parser);
  let read = 0;
  try {
    while (read < text.length) {
      const slice = text.slice(read, read + atOnce);
      read += slice.length;
      parser.write(slice);
    }
    parser.close();
  } catch (error) {
    return { code: error instanceof XmlStopped ? error.code : 'XML_NOT_WELL_FORMED', read };
  }
  const { root, encoding } = tree;
  if (root === undefined) return { code: 'XML_NOT_WELL_FORMED', read };
  return encoding === undefined ? { root } : { root, encoding };
}
