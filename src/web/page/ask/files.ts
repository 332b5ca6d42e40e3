import { languageNow } from '../texts/language.js';
import { AskFault, type FaultCode, faultCodes, marks } from './ask.js';

/** What a door for files says when it takes nothing: a sentence for the person. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  /** In the language of the page. */
  readonly sentence: string;
  constructor(sentence: string) {
    super('refused');
    this.sentence = sentence;
  }
}

const has = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === 'object' && value !== null && name in value;

/** @throws FileFault, AskFault */
async function refused(response: Response): Promise<never> {
  const said: unknown = await response.json().catch(() => undefined);
  const errors = has(said, 'errors') && Array.isArray(said.errors) ? said.errors : [];
  const first: unknown = errors[0];
  const code =
    has(first, 'extensions') && has(first.extensions, 'code') ? first.extensions.code : '';
  if (has(first, 'message') && typeof first.message === 'string' && code !== 'UNAUTHENTICATED') {
    throw new FileFault(first.message);
  }
  const known: FaultCode | undefined = faultCodes.find((one) => one === code);
  throw new AskFault(known ?? 'UPSTREAM');
}

async function knock(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => undefined);
  if (response === undefined) throw new AskFault('OFFLINE');
  return response.ok ? response : refused(response);
}

/** @returns a file, and what it is called. @throws FileFault, AskFault */
export async function takeFile(
  path: string,
): Promise<{ readonly name: string; readonly file: Blob }> {
  const response = await knock(path, { headers: { 'accept-language': languageNow() } });
  const said = response.headers.get('content-disposition') ?? '';
  const [, name = 'leerkluis'] = /filename="([\w.-]+)"/.exec(said) ?? [];
  return { name, file: await response.blob() };
}

/** Brings a file. @returns what came of it, in sentences. @throws FileFault, AskFault */
export async function bringFile(file: Blob): Promise<readonly string[]> {
  const headers = { ...marks, 'content-type': 'application/zip', 'accept-language': languageNow() };
  const response = await knock('/files/import', { method: 'POST', headers, body: file });
  const said: unknown = await response.json();
  const sentences = has(said, 'sentences') && Array.isArray(said.sentences) ? said.sentences : [];
  return sentences.filter((one) => typeof one === 'string');
}
