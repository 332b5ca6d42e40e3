import { Ajv2019, type ErrorObject } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import type { JsonObject } from '../../base/index.js';
import { badgeTypes } from '../../records/index.js';
import type { Finding } from '../finding.js';
import { openBadgeSchema } from './schemas/open-badge.js';
import { schemaUrlOf, servedSchemas } from './schemas/served.js';

const ajv = new Ajv2019({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
});
formats.default(ajv, ['date-time']);

/** Compiled once: that costs more than many credentials. */
const written = ajv.compile(openBadgeSchema);
const ofKinds = badgeTypes.map((kind) => ({
  url: schemaUrlOf(kind),
  validate: ajv.compile(servedSchemas[kind]),
}));

/** Of what is missing the place where it should stand; the names are the schema's own, never values. */
function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing: unknown = keyword === 'required' ? params['missingProperty'] : undefined;
  return typeof missing === 'string' ? `${instancePath}/${missing}` : instancePath;
}

const promises = (credential: JsonObject, url: string | undefined): boolean => {
  const schemas = credential['credentialSchema'];
  return Array.isArray(schemas) && JSON.stringify(schemas).includes(`"${url ?? ''}"`);
};

/** Whether a credential is what we write, and keeps the schemas that it names; asked before it is signed. */
export function schemaFindings(credential: JsonObject): readonly Finding[] {
  const promised = ofKinds.filter(({ url }) => promises(credential, url));
  const validators = [written, ...promised.map(({ validate }) => validate)];
  const paths = validators.flatMap((validate) =>
    validate(credential) ? [] : (validate.errors ?? []).map(pathOf),
  );
  return [...new Set(paths)].map((path) => ({ code: 'SCHEMA', path }));
}
