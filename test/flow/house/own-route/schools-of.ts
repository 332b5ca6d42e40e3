/** Which schools there are in each journey, how they speak, and who writes for them. */
import { homeRocWorld, hostRocWorld } from '../../../fixtures/own-route/mbo.js';
import { homeWorld, worldOfB, worldOfC, worldOfD } from '../../../fixtures/own-route/samira.js';
import type { SchoolHere } from './schools.js';

/** @param version of OEAPI, in which host B speaks. */
export const samirasSchools = (version: 5 | 6) =>
  ({
    h: { world: homeWorld, isBehindGateway: true, isHome: true, agent: 'university' },
    b: { world: worldOfB, version, agent: 'roc' },
    c: { world: worldOfC, version: 6, agent: 'developer' },
    d: { world: worldOfD, isBehindGateway: true },
  }) as const satisfies Readonly<Record<string, SchoolHere>>;

/** @param version of OEAPI, in which the host speaks. */
export const mboSchools = (version: 5 | 6) =>
  ({
    h: { world: homeRocWorld, isHome: true, agent: 'university' },
    g: { world: hostRocWorld, version, agent: 'roc' },
  }) as const satisfies Readonly<Record<string, SchoolHere>>;
