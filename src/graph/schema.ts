import { createPubSub } from '@graphql-yoga/subscription';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isInterfaceType,
  isUnionType,
} from 'graphql';
import { buildSchema } from 'type-graphql';
import { AccessPageResolver } from './access-page-resolver.js';
import { AccountResolver } from './account-resolver.js';
import { AppResolver } from './app-resolver.js';
import { AwardResolver } from './award-resolver.js';
import { BlockResolver } from './block-resolver.js';
import { ConsentResolver } from './consent-resolver.js';
import { DeliveryResolver } from './delivery-resolver.js';
import { DocumentResolver } from './document-resolver.js';
import { EnrolResolver } from './enrol-resolver.js';
import { ExportResolver } from './export-resolver.js';
import { contractText } from './federation.js';
import { FederationResolver } from './federation-resolver.js';
import { FromWalletResolver } from './from-wallet-resolver.js';
import { recordObjectTypes } from './graph-record.js';
import { GuardianResolver } from './guardian-resolver.js';
import { LiveResolver } from './live-resolver.js';
import { LogResolver } from './log-resolver.js';
import { NodeType } from './node.js';
import { OfferingResolver } from './offering-resolver.js';
import { OwnResolver } from './own-resolver.js';
import { PaperResolver } from './paper-resolver.js';
import { ProposalResolver } from './proposal-resolver.js';
import { ReadResolver } from './read-resolver.js';
import { RecheckResolver } from './recheck-resolver.js';
import { RecognitionResolver } from './recognition-resolver.js';
import { ResultsFileResolver } from './results-file-resolver.js';
import { RouteResolver } from './route-resolver.js';
import { SameResolver } from './same-resolver.js';
import { SyncResolver } from './sync-resolver.js';
import { WalletResolver } from './wallet-resolver.js';

type TypeResolver = GraphQLTypeResolver<unknown, unknown>;

/** A type that cannot be told is an error of its field, which GraphQL makes of it; thrown, it would end compiled code. */
const noThrow =
  (resolve: TypeResolver): TypeResolver =>
  (...args) => {
    try {
      return resolve(...args);
    } catch {
      return undefined;
    }
  };
/** What has an id says itself which type it is; at once, since compiled code does not wait for it. */
const ofNode: TypeResolver = (value) => (value instanceof NodeType ? value.typeName() : undefined);

function tellTypes(type: GraphQLNamedType): void {
  if (isInterfaceType(type)) type.resolveType = ofNode;
  else if (isUnionType(type) && type.resolveType) type.resolveType = noThrow(type.resolveType);
}

async function built(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      ReadResolver,
      ConsentResolver,
      BlockResolver,
      AppResolver,
      GuardianResolver,
      PaperResolver,
      LogResolver,
      ExportResolver,
      SyncResolver,
      OwnResolver,
      OfferingResolver,
      RouteResolver,
      EnrolResolver,
      ProposalResolver,
      SameResolver,
      DocumentResolver,
      DeliveryResolver,
      ResultsFileResolver,
      AccessPageResolver,
      LiveResolver,
      FederationResolver,
      AccountResolver,
      RecheckResolver,
      RecognitionResolver,
      AwardResolver,
      WalletResolver,
      FromWalletResolver,
    ],
    orphanedTypes: [...recordObjectTypes],
    validate: false,
    // Asked for where there are subscriptions. Ours make their own events, and nothing goes through it.
    pubSub: createPubSub(),
  });
  for (const type of Object.values(schema.getTypeMap())) tellTypes(type);
  return schema;
}

let made: Promise<GraphQLSchema> | undefined;
/**
 * The contract as code, with what is there for routers beside it. `schema/schema.graphql` is what it prints of the contract,
 * and a check compares the two. Nobody changes it.
 */
export function graphSchema(): Promise<GraphQLSchema> {
  made ??= built();
  return made;
}

export const printedSchema = async (): Promise<string> => contractText(await graphSchema());
