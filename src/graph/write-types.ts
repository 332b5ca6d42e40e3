import { Ctx, Field, ObjectType } from 'type-graphql';
import { inboxOfGrant } from '../flows/index.js';
import type { GrantRow } from '../ledger/index.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

const isOver = ({ state, validUntil }: GrantRow): boolean =>
  ['DECLINED', 'REVOKED', 'EXPIRED'].includes(state) || validUntil <= new Date();

@ObjectType('WriteAccess', {
  description: 'What an institution may add to a pod. Nothing can be read with it.',
})
export class WriteAccessType {
  constructor(
    private readonly grant: GrantRow,
    /** Address of its inbox in the learner's pod. */
    private readonly at: string,
  ) {}
  @Plain(() => String, {
    description: 'The container in the pod that it may add to, with any Solid client it named.',
  })
  get inbox() {
    return this.at;
  }
  @Field(() => String, { description: 'In a sentence.' })
  sentence(@Ctx() { house, languages }: Operation): string {
    const { grantee } = this.grant;
    const id = grantee.kind === 'institution' ? grantee.institution : undefined;
    const known = id === undefined ? undefined : house.institutions.get(id);
    const name = known === undefined ? (id ?? '') : textIn(known.name, languages);
    const over = isOver(this.grant);
    return languageOf(languages) === 'nl'
      ? `${name} ${over ? 'mocht' : 'mag'} resultaten in je kluis zetten, en ${over ? 'las' : 'leest'} niets.`
      : `${name} ${over ? 'could' : 'may'} put results in your kluis, and ${over ? 'read' : 'reads'} nothing.`;
  }
}

/** @returns undefined for a grant to read. */
export function writeAccessOf(grant: GrantRow): WriteAccessType | undefined {
  const at = inboxOfGrant(grant);
  return at === undefined ? undefined : new WriteAccessType(grant, at);
}
