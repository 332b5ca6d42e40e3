import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { suiteContext } from '@digitalbazaar/ed25519-signature-2020';
import { contexts as multikey } from '@digitalbazaar/multikey-context';
import { contexts as bitstringStatus } from '@digitalbazaar/vc-bitstring-status-list-context';
import { contexts as status2021 } from '@digitalbazaar/vc-status-list-context';
import { microcredentialContext, microcredentialContextUrl } from '../issue/own-context.js';
import { openBadgesContexts } from './open-badges.js';

export const credentials1 = 'https://www.w3.org/2018/credentials/v1';
export const credentials2 = 'https://www.w3.org/ns/credentials/v2';

const data = [...credentialsContexts].filter(
  ([url]) => url === credentials1 || url === credentials2,
);

/** All vocabularies that are processed. What a text means is decided here, and never by who serves it. */
export const pinnedContexts: ReadonlyMap<string, object> = new Map([
  ...data,
  ...dataIntegrity,
  ...suiteContext.contexts,
  ...multikey,
  ...bitstringStatus,
  ...status2021,
  ...openBadgesContexts,
  [microcredentialContextUrl, microcredentialContext],
]);
