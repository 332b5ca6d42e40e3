import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from './shell/page.js';
import '@mantine/core/styles.layer.css';
import './shell/page.css';

/**
 * The page for people: learners, advisers, developers, and whoever comes by a link. Served at /, asks the graph of
 * this origin and nothing else, and keeps nothing in the browser but the language and the colours chosen.
 */
const place = document.querySelector('#page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Suspense>
        <Page />
      </Suspense>
    </StrictMode>,
  );
}
