import { notAcceptable } from '../problem.js';
import type { Resource } from '../register.js';
import type { Speech, Writing } from '../routes.js';
import type { InstitutionInfo } from '../world.js';
import { catalogueRoutesInV6 } from './catalogue-routes.js';
import { learnerRoutesInV6 } from './learner-routes.js';

const mediaType = 'application/vnd.oeapi+json';
const spoken = '6.0';

/** A client asks for exactly one version; whoever asks for none, or for a later minor one, gets what there is. */
function accept(header: string | undefined): void {
  const asked = /;\s*version="?(\d+)(?:\.(\d+))?/.exec(header ?? '');
  if (asked === null || asked[1] === '6') return;
  throw notAcceptable(`${asked[1] ?? ''}.${asked[2] ?? '0'}`, [spoken]);
}

const written = ({ path }: { readonly path: readonly string[] }): string =>
  `/${path.map((part) => (part === '*' ? '{id}' : part)).join('/')}`;

/** What can be done here, by path. */
function operations(writings: readonly Writing[]): readonly Resource[] {
  const reads = [...learnerRoutesInV6, ...catalogueRoutesInV6].map((route) => written(route));
  const others = writings.map((one) => [written(one), one.method] as const);
  const paths = new Set([...reads, ...others.map(([path]) => path)]);
  return [...paths].map((path) => ({
    verbs: [
      ...(reads.includes(path) ? ['GET'] : []),
      ...others.filter(([at]) => at === path).map(([, method]) => method),
    ],
    path,
  }));
}

const service = ({ id }: InstitutionInfo, writings: readonly Writing[]): Resource => ({
  contactEmail: `oeapi@${id}`,
  specification: 'https://openonderwijsapi.nl/specification/v6/docs.html',
  documentation: `https://www.${id}/oeapi`,
  supportedConsumers: [],
  supportedOperations: operations(writings),
  supportedExpands: [...learnerRoutesInV6, ...catalogueRoutesInV6]
    .filter(({ expands = [] }) => expands.length > 0)
    .map((route) => ({ expandableObjects: route.expands, path: written(route) })),
});

const titled = (title: string): string => title.toLowerCase().replaceAll(' ', '-');

export const v6Speech = (writings: readonly Writing[]): Speech => ({
  routes: [...learnerRoutesInV6, ...catalogueRoutesInV6],
  writings,
  service: (info) => service(info, writings),
  mediaType: `${mediaType};version=${spoken}`,
  accept,
  problem: ({ id }, { status, title, detail, members }) => ({
    type: `https://www.${id}/oeapi/problems/${titled(title)}`,
    title,
    status,
    detail,
    ...members,
  }),
});
