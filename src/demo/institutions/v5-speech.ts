import { catalogueRoutes } from './catalogue.js';
import { learnerRoutes } from './learners.js';
import type { Speech, Writing } from './routes.js';

/** Version 5: the words that the school itself keeps its books in. */
export const v5Speech = (writings: readonly Writing[]): Speech => ({
  routes: [...learnerRoutes, ...catalogueRoutes],
  writings,
  service: ({ id }) => ({
    contactEmail: `oeapi@${id}`,
    specification: 'https://openonderwijsapi.nl/specification/v5/docs.html',
    documentation: `https://www.${id}/oeapi`,
    consumers: [],
  }),
  mediaType: 'application/json',
  // Version 5 is asked for in no header.
  accept: () => undefined,
  problem: (_info, { status, title, detail }) => ({ status: String(status), title, detail }),
});
