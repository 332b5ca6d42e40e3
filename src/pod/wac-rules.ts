import type { WebId } from '../base/index.js';
import { iri, type Reader } from './access-rules.js';

interface InRule {
  readonly owner: WebId;
  readonly builder: Pick<Reader, 'agent'>;
}

/** @param agents as they stand in Turtle. */
const authorization = (name: string, agents: string, on: string, modes: string): string =>
  `
<#${name}> a acl:Authorization; acl:agent ${agents}; ${on}; acl:mode ${modes}.
`;

/** Access rules in the words of Web Access Control. Nobody is let in but by name, and nothing is said of what lies deeper unless it is a container. */
export function wacRules(
  at: string,
  readers: readonly Pick<Reader, 'agent'>[],
  { owner, builder }: InRule,
  of: 'document' | 'container',
): string {
  const place = iri(at);
  const on = `acl:accessTo ${place}${of === 'container' ? `; acl:default ${place}` : ''}`;
  const keepers = `${iri(owner)}, ${iri(builder.agent)}`;
  const reading = readers.map(({ agent }, n) =>
    authorization(`reader${n}`, iri(agent), on, 'acl:Read'),
  );
  return `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
${authorization('keepers', keepers, on, 'acl:Read, acl:Write, acl:Control')}${reading.join('')}`;
}
