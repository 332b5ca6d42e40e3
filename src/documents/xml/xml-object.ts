import type { JsonObject } from '../../base/index.js';
import type { XmlAttribute, XmlElement } from './parse-xml.js';

const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
const xmlns = 'http://www.w3.org/2000/xmlns/';

const isContent = ({ local, uri }: XmlAttribute): boolean =>
  uri !== xsi && uri !== xmlns && local !== 'xmlns';

/** An element of another namespace is not the one of the same name in this. */
const nameOf = (element: XmlElement, namespace: string): string =>
  element.uri === namespace ? element.local : `foreign:${element.local}`;

function valueOf(element: XmlElement, namespace: string): unknown {
  const attributes = element.attributes.filter(isContent);
  const { text, children } = element;
  if (attributes.length === 0 && children.length === 0) return text.trim() === '' ? {} : text;
  return xmlObject(element, namespace);
}

/**
 * An element as the JSON that systems write for it: attributes and elements as members, what occurs more than once as a
 * list, text beside an attribute as `value`. An empty element has no members.
 */
export function xmlObject(element: XmlElement, namespace: string): JsonObject {
  const members = new Map<string, unknown>();
  for (const attribute of element.attributes.filter(isContent)) {
    members.set(attribute.local, attribute.value);
  }
  const byName = Map.groupBy(element.children, (child) => nameOf(child, namespace));
  for (const [name, children] of byName) {
    const values = children.map((child) => valueOf(child, namespace));
    members.set(name, values.length === 1 ? values[0] : values);
  }
  if (element.text.trim() !== '') members.set('value', element.text);
  return Object.fromEntries(members);
}
