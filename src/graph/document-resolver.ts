import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { documentAt, importDocument, previewDocument } from '../flows/index.js';
import {
  DocumentAtAddressType,
  DocumentImportType,
  DocumentInput,
  DocumentReportType,
  ImportDocumentInput,
} from './document-types.js';
import { graphError } from './errors.js';
import type { Operation } from './operation.js';

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** @throws GraphQLError `BAD_INPUT`: what is no base64 would be read as something else. */
export function bytesOf({ content }: DocumentInput): Uint8Array {
  if (content.length % 4 !== 0 || !base64.test(content)) {
    throw graphError('BAD_INPUT', 'The content of the file is not in base64.');
  }
  return Buffer.from(content, 'base64');
}

@Resolver()
export class DocumentResolver {
  @Query(() => DocumentReportType, {
    description: 'What a file of yours is, and what it would bring. Keeps nothing. For learners.',
  })
  async previewDocument(
    @Ctx() { house, caller }: Operation,
    @Arg('document', () => DocumentInput, { description: 'The file.' }) document: DocumentInput,
  ): Promise<DocumentReportType> {
    return new DocumentReportType(await previewDocument(house, caller, bytesOf(document)));
  }

  @Query(() => DocumentAtAddressType, {
    description:
      'What stands at a web address that you were given: a badge, a credential. Keeps nothing. For learners.',
  })
  async documentAt(
    @Ctx() { house, caller }: Operation,
    @Arg('address', () => String, {
      description: 'Public, and https. It is asked once; where it sends us elsewhere we do not go.',
    })
    address: string,
  ): Promise<DocumentAtAddressType> {
    return new DocumentAtAddressType(await documentAt(house, caller, address));
  }

  @Mutation(() => DocumentImportType, {
    description:
      'Keep records of a file that you hold: a badge, a transcript, a list. They stay your own word. The same again is nothing new. For learners.',
  })
  async importDocument(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => ImportDocumentInput, { description: 'The file, and what of it.' })
    { document, keep }: ImportDocumentInput,
  ): Promise<DocumentImportType> {
    const bytes = bytesOf(document);
    return new DocumentImportType(await importDocument(house, caller, bytes, keep ?? undefined));
  }
}
