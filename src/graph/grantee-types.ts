import { ObjectType } from 'type-graphql';
import type { Grantee, Role } from '../consent/index.js';
import { Plain } from './plain.js';

@ObjectType('Role', { description: 'A role at an organisation, by who asserts it.' })
export class RoleType implements Role {
  @Plain(() => String, { description: 'Who says who has it: an identity provider.' })
  readonly issuer!: string;
  @Plain(() => String, { description: 'The organisation’s domain.' })
  readonly organisation!: string;
  @Plain(() => String, { description: 'The role, in the issuer’s word.' })
  readonly role!: string;
}

/** As a learner may read it: whoever has no address is named by what they are. */
export function granteeName(grantee: Grantee): string {
  if (grantee.kind === 'person') return grantee.webId;
  if (grantee.kind === 'role') return `${grantee.role} @ ${grantee.organisation}`;
  if (grantee.kind === 'app') return grantee.client;
  return grantee.kind === 'institution' ? grantee.institution : 'link';
}
