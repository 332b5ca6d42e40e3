import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.js';
import { FaultBoundary } from './fault-boundary.js';

/**
 * The explorer: GraphiQL on our own API, for developers, served at /graphiql. It starts with the contract's
 * documents for whoever is signed in. Everything comes from this origin; nothing is kept beyond the browser tab.
 */
const place = document.querySelector('#explorer');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <FaultBoundary>
        <Explorer />
      </FaultBoundary>
    </StrictMode>,
  );
}
