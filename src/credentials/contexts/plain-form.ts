import { isObject, type JsonObject } from '../../base/index.js';
import type { Finding } from '../finding.js';

/** Terms of the Dutch profile that begin with a capital; all others that do are names of types. */
const capitals: ReadonlySet<string> = new Set(['ECTS', 'SBU']);
/** What stands beside a text that says its language. */
const ofTexts: ReadonlySet<string> = new Set(['@value', '@language', '@direction']);
/** Where others are described, at each place anew, and no facts of the learner are read: who issued it is often its creator too. */
const ofOthers: ReadonlySet<string> = new Set([
  'issuer',
  'creator',
  'source',
  'parentOrg',
  'endorsement',
]);
/** What only words are said of: it may have the name of what it belongs to, as an endorsement has of what it is about. */
const ofWords: ReadonlySet<string> = new Set([
  'id',
  'type',
  'narrative',
  'caption',
  'endorsementComment',
]);
const placesOfWords: ReadonlySet<string> = new Set([
  'criteria',
  'image',
  'credentialSchema',
  'refreshService',
  'termsOfUse',
]);
/** Things in one credential. Honest ones have some dozens; each costs whoever canonicalises them. */
const mostObjects = 1000;

const isPlain = (name: string): boolean =>
  !/[@:]/.test(name) && (!/^[A-Z]/.test(name) || capitals.has(name));

const isOfWords = (value: JsonObject): boolean =>
  Object.keys(value).every((name) => ofWords.has(name));

type About = 'OTHERS' | 'WORDS' | 'FACTS';

function aboutWhat(name: string, around: About): About {
  if (around === 'OTHERS' || ofOthers.has(name)) return 'OTHERS';
  return placesOfWords.has(name) ? 'WORDS' : 'FACTS';
}

/** Walks through a document once; the answer is the first place that is not plain. */
function walker(
  issuer: unknown,
): (value: unknown, path: string, about: About) => Finding | undefined {
  const told = new Map<string, About>();
  let objects = 0;
  const isToldApart = (value: JsonObject, place: About): boolean => {
    const { id } = value;
    if (typeof id !== 'string' || (place !== 'FACTS' && isOfWords(value))) return false;
    const before = told.get(id);
    // Who signs credentials about themselves needs no trick to say what they like.
    const about = id === issuer ? 'OTHERS' : place;
    told.set(id, about);
    return before !== undefined && (before !== 'OTHERS' || about !== 'OTHERS');
  };
  const walkObject = (value: JsonObject, path: string, about: About): Finding | undefined => {
    objects += 1;
    if (objects > mostObjects) return { code: 'TOO_COMPLEX', path };
    if (Object.hasOwn(value, '@value')) {
      const isText = Object.keys(value).every((each) => ofTexts.has(each));
      return isText ? undefined : { code: 'SPELLED_OTHERWISE', path };
    }
    if (isToldApart(value, about)) return { code: 'SPELLED_OTHERWISE', path };
    for (const [name, within] of Object.entries(value)) {
      if (name === '@context') continue;
      if (!isPlain(name)) return { code: 'SPELLED_OTHERWISE', path };
      const found = walk(within, `${path}/${name}`, aboutWhat(name, about));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  function walk(value: unknown, path: string, about: About): Finding | undefined {
    if (isObject(value)) return walkObject(value, path, about);
    if (!Array.isArray(value)) return undefined;
    for (const [at, each] of value.entries()) {
      const found = walk(each, `${path}/${at}`, about);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return walk;
}

/**
 * A signature of this kind is over what a document means, and we read how it is spelled: the two have to be one. So only plain
 * names of terms, no keyword that moves things elsewhere, no name written out as an address, and all that is said of one thing in
 * one place. Others than the learner may be described at more places: no facts are read there.
 */
export function plainFormFinding(credential: JsonObject): Finding | undefined {
  const { issuer } = credential;
  return walker(isObject(issuer) ? issuer['id'] : issuer)(credential, '', 'FACTS');
}
