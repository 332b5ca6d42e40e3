import { isObject, type JsonObject } from '../../base/index.js';
import type { Finding } from '../finding.js';

/** Terms of the Dutch profile that begin with a capital; all others that do are names of types. */
const capitals: ReadonlySet<string> = new Set(['ECTS', 'SBU']);
/** What stands beside a text that says its language. */
const ofTexts: ReadonlySet<string> = new Set(['@value', '@language', '@direction']);
/** Where an institution is described: the issuer is often the creator too, and is then described at each place. */
const ofInstitutions: ReadonlySet<string> = new Set(['issuer', 'creator', 'source', 'parentOrg']);
/** Things in one credential. Honest ones have some dozens; each costs whoever canonicalises them. */
const mostObjects = 1000;

const isPlain = (name: string): boolean =>
  !/[@:]/.test(name) && (!/^[A-Z]/.test(name) || capitals.has(name));

/** Whether more is said here of what it names than that it is of a kind. */
const saysMore = (value: JsonObject): boolean =>
  Object.keys(value).some((name) => name !== 'id' && name !== 'type');

/** Walks through a document once; the answer is the first place that is not plain. */
function walker(): (value: unknown, path: string, name: string) => Finding | undefined {
  const told = new Map<string, 'INSTITUTION' | 'FACTS'>();
  let objects = 0;
  const isToldApart = (value: JsonObject, name: string): boolean => {
    const { id } = value;
    if (typeof id !== 'string' || !saysMore(value)) return false;
    const before = told.get(id);
    const now = ofInstitutions.has(name) ? 'INSTITUTION' : 'FACTS';
    told.set(id, now);
    return before !== undefined && (before === 'FACTS' || now === 'FACTS');
  };
  const walkObject = (value: JsonObject, path: string, name: string): Finding | undefined => {
    objects += 1;
    if (objects > mostObjects) return { code: 'TOO_COMPLEX', path };
    if (Object.hasOwn(value, '@value')) {
      const isText = Object.keys(value).every((each) => ofTexts.has(each));
      return isText ? undefined : { code: 'SPELLED_OTHERWISE', path };
    }
    if (isToldApart(value, name)) return { code: 'SPELLED_OTHERWISE', path };
    for (const [each, within] of Object.entries(value)) {
      if (each === '@context') continue;
      if (!isPlain(each)) return { code: 'SPELLED_OTHERWISE', path };
      const found = walk(within, `${path}/${each}`, each);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  function walk(value: unknown, path: string, name: string): Finding | undefined {
    if (isObject(value)) return walkObject(value, path, name);
    if (!Array.isArray(value)) return undefined;
    for (const [at, each] of value.entries()) {
      const found = walk(each, `${path}/${at}`, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return walk;
}

/**
 * A signature of this kind is over what a document means, and we read how it is spelled: the two have to be one. So only plain
 * names of terms, no keyword that moves things elsewhere, no name written out as an address, and all that is said of one thing in
 * one place. An institution may be described at more places: no facts of the learner are read there.
 */
export const plainFormFinding = (credential: JsonObject): Finding | undefined =>
  walker()(credential, '', '');
