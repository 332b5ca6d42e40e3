import type { JsonObject } from '../../base/index.js';
import type { JsonFormat } from '../json-format.js';
import { type Opened, refuse } from '../reading.js';
import { holderOf, isOpened, isSigned, openCredential, typesOf } from '../vc/credential.js';
import { credentialRecord, isDrafted } from './record.js';

/** Two names of one type. */
const ownTypes = new Set(['OpenBadgeCredential', 'AchievementCredential']);
export const isAchievementCredential = (value: JsonObject): boolean =>
  typesOf(value).some((type) => ownTypes.has(type));

/** Open Badges 3.0, in the form of credentials 2.0 and of 1.1; the Dutch profile adds loads and how it was assessed. */
export const openBadges3: JsonFormat = {
  fits: (value) =>
    isAchievementCredential(value) || typesOf(value).includes('EndorsementCredential'),
  read(value: JsonObject, opened: Opened) {
    const standard = 'ob3';
    const credential = openCredential(value);
    if (!isOpened(credential)) return refuse(credential.code, credential.path, { standard });
    const holder = holderOf(credential.subject);
    const drafted = credentialRecord(opened, standard, '', credential);
    if (!isDrafted(drafted)) return refuse(drafted.code, drafted.path, { standard });
    return {
      kind: 'IMPORTED',
      standard,
      version: '3.0',
      ...(holder !== undefined && { holder }),
      records: [drafted],
      proof: isSigned(value) ? 'NOT_CHECKED' : 'NONE',
      quarantined: [],
      issues: [],
      losses: [],
    };
  },
};
