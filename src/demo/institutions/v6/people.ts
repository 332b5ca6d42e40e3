import type { Resource } from '../register.js';
import { changed, codeType, each, said } from './words.js';

const objectOf = (value: unknown): Resource =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

export const code = (value: unknown): Resource => {
  const given = objectOf(value);
  return { codeType: codeType(given['codeType']), code: given['code'] };
};
export const codes = (value: unknown): readonly Resource[] | undefined => each(value, code);

export const person = (five: Resource): Resource =>
  said({
    personId: five['personId'],
    primaryCode: code(five['primaryCode']),
    givenName: five['givenName'],
    surnamePrefix: five['surnamePrefix'],
    surname: five['surname'],
    displayName: five['displayName'],
    initials: five['initials'],
    dateOfBirth: five['dateOfBirth'],
    affiliations: five['affiliations'],
    email: five['mail'],
    activeEnrolment: five['activeEnrollment'],
    languageOfChoice: five['languageOfChoice'],
    otherCodes: codes(five['otherCodes']),
  });

export const consumerIn = (value: unknown): Resource | undefined =>
  changed(Array.isArray(value) ? value[0] : undefined, objectOf);

export { objectOf };
