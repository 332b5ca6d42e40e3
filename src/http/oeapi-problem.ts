import type { Response } from 'express';
import { unkept } from './headers.js';
import { type OeapiVersion, supportedVersions } from './oeapi-version.js';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** What is wrong, and where: a code of ours, and a JSON pointer. */
  readonly code?: string;
  readonly pointer?: string;
  readonly requestedVersion?: string;
}

/** RFC 9457; in version 5 of OEAPI the status is a text, in version 6 a number and there is a type. */
export function sayProblem(response: Response, version: OeapiVersion, problem: Problem): void {
  const { status, requestedVersion, ...rest } = problem;
  const versions = requestedVersion === undefined ? {} : { requestedVersion, supportedVersions };
  const body =
    version === 'V5'
      ? { status: String(status), ...rest, ...versions }
      : { type: 'about:blank', status, ...rest, ...versions };
  response.set(unkept).status(status).type('application/problem+json').send(JSON.stringify(body));
}
