import type { JsonObject } from '../../../base/index.js';
import {
  type AwardedAchievement,
  assessmentTypes,
  participationTypes,
  supervisionTypes,
} from '../award.js';
import { microcredentialContextUrl } from '../own-context.js';

type Kind = NonNullable<AwardedAchievement['kind']>;

/** By the last part of such a name whoever reads a credential knows which of the Dutch kinds of badge it is. */
const nameOf: Readonly<Record<Kind, string>> = {
  MICROCREDENTIAL: 'microcredential.json',
  REGULAR: 'regular.json',
  EXTRACURRICULAR: 'extracurricular.json',
};

/** Where the schema is published that a badge of a kind keeps; an ordinary result keeps none but Open Badges' own. */
export const schemaUrlOf = (kind: Kind | undefined): string | undefined =>
  kind === undefined ? undefined : `${microcredentialContextUrl}/schemas/${nameOf[kind]}`;

/** What the Dutch profile adds to an achievement, for all three kinds and for none. */
export const dutchMembers: JsonObject = {
  ECTS: { type: 'number', exclusiveMinimum: 0, maximum: 240 },
  SBU: { type: 'integer', minimum: 1 },
  timeInvestment: { type: 'integer', minimum: 1 },
  participationType: { enum: participationTypes },
  assessmentType: { enum: assessmentTypes },
  supervisionType: { enum: supervisionTypes },
  identityChecked: { type: 'boolean' },
  educationProgramIdentifier: {
    oneOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', minLength: 1 },
      { type: 'array', minItems: 2, items: { type: 'string', minLength: 1 } },
    ],
  },
};

const ofAll = ['name', 'description', 'criteria', 'image', 'inLanguage', 'resultDescription'];
const halfCredits = { ECTS: { multipleOf: 0.5, minimum: 0.5 } };
const oneLoad = { oneOf: [{ required: ['ECTS'] }, { required: ['SBU'] }] };
const aligned = { alignment: { type: 'array', minItems: 1 } };

const ofKind: Readonly<Record<Kind, JsonObject>> = {
  EXTRACURRICULAR: { required: ofAll, properties: halfCredits },
  REGULAR: {
    required: [...ofAll, 'alignment', 'educationProgramIdentifier'],
    properties: { ...halfCredits, ...aligned },
    ...oneLoad,
  },
  MICROCREDENTIAL: {
    required: [
      ...ofAll,
      'alignment',
      'participationType',
      'assessmentType',
      'supervisionType',
      'identityChecked',
    ],
    // A level and what stands for its quality.
    properties: { ...halfCredits, alignment: { type: 'array', minItems: 2 } },
    ...oneLoad,
  },
};

const schemaOf = (kind: Kind): JsonObject => ({
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  $id: schemaUrlOf(kind),
  type: 'object',
  required: ['credentialSubject'],
  properties: {
    credentialSubject: {
      type: 'object',
      required: ['achievement', 'result'],
      properties: {
        result: { type: 'array', minItems: 1 },
        achievement: { type: 'object', allOf: [{ properties: dutchMembers }, ofKind[kind]] },
      },
    },
  },
});

/** To be served as they are, each under the name it has in our credentials. */
export const servedSchemas = {
  MICROCREDENTIAL: schemaOf('MICROCREDENTIAL'),
  REGULAR: schemaOf('REGULAR'),
  EXTRACURRICULAR: schemaOf('EXTRACURRICULAR'),
} as const satisfies Record<Kind, JsonObject>;
