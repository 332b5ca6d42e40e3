import type { JsonObject } from '../../base/index.js';

/**
 * Where the terms stand that the Dutch profile adds to Open Badges. A version is never changed once something was signed with
 * it: a signature is over what the terms mean.
 */
export const microcredentialContextUrl = 'https://leerkluis.nl/contexts/microcredential/v1';

const term = (name: string, type: string): readonly [string, JsonObject] => [
  name,
  {
    '@id': `${microcredentialContextUrl}#${name}`,
    '@type': `http://www.w3.org/2001/XMLSchema#${type}`,
  },
];

/**
 * ECTS is a double: JSON-LD writes half a credit as 4.5E0, and that is no decimal by XML Schema. Numbers of programmes have no
 * type, since some are numbers and some are text.
 */
const terms: JsonObject = Object.fromEntries([
  term('ECTS', 'double'),
  term('SBU', 'integer'),
  term('timeInvestment', 'integer'),
  term('participationType', 'string'),
  term('assessmentType', 'string'),
  term('supervisionType', 'string'),
  term('identityChecked', 'boolean'),
  [
    'educationProgramIdentifier',
    { '@id': `${microcredentialContextUrl}#educationProgramIdentifier` },
  ],
]);

/** The terms mean this on an achievement of the Dutch profile, and nothing elsewhere. */
export const microcredentialContext: JsonObject = {
  '@context': {
    '@version': 1.1,
    '@protected': true,
    id: '@id',
    type: '@type',
    EducredentialAchievement: {
      '@id': `${microcredentialContextUrl}#EducredentialAchievement`,
      '@context': { '@version': 1.1, '@protected': true, id: '@id', type: '@type', ...terms },
    },
  },
};
