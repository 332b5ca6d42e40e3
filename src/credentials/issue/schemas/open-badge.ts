import type { JsonObject } from '../../../base/index.js';
import { achievementTypes, resultStatuses } from '../award.js';
import { dutchMembers } from './served.js';

const text = { type: 'string', minLength: 1, maxLength: 10_000 };
const brief = { type: 'string', minLength: 1, maxLength: 200 };
const link = { type: 'string', pattern: '^https?://[^\\s<>"{}|\\\\^`]+$', maxLength: 2000 };
const uuid = { type: 'string', pattern: '^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T00:00:00Z$', format: 'date-time' };
const lastSecond = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T23:59:59Z$',
  format: 'date-time',
};
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$',
  format: 'date-time',
};
const only = (word: string): JsonObject => ({ const: word });
const some = (items: JsonObject): JsonObject => ({ type: 'array', minItems: 1, items });

/** Closed: a member that nobody thought of is no part of what an institution signs. */
const closed = (
  properties: Readonly<Record<string, unknown>>,
  ...optional: readonly string[]
): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const typed = (name: string): JsonObject => ({ const: [name] });

const issuer = closed(
  {
    id: { type: 'string', pattern: '^did:[a-z]+:[A-Za-z0-9._:%-]+$', maxLength: 500 },
    type: typed('Profile'),
    name: brief,
    url: link,
    otherIdentifier: some(
      closed({
        type: only('IdentifierEntry'),
        identifierType: { enum: ['ext:schacHome', 'ext:BRIN'] },
        identifier: brief,
      }),
    ),
  },
  'url',
);

const alignment = closed(
  {
    type: typed('Alignment'),
    targetType: { enum: ['ext:EQF', 'ext:NLQF', 'ext:QualityAssurance'] },
    targetName: brief,
    targetFramework: brief,
    targetCode: brief,
    targetDescription: text,
    targetUrl: link,
  },
  'targetType',
  'targetFramework',
  'targetCode',
  'targetDescription',
);

const resultDescription = closed(
  {
    id: uuid,
    type: typed('ResultDescription'),
    name: brief,
    resultType: { enum: ['RawScore', 'Result'] },
    valueMin: brief,
    valueMax: brief,
    allowedValue: some(brief),
    requiredValue: brief,
  },
  'valueMin',
  'valueMax',
  'allowedValue',
  'requiredValue',
);

const achievement = closed(
  {
    id: { anyOf: [uuid, link] },
    type: { const: ['Achievement', 'EducredentialAchievement'] },
    achievementType: { enum: achievementTypes },
    name: brief,
    description: text,
    criteria: closed({ narrative: text }),
    inLanguage: { type: 'string', pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
    image: closed({
      id: { type: 'string', pattern: '^(https://|data:image/)', maxLength: 60_000 },
      type: only('Image'),
    }),
    ...dutchMembers,
    alignment: some(alignment),
    resultDescription: { ...some(resultDescription), maxItems: 1 },
  },
  'achievementType',
  'image',
  ...Object.keys(dutchMembers),
  'alignment',
  'resultDescription',
);

const identifier = closed({
  type: only('IdentityObject'),
  identityType: brief,
  hashed: { const: true },
  identityHash: { type: 'string', pattern: '^sha256\\$[0-9a-f]{64}$' },
  salt: brief,
});

const subject = closed(
  {
    id: uuid,
    type: typed('AchievementSubject'),
    identifier: { ...some(identifier), maxItems: 1 },
    achievement,
    result: {
      ...some(
        closed(
          {
            type: typed('Result'),
            resultDescription: uuid,
            value: brief,
            status: { enum: resultStatuses },
          },
          'resultDescription',
        ),
      ),
      maxItems: 1,
    },
  },
  'identifier',
  'result',
);

const status = closed({
  id: link,
  type: only('BitstringStatusListEntry'),
  statusPurpose: { enum: ['revocation', 'suspension'] },
  statusListIndex: { type: 'string', pattern: '^(0|[1-9]\\d{0,9})$' },
  statusListCredential: link,
});

/** An Open Badge as we write it, before it is signed: narrower than what the standard allows. */
export const openBadgeSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  ...closed(
    {
      '@context': { ...some(link), minItems: 4, maxItems: 4 },
      id: uuid,
      type: { const: ['VerifiableCredential', 'OpenBadgeCredential'] },
      name: brief,
      issuer,
      awardedDate: day,
      validFrom: instant,
      validUntil: lastSecond,
      credentialSubject: subject,
      credentialSchema: some(closed({ id: link, type: only('1EdTechJsonSchemaValidator2019') })),
      credentialStatus: {
        anyOf: [status, { type: 'array', minItems: 2, maxItems: 2, items: status }],
      },
    },
    'validUntil',
    'credentialStatus',
  ),
};
