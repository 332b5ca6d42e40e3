import { isObject, type JsonObject } from '../../base/index.js';
import type { JsonFormat } from '../json-format.js';
import { recognised } from '../reading.js';

/** Claims that only a login of eduID or of a school behind SURFconext has. */
const ofLogins =
  /^(?:eduid|uids|eduperson_\w+|schac_home_organization|schacHomeOrganization|eduPerson\w+|linkedAccounts|eduIDS)$/;
const isLogin = (value: JsonObject): boolean =>
  value['credentialSubject'] === undefined &&
  Object.keys(value).some((name) => ofLogins.test(name));

/** What a wallet knows of a kind of credential before it holds one: the names of its claims. */
const isAboutLogins = ({ claims }: JsonObject): boolean =>
  Array.isArray(claims) &&
  claims.some(
    (claim) =>
      isObject(claim) &&
      Array.isArray(claim['path']) &&
      claim['path'].some((name) => typeof name === 'string' && ofLogins.test(name)),
  );

/** An account or a login says who somebody is, not what they learned: known, and nothing of it is kept. */
export const eduId: JsonFormat = {
  fits: (value) => isLogin(value) || isAboutLogins(value),
  read: () => recognised('eduid'),
};
