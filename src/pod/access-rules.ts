import { asWebId, isWordOfAccess, type WebId } from '../base/index.js';

const prefixes = `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
@prefix acp: <http://www.w3.org/ns/solid/acp#>.
`;

/** An agent by all three marks: another client or issuer with the same name is somebody else. */
export interface Reader {
  readonly agent: WebId;
  readonly client: string;
  readonly issuer: string;
}

/** An address as Turtle has it. @throws TypeError for one that would say more than itself. */
export const iri = (value: string): string => {
  if (/[\s<>"{}|\\^`]/.test(value)) throw new TypeError('not an IRI that Turtle can hold');
  return `<${value}>`;
};

/**
 * An app that has no address goes by the text its issuer made up for it: read as an address it would be another. The pod
 * compares texts: the word for any app would be it as a text too.
 */
function clientTerm(client: string): string {
  if (asWebId(client) !== undefined) return iri(client);
  if (isWordOfAccess(client)) throw new TypeError('not an app that a rule can name');
  return JSON.stringify(client);
}

const policy =
  (mode: 'Read' | 'Append') =>
  ({ agent, client, issuer }: Reader, n: number): string =>
    `
<#access${n}> a acp:AccessControl; acp:apply <#policy${n}>.
<#policy${n}> a acp:Policy; acp:allow acl:${mode}; acp:allOf <#reader${n}>.
<#reader${n}> a acp:Matcher; acp:agent ${iri(agent)}; acp:client ${clientTerm(client)}; acp:issuer ${iri(issuer)}.
`;
const readPolicy = policy('Read');

const list = (readers: readonly Reader[]): string =>
  readers.map((_reader, n) => `<#access${n}>`).join(', ');

/** Read access to one document, on top of what its container gives the owner and the builder. */
export const documentRules = (document: string, readers: readonly Reader[]): string =>
  `${prefixes}
<> a acp:AccessControlResource; acp:resource ${iri(document)}${
    readers.length === 0 ? '' : `; acp:accessControl ${list(readers)}`
  }.
${readers.map(readPolicy).join('')}`;

/** Read access to a container and all that is or comes in it. */
export const containerRules = (container: string, readers: readonly Reader[]): string =>
  `${prefixes}
<> a acp:AccessControlResource; acp:resource ${iri(container)};
  acp:accessControl ${list(readers)}; acp:memberAccessControl ${list(readers)}.
${readers.map(readPolicy).join('')}`;

/**
 * Adding to a container, and nothing else: not reading it, not changing what is there. Said of what is in it too, since
 * a document that comes under a name of its own has to be let in by itself as well.
 */
export const inboxRules = (inbox: string, writers: readonly Reader[]): string =>
  `${prefixes}
<> a acp:AccessControlResource; acp:resource ${iri(inbox)};
  acp:accessControl ${list(writers)}; acp:memberAccessControl ${list(writers)}.
${writers.map(policy('Append')).join('')}`;

/** A container of ours in a pod of somebody's: its learner with any app, the builder by all three marks, nobody else. */
export const keptRules = (
  container: string,
  { owner, builder }: { readonly owner: WebId; readonly builder: Reader },
): string =>
  `${prefixes}
<> a acp:AccessControlResource; acp:resource ${iri(container)};
  acp:accessControl <#owner>, <#builder>; acp:memberAccessControl <#owner>, <#builder>.

<#owner> a acp:AccessControl; acp:apply <#ownerPolicy>.
<#ownerPolicy> a acp:Policy; acp:allow acl:Read, acl:Write, acl:Control; acp:allOf <#ownerAgent>.
<#ownerAgent> a acp:Matcher; acp:agent ${iri(owner)}.

<#builder> a acp:AccessControl; acp:apply <#builderPolicy>.
<#builderPolicy> a acp:Policy; acp:allow acl:Read, acl:Write, acl:Control; acp:allOf <#builderAgent>.
<#builderAgent> a acp:Matcher; acp:agent ${iri(builder.agent)}; acp:client ${clientTerm(builder.client)}; acp:issuer ${iri(builder.issuer)}.
`;
