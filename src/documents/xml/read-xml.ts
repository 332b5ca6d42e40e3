import { readElmo } from '../elmo/read-elmo.js';
import { type DocumentReading, type Opened, recognised, refuse } from '../reading.js';
import { parseXml, type XmlDocument, type XmlElement } from './parse-xml.js';
import { xmlObject } from './xml-object.js';

const elmoNamespace = 'https://github.com/emrex-eu/elmo-schemas/tree/v1';
const schemaNamespace = 'http://www.w3.org/2001/XMLSchema';
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
/** Of the European credentials before they were JSON-LD. */
const oldElm =
  /^http:\/\/data\.europa\.eu\/(?:snb(?:\/vp)?|europass\/model\/credentials(?:\/w3c)?)[#/]?$/;

/** What people are given elsewhere and take for a transcript. */
const known: readonly (readonly [start: string, name: string])[] = [
  ['http://tietovaranto.csc.fi/', 'VIRTA (Finland)'],
  ['urn:mace:funet.fi:virta', 'VIRTA (Finland)'],
  ['http://europass.cedefop.europa.eu/', 'Europass CV'],
  ['urn:oasis:names:tc:SAML', 'SAML'],
  ['http://www.w3.org/2000/svg', 'SVG'],
  ['https://github.com/erasmus-without-paper/', 'Erasmus Without Paper'],
];

const plain = (text: string): string => text.replace(/[^\w:/.#~+-]/g, '').slice(0, 150);

/** What is in an envelope says more than the envelope. */
function inEnvelope(root: XmlElement): XmlElement {
  if (root.local !== 'Envelope') return root;
  const body = root.children.find(({ local }) => local === 'Body');
  return body?.children[0] ?? root;
}

/** The kind of document where we know it, the name of its root, and the namespace. Names only. */
function nameOf(root: XmlElement): string {
  const { local, uri } = inEnvelope(root);
  const name = known.find(([start]) => uri.startsWith(start))?.[1];
  const parts = [name, plain(local), uri === '' ? 'no namespace' : plain(uri)];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** The outermost elements that fit. Recursion is bounded: what nests deeper was not parsed. */
function outermost(root: XmlElement, fits: (element: XmlElement) => boolean): XmlElement[] {
  if (fits(root)) return [root];
  return root.children.flatMap((child) => outermost(child, fits));
}

const isElmo = ({ local, uri }: XmlElement): boolean => local === 'elmo' && uri === elmoNamespace;
const isOldElmo = ({ local, uri }: XmlElement): boolean =>
  local === 'elmo' && uri !== elmoNamespace;
const isOldElm = ({ uri }: XmlElement): boolean => oldElm.test(uri);
const isSignature = ({ local, uri }: XmlElement): boolean =>
  local === 'Signature' && uri === signatureNamespace;

/** The bytes are UTF-8. A declaration that says otherwise is wrong where anything but plain letters is in it. */
function encodingIssues({ text }: Opened, { encoding }: XmlDocument) {
  const isDeclared = encoding === undefined || /^(?:utf-?8|us-ascii)$/i.test(encoding);
  if (isDeclared || !/[\u0080-\u{10FFFF}]/u.test(text.replace(/^\uFEFF/, ''))) return [];
  return [{ code: 'ENCODING_DIFFERS', path: '' }];
}

/** Names of what stood beside a transcript in the answer it came in. */
const besides = (root: XmlElement, elmo: XmlElement): readonly string[] =>
  outermost(root, ({ children }) => children.includes(elmo))
    .flatMap(({ children }) => children.filter((child) => child !== elmo))
    .map(({ local }) => local);

function readElement(root: XmlElement, opened: Opened, document: XmlDocument): DocumentReading {
  const elmos = outermost(root, isElmo);
  const [elmo] = elmos;
  if (elmos.length > 1) return refuse('MORE_THAN_ONE_SUBJECT', '', { standard: 'elmo' });
  if (elmo !== undefined) {
    return readElmo(xmlObject(elmo, elmoNamespace), opened, {
      standard: 'elmo',
      isSigned: [...elmo.children, ...root.children].some(isSignature),
      issues: encodingIssues(opened, document),
      losses: besides(root, elmo),
    });
  }
  const [old] = outermost(root, isOldElmo);
  if (old !== undefined) {
    const found = old.uri === '' ? 'no namespace' : plain(old.uri);
    return refuse('ELMO_NAMESPACE_UNSUPPORTED', '', { standard: 'elmo', found });
  }
  if (isOldElm(root)) {
    return refuse('ELM_VERSION_UNSUPPORTED', '', { standard: 'elm', found: nameOf(root) });
  }
  return refuse('XML_NOT_ELMO', '', { found: nameOf(root) });
}

/** Which transcript, if any, an XML document holds: by namespaces and names, not by prefixes. */
export function readXml(opened: Opened): DocumentReading {
  const text = opened.text.replace(/^\uFEFF/, '').trimStart();
  if (/^<(!doctype\s+)?html[\s>]/i.test(text)) return refuse('WEB_PAGE_NOT_READ');
  const document = parseXml(text);
  if ('code' in document) return refuse(document.code);
  const { root } = document;
  if (root.local === 'html') return refuse('WEB_PAGE_NOT_READ');
  if (root.local === 'schema' && root.uri === schemaNamespace) return recognised('xsd');
  return readElement(root, opened, document);
}
